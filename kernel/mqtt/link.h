#pragma once
// One network connection as the protocol sees it, from CONNECT to its end: bytes in, bytes out, a session beside it.
// Pure: no socket, and `now` is given. Not thread-safe.
#include <deque>
#include <string>
#include <vector>

#include "kernel/mqtt/packet.h"
#include "kernel/mqtt/session.h"

namespace dengyun::mqtt {

struct LinkLimits {
    std::size_t packet_bytes_max = 256 * 1024;
    std::size_t connect_bytes_max = 16 * 1024;  // of CONNECT, whose sender is not known yet
    std::size_t client_id_bytes_max = 256;
    std::uint16_t receive_maximum = 64;      // from the device, QoS 1 and 2, not acknowledged
    std::uint16_t topic_alias_maximum = 16;  // each way
    std::uint16_t keep_alive_s_max = 3600;   // MQTT 5: longer ones, and none, are shortened to it
    std::uint32_t session_expiry_s_max = 7 * 24 * 3600;
    std::size_t out_bytes_max =
        256 * 1024;  // not sent yet; beyond it nothing is read and no message is taken from the queue
};

// Whom a link tells what arrives. Views are valid during the call. None of them may end the link or call receive().
class LinkEvents {
  public:
    virtual ~LinkEvents() = default;
    // Answered by Link::accept() or refuse(), after this has returned.
    virtual void connect(const Connect& connect) = 0;
    // Valid topic, alias resolved. Sequence 0 (QoS 0) wants no answer, others Link::acknowledge().
    virtual void publish(const Publish& publish, std::uint32_t sequence) = 0;
    // success, or why not.
    virtual Reason may_subscribe(std::string_view filter) = 0;
    // What is kept for topics that the filter matches: told at subscribing.
    virtual std::vector<MessagePtr> retained(std::string_view filter) = 0;
};

class Link {
  public:
    Link(const LinkLimits& limits, LinkEvents& events, Time now) : limits_(limits), events_(events), heard_at_(now) {}

    // Consumes packets from the front of `bytes` and answers how many bytes; an incomplete packet is left, and so is
    // everything while wants_input() is false.
    [[nodiscard]] std::size_t receive(std::string_view bytes, Time now);
    [[nodiscard]] bool wants_input() const;
    // Bytes to send; the owner takes them away.
    std::string out;

    // The answer to LinkEvents::connect. `session` must outlive the link or be taken back by detach(). An
    // `assigned_client_id` is told to a client that gave none. Redelivers what is in flight.
    void accept(Session& session, bool session_present, std::string_view assigned_client_id, Time now);
    void refuse(Reason reason);
    // The handler's answer to a PUBLISH. PUBACK and PUBREC go out in the order of the PUBLISHes (MQTT-4.6.0-2), so
    // it may wait for others. A failure is told to a client of MQTT 5; of 3.1.1, which has no word for it, the message
    // counts as taken where sending it again would not help, and else the connection is closed, so that it comes again.
    void acknowledge(std::uint32_t sequence, Reason reason, Time now);
    // Sends what waits in the session, as far as flow control allows.
    void transmit(Time now);
    // Ends the link where keep alive has passed by half again.
    void tick(Time now);
    // Ends the link; a client of MQTT 5 is told why by DISCONNECT.
    void close(Reason reason);
    [[nodiscard]] bool owes() const { return !owed_.empty(); }  // the handler has not answered everything yet
    // Gives the session back at the end of the connection.
    void detach(Time now);

    [[nodiscard]] bool ended() const { return state_ == State::ended; }  // send `out`, then close the socket
    [[nodiscard]] bool connected() const { return state_ == State::connected; }
    [[nodiscard]] bool expects_connect() const { return state_ == State::expecting_connect; }
    [[nodiscard]] Reason end_reason() const { return end_reason_; }

  private:
    enum class State { expecting_connect, admitting, connected, ended };
    struct Owed {  // a PUBACK or PUBREC
        std::uint32_t sequence;
        std::uint16_t packet_id;
        std::uint8_t qos;
        bool known = false;
        Reason reason = Reason::success;
    };

    [[nodiscard]] bool is_v5() const { return version_ == Version::v5; }
    bool write(const Packet& packet);  // false, and nothing written: larger than the client takes
    void write_acknowledgement(PacketType type, std::uint16_t packet_id, Reason reason);
    void write_message(const Session::Outgoing& outgoing, bool duplicate, Time now);
    [[nodiscard]] std::size_t unacknowledged() const;  // PUBLISHes of the device that count towards `receive_maximum`
    [[nodiscard]] bool resend(Time now);
    void pay(Time now);
    void handle(const Packet& packet, Time now);
    void handle_connect(const Connect& connect);
    void handle_publish(const Publish& publish);
    void handle_acknowledgement(const Acknowledgement& acknowledgement, Time now);
    void handle_subscribe(const Subscribe& subscribe, Time now);
    Reason subscribe_one(const Subscribe::Entry& entry, std::uint32_t identifier, bool& tell_retained);
    void handle_unsubscribe(const Unsubscribe& unsubscribe);
    void handle_disconnect(const Notice& notice);
    [[nodiscard]] Connack connack(bool session_present, std::string_view assigned_client_id) const;
    void end(Reason reason);

    const LinkLimits& limits_;
    LinkEvents& events_;
    Session* session_ = nullptr;
    State state_ = State::expecting_connect;
    Version version_ = Version::v5;
    Reason end_reason_ = Reason::success;
    bool with_will_ = true;
    Time heard_at_;
    std::uint16_t keep_alive_s_ = 0;
    bool keep_alive_capped_ = false;  // the client is told what holds instead
    bool expiry_capped_ = false;
    // Of CONNECT, kept until it is accepted.
    std::uint32_t expiry_asked_s_ = 0;
    std::string will_;
    std::uint32_t will_delay_s_ = 0;
    // What the client takes.
    std::uint16_t client_receive_maximum_ = 65'535;
    std::uint16_t client_alias_maximum_ = 0;
    std::uint32_t client_packet_bytes_max_ = UINT32_MAX;
    std::vector<std::string> aliases_in_, aliases_out_;  // by alias - 1
    std::deque<Owed> owed_;
    std::deque<std::uint16_t> resend_;  // packet ids of an earlier connection, not sent again yet
};

}  // namespace dengyun::mqtt
