#pragma once
// What others have written to the firm, brought to its ERP in the order in which it was sent.
#include <functional>

#include "edge/erp/folder.h"
#include "edge/erp/platform.h"

namespace dengyun::erp {

// Where arrivals go: each is kept before the position goes on, so that a kill between the two brings it once more and
// never loses it.
struct Inbox {
    std::function<Result<>(const Arrival&, const File&)> keep;
    std::function<Result<>(std::int64_t)> go_on;
};

// Everything behind `position`, at most documents_max. What cannot be fetched now ends the pass, and waits: later ones
// must not overtake it. Errors: the inbox's.
[[nodiscard]] Result<Passed> bring_arrivals(const Platform& platform, std::int64_t position, const Inbox& inbox);

}  // namespace dengyun::erp
