#pragma once
// Files of the operating system: appended with write, made durable with fdatasync, read through mmap.
#include <filesystem>

#include "engines/timeseries/shelf/files.h"

namespace dengyun::timeseries {

// Makes the folder where it is missing and locks it: one process at a time. Errors: as Files; conflict
// "timeseries.in_use".
[[nodiscard]] Result<std::unique_ptr<Files>> open_files(const std::filesystem::path& folder);

}  // namespace dengyun::timeseries
