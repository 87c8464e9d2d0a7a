#include "kernel/store/events.h"

#include <algorithm>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/meta/json.h"
#include "kernel/store/connection.h"
#include "kernel/store/event_chain.h"
#include "kernel/store/unit_end.h"

namespace dengyun::store {
namespace {

constexpr std::string_view insert_event =
    "INSERT INTO event (organisation_id, sequence, at, actor_kind, actor_id, actor_name, entity, entity_id, name, "
    "data, "
    "hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view upsert_head =
    "INSERT INTO event_head (organisation_id, sequence, hash, changed_at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (organisation_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, "
    "changed_at = excluded.changed_at";

}  // namespace

Result<ChainHead> read_head(Connection& connection, std::int64_t organisation) {
    static const std::string select = "SELECT sequence, hash FROM event_head WHERE organisation_id = ?";
    static const std::string locking = select + std::string(dialect::for_update(Database::postgresql));
    constexpr Column columns[] = {Column::integer, Column::text};
    const meta::Scalar key[] = {organisation};
    ChainHead head;
    const auto& sql = connection.database() == Database::sqlite ? select : locking;
    DENGYUN_CHECK(connection.each(sql, key, columns, [&](const Row& row) -> Result<> {
        head.sequence = row.integer(0);
        head.hash = row.text(1);
        return {};
    }));
    return head;
}

Result<> write_head(Connection& connection, std::int64_t organisation, const ChainHead& head) {
    const meta::Scalar row[] = {organisation, head.sequence, std::string_view(head.hash),
                                milliseconds_of(head.changed_at)};
    DENGYUN_CHECK(connection.execute(upsert_head, row));
    return {};
}

Result<> append_event(Connection& connection, ChainHead& head, Event& event) {
    event.sequence = head.sequence + 1;
    event.hash = event_hash(head.hash, event);
    const meta::Scalar row[] = {event.organisation_id.value,
                                event.sequence,
                                milliseconds_of(event.at),
                                name_of(event.actor_kind),
                                event.actor_id,
                                std::string_view(event.actor_name),
                                std::string_view(event.entity),
                                event.entity_id,
                                std::string_view(event.name),
                                std::string_view(event.data),
                                std::string_view(event.hash)};
    DENGYUN_CHECK(connection.execute(insert_event, row));
    head = {event.sequence, event.hash, event.at};
    return {};
}

std::string_view name_of(ActorKind kind) {
    switch (kind) {
        case ActorKind::user:
            return "user";
        case ActorKind::api_key:
            return "api_key";
        case ActorKind::system:
            return "system";
    }
    return {};
}

std::optional<ActorKind> actor_kind_named(std::string_view name) {
    for (const auto kind : {ActorKind::user, ActorKind::api_key, ActorKind::system})
        if (name_of(kind) == name) return kind;
    return std::nullopt;
}

std::string event_hash(std::string_view before, const Event& event) {
    std::string text;
    text.reserve(256 + event.data.size());
    text += before;
    fmt::format_to(std::back_inserter(text), "\n[{},{},{},", event.organisation_id.value, event.sequence,
                   milliseconds_of(event.at));
    meta::write_json_text(text, name_of(event.actor_kind));
    fmt::format_to(std::back_inserter(text), ",{},", event.actor_id);
    meta::write_json_text(text, event.actor_name);
    text += ',';
    meta::write_json_text(text, event.entity);
    fmt::format_to(std::back_inserter(text), ",{},", event.entity_id);
    meta::write_json_text(text, event.name);
    text += ',';
    text += event.data;
    text += ']';
    return sha256_hex(text);
}

Result<> UnitEnd::close(Unit& unit, const WriterMemory* memory, Effects& effects) {
    effects.scheduled = unit.scheduled_;
    effects.search = std::move(unit.search_changes_);
    if (unit.events_.empty()) return {};
    // In the order of the organisations, so that two units never wait for each other's heads. A unit has few events,
    // nearly always of one organisation: insertion keeps those of each in their order.
    for (std::size_t i = 1; i < unit.events_.size(); ++i)
        for (std::size_t j = i; j > 0 && unit.events_[j].organisation < unit.events_[j - 1].organisation; --j)
            std::swap(unit.events_[j], unit.events_[j - 1]);
    const auto at = unit.now();
    const auto& actor = unit.scope().actor();
    ChainHead* head = nullptr;
    for (auto& event : unit.events_) {
        if (effects.organisations.empty() || effects.organisations.back() != event.organisation) {
            effects.organisations.push_back(event.organisation);
            head = &effects.heads[event.organisation.value];
            const ChainHead* known = nullptr;
            if (memory != nullptr)
                if (const auto found = memory->heads.find(event.organisation.value); found != memory->heads.end())
                    known = &found->second;
            if (known != nullptr) {
                *head = *known;
            } else {
                DENGYUN_TRY(read, read_head(unit.connection(), event.organisation.value));
                *head = std::move(read);
            }
        }
        Event row{event.organisation,
                  0,
                  at,
                  actor.kind,
                  actor.id,
                  actor.name,
                  std::move(event.entity),
                  event.entity_id,
                  std::move(event.name),
                  std::move(event.data),
                  {}};
        DENGYUN_CHECK(append_event(unit.connection(), *head, row));
    }
    if (memory != nullptr) return {};
    for (const auto organisation : effects.organisations)
        DENGYUN_CHECK(write_head(unit.connection(), organisation.value, effects.heads[organisation.value]));
    return {};
}

Result<std::vector<Event>> read_events(Reader& reader, const EventQuery& query) {
    if (query.limit < 1 || query.limit > page_limit_max)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"limit", query.limit < 1 ? "too_small" : "too_large",
                      query.limit < 1 ? "1" : std::to_string(page_limit_max)}});
    std::string sql =
        "SELECT sequence, at, actor_kind, actor_id, actor_name, entity, entity_id, name, data, hash FROM event "
        "WHERE organisation_id = ?";
    const auto organisation = reader.scope().organisation();
    std::vector<meta::Scalar> parameters{organisation.value};
    if (query.after > 0 || !query.descending) {
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
    sql += query.descending ? " ORDER BY sequence DESC LIMIT ?" : " ORDER BY sequence LIMIT ?";
    parameters.emplace_back(std::int64_t{query.limit});

    std::vector<Event> events;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const Row& row) {
        events.push_back({organisation, row.integer(0), instant_of(row.integer(1)),
                          actor_kind_named(row.text(2)).value_or(ActorKind::system), row.integer(3),
                          std::string(row.text(4)), std::string(row.text(5)), row.integer(6), std::string(row.text(7)),
                          std::string(row.text(8)), std::string(row.text(9))});
    }));
    return events;
}

}  // namespace dengyun::store
