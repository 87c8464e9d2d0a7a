#pragma once
// What the tests of Sparkplug send: metrics, and payloads as a command line takes them.
#include <bit>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "engines/sparkplug/payload.h"

namespace dengyun::telemetry::test {

[[nodiscard]] inline std::string to_hex(std::string_view bytes) {
    std::string hex;
    for (const char byte : bytes) hex += fmt::format("{:02x}", static_cast<std::uint8_t>(byte));
    return hex;
}

[[nodiscard]] inline sparkplug::Metric real(std::string_view name, double value,
                                            std::optional<std::uint64_t> alias = {}) {
    return {.name = name,
            .alias = alias,
            .data_type = 10,
            .carrier = sparkplug::Carrier::double_,
            .bits = std::bit_cast<std::uint64_t>(value)};
}

}  // namespace dengyun::telemetry::test
