#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>
#include <xlsxwriter.h>

#include "kernel/base/assert.h"
#include "kernel/base/csv.h"
#include "kernel/base/number.h"
#include "kernel/meta/date.h"
#include "kernel/sheet/sheet.h"

namespace dengyun::sheet {
namespace {

namespace fs = std::filesystem;

std::string time_text(WallTime at) {
    const auto date = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss clock(at - date);
    return fmt::format("{} {:02}:{:02}:{:02}", meta::date_text(std::chrono::sys_days(date.time_since_epoch())),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

struct TextOf {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const Decimal& decimal) const { return decimal_text(decimal.units, decimal.decimals); }
    std::string operator()(double number) const { return fmt::format("{}", number); }
    std::string operator()(std::chrono::sys_days date) const { return meta::date_text(date); }
    std::string operator()(WallTime at) const { return time_text(at); }
};

class CsvWriter final : public Writer {
  public:
    explicit CsvWriter(std::span<const std::string> heading) {
        out_ = "\xEF\xBB\xBF";
        write_csv_row(out_, heading, CsvFormulas::neutralise);
    }
    void row(std::span<const Cell> cells) override {
        texts_.clear();
        for (const auto& cell : cells) texts_.push_back(std::visit(TextOf{}, cell));
        write_csv_row(out_, texts_, CsvFormulas::neutralise);
    }
    Result<std::string> finish() override { return std::move(out_); }

  private:
    std::string out_;
    std::vector<std::string> texts_;
};

// libxlsxwriter writes to a file; it lies in a folder of its own, which goes with the writer.
class XlsxWriter final : public Writer {
  public:
    XlsxWriter(std::string_view title, std::span<const std::string> heading) {
        auto name = (fs::temp_directory_path() / "dengyun-sheet-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) return;
        folder_ = name;
        file_ = folder_ / "sheet.xlsx";
        lxw_workbook_options options{.constant_memory = LXW_TRUE, .tmpdir = name.data(), .use_zip64 = LXW_FALSE};
        book_ = workbook_new_opt(file_.c_str(), &options);
        // Titles that the format refuses (too long, with a colon) leave the sheet with its standard name.
        const std::string sheet_name(title);
        const bool nameable = workbook_validate_sheet_name(book_, sheet_name.c_str()) == LXW_NO_ERROR;
        sheet_ = workbook_add_worksheet(book_, nameable ? sheet_name.c_str() : nullptr);
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
        dates_ = workbook_add_format(book_);
        format_set_num_format(dates_, "yyyy-mm-dd");
        times_ = workbook_add_format(book_);
        format_set_num_format(times_, "yyyy-mm-dd hh:mm:ss");
        worksheet_freeze_panes(sheet_, 1, 0);
        constexpr double column_width = 18;
        worksheet_set_column(sheet_, 0, static_cast<lxw_col_t>(heading.size() - 1), column_width, nullptr);
        for (std::size_t i = 0; i < heading.size(); ++i)
            worksheet_write_string(sheet_, 0, static_cast<lxw_col_t>(i), heading[i].c_str(), bold_);
    }
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;
    ~XlsxWriter() override {
        if (book_ != nullptr) workbook_close(book_);
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }

    void row(std::span<const Cell> cells) override {
        if (book_ == nullptr) return;
        ++line_;
        for (std::size_t i = 0; i < cells.size(); ++i) write(static_cast<lxw_col_t>(i), cells[i]);
    }
    Result<std::string> finish() override {
        const auto refuse = [](std::string detail) {
            return fail(ErrorKind::unavailable, "sheet.not_written", {}, std::move(detail));
        };
        if (book_ == nullptr) return refuse("no temporary folder");
        const auto closed = workbook_close(std::exchange(book_, nullptr));
        if (closed != LXW_NO_ERROR) return refuse(lxw_strerror(closed));
        std::ifstream in(file_, std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        if (!in.good() && !in.eof()) return refuse("cannot read " + file_.string());
        return bytes;
    }

  private:
    void write(lxw_col_t column, const Cell& cell) {
        if (const auto* date = std::get_if<std::chrono::sys_days>(&cell)) return write_day(column, *date, {}, dates_);
        if (const auto* at = std::get_if<WallTime>(&cell)) {
            const auto day = std::chrono::floor<std::chrono::days>(*at);
            return write_day(column, std::chrono::sys_days(day.time_since_epoch()), *at - day, times_);
        }
        if (const auto* number = std::get_if<double>(&cell)) return write_number(column, *number);
        if (const auto* decimal = std::get_if<Decimal>(&cell))
            return write_number(column, std::strtod(TextOf{}(*decimal).c_str(), nullptr));
        if (const auto* integer = std::get_if<std::int64_t>(&cell))
            return write_number(column, static_cast<double>(*integer));
        const auto text = std::visit(TextOf{}, cell);
        if (!text.empty()) worksheet_write_string(sheet_, line_, column, text.c_str(), nullptr);
    }
    void write_number(lxw_col_t column, double number) {
        worksheet_write_number(sheet_, line_, column, number, nullptr);
    }
    void write_day(lxw_col_t column, std::chrono::sys_days date, std::chrono::seconds past, lxw_format* format) {
        const std::chrono::year_month_day day(date);
        const std::chrono::hh_mm_ss clock(past);
        lxw_datetime at{.year = static_cast<int>(day.year()),
                        .month = static_cast<int>(static_cast<unsigned>(day.month())),
                        .day = static_cast<int>(static_cast<unsigned>(day.day())),
                        .hour = static_cast<int>(clock.hours().count()),
                        .min = static_cast<int>(clock.minutes().count()),
                        .sec = static_cast<double>(clock.seconds().count())};
        worksheet_write_datetime(sheet_, line_, column, &at, format);
    }

    fs::path folder_;
    fs::path file_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* bold_ = nullptr;
    lxw_format* dates_ = nullptr;
    lxw_format* times_ = nullptr;
    lxw_row_t line_ = 0;
};

}  // namespace

std::string_view name_of(Format format) { return format == Format::csv ? "csv" : "xlsx"; }

std::string_view content_type(Format format) {
    return format == Format::csv ? "text/csv; charset=utf-8"
                                 : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

std::unique_ptr<Writer> make_writer(Format format, std::string_view title, std::span<const std::string> heading) {
    DENGYUN_ASSERT(!heading.empty());
    if (format == Format::csv) return std::make_unique<CsvWriter>(heading);
    return std::make_unique<XlsxWriter>(title, heading);
}

}  // namespace dengyun::sheet
