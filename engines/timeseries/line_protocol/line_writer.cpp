#include "engines/timeseries/line_protocol/line_writer.h"

#include <algorithm>
#include <functional>

namespace dengyun::timeseries {
namespace {

constexpr std::size_t known_max = 200'000;

// What is wrong with a line, and not with the store.
bool is_fault_of_line(const Error& error) {
    return error.kind != ErrorKind::unavailable && error.code != "timeseries.full";
}

// Errors of the catalogue as issues of the line.
std::string issue_code(const Error& error) {
    static constexpr std::string_view start = "timeseries.";
    return error.code.starts_with(start) ? "line_" + error.code.substr(start.size()) : error.code;
}

}  // namespace

Result<LineWriter::Series*> LineWriter::series_of(std::string_view series) {
    if (const auto at = known_.find(series); at != known_.end()) return &at->second;
    const auto key = canonical_series(series);
    if (!key) return fail(ErrorKind::invalid, "timeseries.malformed");
    if (!store_.catalogue().find_group(options_.prefix + *key) && known_.size() >= options_.series_max)
        return fail(ErrorKind::limit, "timeseries.too_many_groups");
    DENGYUN_TRY(group, store_.catalogue().group(options_.prefix + *key));
    if (known_.size() >= known_max) known_.clear();
    return &known_.emplace(series, Series{.group = group}).first->second;
}

Result<LineWriter::Field> LineWriter::new_field(GroupNumber group, const LineField& field) {
    Field made{std::string(field.name), field.type, {}, field.type};
    auto& catalogue = store_.catalogue();
    const bool is_number = field.type == ColumnType::real || field.type == ColumnType::integer;
    const auto converts_to_existing = [&] {
        if (!options_.converts || !is_number) return false;
        const auto existing = catalogue.find_column(group, field.name);
        if (!existing) return false;
        made.column = *existing;
        made.stored = catalogue.columns(group)[*existing].type;
        return made.stored == ColumnType::real || made.stored == ColumnType::integer;
    };
    if (converts_to_existing()) return made;
    const auto column = catalogue.column(group, {.name = made.name, .type = field.type});
    if (!column) {
        // Another process may have made it since we looked.
        if (column.error().code == "timeseries.type_conflict" && converts_to_existing()) return made;
        return std::unexpected(column.error());
    }
    made.column = *column;
    made.stored = field.type;
    return made;
}

Result<const LineWriter::Field*> LineWriter::field_of(Series& series, std::size_t place, const LineField& field) {
    auto& fields = series.fields;
    const auto is_it = [&](const Field& one) { return one.type == field.type && one.name == field.name; };
    if (place < fields.size() && is_it(fields[place])) return &fields[place];
    auto at = std::ranges::find_if(fields, is_it);
    if (at == fields.end()) {
        DENGYUN_TRY(made, new_field(series.group, field));
        fields.push_back(std::move(made));
        at = std::prev(fields.end());
    }
    if (place >= fields.size()) return &*at;
    std::swap(*at, fields[place]);
    return &fields[place];
}

Result<> LineWriter::add(const Line& line, Time now, Time horizon) {
    const auto time = line.time.value_or(now);
    if (time < time_min || time > time_max) return fail(ErrorKind::invalid, "timeseries.bad_time");
    if (time < horizon) return fail(ErrorKind::conflict, "timeseries.too_late");
    DENGYUN_TRY(series, series_of(line.series));
    values_.clear();
    for (std::size_t i = 0; i < line.fields.size(); i++) {
        const auto& field = line.fields[i];
        DENGYUN_TRY(known, field_of(*series, i, field));
        auto cell = field.cell;
        if (field.type == ColumnType::text) {
            DENGYUN_TRY(symbol, store_.catalogue().symbol(field.text));
            cell = symbol;
        } else if (known->stored != field.type) {
            const auto converted = converted_cell(cell, field.type, known->stored);
            if (!converted) return fail(ErrorKind::conflict, "timeseries.type_conflict");
            cell = *converted;
        }
        values_.push_back({known->column, cell});
    }
    // A field that stands there twice counts as it stands there last.
    const auto rest = std::span(values_);
    if (std::ranges::adjacent_find(rest, std::greater_equal{}, &Value::column) != rest.end()) {
        std::ranges::reverse(values_);
        std::size_t kept = 0;
        for (const auto& value : values_) {
            const auto before = std::span(values_).first(kept);
            if (std::ranges::find(before, value.column, &Value::column) == before.end()) values_[kept++] = value;
        }
        values_.resize(kept);
    }
    batch_.add({.group = series->group, .time = time}, values_);
    return {};
}

Result<LinesWritten> LineWriter::write(std::string_view text, Precision precision, Time now) {
    LinesWritten written;
    batch_.clear();
    const auto refuse = [&](std::size_t number, std::string code) {
        if (written.refused++ < line_issues_max)
            written.issues.push_back({"lines." + std::to_string(number), std::move(code)});
    };
    const auto append = [&]() -> Result<> {
        DENGYUN_CHECK(store_.append(batch_));
        if (options_.on_written && batch_.rows() > 0) options_.on_written(batch_);
        written.rows += batch_.rows();
        written.values += batch_.values();
        batch_.clear();
        return {};
    };
    const auto horizon = store_.catalogue().horizon(Level::raw);
    LineReader reader(text, precision);
    for (auto next = reader.next(); next != LineReader::Next::end; next = reader.next()) {
        if (next == LineReader::Next::fault) {
            refuse(reader.number(), std::string(reader.fault()));
            continue;
        }
        if (const auto added = add(reader.line(), now, horizon); !added) {
            if (!is_fault_of_line(added.error())) return std::unexpected(added.error());
            refuse(reader.number(), issue_code(added.error()));
            continue;
        }
        if (batch_.is_full()) DENGYUN_CHECK(append());
    }
    DENGYUN_CHECK(append());
    return written;
}

}  // namespace dengyun::timeseries
