#pragma once
// What the modules bring, gathered: the one place that names them all.
#include <memory>
#include <vector>

#include "flows/dispatching/dispatching.h"
#include "kernel/api/feed.h"
#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/capacity/api.h"
#include "modules/identity/api.h"
#include "modules/ledger/api.h"
#include "modules/payments/api.h"
#include "modules/telemetry/api.h"
#include "server/settings.h"

namespace dengyun::server {

inline constexpr std::string_view version = "0.1.0";

[[nodiscard]] std::vector<store::Migration> all_migrations();
[[nodiscard]] std::vector<const meta::Entity*> all_entities();
[[nodiscard]] MessageCatalogue all_messages();

// Every route of the platform. What the routes stand on must outlive them.
struct RouteNeeds {
    store::Store& store;
    identity::Identity& identity;
    Random& random;
    const Clock& clock;
    const Vault& vault;
    const Settings& settings;
    ledger::Poster& poster;
    payments::Partner* partner;
    capacity::Index& capacity;
    dispatching::Solver& solver;
    telemetry::Hub& telemetry;
};
void add_all_routes(api::Routes& routes, const RouteNeeds& needs);

}  // namespace dengyun::server
