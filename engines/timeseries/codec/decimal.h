#pragma once
// Doubles that are decimals: how many places they have, and the integers behind them.
#include <optional>
#include <span>
#include <vector>

#include "engines/timeseries/model.h"

namespace dengyun::timeseries {

struct Decimals {
    unsigned places = 0;
    bool is_single = false;                 // rounded to a single float after the division
    std::vector<std::int64_t> integers;     // one for each cell; that before it where the cell is an exception
    std::vector<std::uint16_t> exceptions;  // rows
};

inline constexpr unsigned decimal_places_max = 15;

// The integer that gives the cell's bits back; none where there is none.
[[nodiscard]] std::optional<std::int64_t> decimal_integer(Cell cell, unsigned places, bool is_single);
[[nodiscard]] Cell decimal_cell(std::int64_t integer, unsigned places, bool is_single);
// None where more than an eighth of the cells would be exceptions.
[[nodiscard]] std::optional<Decimals> decimals_of(std::span<const Cell> cells, bool is_single);
// Many at once: `integers` become cells.
void to_decimal_cells(std::span<Cell> integers, unsigned places, bool is_single);

}  // namespace dengyun::timeseries
