#pragma once
// Exact arithmetic for everything that is counted: 64-bit integers in the smallest unit, 128 bits in between, overflow
// reported and never wrapped. Rounding is half away from zero ("half up" for the positive amounts of trade), once.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun {

// A count of `Unit`s. Only sums and comparisons of the same unit exist; products are named functions below.
template <class Unit>
struct Amount {
    std::int64_t value{};
    friend constexpr auto operator<=>(const Amount&, const Amount&) = default;
};

struct FenUnit {
    static constexpr int decimals = 2;
};
struct MicroYuanUnit {
    static constexpr int decimals = 6;
};
struct MilliUnit {
    static constexpr int decimals = 3;
};

using Money = Amount<FenUnit>;            // fen: 1/100 yuan
using UnitPrice = Amount<MicroYuanUnit>;  // millionths of a yuan per unit: a washer costs 0.0001 yuan
using Quantity = Amount<MilliUnit>;       // thousandths of the unit of measure

// JSON numbers stay exact in JavaScript up to here; every amount that leaves the process is checked against it.
inline constexpr std::int64_t amount_max = 9'007'199'254'740'991;

// All errors below: limit "number.overflow".
[[nodiscard]] Result<std::int64_t> checked_add(std::int64_t a, std::int64_t b);
[[nodiscard]] Result<std::int64_t> checked_subtract(std::int64_t a, std::int64_t b);
// round(a * b / divisor); divisor > 0.
[[nodiscard]] Result<std::int64_t> multiply_divide(std::int64_t a, std::int64_t b, std::int64_t divisor);

template <class Unit>
[[nodiscard]] Result<Amount<Unit>> add(Amount<Unit> a, Amount<Unit> b) {
    DENGYUN_TRY(sum, checked_add(a.value, b.value));
    return Amount<Unit>{sum};
}
template <class Unit>
[[nodiscard]] Result<Amount<Unit>> subtract(Amount<Unit> a, Amount<Unit> b) {
    DENGYUN_TRY(difference, checked_subtract(a.value, b.value));
    return Amount<Unit>{difference};
}
// The value of a line: price * quantity, rounded once to fen.
[[nodiscard]] Result<Money> line_value(UnitPrice price, Quantity quantity);
// The share of an amount at a rate in millionths (6 % = 60,000), rounded once.
[[nodiscard]] Result<Money> share_at(Money amount, std::int64_t rate_millionths);

// Splits `total` >= 0 in proportion to weights >= 0 (their sum > 0) by the largest remainder; the parts add up exactly,
// ties go to the earlier part. Error: invalid "number.bad_weights".
[[nodiscard]] Result<std::vector<Money>> split(Money total, std::span<const std::int64_t> weights);

// "-12.30": all decimals of the unit, a point, no grouping. Parsing takes fewer decimals, never more (nothing is
// rounded silently). Errors: invalid "number.malformed", "number.too_precise"; limit "number.overflow".
[[nodiscard]] std::string decimal_text(std::int64_t value, int decimals);
[[nodiscard]] Result<std::int64_t> parse_decimal(std::string_view text, int decimals);

template <class Unit>
[[nodiscard]] std::string to_text(Amount<Unit> amount) {
    return decimal_text(amount.value, Unit::decimals);
}

}  // namespace dengyun
