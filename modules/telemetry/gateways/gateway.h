#pragma once
// A gateway (edge/gateway) is a device that may report for others. Beside its row as a device: the versions of its
// configuration, what it last told of itself, and the values that people want written.
// docs/state-machines/gateway_command.md
#include "engines/acquisition/model.h"
#include "kernel/flow/state_table.h"
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t configurations_kept = 200;  // of a gateway; the oldest goes
inline constexpr std::int64_t commands_waiting_max = 100;
inline constexpr std::size_t journal_kept = 200;                 // entries of a gateway
inline constexpr Duration command_answer_time{5LL * 60 * 1000};  // a gateway that took one and says nothing

struct GatewayConfiguration : meta::Record<GatewayConfiguration> {
    Id<Device> device_id{};
    std::int64_t number = 0;  // 1, 2, 3, … of the gateway; the greatest is the one that it shall run
    std::string note;
    std::string content = "{}";
    static const meta::Entity description;
};

enum class JournalSeverity { information, warning, error };
const meta::Choices& choices_of(JournalSeverity);

struct GatewayConnection {
    std::string name;
    bool is_connected = false;
    std::int64_t reads = 0;
    std::int64_t failures = 0;
    std::int64_t exceptions = 0;
    std::string failure;
    static const meta::Entity description;
};

struct GatewayJournalEntry {
    Instant at{};
    JournalSeverity severity{};
    std::string code;  // of the message catalogue
    std::string detail;
    static const meta::Entity description;
};

// What a gateway last told of itself. Written without an event: a gateway that tells how it is has changed nothing of
// ours.
struct GatewayState : meta::Record<GatewayState> {
    Id<Device> device_id{};
    Instant seen_at{};
    std::int64_t running = 0;  // the number of its configuration; 0: none
    bool is_local = false;     // runs a file of its own
    std::optional<std::int64_t> refused;
    std::string refusal;
    std::int64_t queue_bytes = 0;
    std::int64_t queue_dropped = 0;
    std::int64_t queue_damaged = 0;
    std::int64_t delivered = 0;
    std::int64_t lost = 0;
    std::int64_t resident_bytes = 0;
    std::vector<GatewayConnection> connections;
    std::vector<GatewayJournalEntry> journal;  // newest first
    static const meta::Entity description;
};

// unknown: handed over, and never answered: it may have been written.
enum class CommandStatus { waiting, sent, done, failed, unknown, expired, cancelled };
enum class CommandAction { send, succeed, fail, lose, expire, cancel };
const meta::Choices& choices_of(CommandStatus);
const meta::Choices& choices_of(CommandAction);

// A value to be written into a machine, and what was read back. Handed to the gateway once.
struct GatewayCommand : meta::Record<GatewayCommand> {
    Id<Device> device_id{};  // the gateway
    std::string device;      // the one behind it, by name; empty: its own
    std::string point;
    double value = 0;
    CommandStatus status = CommandStatus::waiting;
    Instant expires_at{};
    std::optional<Instant> sent_at;
    std::optional<double> read_back;
    std::optional<std::string> failure;  // a code of the message catalogue
    static const meta::Entity description;
    static const flow::StateTable states;
};

// The newest one; nullopt where there is none.
[[nodiscard]] Result<std::optional<GatewayConfiguration>> newest_configuration(store::Reader& reader,
                                                                               Id<Device> gateway);
[[nodiscard]] Result<std::optional<GatewayState>> state_of(store::Reader& reader, Id<Device> gateway);
// With the device.
[[nodiscard]] Result<> forget_gateway(store::Unit& unit, const Device& device);

}  // namespace dengyun::telemetry
