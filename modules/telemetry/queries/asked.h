#pragma once
// What questions about a device begin with: which device, which window. Private to this module.
#include "kernel/api/route.h"
#include "modules/telemetry/queries/series.h"

namespace dengyun::telemetry {

// The device that the path names, of the caller's organisation, and its shelf: null where nothing was ever written.
struct Asked {
    Device device;
    ShelfPtr shelf;
};
[[nodiscard]] Result<Asked> asked_device(const api::Call& call, store::Store& store, Shelves& shelves);

// Query parameters `from` and `to`. Errors: invalid with issues malformed, not_after, too_long_a_time.
[[nodiscard]] Result<Window> asked_window(const api::Call& call);
using QueryParameters = std::vector<std::pair<std::string_view, Label>>;
[[nodiscard]] api::RouteOptions window_options(QueryParameters more = {});

}  // namespace dengyun::telemetry
