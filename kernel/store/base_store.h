#pragma once
// What both kinds of Store share: options, ids, listeners, counters. Private to this room.
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

#include "kernel/store/access.h"
#include "kernel/store/connection.h"
#include "kernel/store/store.h"

namespace dengyun::store {

class BaseStore : public Store, public RawAccess {
  public:
    BaseStore(StoreOptions options, const Clock& clock, Random& random)
        : options_(std::move(options)), clock_(clock), random_(random) {}
    std::shared_ptr<void> listen(Listener listener) override;
    [[nodiscard]] IdSource& ids() override { return *ids_; }

  protected:
    // Takes this process's node number from the database; before the first id. A database that is not migrated yet has
    // no counter: node 0, alone with it.
    void take_node(Connection& connection);
    void tell(std::span<const Id<Organisation>> organisations);

    StoreOptions options_;
    const Clock& clock_;
    Random& random_;
    std::unique_ptr<IdSource> ids_;
    std::atomic<std::uint64_t> units_read_{0}, units_written_{0}, units_failed_{0}, commits_{0};

  private:
    std::mutex listeners_mutex_;
    std::uint64_t next_listener_ = 0;
    std::map<std::uint64_t, std::shared_ptr<Listener>> listeners_;
};

// Connections that callers borrow; waits a bounded time for one.
class ConnectionPool {
  public:
    ConnectionPool(Connection::Options options, unsigned size, std::chrono::milliseconds wait_max);
    class Lease {
      public:
        Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection) : pool_(&pool), connection_(std::move(connection)) {}
        Lease(Lease&&) noexcept = default;
        ~Lease() {
            if (connection_) pool_->give_back(std::move(connection_));
        }
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

      private:
        ConnectionPool* pool_;
        std::unique_ptr<Connection> connection_;
    };
    // Errors: limit "store.busy", unavailable "store.unreachable".
    [[nodiscard]] Result<Lease> borrow();

  private:
    friend class Lease;
    void give_back(std::unique_ptr<Connection> connection);
    Connection::Options options_;
    std::chrono::milliseconds wait_max_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<Connection>> idle_;
    unsigned unopened_;
};

[[nodiscard]] std::unique_ptr<Store> make_sqlite_store(StoreOptions options, const Clock& clock, Random& random,
                                                       Result<>& outcome);
[[nodiscard]] std::unique_ptr<Store> make_postgresql_store(StoreOptions options, const Clock& clock, Random& random,
                                                           Result<>& outcome);

}  // namespace dengyun::store
