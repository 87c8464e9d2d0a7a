#pragma once
// What the gateway tells the platform of itself, and what it is told: a newer configuration, values to write.
#include <optional>

#include "edge/gateway/disk_queue.h"
#include "edge/gateway/journal.h"
#include "edge/gateway/source.h"
#include "edge/http/client.h"

namespace dengyun::gateway {

struct CommandResult {
    std::string id;
    std::optional<double> value;  // read back; none: it failed
    std::string code;             // why
};

struct Report {
    std::int64_t running = 0;  // the number of the configuration; 0: none, or a local file
    bool is_local = false;
    std::optional<std::int64_t> refused;
    std::string refusal;  // why, a line for each issue
    QueueState queue;
    std::uint64_t delivered = 0;
    std::uint64_t lost = 0;  // samples that the queue could not take
    std::uint64_t resident_bytes = 0;
    std::vector<SourceState> connections;
    std::vector<JournalEntry> journal;
    std::vector<CommandResult> results;
};

struct Command {
    std::string id;
    std::string device;
    std::string point;
    double value = 0;
};

struct News {
    std::int64_t number = 0;                   // of the newest configuration
    std::optional<std::string> configuration;  // where it is neither the running nor the refused one
    std::vector<Command> commands;             // each is handed out once
    std::optional<Instant> at;                 // the platform's clock
};

inline constexpr std::size_t journal_entries_per_report = 100;

// Errors: unavailable "gateway.platform_unreachable" with the status in `detail`; invalid
// "gateway.platform_misunderstood".
[[nodiscard]] Result<News> ask_platform(edge::Client& client, const Report& report);

}  // namespace dengyun::gateway
