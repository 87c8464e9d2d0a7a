#include "engines/auction/replay.h"

#include <algorithm>

namespace dengyun::auction {
namespace {

std::optional<Money> best_of(std::span<const Entry> entries) {
    std::optional<Money> best;
    for (const auto& entry : entries)
        if (entry.amount && (!best || entry.adjusted < *best)) best = entry.adjusted;
    return best;
}

}  // namespace

Replay replay(const Rules& rules, std::vector<Entry> entries, Instant began_at, std::span<const Move> moves) {
    Replay run{.phase = begin(rules, entries, began_at), .entries = std::move(entries)};
    for (const auto& move : moves) {
        if (move.alias == 0) {
            run.phase = advance(rules, run.phase, run.entries, move.given.at);
            ++run.moves;
            continue;
        }
        const auto own = std::ranges::find(run.entries, move.alias, &Entry::alias);
        if (own == run.entries.end()) {
            run.fault = Error{ErrorKind::not_found, "request.not_found"};
            return run;
        }
        auto next = offer(rules, run.phase, *own, best_of(run.entries), move.given);
        if (!next) {
            run.fault = std::move(next).error();
            return run;
        }
        run.phase = std::move(*next);
        own->amount = move.given.amount;
        own->adjusted = move.given.adjusted;
        own->order = static_cast<std::int64_t>(++run.moves);
    }
    return run;
}

}  // namespace dengyun::auction
