#pragma once
// A connection of a device, whatever it travels over: a link, its session and the handler. Inside kernel/mqtt only.
#include "kernel/mqtt/edge.h"
#include "kernel/mqtt/link.h"

namespace dengyun::mqtt {

class ConnectionBase : public net::Peer, public LinkEvents, public std::enable_shared_from_this<ConnectionBase> {
  public:
    ConnectionBase(std::shared_ptr<Worker> worker, std::string address);

    // From any thread; done on the connection's own.
    void admitted(std::expected<DevicePtr, Reason> verdict);
    void attached(SlotPtr slot);
    void refused(Reason reason);
    void give_up(Reason reason);
    void acknowledged(SlotPtr slot, std::uint32_t sequence, Reason reason);
    void send(SlotPtr slot, MessagePtr message);
    // The handler's answer, to the connection that runs the session, or to the session itself.
    static void answer(const SlotPtr& slot, std::uint32_t sequence, Reason reason);

  protected:
    [[nodiscard]] virtual bool is_open() const = 0;
    virtual void flush() = 0;  // send what the link has written; where it has ended, close after that
    virtual void read() = 0;   // go on reading where the link wants input

    // Bytes from the network, and what of them is left for later.
    void take(std::string_view bytes);
    void resume();  // after something has changed: takes up what was left, then flushes and reads
    // The connection has closed: the session goes back, and the handler hears of it.
    void leave();

    const std::shared_ptr<Worker> worker_;  // first of all members: the socket lives in its io_context
    const std::string address_;
    Link link_;
    std::string in_;  // an incomplete packet, or what waits while the link wants no input

  private:
    // LinkEvents
    void connect(const Connect& connect) override;
    void publish(const Publish& publish, std::uint32_t sequence) override;
    Reason may_subscribe(std::string_view filter) override;
    std::vector<MessagePtr> retained(std::string_view filter) override;

    // Whether this connection's thread is the one that may touch the session.
    [[nodiscard]] bool runs(Slot& slot) const;
    template <class Action>
    void on_own_thread(Action action);

    void resume_soon();
    void accept(const SlotPtr& slot);

    DevicePtr device_;
    std::string client_id_;  // of CONNECT, or assigned
    bool client_id_assigned_ = false;
    bool clean_start_ = true;
    bool resume_posted_ = false;
    SlotPtr slot_;
};

}  // namespace dengyun::mqtt
