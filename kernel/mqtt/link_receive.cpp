// What a link does with each packet that arrives.
#include <algorithm>

#include "kernel/mqtt/encode.h"
#include "kernel/mqtt/link.h"
#include "kernel/mqtt/topic.h"

namespace dengyun::mqtt {
namespace {

// MQTT 3.1.1 has no receive maximum; a client with more unreleased packet ids than this is cut off.
constexpr std::size_t unreleased_max = 1024;

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

// The will as a PUBLISH, which is what it becomes.
std::string encoded(const Will& will) {
    Publish publish{.qos = will.qos,
                    .retain = will.retain,
                    .topic = will.topic,
                    .packet_id = 1,
                    .payload = will.payload,
                    .properties = will.properties};
    publish.properties.will_delay_interval_s.reset();
    std::string bytes;
    encode(bytes, publish, Version::v5);
    return bytes;
}

}  // namespace

void Link::handle(const Packet& packet, Time now) {
    if (const auto* connect = std::get_if<Connect>(&packet)) {
        if (!expects_connect()) return close(Reason::protocol_error);  // a second one (MQTT-3.1.0-2)
        return handle_connect(*connect);
    }
    if (!connected()) return close(Reason::protocol_error);
    std::visit(Overloaded{
                   [&](const Publish& one) { handle_publish(one); },
                   [&](const Acknowledgement& one) { handle_acknowledgement(one, now); },
                   [&](const Subscribe& one) { handle_subscribe(one, now); },
                   [&](const Unsubscribe& one) { handle_unsubscribe(one); },
                   [&](const Ping& one) {
                       if (one.type != PacketType::pingreq) return close(Reason::protocol_error);
                       write(Ping{PacketType::pingresp});
                   },
                   [&](const Notice& one) { handle_disconnect(one); },
                   [&](const auto&) { close(Reason::protocol_error); },  // what only servers send
               },
               packet);
}

void Link::handle_connect(const Connect& connect) {
    version_ = connect.version;
    const auto& asked = connect.properties;
    client_receive_maximum_ = asked.receive_maximum.value_or(client_receive_maximum_);
    client_alias_maximum_ = asked.topic_alias_maximum.value_or(0);
    client_packet_bytes_max_ = asked.maximum_packet_size.value_or(client_packet_bytes_max_);
    const bool nameless_session = !is_v5() && connect.client_id.empty() && !connect.clean_start;  // MQTT-3.1.3-8
    if (nameless_session || connect.client_id.size() > limits_.client_id_bytes_max)
        return refuse(Reason::client_identifier_not_valid);
    if (asked.authentication_method) return refuse(Reason::bad_authentication_method);

    const auto expiry = is_v5() ? asked.session_expiry_interval_s.value_or(0) : connect.clean_start ? 0 : UINT32_MAX;
    expiry_asked_s_ = std::min(expiry, limits_.session_expiry_s_max);
    expiry_capped_ = expiry > expiry_asked_s_;
    keep_alive_s_ = connect.keep_alive_s;
    keep_alive_capped_ = is_v5() && (keep_alive_s_ == 0 || keep_alive_s_ > limits_.keep_alive_s_max);
    if (keep_alive_capped_) keep_alive_s_ = limits_.keep_alive_s_max;
    if (connect.will) {
        will_ = encoded(*connect.will);
        will_delay_s_ = connect.will->properties.will_delay_interval_s.value_or(0);
    }
    state_ = State::admitting;
    events_.connect(connect);
}

std::size_t Link::unacknowledged() const {
    const auto at_qos_1 = std::ranges::count(owed_, 1, &Owed::qos);
    return static_cast<std::size_t>(at_qos_1) + session_->incoming();
}

void Link::handle_publish(const Publish& given) {
    auto publish = given;
    if (!publish.properties.subscription_identifiers.empty()) return close(Reason::protocol_error);  // MQTT-3.3.4-6
    if (const auto alias = publish.properties.topic_alias) {
        if (*alias > limits_.topic_alias_maximum) return close(Reason::topic_alias_invalid);
        if (aliases_in_.size() < *alias) aliases_in_.resize(*alias);
        auto& topic = aliases_in_[*alias - 1u];
        if (!publish.topic.empty())
            topic = publish.topic;
        else if (topic.empty())
            return close(Reason::protocol_error);
        publish.topic = topic;
        publish.properties.topic_alias.reset();
    }
    if (publish.qos == 0) return events_.publish(publish, 0);

    std::uint32_t sequence = 0;
    auto incoming = Session::Incoming::fresh;
    const auto held = unacknowledged();
    if (publish.qos == 1)
        sequence = session_->next_sequence();
    else
        incoming = session_->take(publish.packet_id, sequence);
    if (incoming == Session::Incoming::fresh && held >= (is_v5() ? limits_.receive_maximum : unreleased_max)) {
        if (publish.qos == 2) session_->stored(sequence, Reason::receive_maximum_exceeded);
        return close(Reason::receive_maximum_exceeded);
    }
    // Sent again while the handler still has it: one answer is owed, not two.
    if (incoming == Session::Incoming::storing && std::ranges::find(owed_, sequence, &Owed::sequence) != owed_.end())
        return;
    owed_.push_back({sequence, publish.packet_id, publish.qos});
    if (incoming == Session::Incoming::stored) owed_.back().known = true;
    if (incoming == Session::Incoming::fresh) events_.publish(publish, sequence);
    if (incoming == Session::Incoming::stored) pay(heard_at_);
}

void Link::handle_acknowledgement(const Acknowledgement& acknowledgement, Time now) {
    const auto id = acknowledgement.packet_id;
    const auto known = [](bool is_known) { return is_known ? Reason::success : Reason::packet_identifier_not_found; };
    switch (acknowledgement.type) {
        case PacketType::puback:
            session_->finish(id, 1, !is_failure(acknowledgement.reason));
            break;
        case PacketType::pubrec:
            if (is_failure(acknowledgement.reason))
                session_->finish(id, 2, false);
            else
                write_acknowledgement(PacketType::pubrel, id, known(session_->mark_received(id)));
            break;
        case PacketType::pubcomp:
            session_->finish(id, 2);
            break;
        default:  // PUBREL
            write_acknowledgement(PacketType::pubcomp, id, known(session_->release(id)));
    }
    transmit(now);
}

void Link::handle_subscribe(const Subscribe& subscribe, Time now) {
    const auto& identifiers = subscribe.properties.subscription_identifiers;
    const auto identifier = identifiers.empty() ? 0 : identifiers.front();
    SubscribeAnswer answer{.type = PacketType::suback, .packet_id = subscribe.packet_id};
    std::vector<std::string_view> to_tell;
    for (const auto& entry : subscribe.entries) {
        if (is_shared_filter(entry.filter) && entry.options.no_local) return close(Reason::protocol_error);
        bool tell_retained = false;
        answer.reasons.push_back(subscribe_one(entry, identifier, tell_retained));
        if (tell_retained) to_tell.push_back(entry.filter);
    }
    if (!write(answer)) return close(Reason::packet_too_large);
    for (const auto filter : to_tell) {
        const auto& all = session_->subscriptions();
        const auto found = std::ranges::find(all, filter, &Session::Subscription::filter);
        if (found == all.end()) continue;
        for (auto& message : events_.retained(filter))
            if (session_->send_retained(std::move(message), *found) != Sending::taken) break;
    }
    transmit(now);
}

Reason Link::subscribe_one(const Subscribe::Entry& entry, std::uint32_t identifier, bool& tell_retained) {
    if (is_shared_filter(entry.filter)) return Reason::shared_subscriptions_not_supported;
    if (!is_topic_filter(entry.filter)) return Reason::topic_filter_invalid;
    if (const auto allowed = events_.may_subscribe(entry.filter); is_failure(allowed)) return allowed;
    bool is_new = false;
    const auto reason = session_->subscribe(entry, identifier, is_new);
    const auto handling = entry.options.retain_handling;
    tell_retained = !is_failure(reason) && (handling == 0 || (handling == 1 && is_new));
    return reason;
}

void Link::handle_unsubscribe(const Unsubscribe& unsubscribe) {
    SubscribeAnswer answer{.type = PacketType::unsuback, .packet_id = unsubscribe.packet_id};
    for (const auto filter : unsubscribe.filters)
        answer.reasons.push_back(session_->unsubscribe(filter) ? Reason::success : Reason::no_subscription_existed);
    if (!write(answer)) close(Reason::packet_too_large);
}

void Link::handle_disconnect(const Notice& notice) {
    if (notice.type != PacketType::disconnect || notice.properties.server_reference)
        return close(Reason::protocol_error);  // AUTH without an authentication that was agreed on
    if (const auto expiry = notice.properties.session_expiry_interval_s) {
        if (session_->expiry_s == 0 && *expiry != 0) return close(Reason::protocol_error);  // MQTT 5, 3.14.2.2.2
        session_->expiry_s = std::min(*expiry, limits_.session_expiry_s_max);
    }
    with_will_ = notice.reason != Reason::success;
    end(notice.reason);
}

}  // namespace dengyun::mqtt
