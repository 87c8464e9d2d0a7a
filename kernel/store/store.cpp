#include "kernel/store/store.h"

#include "kernel/store/store_base.h"

namespace dengyun::store {
namespace {

constexpr std::string_view bootstrap[] = {
    "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
    "sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS store_counter (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
};

Result<std::uint32_t> prepare(Connection& connection) {
    // Two processes that open a new database at once must not both make the tables.
    if (connection.database() == Database::postgresql)
        DENGYUN_CHECK(connection.control("SELECT pg_advisory_xact_lock(4157201)"));
    for (const auto line : bootstrap)
        DENGYUN_CHECK(connection.define(dialect::definition(connection.database(), line)));
    std::uint32_t node = 0;
    constexpr Column columns[] = {Column::integer};
    DENGYUN_CHECK(
        connection.each("INSERT INTO store_counter (name, value) VALUES ('node', 0) ON CONFLICT (name) "
                        "DO UPDATE SET value = (store_counter.value + 1) % 1024 RETURNING value",
                        {}, columns, [&](const Row& row) -> Result<> {
                            node = static_cast<std::uint32_t>(row.integer(0));
                            return {};
                        }));
    return node;
}

}  // namespace

Result<std::uint32_t> prepare_database(Connection& connection) {
    DENGYUN_CHECK(connection.control(dialect::begin_all(connection.database())));
    auto node = prepare(connection);
    auto ended = connection.control(node ? "COMMIT" : "ROLLBACK");
    connection.forget_failure();
    if (node && !ended) return std::unexpected(std::move(ended).error());
    return node;
}

Result<std::unique_ptr<Store>> Store::open(StoreOptions options, const Clock& clock, Random&) {
    constexpr std::string_view sqlite = "sqlite:";
    const std::string_view url = options.url;
    if (url.starts_with(sqlite) && url.size() > sqlite.size()) {
        std::string path(url.substr(sqlite.size()));
        return open_sqlite(std::move(options), std::move(path), clock);
    }
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return open_postgresql(std::move(options), clock);
    return fail(ErrorKind::invalid, "store.bad_address");
}

namespace {

// Exceptions of a caller's code stop here: nothing of the unit is kept.
template <class Work>
Result<> guarded(Work work) {
    try {
        return work();
    } catch (const std::exception& error) {
        return fail(ErrorKind::unavailable, "internal", {},
                    fmt::format("exception in a unit of work: {}", error.what()));
    } catch (...) {
        return fail(ErrorKind::unavailable, "internal", {}, "exception in a unit of work");
    }
}

}  // namespace

KeptRows* kept_rows(Unit& unit) { return UnitEnd::connection(unit).kept(); }

Result<> UnitEnd::run(Connection& connection, const Scope& scope, const Clock& clock, IdSource& ids,
                      const Store::WriteWork& work, WriterMemory* memory, Effects& effects) {
    connection.forget_failure();
    auto outcome = guarded([&]() -> Result<> {
        Unit unit(connection, scope, clock, ids);
        DENGYUN_CHECK(work(unit));
        if (connection.failure().kind != Failure::Kind::none) return {};
        return close(unit, memory, effects);
    });
    if (outcome && connection.failure().kind != Failure::Kind::none)
        return fail(ErrorKind::conflict, "store.taken", {}, "a refused statement was passed over");
    return outcome;
}

Result<> UnitEnd::run_read(Connection& connection, const Scope& scope, const Clock& clock,
                           const Store::ReadWork& work) {
    connection.forget_failure();
    return guarded([&]() -> Result<> {
        Reader reader(connection, scope, clock);
        return work(reader);
    });
}

}  // namespace dengyun::store
