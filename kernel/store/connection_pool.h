#pragma once
// A fixed number of connections, opened when first needed, lent to one thread at a time. A lost one is replaced.
#include <condition_variable>
#include <mutex>

#include "kernel/store/connection.h"

namespace dengyun::store {

class ConnectionPool {
  public:
    ConnectionPool(Connection::Options options, unsigned connections, std::chrono::milliseconds wait_max);

    // Gives the connection back at the end of its life.
    class Lease {
      public:
        Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection)
            : pool_(&pool), connection_(std::move(connection)) {}
        Lease(Lease&& other) noexcept : pool_(other.pool_), connection_(std::move(other.connection_)) {}
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (connection_) pool_->give_back(std::move(connection_));
        }
        [[nodiscard]] Connection& operator*() const { return *connection_; }
        [[nodiscard]] Connection* operator->() const { return connection_.get(); }

      private:
        ConnectionPool* pool_;
        std::unique_ptr<Connection> connection_;
    };
    // Errors: limit "store.busy" where none became free in time; unavailable "store.unreachable", "store.closing".
    [[nodiscard]] Result<Lease> borrow();
    // Refuses from now on and waits for what is lent.
    void close();

  private:
    void give_back(std::unique_ptr<Connection> connection);

    const Connection::Options options_;
    const std::chrono::milliseconds wait_max_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    unsigned free_;  // how many more may be lent
    unsigned lent_ = 0;
    bool closed_ = false;
};

}  // namespace dengyun::store
