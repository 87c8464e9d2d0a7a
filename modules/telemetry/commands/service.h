#pragma once
// What commands to devices are made from, and what the network and the device make of them.
#include <boost/json/fwd.hpp>

#include "kernel/mqtt/session.h"
#include "kernel/store/unit.h"
#include "modules/telemetry/commands/device_command.h"

namespace dengyun::telemetry {

// A command that is wanted.
struct WantedCommand {
    std::string method;
    std::string parameters = "{}";
    std::optional<bool> is_two_way{};  // none: as the profile says, else two-way
    std::int64_t expires_in_s = command_expires_in_s_usual;
    CommandOrigin origin = CommandOrigin::person;
    std::optional<std::string> requested_by{};
    std::optional<Id<AlarmRule>> rule_id{};
    std::optional<Id<Alarm>> alarm_id{};
};

// Queued, with its timer. Nothing is written where it is refused. Errors: conflict "device.inactive"; limit
// "device_command.too_many", "device_command.too_fast"; invalid, as check_command.
[[nodiscard]] Result<DeviceCommand> make_command(store::Unit& unit, const Device& device, WantedCommand wanted);

// For api::move: the times that go with a move.
[[nodiscard]] Result<> before_command_move(store::Unit& unit, DeviceCommand& command, std::int64_t action);

// How far it has come to the device. What has ended meanwhile stays as it is.
[[nodiscard]] Result<> note_progress(store::Unit& unit, Id<DeviceCommand> id, mqtt::Progress progress);

// It can be no command to this device, as `code` of the message catalogue says: it fails, and was not sent.
[[nodiscard]] Result<> note_unsendable(store::Unit& unit, Id<DeviceCommand> id, std::string_view code);

// The device reports that what was asked for is so: it cannot say that it has failed. Else as take_answer.
[[nodiscard]] Result<> take_report(store::Unit& unit, Id<Device> device, std::int64_t number,
                                   const boost::json::object& told);

// The device answers: an object with a member "error", or with "success": false, says that it has failed. Twice is
// once; what comes after the end is kept and changes no state. Errors: not_found "device_command.unknown".
[[nodiscard]] Result<> take_answer(store::Unit& unit, Id<Device> device, std::int64_t number,
                                   const boost::json::value& answer);

// What a device may ask of us: the time ("getCurrentTime").
[[nodiscard]] boost::json::object device_answer(std::string_view method, Instant now);

// What may be handed over now: not expired and, as far as is known, not delivered. By device, oldest first.
struct HandOver {
    Id<DeviceCommand> command{};
    Id<Device> device{};
    bool is_sent = false;  // before, over a connection that may be gone
};
inline constexpr std::int64_t hand_over_max = 2'000;
[[nodiscard]] Result<std::vector<HandOver>> to_hand_over(store::Reader& reader);

// The oldest of the device that has never been sent and has not expired.
[[nodiscard]] Result<std::optional<Id<DeviceCommand>>> next_command(store::Reader& reader, Id<Device> device);
// Delivered, to one caller only; none: another has it, or it has ended.
[[nodiscard]] Result<std::optional<DeviceCommand>> claim_command(store::Unit& unit, Id<DeviceCommand> id);

// With the device.
[[nodiscard]] Result<> forget_commands(store::Unit& unit, const Device& device);

}  // namespace dengyun::telemetry
