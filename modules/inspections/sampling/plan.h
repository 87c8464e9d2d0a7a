#pragma once
// Single sampling plans for inspection by attributes, per cent nonconforming: GB/T 2828.1-2012, which is identical with
// ISO 2859-1:1999 (tables 1, 2-A, 2-B and 2-C, AQL up to 10). Pure.
//
// The master tables are laid out along diagonals: code letters and AQLs both follow the preferred numbers R5, so that
// the acceptance number depends on the sum of the two positions alone; what the standard draws as arrows are the sums
// without a number of their own.
#include <cstdint>
#include <optional>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::inspections {

// Special levels S-1 to S-4, general levels I to III; II where nothing else was agreed.
enum class Level { s_1, s_2, s_3, s_4, general_1, general_2, general_3 };
enum class Severity { normal, tightened, reduced };
// The acceptance quality limit in per cent nonconforming, by position in the preferred series.
enum class Aql : std::uint8_t {
    percent_0_010,
    percent_0_015,
    percent_0_025,
    percent_0_040,
    percent_0_065,
    percent_0_10,
    percent_0_15,
    percent_0_25,
    percent_0_40,
    percent_0_65,
    percent_1_0,
    percent_1_5,
    percent_2_5,
    percent_4_0,
    percent_6_5,
    percent_10
};
const meta::Choices& choices_of(Level);
const meta::Choices& choices_of(Severity);
const meta::Choices& choices_of(Aql);

inline constexpr std::int64_t lot_pieces_max = 1'000'000'000;

struct Plan {
    char code_letter = 'A';          // of the plan that is used, behind the arrows
    std::int64_t sample_size = 0;    // pieces; the whole lot where the plan asks for as many or more
    std::int64_t accept_number = 0;  // Ac: so many nonconforming pieces and the lot is accepted
    std::int64_t reject_number = 1;  // Re = Ac + 1
    friend bool operator==(const Plan&, const Plan&) = default;
};

// Errors: invalid with an issue on lot_size (below 1, above lot_pieces_max).
[[nodiscard]] Result<Plan> plan_for(std::int64_t lot_size, Level level, Aql aql, Severity severity);
// Whether the same sample would have been accepted with the AQL one step tighter, on normal inspection; for the
// switching score. Asked only of plans with Ac of 2 or more.
[[nodiscard]] bool accepted_one_step_tighter(const Plan& plan, Aql aql, std::int64_t nonconforming);
// The limit as a share: 0.65 per cent is 0.0065.
[[nodiscard]] double share_of(Aql aql);
// The probability that a lot with this share of nonconforming pieces is accepted: the binomial sum of the operating
// characteristic (the standard's tables 10 for AQL <= 10 and large lots).
[[nodiscard]] double acceptance_probability(const Plan& plan, double share);

}  // namespace dengyun::inspections
