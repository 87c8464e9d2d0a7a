#include "server/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "kernel/meta/json.h"

namespace dengyun::server {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warn:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_logger_mt("dengyun");
        // The message is already a list of JSON members.
        made->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc);
        return made;
    }();
    return *instance;
}

}  // namespace

Result<> set_log_level(std::string_view name) {
    for (const auto level : {LogLevel::debug, LogLevel::info, LogLevel::warn, LogLevel::error}) {
        const auto known = spdlog::level::to_string_view(level_of(level));
        const bool same =
            name == std::string_view(known.data(), known.size()) || (level == LogLevel::warn && name == "warn");
        if (!same) continue;
        logger().set_level(level_of(level));
        logger().flush_on(spdlog::level::info);
        return {};
    }
    return fail(ErrorKind::invalid, "settings.bad_log_level");
}

bool logs(LogLevel level) { return logger().should_log(level_of(level)); }

void log(LogLevel level, std::string_view message,
         std::initializer_list<std::pair<std::string_view, LogValue>> fields) {
    if (!logs(level)) return;
    std::string line = "\"message\":";
    meta::write_json_text(line, message);
    for (const auto& [name, value] : fields) {
        line += ',';
        meta::write_json_text(line, name);
        line += ':';
        if (const auto* number = std::get_if<std::int64_t>(&value))
            line += std::to_string(*number);
        else
            meta::write_json_text(line, std::get<std::string_view>(value));
    }
    logger().log(level_of(level), "{}", line);
}

}  // namespace dengyun::server
