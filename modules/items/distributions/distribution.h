#pragma once
// A distribution: that an organisation was given a revision and, once it has acknowledged it, works to it. The row
// belongs to the owner of the item; the holder is the other side. docs/state-machines/distribution.md
#include <optional>
#include <string>

#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/items/revisions/revision.h"

namespace dengyun::items {

inline constexpr std::int64_t distributions_max = 1'000;  // per revision
// Whoever says nothing is told to the owner after this; he may still acknowledge.
inline constexpr Duration acknowledgement_time = 7 * flow::day;

enum class DistributionStatus { issued, acknowledged, lapsed, recalled };
enum class DistributionAction { acknowledge, lapse, reissue, recall };
const meta::Choices& choices_of(DistributionStatus);
const meta::Choices& choices_of(DistributionAction);

struct Distribution : meta::Record<Distribution> {
    Id<Revision> revision_id{};
    Id<Item> item_id{};
    Id<Organisation> holder_id{};
    DistributionStatus status = DistributionStatus::issued;
    std::optional<Instant> acknowledged_at;
    std::optional<std::string> acknowledged_by;  // the person's name at that time
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::items
