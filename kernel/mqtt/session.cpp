#include "kernel/mqtt/session.h"

#include <algorithm>

#include "kernel/mqtt/topic.h"

namespace dengyun::mqtt {
namespace {

std::size_t bytes_of(const Message& message) {
    constexpr std::size_t overhead = 128;  // an empty message is not free
    return message.topic.size() + message.payload.size() + message.response_topic.size() +
           message.correlation_data.size() + overhead;
}

}  // namespace

Reason Session::subscribe(const Subscribe::Entry& entry, std::uint32_t identifier, bool& is_new) {
    const auto found = std::ranges::find(subscriptions_, entry.filter, &Subscription::filter);
    is_new = found == subscriptions_.end();
    if (!is_new) {
        found->options = entry.options;
        found->identifier = identifier;
    } else if (subscriptions_.size() >= limits_.subscriptions_max) {
        return Reason::quota_exceeded;
    } else {
        subscriptions_.push_back({std::string(entry.filter), entry.options, identifier});
    }
    return static_cast<Reason>(entry.options.qos);
}

bool Session::unsubscribe(std::string_view filter) {
    return std::erase_if(subscriptions_, [filter](const auto& one) { return one.filter == filter; }) > 0;
}

Sending Session::send(MessagePtr message, bool connected) {
    Outgoing outgoing;
    bool matched = false;
    for (const auto& subscription : subscriptions_) {
        if (!matches(subscription.filter, message->topic)) continue;
        matched = true;
        outgoing.qos = std::max(outgoing.qos, std::min(message->qos, subscription.options.qos));
        outgoing.retain = outgoing.retain || (message->retain && subscription.options.retain_as_published);
        if (subscription.identifier != 0) outgoing.subscription_identifiers.push_back(subscription.identifier);
    }
    if (!matched) return Sending::not_subscribed;
    if ((outgoing.qos == 0 || message->is_kept_elsewhere) && !connected) return Sending::not_connected;
    outgoing.message = std::move(message);
    return enqueue(std::move(outgoing));
}

Sending Session::send_retained(MessagePtr message, const Subscription& subscription) {
    Outgoing outgoing{.qos = std::min(message->qos, subscription.options.qos), .retain = true};
    if (subscription.identifier != 0) outgoing.subscription_identifiers.push_back(subscription.identifier);
    outgoing.message = std::move(message);
    return enqueue(std::move(outgoing));
}

Sending Session::enqueue(Outgoing outgoing) {
    const auto bytes = bytes_of(*outgoing.message);
    if (messages() >= limits_.messages_max || message_bytes_ + bytes > limits_.message_bytes_max)
        return Sending::queue_full;
    message_bytes_ += bytes;
    waiting_.push_back(std::move(outgoing));
    return Sending::taken;
}

void Session::forget(const Outgoing& outgoing) { message_bytes_ -= bytes_of(*outgoing.message); }

std::optional<Session::Outgoing> Session::next(Time now, std::uint16_t in_flight_max) {
    while (!waiting_.empty()) {
        auto& front = waiting_.front();
        const bool expired = front.message->expires_at && *front.message->expires_at <= now;
        if (!expired && front.qos > 0 && in_flight_.size() >= std::min(in_flight_max, limits_.in_flight_max)) return {};
        auto outgoing = std::move(front);
        waiting_.pop_front();
        if (expired || outgoing.qos == 0) forget(outgoing);
        if (expired) continue;
        if (outgoing.qos > 0) {
            outgoing.packet_id = free_packet_id();
            in_flight_.push_back(outgoing);
        }
        return outgoing;
    }
    return {};
}

std::uint16_t Session::free_packet_id() {
    // Ends: far fewer are in flight than there are numbers.
    do ++packet_id_;
    while (packet_id_ == 0 || std::ranges::find(in_flight_, packet_id_, &Outgoing::packet_id) != in_flight_.end());
    return packet_id_;
}

bool Session::finish(std::uint16_t packet_id, std::uint8_t qos, bool is_delivered) {
    const auto found = std::ranges::find(in_flight_, packet_id, &Outgoing::packet_id);
    if (found == in_flight_.end() || found->qos != qos) return false;
    if (is_delivered && found->message->on_progress) found->message->on_progress(Progress::delivered);
    forget(*found);
    in_flight_.erase(found);
    return true;
}

bool Session::mark_received(std::uint16_t packet_id) {
    const auto found = std::ranges::find(in_flight_, packet_id, &Outgoing::packet_id);
    if (found == in_flight_.end() || found->qos != 2) return false;
    found->received = true;
    return true;
}

Session::Incoming Session::take(std::uint16_t packet_id, std::uint32_t& sequence) {
    const auto found = std::ranges::find(incoming_, packet_id, &IncomingId::packet_id);
    if (found == incoming_.end()) {
        sequence = next_sequence();
        incoming_.push_back({packet_id, sequence, false});
        return Incoming::fresh;
    }
    sequence = found->sequence;
    return found->stored ? Incoming::stored : Incoming::storing;
}

void Session::stored(std::uint32_t sequence, Reason reason) {
    const auto found = std::ranges::find(incoming_, sequence, &IncomingId::sequence);
    if (found == incoming_.end()) return;
    if (is_failure(reason))
        incoming_.erase(found);
    else
        found->stored = true;
}

bool Session::release(std::uint16_t packet_id) {
    return std::erase_if(incoming_, [packet_id](const auto& one) { return one.packet_id == packet_id && one.stored; }) >
           0;
}

void Session::detach(Time now, bool with_will) {
    expires_at = now + std::chrono::seconds(expiry_s);
    if (!with_will) will.clear();
    // The will is due after its delay or when the session ends, whichever is first (3.1.3.2.2).
    if (!will.empty()) will_at = now + std::chrono::seconds(std::min(will_delay_s, expiry_s));
    std::erase_if(waiting_, [this](const Outgoing& outgoing) {
        if (outgoing.qos > 0 && !outgoing.message->is_kept_elsewhere) return false;
        forget(outgoing);
        return true;
    });
    // At QoS 2 the packet id must live on: the device may hold it as received.
    std::erase_if(in_flight_, [this](const Outgoing& outgoing) {
        if (outgoing.qos > 1 || !outgoing.message->is_kept_elsewhere) return false;
        forget(outgoing);
        return true;
    });
}

}  // namespace dengyun::mqtt
