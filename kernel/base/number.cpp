#include "kernel/base/number.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "kernel/base/assert.h"

namespace dengyun {
namespace {

__extension__ using Wide = __int128;

std::unexpected<Error> overflow() { return fail(ErrorKind::limit, "number.overflow"); }

Result<std::int64_t> narrow(Wide value) {
    if (value < std::numeric_limits<std::int64_t>::min() || value > std::numeric_limits<std::int64_t>::max())
        return overflow();
    return static_cast<std::int64_t>(value);
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

}  // namespace

Result<std::int64_t> checked_add(std::int64_t a, std::int64_t b) { return narrow(Wide{a} + b); }
Result<std::int64_t> checked_subtract(std::int64_t a, std::int64_t b) { return narrow(Wide{a} - b); }

Result<std::int64_t> multiply_divide(std::int64_t a, std::int64_t b, std::int64_t divisor) {
    DENGYUN_ASSERT(divisor > 0);
    const Wide product = Wide{a} * b;
    const Wide half = product < 0 ? -Wide{divisor} / 2 : Wide{divisor} / 2;
    return narrow((product + half) / divisor);
}

Result<Money> line_value(UnitPrice price, Quantity quantity) {
    // micro-yuan * thousandths = 1e-9 yuan; a fen is 1e-2 yuan.
    DENGYUN_TRY(fen, multiply_divide(price.value, quantity.value, 10'000'000));
    return Money{fen};
}

Result<Money> share_at(Money amount, std::int64_t rate_millionths) {
    DENGYUN_TRY(fen, multiply_divide(amount.value, rate_millionths, 1'000'000));
    return Money{fen};
}

Result<std::vector<Money>> split(Money total, std::span<const std::int64_t> weights) {
    const auto negative = [](std::int64_t w) { return w < 0; };
    Wide sum = 0;
    for (const auto weight : weights) sum += weight;
    if (total.value < 0 || sum <= 0 || std::ranges::any_of(weights, negative))
        return fail(ErrorKind::invalid, "number.bad_weights");

    std::vector<Money> parts(weights.size());
    std::vector<Wide> remainders(weights.size());
    std::int64_t left = total.value;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Wide exact = Wide{total.value} * weights[i];
        parts[i].value = static_cast<std::int64_t>(exact / sum);
        remainders[i] = exact % sum;
        left -= parts[i].value;
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(
        order, [&](auto a, auto b) { return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b; });
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]].value;
    return parts;
}

std::string decimal_text(std::int64_t value, int decimals) {
    const auto power = static_cast<std::uint64_t>(power_of_ten(decimals));
    const auto magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    if (decimals == 0) return fmt::format("{}{}", value < 0 ? "-" : "", magnitude);
    return fmt::format("{}{}.{:0{}}", value < 0 ? "-" : "", magnitude / power, magnitude % power, decimals);
}

Result<std::int64_t> parse_decimal(std::string_view text, int decimals) {
    const auto malformed = [] { return fail(ErrorKind::invalid, "number.malformed"); };
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    const auto is_number = [](std::string_view part) {
        return part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return malformed();
    if (!is_number(whole) || !is_number(fraction)) return malformed();
    if (fraction.size() > static_cast<std::size_t>(decimals)) return fail(ErrorKind::invalid, "number.too_precise");

    Wide value = 0;
    for (const auto digits : {whole, fraction}) {
        for (const char c : digits) {
            value = value * 10 + (c - '0');
            if (value > Wide{1} << 64) return overflow();
        }
    }
    value *= power_of_ten(decimals - static_cast<int>(fraction.size()));
    return narrow(negative ? -value : value);
}

}  // namespace dengyun
