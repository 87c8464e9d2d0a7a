#pragma once
// Commands that an alarm rule sends: bounded, so that an alarm that comes and goes cannot flood its machine.
#include "kernel/store/unit.h"
#include "modules/telemetry/commands/device_command.h"

namespace dengyun::telemetry {

inline constexpr Duration command_pause_usual{60'000};

// When a rule may command its machine: at most once in `pause`, and once more to take back what it has begun. So an
// alarm that flaps sends two commands in a pause, whatever its frequency, and what was raised is always cleared. Pure;
// live and in a back-test.
struct CommandPace {
    Duration pause = command_pause_usual;
    std::optional<Instant> paced_at{};  // of the command that the pause counts from
    bool is_raised = false;             // the last command was of a raised alarm

    [[nodiscard]] bool allows(bool is_active, Instant at) const;
    void note(bool is_active, Instant at);
};
[[nodiscard]] CommandPace pace_of(const AlarmRule& rule);
// The method that the rule sends then; empty: none.
[[nodiscard]] std::string_view command_of(const AlarmRule& rule, bool is_active);

// Whether its commands can be sent. `profile`: of its device or devices. Errors: invalid, with issues.
[[nodiscard]] Result<> check_rule_commands(const AlarmRule& rule, std::string_view profile);

// What the rule sends when its alarm was raised or cleared. What is held back, by its pace or the bounds of the device,
// is told in the event alarm.command_held_back and fails nothing.
[[nodiscard]] Result<> send_rule_command(store::Unit& unit, const AlarmRule& rule, const Device& device,
                                         const Alarm& alarm, bool is_active);

}  // namespace dengyun::telemetry
