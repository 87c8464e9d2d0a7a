#pragma once
// The log: one JSON object per line on standard error. Secrets, bodies and personal data never reach it; what a client
// is not told (Error::detail) is here, under the request id that the client was told.
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "kernel/base/result.h"

namespace dengyun::server {

enum class LogLevel { debug, info, warn, error };
// Error: invalid "settings.bad_log_level".
[[nodiscard]] Result<> set_log_level(std::string_view name);

using LogValue = std::variant<std::string_view, std::int64_t>;
void log(LogLevel level, std::string_view message,
         std::initializer_list<std::pair<std::string_view, LogValue>> fields = {});
[[nodiscard]] bool logs(LogLevel level);

}  // namespace dengyun::server
