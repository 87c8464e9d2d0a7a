#pragma once
// Notifications: what people are told. Modules declare which of their events are told to whom (kernel/api/notice.h);
// this room writes them down per person, keeps them bounded, and tells every open page that there are new ones.
#include <memory>
#include <span>

#include "kernel/api/route.h"
#include "kernel/store/migrations.h"
#include "modules/identity/api.h"

namespace dengyun::notifications {

[[nodiscard]] std::span<const meta::Entity* const> entities();
[[nodiscard]] std::span<const store::Migration> migrations();
// `routes` must outlive the routes: preferences list every notice that is declared.
void add_routes(api::Routes& routes);

// Writes notifications out of events while it lives. `routes` is complete and outlives it, as does `identity`.
class Notifier {
  public:
    Notifier(store::Store& store, const Clock& clock, const api::Routes& routes, const identity::Identity& identity);
    ~Notifier();
    void stop();
    // Handles what is there now on the caller's thread; answers how many events. For tests.
    std::size_t run_due();

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::notifications
