#include "kernel/base/csv.h"

#include <algorithm>

#include "kernel/base/utf8.h"

namespace dengyun {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto points = std::ranges::count(text, '.');
    return points <= 1 && text.size() > static_cast<std::size_t>(points) &&
           text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool looks_like_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos && !is_number(text);
}

}  // namespace

CsvReader::CsvReader(CsvRowHandler on_row, CsvLimits limits) : on_row_(std::move(on_row)), limits_(limits) {}

Result<> CsvReader::feed(std::string_view piece) {
    if (!outcome_) return outcome_;
    for (const char character : piece) {
        if (++bytes_ > limits_.file_bytes_max) return stop(too_large("csv_file_too_long", limits_.file_bytes_max));
        if (auto taken = take_after_mark(character); !taken) return stop(std::move(taken));
    }
    return {};
}

// Holds the first bytes back for as long as they may be the mark of byte order.
Result<> CsvReader::take_after_mark(char character) {
    if (mark_open_) {
        if (character == byte_order_mark[mark_bytes_]) {
            mark_open_ = ++mark_bytes_ < byte_order_mark.size();
            return {};
        }
        DENGYUN_CHECK(give_up_mark());
    }
    return take(character);
}

Result<> CsvReader::give_up_mark() {
    mark_open_ = false;
    for (const char held : byte_order_mark.substr(0, mark_bytes_)) DENGYUN_CHECK(take(held));
    return {};
}

Result<> CsvReader::finish() {
    if (!outcome_) return outcome_;
    if (mark_open_)
        if (auto taken = give_up_mark(); !taken) return stop(std::move(taken));
    if (state_ == State::quoted) return stop(malformed("csv_unclosed_quote"));
    if (state_ == State::after_return) return stop(malformed("csv_bare_return"));
    return stop(end_row());
}

Result<> CsvReader::stop(Result<> outcome) {
    outcome_ = std::move(outcome);
    return outcome_;
}

Result<> CsvReader::take(char character) {
    switch (state_) {
        case State::field_start:
            return take_field_start(character);
        case State::plain:
            if (character == '"') return malformed("csv_stray_quote");
            return take_outside(character);
        case State::quoted:
            if (character == '"') {
                state_ = State::quote_in_quoted;
                return {};
            }
            if (character == '\n') ++line_;
            return append(character);
        case State::quote_in_quoted:
            if (character == '"') {
                state_ = State::quoted;
                return append(character);
            }
            if (character != ',' && character != '\r' && character != '\n') return malformed("csv_text_after_quote");
            return take_outside(character);
        case State::after_return:
            if (character != '\n') return malformed("csv_bare_return");
            return take_outside(character);
    }
    return {};
}

Result<> CsvReader::take_field_start(char character) {
    if (character == '"') {
        state_ = State::quoted;
        field_was_quoted_ = true;
        return {};
    }
    state_ = State::plain;
    return take_outside(character);
}

// A character outside quotes: it ends the field or the row, or is part of a plain field.
Result<> CsvReader::take_outside(char character) {
    switch (character) {
        case ',':
            DENGYUN_CHECK(end_field());
            state_ = State::field_start;
            return {};
        case '\r':
            state_ = State::after_return;
            return {};
        case '\n':
            DENGYUN_CHECK(end_row());
            row_.line = ++line_;
            return {};
        default:
            return append(character);
    }
}

Result<> CsvReader::append(char character) {
    if (field_.size() == limits_.field_bytes_max) return too_large("csv_field_too_long", limits_.field_bytes_max);
    field_.push_back(character);
    return {};
}

Result<> CsvReader::end_field() {
    if (!is_utf8(field_) || field_.find('\0') != std::string::npos) return malformed("not_text");
    if (row_.fields.size() == limits_.fields_max) return too_large("csv_too_many_fields", limits_.fields_max);
    row_.fields.push_back(std::move(field_));
    field_.clear();
    field_was_quoted_ = false;
    return {};
}

Result<> CsvReader::end_row() {
    state_ = State::field_start;
    if (row_.fields.empty() && !field_was_quoted_ && field_.empty()) return {};
    DENGYUN_CHECK(end_field());
    if (width_ == 0) width_ = row_.fields.size();
    if (row_.fields.size() != width_) return malformed("csv_field_count", std::to_string(width_));
    if (rows_ == limits_.rows_max) return too_large("csv_too_many_rows", limits_.rows_max);
    ++rows_;
    DENGYUN_CHECK(on_row_(row_));
    row_.fields.clear();
    return {};
}

std::unexpected<Error> CsvReader::malformed(std::string_view issue, std::string detail) const {
    return fail(ErrorKind::invalid, "csv.malformed",
                {{"line." + std::to_string(row_.line), std::string(issue), std::move(detail)}});
}

std::unexpected<Error> CsvReader::too_large(std::string_view issue, std::size_t bound) const {
    return fail(ErrorKind::limit, "csv.too_large",
                {{"line." + std::to_string(row_.line), std::string(issue), std::to_string(bound)}});
}

Result<std::vector<CsvRow>> parse_csv(std::string_view text, CsvLimits limits) {
    std::vector<CsvRow> rows;
    CsvReader reader(
        [&rows](const CsvRow& row) -> Result<> {
            rows.push_back(row);
            return {};
        },
        limits);
    DENGYUN_CHECK(reader.feed(text));
    DENGYUN_CHECK(reader.finish());
    return rows;
}

Result<std::size_t> csv_column(const CsvRow& header, std::string_view name) {
    const auto found = std::ranges::find(header.fields, name);
    if (found == header.fields.end())
        return fail(ErrorKind::invalid, "csv.malformed", {{"line.1", "csv_missing_column", std::string(name)}});
    return static_cast<std::size_t>(found - header.fields.begin());
}

void write_csv_row(std::string& out, std::span<const std::string> fields, CsvFormulas formulas) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        const bool guarded = formulas == CsvFormulas::neutralise && looks_like_formula(fields[i]);
        const std::string field = guarded ? "'" + fields[i] : fields[i];
        // A row of one empty field would read as an empty line; a leading mark of byte order would be taken away.
        const bool quote = field.find_first_of(",\"\r\n") != std::string::npos ||
                           (field.empty() && fields.size() == 1) || field.starts_with(byte_order_mark);
        if (!quote) {
            out += field;
            continue;
        }
        out += '"';
        for (const char character : field) {
            if (character == '"') out += '"';
            out += character;
        }
        out += '"';
    }
    out += "\r\n";
}

}  // namespace dengyun
