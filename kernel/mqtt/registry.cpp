#include "kernel/mqtt/registry.h"

#include <algorithm>

#include "kernel/mqtt/connection_base.h"
#include "kernel/mqtt/decode.h"

namespace dengyun::mqtt {

SlotPtr Registry::find_or_make(const DevicePtr& device, const std::string& client_id) {
    auto& slots = by_device_[device->key];
    const auto found =
        std::ranges::find(slots, client_id, [](const auto& slot) -> const auto& { return slot->client_id; });
    if (found != slots.end()) return *found;
    if (slots.size() >= limits_.sessions_per_device_max) {
        // One that nobody is connected to makes room.
        const auto idle = std::ranges::find_if(slots, [](const auto& slot) { return slot->due.has_value(); });
        if (idle == slots.end()) return nullptr;
        forget(SlotPtr(*idle));
    }
    ++sessions_;
    return by_device_[device->key].emplace_back(std::make_shared<Slot>(device, client_id, limits_.session));
}

void Registry::attach(const DevicePtr& device, const std::string& client_id,
                      const std::shared_ptr<ConnectionBase>& connection) {
    std::shared_ptr<ConnectionBase> owner, displaced;
    SlotPtr slot;
    {
        const std::lock_guard lock(mutex_);
        slot = find_or_make(device, client_id);
        if (slot) {
            const std::lock_guard slot_lock(slot->mutex);
            unschedule(*slot);
            owner = slot->owner;
            if (owner)
                displaced = std::exchange(slot->next, connection);
            else
                slot->owner = connection;
        }
    }
    if (!slot) return connection->refused(Reason::quota_exceeded);
    if (displaced) displaced->refused(Reason::session_taken_over);
    if (owner)
        owner->give_up(Reason::session_taken_over);
    else
        connection->attached(slot);
}

void Registry::release(const SlotPtr& slot, Time now) {
    std::shared_ptr<ConnectionBase> next;
    std::string will;
    {
        const std::lock_guard lock(mutex_);
        const std::lock_guard slot_lock(slot->mutex);
        next = slot->owner = std::exchange(slot->next, nullptr);
        if (!next) {
            auto& session = slot->session;
            if (session.will_at && *session.will_at <= now) take_will(*slot, will);
            if (session.expires_at <= now)
                forget(slot);
            else
                keep(slot);
        }
    }
    if (next) next->attached(slot);
    if (!will.empty()) send_will(slot, will);
}

bool Registry::resume(Slot& slot, bool clean_start, Time now) {
    auto& session = slot.session;
    if (!session.expires_at) return false;  // never connected before
    const bool goes_on = !clean_start && *session.expires_at > now;
    std::string will;
    // The will is cancelled only by one who comes back to the same session before its delay has passed.
    if (session.will_at && (!goes_on || *session.will_at <= now)) take_will(slot, will);
    if (!goes_on) session = Session(limits_.session);
    if (!will.empty()) send_will(slot.shared_from_this(), will);
    return goes_on;
}

void Registry::sweep(Time now) {
    std::vector<std::pair<SlotPtr, std::string>> wills;
    {
        const std::lock_guard lock(mutex_);
        while (!kept_.empty() && kept_.begin()->first <= now) {
            const auto slot = kept_.begin()->second;
            const std::lock_guard slot_lock(slot->mutex);
            unschedule(*slot);
            std::string will;
            if (slot->session.will_at && *slot->session.will_at <= now && take_will(*slot, will))
                wills.emplace_back(slot, std::move(will));
            if (slot->session.expires_at <= now)
                forget(slot);
            else
                keep(slot);
        }
    }
    for (const auto& [slot, will] : wills) send_will(slot, will);
}

Sending Registry::send(const Device& device, const MessagePtr& message) {
    auto best = Sending::not_connected;
    std::vector<std::pair<std::shared_ptr<ConnectionBase>, SlotPtr>> owners;
    {
        const std::lock_guard lock(mutex_);
        const auto found = by_device_.find(device.key);
        if (found == by_device_.end()) return best;
        for (const auto& slot : found->second) {
            const std::lock_guard slot_lock(slot->mutex);
            if (slot->owner)
                owners.emplace_back(slot->owner, slot);
            else if (const auto sending = slot->session.send(message, false); best != Sending::taken)
                best = sending;
        }
    }
    for (const auto& [owner, slot] : owners) owner->send(slot, message);
    return owners.empty() ? best : Sending::taken;
}

void Registry::hand_over(const SlotPtr& slot, const MessagePtr& message) {
    std::shared_ptr<ConnectionBase> owner;
    {
        const std::lock_guard lock(slot->mutex);
        owner = slot->owner;
        if (!owner) static_cast<void>(slot->session.send(message, false));
    }
    if (owner) owner->send(slot, message);
}

Registry::Counts Registry::counts() const {
    const std::lock_guard lock(mutex_);
    return {sessions_, kept_.size()};
}

void Registry::keep(const SlotPtr& slot) {
    auto due = *slot->session.expires_at;
    if (slot->session.will_at) due = std::min(due, *slot->session.will_at);
    slot->due = due;
    kept_.emplace(due, slot);
    if (kept_.size() > limits_.sessions_kept_max)
        if (const auto first = kept_.begin()->second; first != slot) forget(first);
}

void Registry::forget(const SlotPtr& slot) {
    unschedule(*slot);
    const auto found = by_device_.find(slot->device->key);
    if (found == by_device_.end() || std::erase(found->second, slot) == 0) return;
    --sessions_;
    if (found->second.empty()) by_device_.erase(found);
}

void Registry::unschedule(Slot& slot) {
    if (!slot.due) return;
    kept_.erase({*slot.due, slot.shared_from_this()});
    slot.due.reset();
}

bool Registry::take_will(Slot& slot, std::string& will) {
    slot.session.will_at.reset();
    will = std::exchange(slot.session.will, {});
    return !will.empty();
}

void Registry::send_will(const SlotPtr& slot, const std::string& will) {
    const auto decoded = decode(will, Version::v5, SIZE_MAX);
    if (const auto* publish = std::get_if<Publish>(&decoded.packet))
        handler_.publish(slot->device, *publish, Acknowledge(slot, 0));
}

}  // namespace dengyun::mqtt
