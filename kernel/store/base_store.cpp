#include "kernel/store/base_store.h"

#include "kernel/base/assert.h"

namespace dengyun::store {

Result<std::unique_ptr<Store>> Store::open(StoreOptions options, const Clock& clock, Random& random) {
    Result<> outcome;
    const bool sqlite = options.url.starts_with("sqlite:");
    auto store = sqlite ? make_sqlite_store(std::move(options), clock, random, outcome)
                        : make_postgresql_store(std::move(options), clock, random, outcome);
    if (!outcome) return std::unexpected(outcome.error());
    return store;
}

Result<> with_connection(Store& store, const std::function<Result<>(Connection&)>& work) {
    auto* access = dynamic_cast<RawAccess*>(&store);
    DENGYUN_ASSERT(access != nullptr);
    return access->with_connection(work);
}

std::shared_ptr<void> BaseStore::listen(Listener listener) {
    const std::lock_guard lock(listeners_mutex_);
    const auto key = next_listener_++;
    listeners_.emplace(key, std::make_shared<Listener>(std::move(listener)));
    return {this, [this, key](void*) {
                const std::lock_guard inner(listeners_mutex_);
                listeners_.erase(key);
            }};
}

void BaseStore::tell(std::span<const Id<Organisation>> organisations) {
    const std::lock_guard lock(listeners_mutex_);
    for (const auto organisation : organisations)
        for (const auto& [key, listener] : listeners_) (*listener)(organisation);
}

void BaseStore::take_node(Connection& connection) {
    constexpr std::int64_t nodes = 1024;
    std::int64_t number = 0;
    constexpr std::array kinds{Connection::Kind::integer};
    if (connection.execute("UPDATE store_counter SET value = value + 1 WHERE name = 'node'", {}))
        static_cast<void>(connection.select("SELECT value FROM store_counter WHERE name = 'node'", {}, kinds,
                                            [&](const Columns& columns) { number = std::get<std::int64_t>(columns.at(0)); }));
    ids_ = std::make_unique<IdSource>(clock_, static_cast<std::uint32_t>(number % nodes));
}

ConnectionPool::ConnectionPool(Connection::Options options, unsigned size, std::chrono::milliseconds wait_max)
    : options_(std::move(options)), wait_max_(wait_max), unopened_(size) {}

Result<ConnectionPool::Lease> ConnectionPool::borrow() {
    {
        std::unique_lock lock(mutex_);
        if (!free_.wait_for(lock, wait_max_, [&] { return !idle_.empty() || unopened_ > 0; }))
            return fail(ErrorKind::limit, "store.busy");
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return Lease(*this, std::move(connection));
        }
        --unopened_;
    }
    auto opened = Connection::open(options_);
    if (!opened) {
        const std::lock_guard lock(mutex_);
        ++unopened_;
        free_.notify_one();
        return as_error(opened.error());
    }
    return Lease(*this, std::move(*opened));
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(mutex_);
        if (connection->alive()) idle_.push_back(std::move(connection));
        else ++unopened_;
    }
    free_.notify_one();
}

}  // namespace dengyun::store
