// The durable subscriber that turns events into notifications.
#include "modules/notifications/notify.h"

namespace dengyun::notifications {

class Notifier::Implementation {
  public:
    Implementation(store::Store& store, const Clock& clock, const api::Routes& routes,
                   const identity::Identity& identity)
        : notify_(routes, identity),
          subscriber_(store, clock, "notifications",
                      [this](store::Unit& unit, const store::Event& event) { return notify_.tell(unit, event); }) {}
    void stop() { subscriber_.stop(); }
    std::size_t run_due() { return subscriber_.run_due(); }

  private:
    const Notify notify_;
    store::Subscriber subscriber_;
};

Notifier::Notifier(store::Store& store, const Clock& clock, const api::Routes& routes,
                   const identity::Identity& identity)
    : implementation_(std::make_unique<Implementation>(store, clock, routes, identity)) {}
Notifier::~Notifier() = default;
void Notifier::stop() { implementation_->stop(); }
std::size_t Notifier::run_due() { return implementation_->run_due(); }

}  // namespace dengyun::notifications
