#pragma once
// The event log: what happened, in order, per organisation, hash-chained. It is the audit trail, the outbox of
// subscribers and webhooks, and the live feed. Written only by Unit, in the transaction of the change.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kernel/store/store.h"

namespace dengyun::store {

struct Event {
    Id<Organisation> organisation_id{};
    std::int64_t sequence = 0;  // 1, 2, 3, … within the organisation, without gaps
    Instant at{};
    ActorKind actor_kind = ActorKind::system;
    std::int64_t actor_id = 0;
    std::string actor_name;
    std::string entity;
    std::int64_t entity_id = 0;
    std::string name;  // "site.created"
    std::string data;  // JSON object
    std::string hash;  // SHA-256, hex, over the hash before and every field above in a canonical form (events.cpp)
};

struct EventQuery {
    std::int64_t after = 0;  // sequence; newest first where `descending`
    bool descending = false;
    unsigned limit = 100;  // 1 to page_limit_max
    std::string entity;    // empty: all
    std::int64_t entity_id = 0;
};
// Of the scope's organisation.
[[nodiscard]] Result<std::vector<Event>> read_events(Reader& reader, const EventQuery& query);

struct Verification {
    std::int64_t organisations = 0;
    std::int64_t events = 0;
    struct Fault {
        Id<Organisation> organisation_id{};
        std::int64_t sequence = 0;
        std::string reason;  // "hash", "gap", "head"
    };
    std::vector<Fault> faults;  // the first of each organisation, at most 100
};
// Recomputes the chain of the scope's organisation; of all of them for a system scope. Reads in bounded pages.
[[nodiscard]] Result<Verification> verify_events(Store& store, const Scope& scope);

// A durable subscriber: sees every event of every organisation at least once, in order per organisation. `handle` runs
// in the unit that moves the cursor, so that what it writes happens exactly once; the unit's scope is the system's,
// entering the organisation of the event. A failure is retried with back-off and holds up that organisation only.
// Across processes one of them runs a subscriber at a time (a lease). Works on a thread of its own from its making to
// `stop`.
class Subscriber {
  public:
    using Handle = std::function<Result<>(Unit&, const Event&)>;
    Subscriber(Store& store, const Clock& clock, std::string name, Handle handle);
    ~Subscriber();
    void stop();
    // Handles what is there now, back-offs aside, on the caller's thread; answers how many events. For tests.
    std::size_t run_due();

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::store
