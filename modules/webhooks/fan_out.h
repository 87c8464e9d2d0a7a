#pragma once
// From an event to the deliveries that it causes.
#include <unordered_map>

#include "kernel/store/events.h"
#include "modules/webhooks/store.h"

namespace dengyun::webhooks {

// Runs in the unit that moves the subscriber's cursor, so that every delivery is made exactly once. A webhook that has
// backlog_max deliveries waiting is suspended: its receiver has been gone for long, and the queue is bounded.
//
// What an organisation's webhooks want is remembered from event to event, because nearly all events cause nothing and
// stand on the write path. It is remembered only while events come without a gap: a webhook is changed by an event of
// its own, and an event that another process handled, or that is handled again, shows in the sequence. One thread at a
// time.
class Fan {
  public:
    [[nodiscard]] Result<> out(store::Unit& unit, const store::Event& event);

  private:
    static constexpr std::size_t remembered_max = 10'000;  // organisations; all are forgotten when there are more
    struct Remembered {
        std::int64_t sequence = 0;
        std::vector<Wish> wishes;
    };
    [[nodiscard]] Result<const std::vector<Wish>*> wishes_at(store::Unit& unit, const store::Event& event);
    std::unordered_map<Id<Organisation>, Remembered> remembered_;
};

}  // namespace dengyun::webhooks
