#pragma once
// How strictly the next lot of the same goods by the same supplier is inspected, carried from lot to lot by the
// switching rules. Belongs to who inspects.
#include "modules/inspections/inspections/inspection.h"
#include "modules/inspections/sampling/switching.h"

namespace dengyun::inspections {

struct SamplingRecord : meta::Record<SamplingRecord> {
    Id<Organisation> supplier_id{};
    std::string goods;
    Severity severity = Severity::normal;
    bool may_reduce = false;  // the inspecting side wishes it and production is steady
    std::int64_t score = 0;
    std::int64_t lots = 0;
    std::int64_t recent = 0;
    std::int64_t accepted_in_row = 0;
    std::int64_t rejections = 0;
    bool is_discontinued = false;
    static const meta::Entity description;
};

[[nodiscard]] Series series_of(const SamplingRecord& record);
void take(SamplingRecord& record, const Series& series);

}  // namespace dengyun::inspections
