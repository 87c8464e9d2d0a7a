// Concessions: offered by one side of an inspection, answered by the other.
#include "modules/inspections/routes.h"

#include "kernel/api/two_sided.h"

namespace dengyun::inspections {

void add_concession_routes(api::Routes& routes, const Consequences& then) {
    api::add_two_sided<Concession>(
        routes,
        {.path = "/api/v1/concessions",
         .incoming = "/api/v1/concessions-to-answer",
         .own_summary = {"本单位提出的让步接收", "Concessions that one has offered"},
         .incoming_summary = {"待本单位答复的让步接收", "Concessions that one is asked for"},
         .read = "inspections.read",
         .other_field = "party_id",
         .other = &Concession::party_id,
         .move = [then](store::Unit& unit, Concession concession, std::int64_t action, const flow::Mover& mover) {
             return answer(unit, std::move(concession), static_cast<ConcessionAction>(action), mover, then);
         }});
    routes.post<Concession, Concession>(
        "/api/v1/inspections/{id}/concessions", api::needs("inspections.concede"),
        {"提出让步接收", "Offer a concession"},
        [](const api::Call& call, store::Unit& unit, const Concession& given) -> Result<Concession> {
            DENGYUN_TRY(inspection, api::find_as_party<Inspection>(call, unit, &Inspection::supplier_id));
            return offer(unit, inspection, given);
        },
        {.reach = api::Reach::crossing});
}

}  // namespace dengyun::inspections
