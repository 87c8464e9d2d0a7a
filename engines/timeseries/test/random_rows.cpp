#include "engines/timeseries/test/random_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dengyun::timeseries::test {
namespace {

constexpr std::array<Cell, 12> special{0x7FF8000000000000U,  // NaN
                                       0x7FF8DEADBEEF0001U,  // with a payload
                                       0xFFF0000000000001U,  // a signalling one
                                       0x8000000000000000U,  // -0
                                       0x0000000000000000U,
                                       0x7FF0000000000000U,  // infinities
                                       0xFFF0000000000000U,
                                       0x0000000000000001U,  // the least denormal
                                       0x7FEFFFFFFFFFFFFFU,  // the largest
                                       0x3FF0000000000000U,
                                       0x4330000000000000U,  // 2^52
                                       0xC340000000000000U};

double power_of_ten(std::uint64_t places) { return std::pow(10.0, static_cast<double>(places)); }

}  // namespace

std::vector<Cell> random_cells(Random& random, std::size_t count) {
    std::vector<Cell> cells(count);
    const auto kind = below(random, 10);
    const auto places = below(random, 9);
    const auto spread = std::int64_t{1} << below(random, 40);
    auto walk = static_cast<std::int64_t>(below(random, 100'000));
    std::normal_distribution<double> noise(0, std::pow(10.0, static_cast<double>(below(random, 8)) - 3));
    Cell held = random();
    for (auto& cell : cells) {
        switch (kind) {
            case 0:
                cell = held;
                break;
            case 1:
                cell = held = below(random, 40) == 0 ? real_cell(static_cast<double>(below(random, 5))) : held;
                break;
            case 2:
                walk += static_cast<std::int64_t>(below(random, static_cast<std::uint64_t>(2 * spread + 1))) - spread;
                cell = real_cell(static_cast<double>(walk) / power_of_ten(places));
                break;
            case 3:
                cell = real_cell(static_cast<double>(static_cast<float>(20 + noise(random))));
                break;
            case 4:
                cell = real_cell(1000 + noise(random));
                break;
            case 5:
                cell = random();
                break;
            case 6:
                cell = special[below(random, special.size())];
                break;
            case 7:
                cell = static_cast<Cell>(walk += static_cast<std::int64_t>(below(random, 100)));
                break;
            case 8:
                cell = below(random, 2) ? integer_cell(INT64_MIN) : integer_cell(INT64_MAX);
                break;
            default:
                cell = real_cell(std::round(noise(random) * 100) / 100);
                break;
        }
        if (kind != 6 && below(random, 200) == 0) cell = special[below(random, special.size())];
    }
    return cells;
}

Rows random_rows(Random& random, std::size_t count, std::size_t columns, Time from) {
    Rows rows;
    const Time step = below(random, 2) ? 1'000'000 : 1;
    Time time = from;
    auto sequence = below(random, 1000);
    for (std::size_t i = 0; i < count; i++) {
        rows.times.push_back(time);
        time += step * static_cast<Time>(1 + below(random, below(random, 4) ? 3 : 5000));
        rows.sequences.push_back(below(random, 50) ? sequence++ : random());
        rows.qualities.push_back(static_cast<std::uint8_t>(below(random, 30) ? 0 : below(random, 256)));
    }
    for (std::size_t column = 0; column < columns; column++) {
        if (below(random, 8) == 0) continue;
        auto& one = rows.columns.emplace_back(static_cast<ColumnNumber>(column),
                                              column % 3 == 2 ? ColumnType::integer : ColumnType::real);
        one.cells = random_cells(random, count);
        if (below(random, 3)) continue;
        one.present.resize(count);
        for (std::size_t row = 0; row < count; row++) {
            one.present[row] = below(random, 4) != 0;
            if (!one.present[row]) one.cells[row] = 0;
        }
    }
    return rows;
}

bool same(const Rows& a, const Rows& b) {
    if (a.times != b.times || a.sequences != b.sequences || a.qualities != b.qualities) return false;
    const auto is_absent = [](const Rows& rows, const ColumnRows& column) {
        for (std::size_t row = 0; row < rows.size(); row++)
            if (column.has(row)) return false;
        return true;
    };
    auto at = b.columns.begin();
    for (const auto& column : a.columns) {
        if (is_absent(a, column)) continue;
        while (at != b.columns.end() && is_absent(b, *at)) at++;
        if (at == b.columns.end() || at->column != column.column || at->type != column.type) return false;
        for (std::size_t row = 0; row < a.size(); row++) {
            if (column.has(row) != at->has(row)) return false;
            if (column.has(row) && column.cells[row] != at->cells[row]) return false;
        }
        at++;
    }
    return std::all_of(at, b.columns.end(), [&](const ColumnRows& column) { return is_absent(b, column); });
}

}  // namespace dengyun::timeseries::test
