// Goal: whatever a client sends, in whatever pieces, the decoder accepts nothing that has two readings, and a link with
// its session neither crashes nor grows past its bounds nor says anything that is no packet.
#include <cstdint>
#include <cstdlib>

#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"
#include "kernel/mqtt/link.h"

namespace {

using namespace dengyun::mqtt;

void check(bool holds) {
    if (!holds) std::abort();
}

constexpr std::size_t packet_bytes_max = 512;

void check_decoder(std::string_view bytes, Version version) {
    const auto decoded = decode(bytes, version, packet_bytes_max);
    check(decoded.bytes <= bytes.size() && decoded.bytes <= packet_bytes_max);
    if (decoded.bytes == 0 || is_failure(decoded.reason)) return;
    const auto* connect = std::get_if<Connect>(&decoded.packet);
    const auto spoken = connect != nullptr ? connect->version : version;
    std::string again;
    encode(again, decoded.packet, spoken);
    const auto second = decode(again, spoken, SIZE_MAX);
    check(second.bytes == again.size() && second.packet == decoded.packet);
}

// Answers some at once, some later, some with a failure.
class Device final : public LinkEvents {
  public:
    void connect(const Connect& connect) override { version = connect.version; }
    void publish(const Publish& publish, std::uint32_t sequence) override {
        check(!publish.topic.empty() && (publish.qos == 0) == (sequence == 0));
        if (sequence != 0) owed.push_back(sequence);
    }
    Reason may_subscribe(std::string_view filter) override {
        return filter.size() % 7 == 0 ? Reason::not_authorized : Reason::success;
    }
    std::vector<MessagePtr> retained(std::string_view filter) override {
        if (filter.size() % 2 == 0) return {};
        return {std::make_shared<Message>(Message{.topic = "kept", .payload = "1", .retain = true})};
    }
    Version version = Version::v5;
    std::vector<std::uint32_t> owed;
};

void check_output(Link& link, Version version) {
    const auto bytes = std::exchange(link.out, {});
    for (std::string_view rest = bytes; !rest.empty();) {
        const auto decoded = decode(rest, version, SIZE_MAX);
        check(decoded.bytes > 0 && !is_failure(decoded.reason));
        rest.remove_prefix(decoded.bytes);
    }
}

void play(std::string_view bytes, std::size_t piece, std::uint8_t habits) {
    const LinkLimits limits{.packet_bytes_max = packet_bytes_max, .receive_maximum = 4, .topic_alias_maximum = 2};
    const SessionLimits session_limits{.subscriptions_max = 4, .messages_max = 8, .in_flight_max = 3};
    Session session(session_limits);
    Time now{};
    // Two connections with the same session, one after the other.
    for (int turn = 0; turn < 2; ++turn) {
        Device device;
        Link link(limits, device, now);
        std::string waiting;
        bool accepted = false;
        while (!link.ended()) {
            waiting.append(bytes.substr(0, piece));
            const bool last = bytes.empty();
            bytes.remove_prefix(std::min(piece, bytes.size()));
            waiting.erase(0, link.receive(waiting, now));
            if (!accepted && !link.ended() && !link.expects_connect()) {
                accepted = true;
                link.accept(session, turn > 0, "id", now);
            }
            for (const auto sequence : std::exchange(device.owed, {}))
                link.acknowledge(sequence, sequence % 5 == habits % 5 ? Reason::quota_exceeded : Reason::success, now);
            if (link.connected() && (habits & 8) != 0)
                static_cast<void>(
                    session.send(std::make_shared<Message>(Message{.topic = "a", .payload = "x", .qos = 2}), true));
            now += std::chrono::seconds(1);
            link.transmit(now);
            link.tick(now);
            check_output(link, device.version);
            check(session.messages() <= session_limits.messages_max);
            check(session.subscriptions().size() <= session_limits.subscriptions_max);
            if (last) break;
        }
        check_output(link, device.version);
        link.detach(now);
        check(session.expires_at.has_value() == accepted);
        if (!accepted) return;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 2), size - 2);
    check_decoder(bytes, Version::v5);
    check_decoder(bytes, Version::v3_1_1);
    play(bytes, data[0] % 64 + 1u, data[1]);
    return 0;
}
