#include "kernel/mqtt/link.h"

#include <algorithm>

#include "kernel/base/assert.h"
#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"

namespace dengyun::mqtt {
namespace {

// Whether sending the same message again might help.
bool may_pass_later(Reason reason) {
    return reason != Reason::payload_format_invalid && reason != Reason::topic_name_invalid &&
           reason != Reason::not_authorized;
}

}  // namespace

bool Link::wants_input() const {
    return (state_ == State::expecting_connect || state_ == State::connected) &&
           owed_.size() < limits_.receive_maximum && out.size() < limits_.out_bytes_max;
}

std::size_t Link::receive(std::string_view bytes, Time now) {
    std::size_t used = 0;
    while (wants_input()) {
        const auto bytes_max = expects_connect() ? std::min(limits_.connect_bytes_max, limits_.packet_bytes_max)
                                                 : limits_.packet_bytes_max;
        const auto decoded = decode(bytes.substr(used), version_, bytes_max);
        if (is_failure(decoded.reason)) {
            if (decoded.reason == Reason::unsupported_protocol_version && expects_connect()) {
                version_ = Version::v3_1_1;  // the one answer that clients of every version understand
                refuse(decoded.reason);
            } else {
                close(decoded.reason);
            }
            break;
        }
        if (decoded.bytes == 0) break;
        used += decoded.bytes;
        heard_at_ = now;
        handle(decoded.packet, now);
    }
    return used;
}

void Link::accept(Session& session, bool session_present, std::string_view assigned_client_id, Time now) {
    DENGYUN_ASSERT(state_ == State::admitting);
    session_ = &session;
    session.expiry_s = expiry_asked_s_;
    session.will = std::move(will_);
    session.will_delay_s = will_delay_s_;
    session.will_at.reset();
    session.expires_at.reset();
    heard_at_ = now;
    state_ = State::connected;
    if (!write(connack(session_present, assigned_client_id))) return end(Reason::packet_too_large);
    for (const auto& outgoing : session.in_flight()) resend_.push_back(outgoing.packet_id);
    transmit(now);
}

Connack Link::connack(bool session_present, std::string_view assigned_client_id) const {
    Connack packet{.session_present = session_present};
    if (!is_v5()) return packet;
    auto& properties = packet.properties;
    if (expiry_capped_) properties.session_expiry_interval_s = expiry_asked_s_;
    properties.receive_maximum = limits_.receive_maximum;
    properties.maximum_packet_size = static_cast<std::uint32_t>(limits_.packet_bytes_max);
    properties.topic_alias_maximum = limits_.topic_alias_maximum;
    if (!assigned_client_id.empty()) properties.assigned_client_identifier = assigned_client_id;
    if (keep_alive_capped_) properties.server_keep_alive_s = keep_alive_s_;
    properties.shared_subscription_available = std::uint8_t{0};
    return packet;
}

void Link::refuse(Reason reason) {
    DENGYUN_ASSERT(is_failure(reason));
    if (ended()) return;
    write(Connack{.reason = reason});
    end(reason);
}

void Link::acknowledge(std::uint32_t sequence, Reason reason, Time now) {
    if (session_ == nullptr) return;
    session_->stored(sequence, reason);
    const auto found = std::ranges::find(owed_, sequence, &Owed::sequence);
    if (found == owed_.end() || ended()) return;
    found->known = true;
    found->reason = reason;
    pay(now);
}

// Sends the acknowledgements that are owed, as far as they are known from the front.
void Link::pay(Time now) {
    while (!owed_.empty() && owed_.front().known && !ended()) {
        const auto owed = owed_.front();
        owed_.pop_front();
        if (!is_v5() && is_failure(owed.reason) && may_pass_later(owed.reason)) return close(owed.reason);
        write_acknowledgement(owed.qos == 1 ? PacketType::puback : PacketType::pubrec, owed.packet_id, owed.reason);
    }
    if (out.size() < limits_.out_bytes_max) transmit(now);
}

void Link::transmit(Time now) {
    while (connected() && out.size() < limits_.out_bytes_max) {
        if (!resend_.empty()) {
            if (!resend(now)) return;
            continue;
        }
        const auto outgoing = session_->next(now, client_receive_maximum_);
        if (!outgoing) return;
        write_message(*outgoing, false, now);
    }
}

// False where the client takes no more now.
bool Link::resend(Time now) {
    const auto& in_flight = session_->in_flight();
    const auto found = std::ranges::find(in_flight, resend_.front(), &Session::Outgoing::packet_id);
    if (found == in_flight.end()) {
        resend_.pop_front();
        return true;
    }
    if (in_flight.size() - resend_.size() >= client_receive_maximum_) return false;
    resend_.pop_front();
    const auto outgoing = *found;  // write_message() may drop it
    if (outgoing.received)
        write_acknowledgement(PacketType::pubrel, outgoing.packet_id, Reason::success);
    else
        write_message(outgoing, true, now);
    return true;
}

void Link::write_message(const Session::Outgoing& outgoing, bool duplicate, Time now) {
    const auto& message = *outgoing.message;
    Publish packet{.duplicate = duplicate,
                   .qos = outgoing.qos,
                   .retain = outgoing.retain,
                   .topic = message.topic,
                   .packet_id = outgoing.packet_id,
                   .payload = message.payload};
    bool alias_is_new = false;
    if (is_v5()) {
        auto& properties = packet.properties;
        properties.subscription_identifiers = outgoing.subscription_identifiers;
        if (message.expires_at) {
            const auto left = std::chrono::ceil<std::chrono::seconds>(*message.expires_at - now).count();
            properties.message_expiry_interval_s =
                static_cast<std::uint32_t>(std::clamp<std::int64_t>(left, 0, UINT32_MAX));
        }
        if (!message.response_topic.empty()) properties.response_topic = message.response_topic;
        if (!message.correlation_data.empty()) properties.correlation_data = message.correlation_data;
        const auto known = std::ranges::find(aliases_out_, message.topic);
        alias_is_new = known == aliases_out_.end();
        if (!alias_is_new) packet.topic = {};
        if (!alias_is_new || aliases_out_.size() < std::min(client_alias_maximum_, limits_.topic_alias_maximum))
            properties.topic_alias = static_cast<std::uint16_t>(known - aliases_out_.begin() + 1);
    }
    if (!write(packet)) {
        // Larger than the client takes: as if it had been delivered (MQTT-3.1.2-25).
        if (outgoing.qos > 0) session_->finish(outgoing.packet_id, outgoing.qos, false);
        return;
    }
    if (alias_is_new && packet.properties.topic_alias) aliases_out_.push_back(message.topic);
    if (message.on_progress) message.on_progress(outgoing.qos == 0 ? Progress::delivered : Progress::sent);
}

bool Link::write(const Packet& packet) {
    const auto before = out.size();
    encode(out, packet, version_);
    if (out.size() - before <= client_packet_bytes_max_) return true;
    out.resize(before);
    return false;
}

void Link::write_acknowledgement(PacketType type, std::uint16_t packet_id, Reason reason) {
    write(Acknowledgement{.type = type, .packet_id = packet_id, .reason = reason});
}

void Link::tick(Time now) {
    if (!connected() || keep_alive_s_ == 0) return;
    // What the client sends meanwhile is not looked at: that is no sign of its death.
    if (owed_.size() >= limits_.receive_maximum) heard_at_ = now;
    if (now - heard_at_ > std::chrono::milliseconds(keep_alive_s_ * 1500)) close(Reason::keep_alive_timeout);
}

void Link::close(Reason reason) {
    if (ended()) return;
    // Where it is us who go, the device has not gone.
    if (reason == Reason::server_shutting_down) with_will_ = false;
    if (connected() && is_v5()) write(Notice{.type = PacketType::disconnect, .reason = reason});
    end(reason);
}

void Link::end(Reason reason) {
    state_ = State::ended;
    end_reason_ = reason;
    owed_.clear();
}

void Link::detach(Time now) {
    if (session_ != nullptr) session_->detach(now, with_will_);
    session_ = nullptr;
    if (!ended()) end(Reason::unspecified_error);
}

}  // namespace dengyun::mqtt
