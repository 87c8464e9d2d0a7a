#pragma once
// An offer to take a lot as it is at a lower price. The row belongs to who offers it, buyer or supplier; the other one
// answers. Once agreed it decides the inspection. docs/state-machines/concession.md
#include "modules/inspections/inspections/inspection.h"

namespace dengyun::inspections {

// An offer that is not answered in so long has lapsed; the inspection waits for it.
inline constexpr Duration answer_time = 3 * flow::day;
inline constexpr std::int64_t concessions_max = 10;  // of one inspection

enum class ConcessionStatus { offered, agreed, refused, withdrawn, lapsed };
enum class ConcessionAction { agree, refuse, withdraw, lapse };
const meta::Choices& choices_of(ConcessionStatus);
const meta::Choices& choices_of(ConcessionAction);

struct Concession : meta::Record<Concession> {
    Id<Inspection> inspection_id{};
    Id<Organisation> party_id{};  // who answers
    Money price_cut{};            // of the whole lot
    std::string reason;
    ConcessionStatus status = ConcessionStatus::offered;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::inspections
