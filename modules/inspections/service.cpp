#include "modules/inspections/service.h"

#include "kernel/api/two_sided.h"
#include "kernel/store/rows.h"
#include "modules/enterprise/api.h"

namespace dengyun::inspections {
namespace {

const flow::Mover system_mover{meta::all_seeing(), true, false};

std::unexpected<Error> invalid(std::string field, std::string_view code, std::string detail = {}) {
    return fail(ErrorKind::invalid, "request.invalid", {{std::move(field), std::string(code), std::move(detail)}});
}

Result<> check_pending(const Inspection& inspection) {
    if (inspection.status == InspectionStatus::pending) return {};
    return fail(ErrorKind::conflict, "inspection.decided");
}

Result<> check_photos(store::Reader& reader, const Inspection& inspection, const Results& results) {
    for (std::size_t i = 0; i < results.photos.size(); ++i) {
        const auto file = reader.find(results.photos[i]);
        if (!file || file->organisation_id != inspection.organisation_id)
            return invalid(fmt::format("photos.{}", i), "unknown_reference");
        if (!file->media_type.starts_with("image/")) return invalid(fmt::format("photos.{}", i), "no_picture");
    }
    return {};
}

// The verdict counts for the series; what was submitted again or decided by silence does not.
Result<> count_lot(store::Unit& unit, const Inspection& inspection, bool is_accepted) {
    if (inspection.is_resubmitted || !inspection.nonconforming) return {};
    DENGYUN_TRY(kept, record_of(unit, inspection.organisation_id, inspection.supplier_id, inspection.goods));
    SamplingRecord record{.supplier_id = inspection.supplier_id, .goods = inspection.goods};
    record.organisation_id = inspection.organisation_id;
    if (kept) record = std::move(*kept);
    const Plan plan{inspection.code_letter.front(), inspection.sample_size, inspection.accept_number,
                    inspection.reject_number};
    const LotVerdict verdict{is_accepted, plan.accept_number,
                             accepted_one_step_tighter(plan, inspection.aql, *inspection.nonconforming)};
    // A lot whose plan was made before the severity changed says nothing about the new one.
    if (record.severity != inspection.severity) return {};
    take(record, after_lot(series_of(record), verdict, record.may_reduce));
    if (record.id) {
        DENGYUN_CHECK(unit.update(std::move(record), "counted"));
    } else {
        DENGYUN_CHECK(unit.insert(std::move(record)));
    }
    return {};
}

Result<Inspection> decide(store::Unit& unit, Inspection inspection, InspectionAction action, const flow::Mover& mover,
                          const Consequences& then) {
    DENGYUN_TRY(decided, api::move_two_sided<Inspection>(
                             unit, std::move(inspection), static_cast<std::int64_t>(action), mover,
                             &Inspection::supplier_id, [&](store::Unit& within, Inspection& moving, std::int64_t) {
                                 moving.decided_at = within.now();
                                 moving.decided_by = within.scope().actor().name;
                                 if (action == InspectionAction::accept || action == InspectionAction::lapse ||
                                     action == InspectionAction::concede)
                                     moving.accepted_quantity = moving.quantity;
                                 if (action == InspectionAction::reject) moving.rejected_quantity = moving.quantity;
                                 return Result<>{};
                             }));
    DENGYUN_CHECK(count_lot(unit, decided, decided.status == InspectionStatus::accepted));
    if (then) DENGYUN_CHECK(then(unit, decided));
    return std::move(decided);
}

}  // namespace

Result<Inspection> create(store::Unit& unit, Inspection inspection, bool has_arrived) {
    if (inspection.supplier_id == inspection.organisation_id) return invalid("supplier_id", "same_party");
    // A flow knows its parties; one of them may be the platform, which is no enterprise.
    if (!inspection.subject_id && !unit.find(Id<enterprise::Enterprise>{inspection.supplier_id.value}))
        return invalid("supplier_id", "unknown_reference");
    DENGYUN_TRY(kept, record_of(unit, inspection.organisation_id, inspection.supplier_id, inspection.goods));
    if (kept && kept->is_discontinued && !has_arrived) return fail(ErrorKind::conflict, "inspection.discontinued");
    inspection.severity = kept ? kept->severity : Severity::normal;
    DENGYUN_TRY(plan, plan_for(pieces_of(inspection), inspection.level, inspection.aql, inspection.severity));
    inspection.code_letter = std::string(1, plan.code_letter);
    inspection.sample_size = plan.sample_size;
    inspection.accept_number = plan.accept_number;
    inspection.reject_number = plan.reject_number;
    inspection.decide_by = unit.now() + verdict_time;
    DENGYUN_TRY(made, unit.insert(std::move(inspection)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

Result<Inspection> record(store::Unit& unit, Inspection inspection, Results results) {
    DENGYUN_CHECK(check_pending(inspection));
    DENGYUN_CHECK(check_results(inspection, results));
    DENGYUN_CHECK(check_photos(unit, inspection, results));
    inspection.inspected = results.inspected;
    inspection.nonconforming = results.nonconforming;
    inspection.defects = std::move(results.defects);
    inspection.photos = std::move(results.photos);
    if (results.note) inspection.note = std::move(results.note);
    return unit.update(std::move(inspection), "recorded");
}

Result<Inspection> move(store::Unit& unit, Inspection inspection, InspectionAction action, const flow::Mover& mover,
                        const Consequences& then) {
    const bool is_known_bad = inspection.nonconforming && *inspection.nonconforming > inspection.accept_number;
    if (action == InspectionAction::lapse && mover.is_system && is_known_bad) action = InspectionAction::reject;
    return decide(unit, std::move(inspection), action, mover, then);
}

Result<Inspection> split(store::Unit& unit, Inspection inspection, Quantity accepted, const Consequences& then) {
    DENGYUN_CHECK(check_pending(inspection));
    if (accepted.value < 1 || accepted >= inspection.quantity)
        return invalid("accepted_quantity", "not_a_part", to_text(inspection.quantity));
    inspection.accepted_quantity = accepted;
    inspection.rejected_quantity = {inspection.quantity.value - accepted.value};
    DENGYUN_CHECK(api::disarm_timer(unit, inspection));
    return decide(unit, std::move(inspection), InspectionAction::split, system_mover, then);
}

Result<> call_off(store::Unit& unit, const Inspection& inspection) {
    DENGYUN_CHECK(check_pending(inspection));
    if (inspection.nonconforming) return fail(ErrorKind::conflict, "inspection.begun");
    DENGYUN_CHECK(api::disarm_timer(unit, inspection));
    return unit.remove(inspection);
}

Result<Concession> offer(store::Unit& unit, const Inspection& inspection, Concession concession) {
    const auto offerer = unit.scope().organisation();
    if (offerer != inspection.organisation_id && offerer != inspection.supplier_id)
        return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_CHECK(check_pending(inspection));
    if (!inspection.nonconforming) return fail(ErrorKind::conflict, "inspection.not_inspected");
    std::int64_t all = 0;
    std::int64_t open = 0;
    const std::array parameters{meta::Scalar(inspection.id.value)};
    DENGYUN_CHECK(
        unit.query("SELECT status FROM concession WHERE inspection_id = ?", parameters, [&](const store::Row& row) {
            ++all;
            if (row.text(0) == "offered") ++open;
        }));
    if (open > 0) return fail(ErrorKind::conflict, "concession.taken");
    if (all >= concessions_max) return fail(ErrorKind::limit, "concession.too_many");
    concession.organisation_id = offerer;
    concession.inspection_id = inspection.id;
    concession.party_id = offerer == inspection.organisation_id ? inspection.supplier_id : inspection.organisation_id;
    DENGYUN_TRY(made, unit.insert(std::move(concession)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    DENGYUN_CHECK(unit.emit(made.party_id, "concession", made.id.value, "created", "{}"));
    // The verdict waits for the answer, and a day longer.
    auto waiting = inspection;
    waiting.decide_by = std::max(*waiting.decide_by, unit.now() + answer_time + flow::day);
    DENGYUN_TRY(extended, unit.update(std::move(waiting)));
    DENGYUN_CHECK(api::arm_timer(unit, extended, false));
    return std::move(made);
}

Result<Concession> answer(store::Unit& unit, Concession concession, ConcessionAction action, const flow::Mover& mover,
                          const Consequences& then) {
    DENGYUN_TRY(inspection, unit.find(concession.inspection_id));
    if (action == ConcessionAction::agree) DENGYUN_CHECK(check_pending(inspection));
    DENGYUN_TRY(answered,
                api::move_two_sided<Concession>(unit, std::move(concession), static_cast<std::int64_t>(action), mover,
                                                &Concession::party_id));
    if (action != ConcessionAction::agree) return std::move(answered);
    inspection.price_cut = answered.price_cut;
    DENGYUN_CHECK(api::disarm_timer(unit, inspection));
    DENGYUN_CHECK(decide(unit, std::move(inspection), InspectionAction::concede, system_mover, then));
    return std::move(answered);
}

Result<std::optional<SamplingRecord>> record_of(store::Reader& reader, Id<Organisation> inspecting,
                                                Id<Organisation> supplier, std::string_view goods) {
    const std::array parameters{meta::Scalar(inspecting.value), meta::Scalar(supplier.value), meta::Scalar(goods)};
    std::optional<std::int64_t> id;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM sampling_record WHERE organisation_id = ? AND supplier_id = ? AND goods = ?",
                     parameters, [&](const store::Row& row) { id = row.integer(0); }));
    if (!id) return std::nullopt;
    DENGYUN_TRY(record, reader.find(Id<SamplingRecord>{*id}));
    return std::optional(std::move(record));
}

Result<std::vector<Inspection>> inspections_for(store::Reader& reader, std::string_view subject_kind,
                                                Id<Subject> subject) {
    const std::array parameters{meta::Scalar(subject_kind), meta::Scalar(subject.value)};
    return store::rows_of<Inspection>(
        reader, "SELECT id FROM inspection WHERE subject_kind = ? AND subject_id = ? ORDER BY id LIMIT 200",
        parameters);
}

}  // namespace dengyun::inspections
