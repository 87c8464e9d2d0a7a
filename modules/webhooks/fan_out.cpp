#include "modules/webhooks/fan_out.h"

#include "modules/webhooks/rules.h"
#include "modules/webhooks/store.h"

namespace dengyun::webhooks {
namespace {

Result<bool> suspended(store::Unit& unit, const store::Event& event, Id<Webhook> id) {
    DENGYUN_TRY(waiting, count_waiting(unit, event.organisation_id, id, backlog_max));
    if (waiting < backlog_max) return false;
    DENGYUN_TRY(webhook, unit.find(id));
    webhook.active = false;
    DENGYUN_TRY(changed, unit.update(std::move(webhook), "suspended"));
    static_cast<void>(changed);
    return true;
}

}  // namespace

Result<> fan_out(store::Unit& unit, const store::Event& event) {
    DENGYUN_TRY(wishes, active_wishes(unit, event.organisation_id, event.at));
    for (const auto& wish : wishes) {
        if (!wants(wish.events, event)) continue;
        DENGYUN_TRY(full, suspended(unit, event, wish.webhook));
        if (!full) DENGYUN_CHECK(add_delivery(unit, wish.webhook, event));
    }
    return {};
}

}  // namespace dengyun::webhooks
