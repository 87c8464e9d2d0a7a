#include "kernel/store/connection_pool.h"

namespace dengyun::store {

ConnectionPool::ConnectionPool(Connection::Options options, unsigned connections, std::chrono::milliseconds wait_max)
    : options_(std::move(options)), wait_max_(wait_max), free_(connections) {}

Result<ConnectionPool::Lease> ConnectionPool::borrow() {
    {
        std::unique_lock lock(mutex_);
        const bool in_time = returned_.wait_for(lock, wait_max_, [this] { return free_ > 0 || closed_; });
        if (closed_) return fail(ErrorKind::unavailable, "store.closing");
        if (!in_time) return fail(ErrorKind::limit, "store.busy");
        --free_;
        ++lent_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return Lease(*this, std::move(connection));
        }
    }
    auto opened = Connection::open(options_);
    if (opened) return Lease(*this, std::move(*opened));
    give_back(nullptr);
    return std::unexpected(std::move(opened).error());
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
    if (connection && connection->is_lost()) connection.reset();
    const std::lock_guard lock(mutex_);
    if (connection && !closed_) idle_.push_back(std::move(connection));
    ++free_;
    --lent_;
    returned_.notify_all();
}

void ConnectionPool::close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    returned_.notify_all();
    returned_.wait(lock, [this] { return lent_ == 0; });
    idle_.clear();
}

}  // namespace dengyun::store
