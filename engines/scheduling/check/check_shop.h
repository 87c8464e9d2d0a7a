#pragma once
// The independent checker of classic shops in their text formats, with its own small reading of them.
#include <string_view>
#include <vector>

#include "engines/scheduling/check/check_schedule.h"

namespace dengyun::scheduling {

// All numbers from 0.
struct ShopRun {
    std::int64_t job, op, machine, start, end;
};

struct ShopCheck {
    std::vector<Breach> breaches;
    std::int64_t makespan = 0;
};

// `format`: jsp, jsp_var or fjsp; empty: the one as which the text can be read to its end. A text that cannot be read
// is a breach, like a schedule that is not feasible.
[[nodiscard]] ShopCheck check_shop(std::string_view text, std::string_view format, const std::vector<ShopRun>& runs);

}  // namespace dengyun::scheduling
