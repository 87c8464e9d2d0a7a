#pragma once
// Live formats as a sequence of phases. A phase says what may be offered now and when it ends; `advance` answers the
// next one, `offer` what an offer makes of it. The caller keeps the entries and hands them in.
//
// english      everybody, any time: below the best by a step; an offer in the last minutes extends the end (soft close)
// three_round  pause, then one turn per entry, three times; the highest moves first, so that the best moves last
//              (as the electronic auctions of ProZorro: 5 minutes pause, 2 minutes a turn)
// dutch        the price rises by a step until the first one takes it
// japanese     the price falls by a step; who does not accept it in time is out; the last one standing has won
#include <optional>
#include <span>
#include <vector>

#include "kernel/base/instant.h"
#include "kernel/base/number.h"

namespace dengyun::auction {

enum class Format { sealed, english, three_round, dutch, japanese };

inline constexpr std::size_t round_entries_max = 100;  // of three rounds: 100 turns of 2 minutes are 10 hours

struct Rules {
    Format format = Format::english;
    Money start{};         // english: nothing above it; dutch, japanese: the first price
    Money limit{};         // dutch: the highest price; japanese: the lowest
    Money step{};          // english: below the best; three_round: below one's own; dutch, japanese: of the price
    Duration length{};     // english: from the start to the planned end
    Duration step_time{};  // dutch, japanese: so long each price stands
    Duration window{};     // english: an offer in so much time before the end ...
    Duration extension{};  // ... lets so much time remain
    Duration pause{};      // three_round
    Duration turn{};       // three_round
    std::int64_t rounds = 3;
};

// One bidder as he stands. `order`: of the offer that he stands at; the smaller one was earlier and wins a tie.
struct Entry {
    std::int64_t alias = 0;
    std::optional<Money> amount{};
    Money adjusted{};
    std::int64_t order = 0;
};

struct Phase {
    std::int64_t round = 1;
    std::int64_t turn = 0;                 // three_round: 0 in the pause, else whose in `sequence`, from 1
    Money price{};                         // dutch, japanese: the price that stands
    Money previous{};                      // japanese: the one before it
    std::vector<std::int64_t> sequence{};  // three_round: aliases in the order of their turns in this round
    Instant ends_at{};
    bool over = false;
    // Whose turn it is; 0: nobody's, or everybody's where the format has no turns.
    [[nodiscard]] std::int64_t mover() const;
    friend bool operator==(const Phase&, const Phase&) = default;
};

// Errors: invalid with issues on start, limit, step, length, step_time (too_small), limit (not_beyond_start).
[[nodiscard]] Result<> check_rules(const Rules& rules);

// O(n log n) with three rounds, else O(1). Without entries three rounds are over at once.
[[nodiscard]] Phase begin(const Rules& rules, std::span<const Entry> entries, Instant now);
// What follows when the phase has ended. Complexity as `begin`; japanese O(n).
[[nodiscard]] Phase advance(const Rules& rules, const Phase& phase, std::span<const Entry> entries, Instant now);

struct Offer {
    Money amount{};
    Money adjusted{};
    Instant at{};
};
// The phase after an offer of `own`, if it may be made. `best`: the lowest adjusted amount so far.
// Errors: conflict "auction.over", "auction.not_your_turn", "auction.dropped_out"; invalid with an issue on amount:
// too_small, above_start, not_low_enough (detail: the highest that would do), not_the_price (detail: the price).
[[nodiscard]] Result<Phase> offer(const Rules& rules, const Phase& phase, const Entry& own, std::optional<Money> best,
                                  const Offer& given);

}  // namespace dengyun::auction
