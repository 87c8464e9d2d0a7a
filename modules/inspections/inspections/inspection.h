#pragma once
// An inspection of one lot by the rules of sampling/. Its row belongs to who inspects; the supplier is the other side.
// The verdict is about the quantity; a concession lowers the price and never the quantity.
// docs/state-machines/inspection.md
#include <optional>
#include <string>
#include <vector>

#include "kernel/flow/state_table.h"
#include "kernel/store/files.h"
#include "modules/inspections/sampling/plan.h"

namespace dengyun::inspections {

// Who does not decide in so long has accepted: a silent party does not freeze the other side's money.
inline constexpr Duration verdict_time = 7 * flow::day;
inline constexpr std::size_t defects_max = 50;
inline constexpr std::size_t photos_max = 20;
inline constexpr std::int64_t quantity_max = 1'000'000'000'000;  // thousandths of the unit

enum class InspectionStatus { pending, accepted, rejected, concession, split };
enum class InspectionAction { accept, reject, split, concede, lapse };
enum class DefectClass { critical, major, minor };
const meta::Choices& choices_of(InspectionStatus);
const meta::Choices& choices_of(InspectionAction);
const meta::Choices& choices_of(DefectClass);

struct Defect {
    DefectClass defect_class = DefectClass::major;
    std::string characteristic;           // "孔径", "毛刺"
    std::int64_t pieces = 1;              // of the sample, with this defect
    std::optional<std::string> required;  // "8.00 ±0.05 mm"
    std::optional<std::string> measured;  // "8.12 mm"
    static const meta::Entity description;
};

struct Subject;  // what the lot was made for: an operation task, a line of a purchase order

struct Inspection : meta::Record<Inspection> {
    Id<Organisation> supplier_id{};
    // Given by flows, never by hand.
    std::optional<std::string> subject_kind;
    std::optional<Id<Subject>> subject_id;
    std::optional<Id<Organisation>> subject_organisation_id;
    std::string goods;  // what is made, the same from lot to lot: its lots are one series for the switching rules
    std::string lot;
    Quantity quantity{};          // of the lot
    bool is_resubmitted = false;  // it was not accepted before; does not count for the switching rules
    Level level = Level::general_2;
    Aql aql = Aql::percent_1_0;
    Severity severity = Severity::normal;
    std::string code_letter;
    std::int64_t sample_size = 0;
    std::int64_t accept_number = 0;
    std::int64_t reject_number = 1;
    std::optional<Instant> decide_by;
    std::optional<std::int64_t> inspected;      // pieces of the sample
    std::optional<std::int64_t> nonconforming;  // of them
    std::vector<Defect> defects;
    std::vector<Id<store::StoredFile>> photos;
    std::optional<std::string> note;
    InspectionStatus status = InspectionStatus::pending;
    Quantity accepted_quantity{};
    Quantity rejected_quantity{};
    std::optional<Money> price_cut;  // of a concession, agreed by both
    std::optional<Instant> decided_at;
    std::optional<std::string> decided_by;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// How many pieces the lot has: what is counted in parts of a unit is rounded up.
[[nodiscard]] std::int64_t pieces_of(const Inspection& inspection);
// What was found, before the verdict.
struct Results {
    std::int64_t inspected = 0;
    std::int64_t nonconforming = 0;
    std::vector<Defect> defects;
    std::vector<Id<store::StoredFile>> photos;
    std::optional<std::string> note;
    static const meta::Entity description;
};
// Pure. Errors: invalid with issues on inspected (sample_too_small, too_large), nonconforming (too_large), defects
// (required), defects.N.pieces (too_large).
[[nodiscard]] Result<> check_results(const Inspection& inspection, const Results& results);

}  // namespace dengyun::inspections
