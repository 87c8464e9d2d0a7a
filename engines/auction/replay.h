#pragma once
// Replays a live auction from its recorded offers and phases, by the same rules and nothing else.
#include <string>

#include "engines/auction/phase.h"

namespace dengyun::auction {

// What was recorded, in order: an offer of `alias`, or that the phase ended (alias 0).
struct Move {
    std::int64_t alias = 0;
    Offer given{};
};
struct Replay {
    Phase phase{};
    std::vector<Entry> entries{};  // as they stand after the last move
    std::size_t moves = 0;         // that were allowed, from the first
    std::optional<Error> fault{};  // of the first move that was not
};
// `entries` as they were when it began. O(moves * entries).
[[nodiscard]] Replay replay(const Rules& rules, std::vector<Entry> entries, Instant began_at,
                            std::span<const Move> moves);

}  // namespace dengyun::auction
