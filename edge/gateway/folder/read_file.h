#pragma once
// One exported table: rows with a time become samples.
#include <functional>
#include <span>

#include "edge/gateway/recorder.h"

namespace dengyun::gateway {

inline constexpr std::size_t rows_per_step = 1'000;

struct FileRead {
    std::uint64_t rows = 0;  // below the first one, whether they told something or not
    std::uint64_t bad_times = 0;
};

// Passes over the first `done` rows below the heading and hands what the others tell to `take`, with the number of rows
// that are done then, every rows_per_step rows and at the end. Cells that are empty or no numbers tell nothing.
// Errors: of CsvReader (a bad row ends the reading; what stood before it was handed over); invalid "csv.malformed"
// where a column is missing; of `take`; unavailable "gateway.file_unreadable".
[[nodiscard]] Result<FileRead> read_file(
    const std::string& path, const acquisition::FolderConnection& connection, std::vector<Teller>& tellers,
    std::uint64_t done, const std::function<Result<>(std::span<const Sample>, std::uint64_t rows)>& take);

// Milliseconds since 1970. "2026-03-01 08:30:00.5", with T, / or - for a local time.
[[nodiscard]] std::optional<std::int64_t> time_in(std::string_view text, acquisition::TimeFormat format,
                                                  std::int32_t utc_offset_min);

}  // namespace dengyun::gateway
