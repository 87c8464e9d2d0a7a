#pragma once
// An exemption from the line: a supplier below it may be invited and ordered from until a day, by somebody who may say
// so and says why. The row belongs to the buyer.
#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::evaluations {

inline constexpr std::int64_t exemption_days_max = 90;

struct SupplierExemption : meta::Record<SupplierExemption> {
    Id<Organisation> supplier_id{};
    std::string reason;
    meta::Date valid_until{};  // its last day
    std::string granted_by;
    static const meta::Entity description;
};

}  // namespace dengyun::evaluations
