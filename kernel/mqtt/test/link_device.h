#pragma once
// A device's side of a link, for tests: it sends packets, reads what comes back, and plays the handler.
#include <gtest/gtest.h>

#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"
#include "kernel/mqtt/link.h"

namespace dengyun::mqtt {

class LinkDevice : public LinkEvents {
  public:
    explicit LinkDevice(Version chosen = Version::v5) : version(chosen) {}

    void connect(const Connect& connect) override { client_id = connect.client_id; }
    void publish(const Publish& publish, std::uint32_t sequence) override {
        taken.emplace_back(std::string(publish.topic) + '=' + std::string(publish.payload));
        sequences.push_back(sequence);
    }
    Reason may_subscribe(std::string_view filter) override {
        return filter.starts_with("secret") ? Reason::not_authorized : Reason::success;
    }
    std::vector<MessagePtr> retained(std::string_view filter) override {
        if (filter != "attributes") return {};
        return {std::make_shared<Message>(Message{.topic = "attributes", .payload = "kept", .retain = true})};
    }

    void send(const Packet& packet) {
        encode(waiting, packet, version);
        pump();
    }
    void pump() { waiting.erase(0, link->receive(waiting, now)); }
    // Connects and accepts, with the session that there is.
    void open(Connect connect = {.clean_start = false, .client_id = "m"}) {
        connect.version = version;
        link.emplace(limits, *this, now);
        waiting.clear();
        send(connect);
        if (link->ended()) return;
        const bool present = session.has_value() && !connect.clean_start;
        if (!present) session.emplace(session_limits);
        link->accept(*session, present, {}, now);
        pump();
    }
    void lose() { link->detach(now); }
    // The packets sent to the device since the last call.
    std::vector<Packet> received() {
        bytes = std::exchange(link->out, {});
        std::vector<Packet> packets;
        for (std::string_view rest = bytes; !rest.empty();) {
            auto decoded = decode(rest, version, 1 << 20);
            EXPECT_TRUE(decoded.bytes > 0 && decoded.reason == Reason::success);
            if (decoded.bytes == 0) break;
            rest.remove_prefix(decoded.bytes);
            packets.push_back(std::move(decoded.packet));
        }
        return packets;
    }
    template <class Wanted>
    Wanted only() {
        const auto packets = received();
        EXPECT_EQ(packets.size(), 1u);
        if (packets.size() != 1 || !std::holds_alternative<Wanted>(packets[0])) {
            ADD_FAILURE() << "another packet than was expected";
            return {};
        }
        return std::get<Wanted>(packets[0]);
    }
    void expect_ended(Reason reason) {
        EXPECT_TRUE(link->ended());
        EXPECT_EQ(link->end_reason(), reason);
        if (version == Version::v5) EXPECT_EQ(only<Notice>().reason, reason);
    }
    Sending tell(Message message) {
        const auto sending = session->send(std::make_shared<Message>(std::move(message)), link && link->connected());
        if (link && link->connected()) link->transmit(now);
        return sending;
    }

    Version version;
    LinkLimits limits;
    SessionLimits session_limits;
    Time now{std::chrono::hours(1)};
    std::string client_id, waiting, bytes;
    std::vector<std::string> taken;
    std::vector<std::uint32_t> sequences;
    std::optional<Session> session;
    std::optional<Link> link;
};

inline Publish publish(std::uint8_t qos, std::uint16_t id, std::string_view payload = "x") {
    return {.qos = qos, .topic = "t", .packet_id = id, .payload = payload};
}
inline Acknowledgement acknowledgement(PacketType type, std::uint16_t id, Reason reason = Reason::success) {
    return {type, id, reason};
}
inline Subscribe subscribe(std::string_view filter, SubscriptionOptions options = {.qos = 2}) {
    return {1, {{filter, options}}};
}

}  // namespace dengyun::mqtt
