#pragma once
// Goal: values of every kind that a device or an attacker may send, from a seed.
#include <random>

#include "engines/timeseries/model.h"

namespace dengyun::timeseries::test {

using Random = std::mt19937_64;

inline std::uint64_t below(Random& random, std::uint64_t limit) { return random() % limit; }

// A column of `count` cells of one of the kinds: constant, steps, decimals of random places, single floats, full
// doubles near each other, random bits, special values, walking integers, extreme integers.
std::vector<Cell> random_cells(Random& random, std::size_t count);
// Rows that rise, with gaps, absent cells and up to `columns` columns; times start at `from`.
Rows random_rows(Random& random, std::size_t count, std::size_t columns, Time from);
// Equal bit by bit, absent cells and presence included.
bool same(const Rows& a, const Rows& b);

}  // namespace dengyun::timeseries::test
