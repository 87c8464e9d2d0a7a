#include "kernel/store/events.h"

#include "kernel/store/event_log.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

constexpr std::string_view columns_sql =
    "SELECT organisation_id, sequence, at, actor_kind, actor_id, actor_name, entity, entity_id, name, data, hash FROM event ";

Event event_of(const Row& row) {
    Event event;
    event.organisation_id.value = row.integer(0);
    event.sequence = row.integer(1);
    event.at = instant_of(row.integer(2));
    const auto kind = std::string(row.text(3));
    event.actor_kind = kind == "user" ? ActorKind::user : kind == "api_key" ? ActorKind::api_key : ActorKind::system;
    event.actor_id = row.integer(4);
    event.actor_name = row.text(5);
    event.entity = row.text(6);
    event.entity_id = row.integer(7);
    event.name = row.text(8);
    event.data = row.text(9);
    event.hash = row.text(10);
    return event;
}

constexpr unsigned verify_page = 1000;
constexpr std::size_t faults_max = 100;

// Follows one chain from its start; the first fault ends it.
Result<> verify_chain(Store& store, const Scope& scope, Verification& verification) {
    std::string hash;
    std::int64_t sequence = 0;
    const auto fault = [&](std::string reason) {
        if (verification.faults.size() < faults_max)
            verification.faults.push_back({scope.organisation(), sequence, std::move(reason)});
    };
    ++verification.organisations;
    while (true) {
        std::size_t seen = 0;
        bool broken = false;
        DENGYUN_CHECK(store.run_read(scope, [&](Reader& reader) -> Result<> {
            return reader.query(std::string(columns_sql) + "WHERE organisation_id = ? AND sequence > ? ORDER BY sequence LIMIT 1000",
                                std::array<Scalar, 2>{scope.organisation().value, sequence}, [&](const Row& row) {
                                    ++seen;
                                    if (broken) return;
                                    const auto event = event_of(row);
                                    const auto expected = sequence + 1;
                                    sequence = event.sequence;
                                    if (event.sequence != expected) broken = true, fault("gap");
                                    else if (event.hash != chained_hash(hash, event)) broken = true, fault("hash");
                                    hash = event.hash;
                                    ++verification.events;
                                });
        }));
        if (broken) return {};
        if (seen < verify_page) break;
    }
    bool head_agrees = false;
    DENGYUN_CHECK(store.run_read(scope, [&](Reader& reader) -> Result<> {
        // What was committed since the last page was read is not held against the chain.
        return reader.query("SELECT sequence, hash FROM event_head WHERE organisation_id = ?",
                            std::array<Scalar, 1>{scope.organisation().value}, [&](const Row& row) {
                                head_agrees = row.integer(0) > sequence || (row.integer(0) == sequence && row.text(1) == hash);
                            });
    }));
    if (!head_agrees && sequence > 0) fault("head");
    return {};
}

}  // namespace

Result<std::vector<Event>> read_events(Reader& reader, const EventQuery& query) {
    if (query.limit < 1 || query.limit > page_limit_max)
        return fail(ErrorKind::invalid, "request.invalid", {{"limit", "too_large", std::to_string(page_limit_max)}});
    std::string sql(columns_sql);
    std::vector<Scalar> parameters{reader.scope().organisation().value};
    sql += "WHERE organisation_id = ?";
    if (query.after != 0 || !query.descending) {
        sql += query.descending ? " AND sequence < ?" : " AND sequence > ?";
        parameters.emplace_back(query.after);
    }
    if (!query.entity.empty()) {
        sql += " AND entity = ?";
        parameters.emplace_back(std::string_view(query.entity));
    }
    if (query.entity_id != 0) {
        sql += " AND entity_id = ?";
        parameters.emplace_back(query.entity_id);
    }
    sql += fmt::format(" ORDER BY sequence{} LIMIT {}", query.descending ? " DESC" : "", query.limit);
    std::vector<Event> events;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const Row& row) { events.push_back(event_of(row)); }));
    return events;
}

Result<Verification> verify_events(Store& store, const Scope& scope) {
    Verification verification;
    if (!scope.is_system()) {
        DENGYUN_CHECK(verify_chain(store, scope, verification));
        return verification;
    }
    std::int64_t after = -1;
    while (true) {
        std::vector<std::int64_t> organisations;
        DENGYUN_CHECK(store.run_read(scope, [&](Reader& reader) -> Result<> {
            return reader.query("SELECT organisation_id FROM event_head WHERE organisation_id > ? ORDER BY organisation_id LIMIT 1000",
                                std::array<Scalar, 1>{after}, [&](const Row& row) { organisations.push_back(row.integer(0)); });
        }));
        if (organisations.empty()) return verification;
        after = organisations.back();
        for (const auto organisation : organisations)
            DENGYUN_CHECK(verify_chain(store, scope.entering({organisation}), verification));
    }
}

}  // namespace dengyun::store
