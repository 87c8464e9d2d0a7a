#include "kernel/store/event_log.h"

#include "kernel/base/digest.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

void add_part(std::string& text, std::string_view part) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
    text += '\n';
}
void add_part(std::string& text, std::int64_t part) { add_part(text, std::to_string(part)); }

std::string_view actor_kind_name(ActorKind kind) {
    switch (kind) {
        case ActorKind::user: return "user";
        case ActorKind::api_key: return "api_key";
        case ActorKind::system: return "system";
    }
    return {};
}

}  // namespace

std::string chained_hash(std::string_view hash_before, const Event& event) {
    std::string text;
    text.reserve(256 + event.data.size());
    add_part(text, hash_before);
    add_part(text, event.organisation_id.value);
    add_part(text, event.sequence);
    add_part(text, milliseconds_of(event.at));
    add_part(text, actor_kind_name(event.actor_kind));
    add_part(text, event.actor_id);
    add_part(text, event.actor_name);
    add_part(text, event.entity);
    add_part(text, event.entity_id);
    add_part(text, event.name);
    add_part(text, event.data);
    return sha256_hex(text);
}

Try<> append_event(Connection& connection, Event& event) {
    using Kind = Connection::Kind;
    constexpr std::array head_kinds{Kind::integer, Kind::text};
    std::string hash_before;
    bool known = false;
    const auto read = [&](const Columns& columns) {
        known = true;
        event.sequence = std::get<std::int64_t>(columns.at(0));
        hash_before = std::get<std::string_view>(columns.at(1));
    };
    const std::array<Scalar, 1> organisation{event.organisation_id.value};
    const auto* head = connection.dialect() == Dialect::sqlite
        ? "SELECT sequence, hash FROM event_head WHERE organisation_id = ?"
        : "SELECT sequence, hash FROM event_head WHERE organisation_id = ? FOR UPDATE";
    event.sequence = 0;
    if (auto done = connection.select(head, organisation, head_kinds, read); !done) return std::unexpected(done.error());
    ++event.sequence;
    event.hash = chained_hash(hash_before, event);

    const std::int64_t at = milliseconds_of(event.at);
    auto moved = known ? connection.execute("UPDATE event_head SET sequence = ?, hash = ?, changed_at = ? WHERE organisation_id = ?",
                                            std::array<Scalar, 4>{event.sequence, event.hash, at, event.organisation_id.value})
                       : connection.execute("INSERT INTO event_head (sequence, hash, changed_at, organisation_id) VALUES (?, ?, ?, ?)",
                                            std::array<Scalar, 4>{event.sequence, event.hash, at, event.organisation_id.value});
    if (!moved) {
        // Two units began the same chain: the second finds it begun when it is tried again.
        if (moved.error().kind == FaultKind::unique) moved.error().kind = FaultKind::retry;
        return std::unexpected(moved.error());
    }
    const auto written = connection.execute(
        "INSERT INTO event (organisation_id, sequence, at, actor_kind, actor_id, actor_name, entity, entity_id, name, data, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        std::array<Scalar, 11>{event.organisation_id.value, event.sequence, at, actor_kind_name(event.actor_kind),
                               event.actor_id, event.actor_name, event.entity, event.entity_id, event.name, event.data,
                               event.hash});
    if (!written) return std::unexpected(written.error());
    return {};
}

}  // namespace dengyun::store
