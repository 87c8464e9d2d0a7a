#pragma once
// The part of a connection that an answer finds again, whatever it travels over. Inside kernel/http only.
#include <memory>
#include <variant>

#include "kernel/http/worker.h"

namespace dengyun::http {

using Decision = std::variant<Response, std::unique_ptr<SocketListener>>;

class ConnectionBase : public Peer, public std::enable_shared_from_this<ConnectionBase> {
  public:
    explicit ConnectionBase(std::shared_ptr<Worker> worker) : worker_(std::move(worker)) {}
    // From any thread. At once where this is the connection's own; else it is compressed here and handed over.
    void take_answer(Decision decision);
    [[nodiscard]] Response internal_error() const;

  protected:
    virtual void decided(Decision decision) = 0;  // on the connection's thread

    const std::shared_ptr<Worker> worker_;  // first of all members: the socket lives in its io_context
    // Set before the application is called, constant until it has answered.
    std::shared_ptr<const Request> request_;
    bool accepts_gzip_ = false;
    Language language_ = Language::zh;
};

// Stands for the answer that is owed. Dropped without one, it answers 500: a client never waits for nothing.
class Ticket {
  public:
    explicit Ticket(std::shared_ptr<ConnectionBase> connection) : connection_(std::move(connection)) {}
    Ticket(Ticket&&) noexcept = default;
    Ticket(const Ticket&) = delete;
    Ticket& operator=(Ticket&&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() {
        if (connection_) give(connection_->internal_error());
    }
    void operator()(Decision decision) { give(std::move(decision)); }

  private:
    void give(Decision decision) {
        if (const auto connection = std::exchange(connection_, nullptr)) connection->take_answer(std::move(decision));
    }
    std::shared_ptr<ConnectionBase> connection_;
};

}  // namespace dengyun::http
