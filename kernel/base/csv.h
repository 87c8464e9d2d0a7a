#pragma once
// Tables of text (RFC 4180): a streaming reader with bounds, and a writer. UTF-8 only; a mark of byte order at the
// start is passed over; lines end in CR LF or LF. A reader or writer belongs to one thread.
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun {

struct CsvLimits {
    std::size_t field_bytes_max = 64 * 1024;
    std::size_t fields_max = 256;  // in a row
    std::size_t rows_max = 1'000'000;
    std::size_t file_bytes_max = 64 * 1024 * 1024;
};

struct CsvRow {
    std::size_t line = 0;  // where the row begins in the file, from 1
    std::vector<std::string> fields;
};

// An error of the receiver ends the reading and is handed on as it is.
using CsvRowHandler = std::function<Result<>(const CsvRow&)>;

// Takes a file in pieces of any size, cut anywhere, and hands over every row when it is complete. Lines without any
// character are passed over. Every row must have as many fields as the first.
//
// Errors: invalid "csv.malformed" with one issue on "line.N": csv_unclosed_quote, csv_stray_quote,
// csv_text_after_quote, csv_bare_return, csv_field_count (detail: the number expected), not_text (not UTF-8, or a zero
// character); limit "csv.too_large" with one issue on "line.N": csv_field_too_long, csv_too_many_fields,
// csv_too_many_rows, csv_file_too_long (detail: the bound). After an error the reader takes nothing more and repeats
// the error.
class CsvReader {
  public:
    explicit CsvReader(CsvRowHandler on_row, CsvLimits limits = {});
    [[nodiscard]] Result<> feed(std::string_view piece);
    // Ends the last row, with or without an end of line.
    [[nodiscard]] Result<> finish();

  private:
    enum class State { field_start, plain, quoted, quote_in_quoted, after_return };
    [[nodiscard]] Result<> take_after_mark(char character);
    [[nodiscard]] Result<> give_up_mark();
    [[nodiscard]] Result<> take(char character);
    [[nodiscard]] Result<> take_field_start(char character);
    [[nodiscard]] Result<> take_outside(char character);
    [[nodiscard]] Result<> append(char character);
    [[nodiscard]] Result<> end_field();
    [[nodiscard]] Result<> end_row();
    [[nodiscard]] Result<> stop(Result<> outcome);
    [[nodiscard]] std::unexpected<Error> malformed(std::string_view issue, std::string detail = {}) const;
    [[nodiscard]] std::unexpected<Error> too_large(std::string_view issue, std::size_t bound) const;

    CsvRowHandler on_row_;
    CsvLimits limits_;
    State state_ = State::field_start;
    bool mark_open_ = true;  // what came so far may still be the mark of byte order
    std::size_t mark_bytes_ = 0;
    CsvRow row_{1, {}};
    std::string field_;
    bool field_was_quoted_ = false;
    std::size_t line_ = 1;
    std::size_t bytes_ = 0;
    std::size_t rows_ = 0;
    std::size_t width_ = 0;  // of the first row; 0 before it
    Result<> outcome_{};
};

// The whole text at once. Errors: as of CsvReader.
[[nodiscard]] Result<std::vector<CsvRow>> parse_csv(std::string_view text, CsvLimits limits = {});

// A column that a table must have is found by its name in the first row.
// Error: invalid "csv.malformed" with issue csv_missing_column on "line.1" (detail: the name).
[[nodiscard]] Result<std::size_t> csv_column(const CsvRow& header, std::string_view name);

// What to do with text that a spreadsheet would run as a formula (it begins with = + - @ or a tab).
enum class CsvFormulas {
    keep,        // exact: what is read back is what was written
    neutralise,  // puts an apostrophe before it, unless it is a number: for files that people open in a spreadsheet
};

// Appends one row, ended with CR LF. Fields are quoted where they must be.
void write_csv_row(std::string& out, std::span<const std::string> fields, CsvFormulas formulas = CsvFormulas::keep);

}  // namespace dengyun
