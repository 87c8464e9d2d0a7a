#pragma once
// The platform wired together: the store with its migrations, every module's routes, subscribers and jobs. Used by
// every command; `serve` puts the network edge in front of it.
#include <memory>

#include "kernel/store/jobs.h"
#include "kernel/store/store.h"
#include "server/parts.h"

namespace dengyun::server {

// What a platform stands on besides its settings.
struct Surroundings {
    const Clock& clock;
    plans::Effort planning;  // for the options of one order
};
// The time of day, and so much of a search that it answers within three seconds, whatever its size.
[[nodiscard]] Surroundings present_surroundings();

class Platform {
  public:
    // Bring the database to this program's schema, refuse one that is behind, or take it as it is.
    enum class Schema { migrate, require, leave };
    // Who only reads may do so beside a running server, and creates nothing.
    enum class Access { write, read };
    // Opens the database; who writes also creates the data directory.
    // Errors: "settings.unusable_data", those of Store::open and migrate, conflict "migration.pending".
    [[nodiscard]] static Result<std::unique_ptr<Platform>> open(
        const Settings& settings, Schema schema, Access access = Access::write,
        const Surroundings& surroundings = present_surroundings());
    ~Platform();

    [[nodiscard]] const Settings& settings() const { return settings_; }
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] identity::Identity& identity() { return *identity_; }
    [[nodiscard]] telemetry::Hub& telemetry() { return *telemetry_; }
    [[nodiscard]] const api::Routes& routes() const { return routes_; }
    [[nodiscard]] const MessageCatalogue& messages() const { return messages_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] Random& random() { return random_; }

    // What the platform does at its times, for a runner that the caller drives.
    void add_jobs(store::JobRunner& runner);
    // Starts and stops subscribers, jobs and timers; `serve` only.
    void start_work();
    void stop_work();

  private:
    Platform(const Settings& settings, const Clock& clock);
    Result<> prepare(Schema schema, Access access, const plans::Effort& planning);

    Settings settings_;
    const Clock& clock_;
    SystemRandom random_;
    MessageCatalogue messages_;
    std::unique_ptr<store::Store> store_;
    std::optional<Vault> vault_;
    std::unique_ptr<identity::MailAdapter> mail_;
    std::unique_ptr<identity::Identity> identity_;
    std::unique_ptr<ledger::Poster> poster_;
    std::unique_ptr<capacity::Index> capacity_;  // follows the store
    std::unique_ptr<plans::Planner> planner_;    // over the index
    std::unique_ptr<scores::Index> scores_;      // follows the store
    std::unique_ptr<dispatching::Solver> solver_;
    std::unique_ptr<telemetry::Hub> telemetry_;
    std::unique_ptr<payments::Partner> partner_;  // null: none is connected
    api::Routes routes_;
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace dengyun::server
