#include "engines/timeseries/line_protocol/numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

namespace dengyun::timeseries {

// Up to 15 digits and 22 places are one exact division (Clinger 1990); from_chars does the rest.
std::optional<double> parse_real(std::string_view text) {
    static constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char* at = text.data();
    const char* const end = at + text.size();
    const bool is_negative = at != end && *at == '-';
    if (is_negative) at++;
    const char* const start = at;
    std::uint64_t mantissa = 0;
    for (; at != end && *at >= '0' && *at <= '9'; at++) mantissa = mantissa * 10 + static_cast<unsigned>(*at - '0');
    auto digits = at - start;
    std::ptrdiff_t places = 0;
    if (at != end && *at == '.') {
        const char* const point = at++;
        for (; at != end && *at >= '0' && *at <= '9'; at++) mantissa = mantissa * 10 + static_cast<unsigned>(*at - '0');
        places = at - point - 1;
        digits += places;
    }
    if (at == end && digits > 0 && digits <= 15) {
        const double value = static_cast<double>(mantissa) / powers[static_cast<std::size_t>(places)];
        return is_negative ? -value : value;
    }
    if (start == end || *start < '.' || *start > '9' || *start == '/') return std::nullopt;
    double value = 0;
    const auto [stop, error] = std::from_chars(start, end, value);
    // Too large and too small are the same error there.
    if (error == std::errc::result_out_of_range && stop == end)
        value = std::strtod(std::string(start, end).c_str(), nullptr);
    if (error == std::errc::invalid_argument || stop != end || !std::isfinite(value)) return std::nullopt;
    return is_negative ? -value : value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
    return value;
}

}  // namespace dengyun::timeseries
