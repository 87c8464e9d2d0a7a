#pragma once
// What can be done with an inspection, each in one unit whose scope writes both sides (Scope::crossing, Scope::system).
#include <functional>

#include "kernel/store/unit.h"
#include "modules/inspections/concessions/concession.h"
#include "modules/inspections/records/sampling_record.h"

namespace dengyun::inspections {

// What follows from a verdict in the modules above, in the same unit.
using Consequences = std::function<Result<>(store::Unit&, const Inspection&)>;

// Completes the plan by the severity that the series has reached. `organisation_id`: who inspects. Errors: invalid with
// issues on supplier_id (unknown_reference, same_party), quantity; conflict "inspection.discontinued", unless the goods
// have arrived: those are judged, and no more of them may be sent.
[[nodiscard]] Result<Inspection> create(store::Unit& unit, Inspection inspection, bool has_arrived = false);
// What was found; may be written anew until the verdict. Errors: check_results'; conflict "inspection.decided"; invalid
// with issues on photos.N (unknown_reference, no_picture).
[[nodiscard]] Result<Inspection> record(store::Unit& unit, Inspection inspection, Results results);
// accept, reject or the timer's lapse. Deemed accepted is what nobody looked at; what was found to fail is rejected.
[[nodiscard]] Result<Inspection> move(store::Unit& unit, Inspection inspection, InspectionAction action,
                                      const flow::Mover& mover, const Consequences& then = {});
// The goods are at the gate again, uncounted. Errors: conflict "inspection.decided", "inspection.begun".
[[nodiscard]] Result<> call_off(store::Unit& unit, const Inspection& inspection);
// The lot was sorted piece by piece. Errors: invalid with an issue on accepted_quantity (must_be_between).
[[nodiscard]] Result<Inspection> split(store::Unit& unit, Inspection inspection, Quantity accepted,
                                       const Consequences& then = {});

// By the inspection's owner or its supplier. Errors: conflict "inspection.decided", "inspection.not_inspected",
// "concession.taken" (an offer waits); limit "concession.too_many"; not_found for anybody else.
[[nodiscard]] Result<Concession> offer(store::Unit& unit, const Inspection& inspection, Concession concession);
[[nodiscard]] Result<Concession> answer(store::Unit& unit, Concession concession, ConcessionAction action,
                                        const flow::Mover& mover, const Consequences& then = {});

// The severity that the next lot is inspected with; normal where there is no record.
[[nodiscard]] Result<std::optional<SamplingRecord>> record_of(store::Reader& reader, Id<Organisation> inspecting,
                                                              Id<Organisation> supplier, std::string_view goods);
[[nodiscard]] Result<std::vector<Inspection>> inspections_for(store::Reader& reader, std::string_view subject_kind,
                                                              Id<Subject> subject);

}  // namespace dengyun::inspections
