#pragma once
// The demonstration cluster: loading it into an empty database, and telling the sign-in page about it.
#include <cstdint>

#include "kernel/api/route.h"
#include "kernel/base/clock.h"
#include "kernel/base/message.h"

namespace dengyun::server {

class Platform;

struct DemonstrationSize {
    std::int64_t seed = 2019;
    std::int64_t enterprises = 330;
};
// A smaller cluster has no orders: too few workshops for every operation.
inline constexpr std::int64_t enterprises_with_orders = 300;
// How long ago the demonstration begins: its orders have a past.
inline constexpr Duration demonstration_past = std::chrono::days(21);
// So much search for options is the loading's: it ends by its own count, so that equal seeds give equal orders.
inline constexpr std::int64_t demonstration_iterations = 2'000;
// The platform runs on `clock`, which stands at `end` - demonstration_past and at `end` afterwards. Equal seeds and
// days give equal clusters. Answers how many enterprises were loaded. Errors: conflict "demonstration.loaded".
[[nodiscard]] Result<std::int64_t> load_demonstration(Platform& platform, ManualClock& clock, Instant end,
                                                      const DemonstrationSize& size);

struct DemonstrationSignIn {
    std::string login;
    std::string role;
    std::string organisation_name;
    std::string note;
    static const meta::Entity description;
};
// Empty where no demonstration data is loaded.
[[nodiscard]] Result<std::vector<DemonstrationSignIn>> demonstration_sign_ins(store::Reader& reader);
// The same as lines of text for a terminal; empty where there is none.
[[nodiscard]] Result<std::string> demonstration_table(store::Store& store);
// GET /api/v1/demonstration.
void add_demonstration_route(api::Routes& routes);

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::server
