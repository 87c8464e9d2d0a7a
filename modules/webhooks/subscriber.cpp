// The durable subscriber that turns events into deliveries.
#include "modules/webhooks/api.h"
#include "modules/webhooks/fan_out.h"

namespace dengyun::webhooks {

class FanOut::Implementation {
  public:
    Implementation(store::Store& store, const Clock& clock)
        : subscriber_(store, clock, "webhooks",
                      [this](store::Unit& unit, const store::Event& event) { return fan_.out(unit, event); }) {}
    void stop() { subscriber_.stop(); }
    std::size_t run_due() { return subscriber_.run_due(); }

  private:
    Fan fan_;
    store::Subscriber subscriber_;
};

FanOut::FanOut(store::Store& store, const Clock& clock)
    : implementation_(std::make_unique<Implementation>(store, clock)) {}
FanOut::~FanOut() = default;
void FanOut::stop() { implementation_->stop(); }
std::size_t FanOut::run_due() { return implementation_->run_due(); }

}  // namespace dengyun::webhooks
