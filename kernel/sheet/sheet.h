#pragma once
// Sheets: tables of cells as people exchange them, CSV or XLSX. A writer keeps numbers, dates and truth values as such;
// a reader answers texts, because a person's spreadsheet says little about its types. Every size has a bound.
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::sheet {

enum class Format { csv, xlsx };
[[nodiscard]] std::string_view name_of(Format format);       // "csv", also the ending of a file's name
[[nodiscard]] std::string_view content_type(Format format);  // of an answer

// A moment on the clock of the wall, without a zone: spreadsheets know none.
using WallTime = std::chrono::local_seconds;
// A number with its decimals kept exact: `units` of 10^-decimals ("12.50" is {1250, 2}).
struct Decimal {
    std::int64_t units = 0;
    int decimals = 0;
};
using Cell = std::variant<std::monostate, std::string, std::int64_t, Decimal, double, std::chrono::sys_days, WallTime>;

// Writes one sheet, row after row; belongs to one thread.
class Writer {
  public:
    virtual ~Writer() = default;
    virtual void row(std::span<const Cell> cells) = 0;
    // The file. Once, at the end. Error: unavailable "sheet.not_written".
    [[nodiscard]] virtual Result<std::string> finish() = 0;
};
// The first row is the heading: XLSX keeps it in sight. Texts that a spreadsheet would take for a formula are written
// as texts.
[[nodiscard]] std::unique_ptr<Writer> make_writer(Format format, std::string_view title,
                                                  std::span<const std::string> heading);

struct Limits {
    std::size_t bytes_max = 8 * 1024 * 1024;        // of the file
    std::size_t part_bytes_max = 16 * 1024 * 1024;  // of one part of an XLSX file when it is unpacked
    std::size_t rows_max = 5'001;                   // with the heading
    std::size_t columns_max = 100;
    std::size_t cell_bytes_max = 16 * 1024;
};

struct Row {
    std::size_t number = 0;  // as the person sees it: the line of a CSV file, the row of an XLSX sheet, from 1
    std::vector<std::string> cells;
};

// The first sheet of a file of either kind, told by its content. Rows without any text are passed over; every row has
// as many cells as the widest. Dates of XLSX cells come as "2026-03-01" or "2026-03-01 08:30:00". CSV is UTF-8, or
// GB 18030, which Chinese spreadsheets write.
// Errors: invalid "sheet.malformed", limit "sheet.too_large" (issues: sheet_too_long, sheet_too_many_rows,
// sheet_too_many_columns, sheet_cell_too_long with the bound), invalid "csv.malformed" as parse_csv.
[[nodiscard]] Result<std::vector<Row>> read(std::string_view bytes, const Limits& limits = {});

}  // namespace dengyun::sheet
