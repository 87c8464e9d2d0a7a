#include <algorithm>

#include "kernel/base/csv.h"
#include "kernel/sheet/parts.h"

namespace dengyun::sheet {
namespace {

Result<std::vector<Row>> read_csv(std::string_view bytes, const Limits& limits) {
    const auto text = in_utf8(bytes);
    if (!text) return fail(ErrorKind::invalid, "sheet.malformed");
    DENGYUN_TRY(lines, parse_csv(*text, {.field_bytes_max = limits.cell_bytes_max,
                                         .fields_max = limits.columns_max,
                                         .rows_max = limits.rows_max,
                                         .file_bytes_max = text->size()}));
    std::vector<Row> rows;
    rows.reserve(lines.size());
    for (auto& line : lines) rows.push_back({line.line, std::move(line.fields)});
    return rows;
}

bool is_blank(std::string_view cell) { return cell.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::unexpected<Error> too_large(std::string_view issue, std::size_t bound) {
    return fail(ErrorKind::limit, "sheet.too_large", {{"", std::string(issue), std::to_string(bound)}});
}

Result<std::vector<Row>> read(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.bytes_max) return too_large("sheet_too_long", limits.bytes_max);
    constexpr std::string_view zip_mark = "PK\x03\x04";
    auto rows = bytes.starts_with(zip_mark) ? read_xlsx(bytes, limits) : read_csv(bytes, limits);
    if (!rows) return rows;
    std::erase_if(*rows, [](const Row& row) { return std::ranges::all_of(row.cells, is_blank); });
    std::size_t width = 0;
    for (const auto& row : *rows) width = std::max(width, row.cells.size());
    for (auto& row : *rows) row.cells.resize(width);
    return rows;
}

}  // namespace dengyun::sheet
