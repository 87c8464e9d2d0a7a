#pragma once
// Who comes first and why: adjusted prices, ranks per line or for the whole lot, and the reason of each rank.
#include <optional>
#include <span>
#include <vector>

#include "kernel/base/number.h"

namespace dengyun::auction {

inline constexpr std::int64_t whole_lot = 0;  // the position that stands for all lines together

// A criterion beside the price. Who answers `best` is not charged, who answers `worst` is charged `weight` millionths
// of his price, linear between. `best` may be the smaller one (days) or the larger one (years of guarantee).
struct Criterion {
    std::int64_t weight = 0;
    std::int64_t worst = 0;
    std::int64_t best = 0;
};

// price * (1 + sum of weight_i * (best_i - answer_i) / (best_i - worst_i)), answers clamped between the two; rounded
// once to fen, half up. No answer counts as the worst. Error: limit "number.overflow".
[[nodiscard]] Result<Money> adjusted_price(Money price, std::span<const Criterion> criteria,
                                           std::span<const std::optional<std::int64_t>> answers);

struct LineValue {
    std::int64_t position = 0;
    Money value{};
};
struct Bid {
    std::int64_t id = 0;
    std::int64_t order = 0;  // of its submission: the smaller one was earlier
    bool is_disqualified = false;
    std::vector<std::optional<std::int64_t>> answers{};  // by criterion
    std::vector<LineValue> lines{};
};

enum class Reason {
    only,           // the first, and the only one that was ranked
    lowest,         // the first, by its adjusted price
    tie_price,      // the adjusted prices are equal, the price itself is lower
    tie_earlier,    // both are equal, it was submitted earlier
    higher,         // behind the first; `gap` says by how much
    equal_price,    // behind the first at the same adjusted price, for a higher price of its own
    equal_later,    // behind the first at the same prices, submitted later
    incomplete,     // not ranked: offers not all that is asked for
    above_ceiling,  // not ranked: more than the buyer's ceiling
    disqualified,   // not ranked
};

struct Ranked {
    std::int64_t position = whole_lot;
    std::int64_t id = 0;
    Money price{};
    Money adjusted{};
    std::int64_t rank = 0;  // from 1; 0: not ranked
    Reason reason = Reason::incomplete;
    Money gap{};  // adjusted, to the first; of the first: to the second
    friend bool operator==(const Ranked&, const Ranked&) = default;
};

struct Contest {
    std::vector<std::int64_t> positions{};  // of the lines that are asked for
    std::vector<Criterion> criteria{};
    bool by_line = false;
    std::optional<Money> ceiling{};  // of the whole, only where it is awarded as one
};
// Every bid at every position (by_line) or at whole_lot, by position and rank; those not ranked last, by order.
// The order is total: adjusted price, price, submission, id. O(positions * bids * log bids).
// Error: limit "number.overflow".
[[nodiscard]] Result<std::vector<Ranked>> rank(const Contest& contest, std::span<const Bid> bids);

}  // namespace dengyun::auction
