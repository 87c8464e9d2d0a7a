#include "engines/timeseries/codec/decimal.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dengyun::timeseries {
namespace {

// All of them are exact doubles.
constexpr std::array<double, decimal_places_max + 1> powers_of_ten{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr double integer_max = 2251799813685248.0;  // 2^51: below it the sum with `rounder` rounds to an integer
constexpr double rounder = 6755399441055744.0;      // 2^52 + 2^51
constexpr std::uint64_t rounder_bits = std::bit_cast<std::uint64_t>(rounder);

Cell divided(std::int64_t integer, double power, bool is_single) {
    const double value = static_cast<double>(integer) / power;
    return real_cell(is_single ? static_cast<double>(static_cast<float>(value)) : value);
}

}  // namespace

Cell decimal_cell(std::int64_t integer, unsigned places, bool is_single) {
    return divided(integer, powers_of_ten[places], is_single);
}

std::optional<std::int64_t> decimal_integer(Cell cell, unsigned places, bool is_single) {
    const double scaled = std::bit_cast<double>(cell) * powers_of_ten[places];
    if (!(std::fabs(scaled) < integer_max)) return std::nullopt;  // NaN too
    const auto integer = static_cast<std::int64_t>(real_cell(scaled + rounder) - rounder_bits);
    if (divided(integer, powers_of_ten[places], is_single) != cell) return std::nullopt;  // -0 too
    return integer;
}

std::optional<Decimals> decimals_of(std::span<const Cell> cells, bool is_single) {
    // Every single float is a decimal of many digits; only short ones are worth it.
    const unsigned places_max = is_single ? 6 : decimal_places_max;
    const std::size_t exceptions_max = cells.size() / 8;
    Decimals result{.is_single = is_single};
    const auto fits_somewhere = [&](Cell cell) {
        for (unsigned places = result.places; places <= places_max; places++)
            if (decimal_integer(cell, places, is_single)) {
                result.places = places;
                return true;
            }
        return false;
    };
    std::size_t refused = 0;
    const std::size_t stride = std::max<std::size_t>(1, cells.size() / 32);
    for (std::size_t row = 0; row < cells.size(); row += stride)
        if (!fits_somewhere(cells[row]) && ++refused > 4) return std::nullopt;
    result.integers.resize(cells.size());
    for (bool complete = false; !complete;) {
        complete = true;
        result.exceptions.clear();
        std::int64_t before = 0;
        for (std::size_t row = 0; row < cells.size(); row++) {
            auto integer = decimal_integer(cells[row], result.places, is_single);
            if (!integer) {
                const auto places = result.places;
                if (fits_somewhere(cells[row]) && result.places > places) {
                    complete = false;  // again, with more places
                    break;
                }
                if (result.exceptions.size() >= exceptions_max) return std::nullopt;
                result.exceptions.push_back(static_cast<std::uint16_t>(row));
                integer = before;
            }
            result.integers[row] = before = *integer;
        }
    }
    return result;
}

void to_decimal_cells(std::span<Cell> integers, unsigned places, bool is_single) {
    const double power = powers_of_ten[places];
    if (is_single)
        for (auto& cell : integers) cell = divided(static_cast<std::int64_t>(cell), power, true);
    else
        for (auto& cell : integers) cell = divided(static_cast<std::int64_t>(cell), power, false);
}

}  // namespace dengyun::timeseries
