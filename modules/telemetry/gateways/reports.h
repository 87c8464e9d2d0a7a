#pragma once
// What a gateway tells and is told, in one exchange.
#include "modules/telemetry/gateways/gateway.h"

namespace dengyun::telemetry {

struct GatewayResult {
    std::string id;  // of the command
    std::optional<double> value;
    std::string code;  // why it failed
    static const meta::Entity description;
};

// The form of edge/gateway/server_link.h.
struct GatewayReport {
    std::int64_t running = 0;
    bool is_local = false;
    std::optional<std::int64_t> refused;
    std::string refusal;
    std::int64_t queue_bytes = 0;
    std::int64_t queue_dropped = 0;
    std::int64_t queue_damaged = 0;
    std::int64_t delivered = 0;
    std::int64_t lost = 0;
    std::int64_t resident_bytes = 0;
    std::vector<GatewayConnection> connections;
    std::vector<GatewayJournalEntry> journal;  // oldest first
    std::vector<GatewayResult> results;
    static const meta::Entity description;
};

struct GatewayOrder {
    std::string id;
    std::string device;
    std::string point;
    double value = 0;
    static const meta::Entity description;
};

struct GatewayNews {
    Instant at{};
    std::int64_t number = 0;                   // of the newest configuration; 0: there is none
    std::optional<std::string> configuration;  // where the gateway neither runs nor refuses it
    std::vector<GatewayOrder> commands;
    static const meta::Entity description;
};

// Keeps what the gateway tells, moves its commands, hands over what waits. The scope is that of its organisation.
[[nodiscard]] Result<GatewayNews> exchange_news(store::Unit& unit, Id<Device> gateway, const GatewayReport& report);

}  // namespace dengyun::telemetry
