#pragma once
// What the routes take beyond an action. Private to this flow.
#include "flows/ordering/ordering.h"

namespace dengyun::ordering {

struct TerminationInput {
    Money settlement{};
    std::string reason;
    static const meta::Entity description;
};
struct VerdictInput {
    Quantity accepted{};
    Quantity rejected{};
    std::optional<std::string> reason;
    static const meta::Entity description;
};
struct DisputeInput {
    Money amount{};
    std::string reason;
    static const meta::Entity description;
};
struct AmountInput {
    Money amount{};
    static const meta::Entity description;
};

}  // namespace dengyun::ordering
