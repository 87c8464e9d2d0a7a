#pragma once
// The platform wired together: the store with its migrations, every module's routes, subscribers and jobs. Alone in
// naming everything. Used by every command; `serve` puts the network edge in front of it.
#include <memory>

#include "kernel/api/application.h"
#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"
#include "kernel/store/store.h"
#include "modules/identity/api.h"
#include "server/settings.h"

namespace dengyun::server {

inline constexpr std::string_view version = "0.1.0";

// All modules' parts, in one list each.
[[nodiscard]] std::vector<store::Migration> all_migrations();
[[nodiscard]] std::vector<const meta::Entity*> all_entities();
void add_all_messages(MessageCatalogue& catalogue);

class Platform {
  public:
    // Opens the database (and creates the data directory). Migrates where `migrate` says so, otherwise refuses a database
    // that is behind with conflict "migration.pending".
    [[nodiscard]] static Result<std::unique_ptr<Platform>> open(const Settings& settings, bool migrate);
    ~Platform();

    [[nodiscard]] const Settings& settings() const { return settings_; }
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] identity::Identity& identity() { return *identity_; }
    [[nodiscard]] const api::Routes& routes() const { return routes_; }
    [[nodiscard]] const MessageCatalogue& messages() const { return messages_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] Random& random() { return random_; }

    // Starts subscribers and jobs; `serve` only.
    void start_work();
    void stop_work();

  private:
    explicit Platform(const Settings& settings);
    void add_routes();

    Settings settings_;
    SystemClock clock_;
    SystemRandom random_;
    MessageCatalogue messages_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<identity::Identity> identity_;
    api::Routes routes_;
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace dengyun::server
