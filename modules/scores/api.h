#pragma once
// Scores: the only header of this module that others include.
#include <map>
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "kernel/store/unit.h"
#include "modules/scores/formula.h"
#include "modules/scores/index.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::scores {

inline constexpr std::int64_t weight_max = 1'000;

// Writes down what happened to `entry.organisation_id`, and computes its score anew, in a unit that writes that
// organisation. The same document and criterion once more: nothing happens. Errors: invalid with issues on value_ppm,
// weight (too_small, too_large).
[[nodiscard]] Result<> note(store::Unit& unit, ScoreEntry entry);

// What counts of a party in a span of time, the newest first, at most `limit`; of one counterparty where it is given.
// The scope must see the party's rows.
[[nodiscard]] Result<std::vector<ScoreEntry>> entries_between(store::Reader& reader, Id<Organisation> party,
                                                              std::optional<Id<Organisation>> counterparty,
                                                              Instant from, Instant before, std::int64_t limit);

// Today's score with its reasons. The scope must see the party's rows.
[[nodiscard]] Result<Computed> score_of(store::Reader& reader, Id<Organisation> party);
// The last computed score of everybody who has one; who has none is a stranger: compute({}, now). The scope reads all.
[[nodiscard]] Result<ScoresByParty> all_scores(store::Reader& reader);

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::scores
