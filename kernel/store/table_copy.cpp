#include "kernel/store/table_copy.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "kernel/meta/json.h"

namespace dengyun::store {
namespace {

constexpr std::string_view kind_names[] = {"integer", "real", "text"};  // in the order of Column
constexpr std::int64_t page_rows = 100;  // with the longest rows (pieces of files) about 25 MB

std::unexpected<Error> damaged(std::string detail) {
    return fail(ErrorKind::invalid, "restore.damaged", {}, std::move(detail));
}

std::string listed(std::span<const std::string> names) {
    std::string list;
    for (const auto& name : names) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", name);
    return list;
}

std::string marks(std::size_t count) {
    std::string text = "(";
    for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
    return text + ")";
}

Result<std::vector<std::string>> texts(Connection& connection, std::string_view sql, std::span<const meta::Scalar> of) {
    std::vector<std::string> list;
    constexpr Column columns[] = {Column::text};
    DENGYUN_CHECK(connection.each(sql, of, columns, [&](const Row& row) -> Result<> {
        list.emplace_back(row.text(0));
        return {};
    }));
    return list;
}

Result<TableShape> shape_of(Connection& connection, const std::string& name) {
    TableShape table{.name = name};
    constexpr Column columns[] = {Column::text, Column::text};
    const meta::Scalar of[] = {std::string_view(name)};
    DENGYUN_CHECK(
        connection.each(dialect::columns_query(connection.database()), of, columns, [&](const Row& row) -> Result<> {
            const auto type = row.text(1);
            if (type == "tsvector") return {};  // made by the database from another column
            table.column_names.emplace_back(row.text(0));
            table.columns.push_back(type == "bigint" || type == "integer" ? Column::integer
                                    : type == "double precision"          ? Column::real
                                                                          : Column::text);
            return {};
        }));
    DENGYUN_TRY(key, texts(connection, dialect::key_query(connection.database()), of));
    table.key = std::move(key);
    return table;
}

std::string row_line(const TableShape& table, const Row& row) {
    std::string line = "[";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i > 0) line += ',';
        if (row.is_null(i))
            line += "null";
        else if (table.columns[i] == Column::text)
            meta::write_json_text(line, row.text(i));
        else
            line += row.text(i);
    }
    return line + ']';
}

}  // namespace

Result<std::vector<TableShape>> carried_tables(Connection& connection, std::span<const std::string_view> apart) {
    DENGYUN_TRY(names, texts(connection, dialect::tables_query(connection.database()), {}));
    std::vector<TableShape> tables;
    for (const auto& name : names) {
        if (name == "schema_migration" || name == "store_counter" || name == "subscriber") continue;
        if (std::ranges::find(apart, name) != apart.end()) continue;
        DENGYUN_TRY(table, shape_of(connection, name));
        tables.push_back(std::move(table));
    }
    return tables;
}

std::string heading(const TableShape& table) {
    std::string line = R"({"table":)";
    meta::write_json_text(line, table.name);
    line += R"(,"columns":[)";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        line += i == 0 ? "[" : ",[";
        meta::write_json_text(line, table.column_names[i]);
        line += fmt::format(",\"{}\"]", kind_names[static_cast<std::size_t>(table.columns[i])]);
    }
    return line + "]}";
}

Result<TableShape> read_heading(std::string_view line) {
    const auto is_name = [](std::string_view name) {
        return !name.empty() &&
               name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
    };
    DENGYUN_TRY(json, meta::parse_json(line));
    const auto* object = json.if_object();
    const auto* name = object == nullptr ? nullptr : object->if_contains("table");
    const auto* columns = object == nullptr ? nullptr : object->if_contains("columns");
    if (name == nullptr || !name->is_string() || columns == nullptr || !columns->is_array())
        return damaged("a heading");
    TableShape table{.name = std::string(name->get_string())};
    if (!is_name(table.name)) return damaged("a table's name");
    for (const auto& column : columns->get_array()) {
        const auto* pair = column.if_array();
        if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_string() || !(*pair)[1].is_string())
            return damaged("a column");
        table.column_names.emplace_back((*pair)[0].get_string());
        const auto kind = std::ranges::find(kind_names, std::string_view((*pair)[1].get_string()));
        if (!is_name(table.column_names.back()) || kind == std::end(kind_names)) return damaged("a column");
        table.columns.push_back(static_cast<Column>(kind - std::begin(kind_names)));
    }
    return table;
}

Result<> each_row(Connection& connection, const TableShape& table,
                  const std::function<Result<>(std::string_view)>& line) {
    const auto select = fmt::format("SELECT {} FROM \"{}\"", listed(table.column_names), table.name);
    const auto order = fmt::format(" ORDER BY {} LIMIT {}", listed(table.key), page_rows);
    std::vector<std::size_t> places;
    for (const auto& name : table.key)
        places.push_back(
            static_cast<std::size_t>(std::ranges::find(table.column_names, name) - table.column_names.begin()));

    std::vector<std::int64_t> integers(table.key.size());
    std::vector<std::string> words(table.key.size());
    for (bool first = true;; first = false) {
        std::vector<meta::Scalar> after;
        for (std::size_t i = 0; !first && i < places.size(); ++i) {
            if (table.columns[places[i]] == Column::text)
                after.emplace_back(std::string_view(words[i]));
            else
                after.emplace_back(integers[i]);
        }
        const auto sql =
            first ? select + order
                  : fmt::format("{} WHERE ({}) > {}{}", select, listed(table.key), marks(after.size()), order);
        std::int64_t count = 0;
        std::vector<std::string> next_words = words;
        DENGYUN_CHECK(connection.each(sql, after, table.columns, [&](const Row& row) -> Result<> {
            ++count;
            for (std::size_t i = 0; i < places.size(); ++i) {
                if (table.columns[places[i]] == Column::text)
                    next_words[i] = row.text(places[i]);
                else
                    integers[i] = row.integer(places[i]);
            }
            return line(row_line(table, row));
        }));
        words = std::move(next_words);
        if (count < page_rows) return {};
    }
}

RowWriter::RowWriter(Connection& connection, TableShape table) : connection_(connection), table_(std::move(table)) {
    constexpr std::size_t parameters_max = 900;  // SQLite's bound was 999 for long
    constexpr std::size_t bunch_max = 50;
    bunch_ = std::clamp<std::size_t>(parameters_max / std::max<std::size_t>(table_.columns.size(), 1), 1, bunch_max);
    bunch_statement_ = statement(bunch_);
}

std::string RowWriter::statement(std::size_t rows) const {
    auto sql = fmt::format("INSERT INTO \"{}\" ({}) VALUES ", table_.name, listed(table_.column_names));
    const auto row = marks(table_.columns.size());
    for (std::size_t i = 0; i < rows; ++i) sql += (i == 0 ? "" : ", ") + row;
    return sql;
}

Result<> RowWriter::add(std::string_view line) {
    DENGYUN_TRY(json, meta::parse_json(line));
    const auto* row = json.if_array();
    if (row == nullptr || row->size() != table_.columns.size()) return damaged("a row of " + table_.name);
    for (std::size_t i = 0; i < row->size(); ++i) {
        const auto& value = (*row)[i];
        const auto kind = table_.columns[i];
        if (value.is_null())
            values_.emplace_back();
        else if (kind == Column::text && value.is_string())
            values_.emplace_back(std::string_view(texts_.emplace_back(value.get_string())));
        else if (kind == Column::integer && value.is_int64())
            values_.emplace_back(std::int64_t{value.get_int64()});
        else if (kind == Column::real && value.is_number())
            values_.emplace_back(value.to_number<double>());
        else
            return damaged("a value of " + table_.name);
    }
    if (values_.size() < bunch_ * table_.columns.size()) return {};
    auto written = connection_.execute(bunch_statement_, values_);
    values_.clear();
    texts_.clear();
    if (!written) return std::unexpected(std::move(written).error());
    return {};
}

Result<> RowWriter::finish() {
    const auto width = table_.columns.size();
    const auto single = statement(1);
    for (std::size_t at = 0; at < values_.size(); at += width)
        DENGYUN_CHECK(connection_.execute(single, std::span(values_).subspan(at, width)));
    values_.clear();
    texts_.clear();
    return {};
}

}  // namespace dengyun::store
