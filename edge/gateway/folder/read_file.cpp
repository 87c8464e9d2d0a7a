#include "edge/gateway/folder/read_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "kernel/base/csv.h"

namespace dengyun::gateway {
namespace {

using acquisition::TimeFormat;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t";
    const auto start = text.find_first_not_of(blank);
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(blank) + 1 - start);
}

std::optional<double> number_in(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && at == end && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

class Rows {
  public:
    Rows(const acquisition::FolderConnection& connection, std::vector<Teller>& tellers, std::uint64_t done,
         const std::function<Result<>(std::span<const Sample>, std::uint64_t)>& take)
        : connection_(connection), tellers_(tellers), done_(done), take_(take) {}

    Result<> add(const CsvRow& row) {
        if (!has_heading_) return read_heading(row);
        if (++read_.rows <= done_) return {};
        const auto at_ms = time_in(trimmed(row.fields[time_]), connection_.time_format, connection_.utc_offset_min);
        if (!at_ms) {
            ++read_.bad_times;
        } else {
            for (std::size_t i = 0; i < columns_.size(); ++i) add_cell(i, trimmed(row.fields[columns_[i]]), *at_ms);
        }
        return read_.rows % rows_per_step == 0 ? hand_over() : Result<>{};
    }
    Result<> hand_over() {
        if (read_.rows <= done_) return {};
        const auto samples = std::exchange(samples_, {});
        return take_(samples, read_.rows);
    }
    [[nodiscard]] const FileRead& read() const { return read_; }

  private:
    Result<> read_heading(const CsvRow& row) {
        DENGYUN_TRY(time, csv_column(row, connection_.time_column));
        time_ = time;
        for (const auto& column : connection_.columns) {
            DENGYUN_TRY(place, csv_column(row, column.column));
            columns_.push_back(place);
        }
        has_heading_ = true;
        return {};
    }
    void add_cell(std::size_t column, std::string_view cell, std::int64_t at_ms) {
        if (cell.empty()) return;
        if (connection_.columns[column].is_text)
            tellers_[column].tell(std::string(cell), at_ms, samples_);
        else if (const auto number = number_in(cell))
            tellers_[column].tell(*number, at_ms, samples_);
    }

    const acquisition::FolderConnection& connection_;
    std::vector<Teller>& tellers_;
    const std::uint64_t done_;
    const std::function<Result<>(std::span<const Sample>, std::uint64_t)>& take_;
    bool has_heading_ = false;
    std::size_t time_ = 0;
    std::vector<std::size_t> columns_;
    FileRead read_;
    std::vector<Sample> samples_;
};

}  // namespace

std::optional<std::int64_t> time_in(std::string_view text, TimeFormat format, std::int32_t utc_offset_min) {
    constexpr double milli = 1'000;
    constexpr double last_ms = 253'402'300'799'999;  // of the year 9999
    if (format == TimeFormat::unix_s || format == TimeFormat::unix_ms) {
        const auto number = number_in(text);
        if (!number) return std::nullopt;
        const auto ms = std::nearbyint(format == TimeFormat::unix_s ? *number * milli : *number);
        return ms >= 0 && ms <= last_ms ? std::optional(static_cast<std::int64_t>(ms)) : std::nullopt;
    }
    std::string written(text);
    if (format == TimeFormat::local) {
        std::ranges::replace(written, '/', '-');
        constexpr std::size_t day_length = 10;
        if (written.size() > day_length && written[day_length] == ' ') written[day_length] = 'T';
        written += 'Z';
    }
    const auto at = parse_instant(written);
    if (!at) return std::nullopt;
    const auto offset = format == TimeFormat::local ? std::chrono::minutes(utc_offset_min) : std::chrono::minutes(0);
    return milliseconds_of(*at - offset);
}

Result<FileRead> read_file(const std::string& path, const acquisition::FolderConnection& connection,
                           std::vector<Teller>& tellers, std::uint64_t done,
                           const std::function<Result<>(std::span<const Sample>, std::uint64_t rows)>& take) {
    std::ifstream file(path, std::ios::binary);
    Rows rows(connection, tellers, done, take);
    CsvReader reader([&](const CsvRow& row) { return rows.add(row); });
    std::vector<char> piece(64 * 1024);
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (auto fed = reader.feed({piece.data(), static_cast<std::size_t>(file.gcount())}); !fed) {
            DENGYUN_CHECK(rows.hand_over());
            return std::unexpected(fed.error());
        }
    }
    if (!file.eof()) return fail(ErrorKind::unavailable, "gateway.file_unreadable", {}, path);
    const auto finished = reader.finish();
    DENGYUN_CHECK(rows.hand_over());
    if (!finished) return std::unexpected(finished.error());
    return rows.read();
}

}  // namespace dengyun::gateway
