#pragma once
// What the standard calls the session state (MQTT 5, 4.1): subscriptions and messages on their way, which outlive a
// network connection. Pure: no socket, no clock of its own. Everything in it is bounded. Not thread-safe.
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel/mqtt/packet.h"

namespace dengyun::mqtt {

using Time = std::chrono::steady_clock::time_point;

// How far a message has come.
enum class Progress {
    sent,      // written to a connection, at QoS 1 or 2
    delivered  // acknowledged by the device; at QoS 0, where nothing is, written to a connection
};

// A message to a device.
struct Message {
    std::string topic;
    std::string payload;
    std::uint8_t qos = 1;
    bool retain = false;  // a value that is kept and told to who subscribes later
    std::optional<Time> expires_at{};
    // Of requests (MQTT 5, 4.10); empty: none.
    std::string response_topic{};
    std::string correlation_data{};
    // Whoever sent it keeps it until it is delivered: no session keeps it beyond its connection. At QoS 0 and 1.
    bool is_kept_elsewhere = false;
    // On a network thread; must be quick. Told again where it is sent again.
    std::function<void(Progress)> on_progress{};
};
using MessagePtr = std::shared_ptr<const Message>;

struct SessionLimits {
    std::size_t subscriptions_max = 32;
    std::size_t messages_max = 256;  // to the device, waiting and in flight
    std::size_t message_bytes_max = 256 * 1024;
    std::uint16_t in_flight_max = 32;  // to the device, sent and not acknowledged; the client may ask for fewer
};

// What became of a message to a device. Refused ones change nothing.
enum class Sending { taken, not_subscribed, not_connected, queue_full };

class Session {
  public:
    explicit Session(const SessionLimits& limits) : limits_(limits) {}

    struct Subscription {
        std::string filter;
        SubscriptionOptions options;
        std::uint32_t identifier = 0;  // 0: none
    };
    // Adds or replaces; quota_exceeded where there are too many. `is_new` tells which.
    [[nodiscard]] Reason subscribe(const Subscribe::Entry& entry, std::uint32_t identifier, bool& is_new);
    bool unsubscribe(std::string_view filter);  // false: there was none
    [[nodiscard]] const std::vector<Subscription>& subscriptions() const { return subscriptions_; }

    // ---- to the device
    struct Outgoing {
        MessagePtr message;
        std::uint8_t qos = 0;
        bool retain = false;
        std::vector<std::uint32_t> subscription_identifiers;
        std::uint16_t packet_id = 0;  // 0: not in flight yet
        bool received = false;        // QoS 2: PUBREC has come, PUBREL is out
    };
    // Takes a message that a subscription matches, at the highest QoS granted. QoS 0 and what is kept elsewhere go to
    // connected devices only.
    [[nodiscard]] Sending send(MessagePtr message, bool connected);
    // Takes what a subscription begins with, as retained.
    [[nodiscard]] Sending send_retained(MessagePtr message, const Subscription& subscription);
    // The next one to transmit, with its packet id at QoS 1 and 2, or null: nothing waits, or `in_flight_max` (the
    // client's receive maximum) are on their way. Those that have expired by `now` are dropped on the way.
    [[nodiscard]] std::optional<Outgoing> next(Time now, std::uint16_t in_flight_max);
    [[nodiscard]] const std::vector<Outgoing>& in_flight() const { return in_flight_; }
    // PUBACK (QoS 1), PUBCOMP or a PUBREC that refuses (QoS 2). False: no such packet id at this QoS.
    bool finish(std::uint16_t packet_id, std::uint8_t qos, bool is_delivered = true);
    bool mark_received(std::uint16_t packet_id);  // PUBREC
    [[nodiscard]] std::size_t messages() const { return waiting_.size() + in_flight_.size(); }

    // ---- from the device, QoS 2: each packet id once
    enum class Incoming {
        fresh,    // give it to the handler under the sequence number
        storing,  // the handler has it, PUBREC is owed under the same number
        stored    // PUBREC again
    };
    // The number of a PUBLISH at QoS 1 or 2, by which the handler's answer finds it again; never 0.
    [[nodiscard]] std::uint32_t next_sequence() { return sequence_ += sequence_ + 1 == 0 ? 2 : 1; }
    [[nodiscard]] Incoming take(std::uint16_t packet_id, std::uint32_t& sequence);
    void stored(std::uint32_t sequence, Reason reason);  // a failure forgets the packet id
    bool release(std::uint16_t packet_id);               // PUBREL; false: unknown
    [[nodiscard]] std::size_t incoming() const { return incoming_.size(); }

    // ---- without a connection
    std::uint32_t expiry_s = 0;  // how long the session lasts then; UINT32_MAX: see LinkLimits::session_expiry_s_max
    std::string will;            // an encoded PUBLISH of MQTT 5; empty: none
    std::uint32_t will_delay_s = 0;
    std::optional<Time> will_at{};     // set while disconnected with a will that is owed
    std::optional<Time> expires_at{};  // set while disconnected
    // The connection has gone; `with_will`: not by an orderly DISCONNECT.
    void detach(Time now, bool with_will);

  private:
    struct IncomingId {
        std::uint16_t packet_id;
        std::uint32_t sequence;
        bool stored;
    };
    [[nodiscard]] Sending enqueue(Outgoing outgoing);
    [[nodiscard]] std::uint16_t free_packet_id();
    void forget(const Outgoing& outgoing);

    SessionLimits limits_;
    std::vector<Subscription> subscriptions_;
    std::list<Outgoing> waiting_;
    std::vector<Outgoing> in_flight_;  // in the order of sending
    std::vector<IncomingId> incoming_;
    std::size_t message_bytes_ = 0;
    std::uint16_t packet_id_ = 0;
    std::uint32_t sequence_ = 0;
};

}  // namespace dengyun::mqtt
