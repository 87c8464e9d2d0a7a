#pragma once
// Scope: who asks, and for which organisations. No query runs without one: a unit of work (kernel/store) is made from
// a Scope, and every statement that the store writes is narrowed to its organisations. Tenancy is this type.
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/base/id.h"

namespace dengyun {

// The one who acts, as the event log records it.
enum class ActorKind { user, api_key, system };
struct Actor {
    ActorKind kind = ActorKind::system;
    std::int64_t id = 0;  // of the user or the key; 0 for the system
    std::string name;     // display name at that time, or the name of the job
};

class Scope {
  public:
    // The rows of one organisation: what every request of a signed-in person runs in.
    [[nodiscard]] static Scope of(Id<Organisation> organisation, Actor actor) {
        return Scope(organisation, std::move(actor), false, false);
    }
    // Reads the rows of every organisation, writes as `organisation` only. For directories and for platform roles;
    // the route that asks for it declares the permission that allows it.
    [[nodiscard]] static Scope reading_all(Id<Organisation> organisation, Actor actor) {
        return Scope(organisation, std::move(actor), true, false);
    }
    // Reads and writes both sides of a document and the books between them, in the name of `actor`. For use cases that
    // look at the rights of each side themselves; the route that asks for it says so.
    [[nodiscard]] static Scope crossing(Id<Organisation> organisation, Actor actor) {
        return Scope(organisation, std::move(actor), true, true);
    }
    // The platform's own work (sign-in, jobs, migrations): all organisations, in the name of what is being done.
    [[nodiscard]] static Scope system(std::string_view what) {
        return Scope(platform_organisation, Actor{ActorKind::system, 0, std::string(what)}, true, true);
    }
    // The same actor for the rows of another organisation; only a system scope may change sides.
    [[nodiscard]] Scope entering(Id<Organisation> organisation) const;

    [[nodiscard]] Id<Organisation> organisation() const { return organisation_; }
    [[nodiscard]] const Actor& actor() const { return actor_; }
    [[nodiscard]] bool reads_all() const { return reads_all_; }
    [[nodiscard]] bool is_system() const { return actor_.kind == ActorKind::system; }
    [[nodiscard]] bool writes_all() const { return writes_all_; }
    [[nodiscard]] bool may_write(Id<Organisation> organisation) const {
        return writes_all_ || organisation == organisation_;
    }

  private:
    Scope(Id<Organisation> organisation, Actor actor, bool reads_all, bool writes_all)
        : organisation_(organisation), actor_(std::move(actor)), reads_all_(reads_all), writes_all_(writes_all) {}
    Id<Organisation> organisation_;
    Actor actor_;
    bool reads_all_;
    bool writes_all_;
};

}  // namespace dengyun
