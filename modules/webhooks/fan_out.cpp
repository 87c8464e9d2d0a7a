#include "modules/webhooks/fan_out.h"

#include "modules/webhooks/rules.h"

namespace dengyun::webhooks {
namespace {

Result<bool> suspended(store::Unit& unit, const store::Event& event, Id<Webhook> id) {
    DENGYUN_TRY(waiting, count_waiting(unit, event.organisation_id, id, backlog_max));
    if (waiting < backlog_max) return false;
    DENGYUN_TRY(webhook, unit.find(id));
    if (!webhook.active) return true;  // by an event before, whose own event is still to come
    webhook.active = false;
    DENGYUN_TRY(changed, unit.update(std::move(webhook), "suspended"));
    static_cast<void>(changed);
    return true;
}

}  // namespace

Result<const std::vector<Wish>*> Fan::wishes_at(store::Unit& unit, const store::Event& event) {
    if (remembered_.size() >= remembered_max && !remembered_.contains(event.organisation_id)) remembered_.clear();
    auto& entry = remembered_[event.organisation_id];
    const bool unbroken =
        entry.sequence != 0 && entry.sequence + 1 == event.sequence && event.entity != Webhook::description.name;
    entry.sequence = 0;  // until it is known to hold
    if (!unbroken) {
        DENGYUN_TRY(wishes, active_wishes(unit, event.organisation_id, event.at));
        entry.wishes = std::move(wishes);
    }
    entry.sequence = event.sequence;
    return &entry.wishes;
}

Result<> Fan::out(store::Unit& unit, const store::Event& event) {
    DENGYUN_TRY(wishes, wishes_at(unit, event));
    for (const auto& wish : *wishes) {
        if (!wants(wish.events, event)) continue;
        DENGYUN_TRY(full, suspended(unit, event, wish.webhook));
        if (!full) DENGYUN_CHECK(add_delivery(unit, wish.webhook, event));
    }
    return {};
}

}  // namespace dengyun::webhooks
