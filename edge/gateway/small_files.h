#pragma once
// Small files that are replaced as a whole: where a reader is, which configuration runs.
#include <optional>
#include <string>

#include "engines/timeseries/shelf/files.h"

namespace dengyun::gateway {

// Durable when it returns; a power cut meanwhile leaves the old one. Errors: as Files.
[[nodiscard]] Result<> replace_file(timeseries::Files& files, const std::string& name, std::string_view text);
// nullopt where there is none. Errors: as Files.
[[nodiscard]] Result<std::optional<std::string>> read_small_file(timeseries::Files& files, const std::string& name);

}  // namespace dengyun::gateway
