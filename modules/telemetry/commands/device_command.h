#pragma once
// A command to a device: a method with parameters, handed over once it can be reached and never after it has expired.
// docs/state-machines/device_command.md
#include "kernel/flow/state_table.h"
#include "modules/telemetry/alarms/alarm.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t commands_open_max = 20;        // of a device: not ended yet
inline constexpr std::int64_t commands_per_minute_max = 30;  // of a device
inline constexpr std::int64_t commands_kept = 500;           // of a device; the oldest that has ended goes
inline constexpr std::uint32_t command_method_length_max = 100;
inline constexpr std::uint32_t command_json_length_max = 4'000;  // of parameters, of an answer
inline constexpr std::int64_t command_expires_in_s_min = 5;
inline constexpr std::int64_t command_expires_in_s_max = 7 * 86'400;
inline constexpr std::int64_t command_expires_in_s_usual = 60;
inline constexpr Duration command_answer_time_min{10'000};  // that a device has from when it was sent

// The states of ThingsBoard's persistent RPC. expired: never sent. timed_out: sent, and nothing came back: it may have
// been carried out. A one-way command ends as delivered.
enum class DeviceCommandStatus { queued, sent, delivered, successful, failed, timed_out, expired, cancelled };
enum class DeviceCommandAction { send, deliver, succeed, fail, time_out, expire, cancel };
// Who wanted it.
enum class CommandOrigin { person, alarm_raised, alarm_cleared };
const meta::Choices& choices_of(DeviceCommandStatus);
const meta::Choices& choices_of(DeviceCommandAction);
const meta::Choices& choices_of(CommandOrigin);

struct DeviceCommand : meta::Record<DeviceCommand> {
    Id<Device> device_id{};
    std::int64_t number = 0;  // 1, 2, 3, … of the device: the id by which it answers
    std::string method;
    std::string parameters = "{}";
    bool is_two_way = true;  // the device answers
    DeviceCommandStatus status = DeviceCommandStatus::queued;
    Instant expires_at{};  // from when on it is not handed over any more
    CommandOrigin origin = CommandOrigin::person;
    std::optional<std::string> requested_by;  // the person's name, or the rule's, as of that time
    std::optional<Id<AlarmRule>> rule_id;
    std::optional<Id<Alarm>> alarm_id;
    std::optional<Instant> sent_at;
    std::optional<Instant> delivered_at;
    std::optional<Instant> answer_by;    // set while an answer or an acknowledgement is owed
    std::optional<Instant> answered_at;  // later than the end where it came too late
    std::string response = "{}";         // what it answered; what is no object as {"value":…}
    std::optional<std::string> failure;  // a code of the message catalogue
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Not ended: it may still be sent or answered.
[[nodiscard]] bool is_open(const DeviceCommand& command);

}  // namespace dengyun::telemetry
