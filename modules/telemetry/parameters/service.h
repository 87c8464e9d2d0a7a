#pragma once
// What goes with the moves of a parameter set, and what a machine's word makes of it.
#include <boost/json/fwd.hpp>

#include "kernel/store/unit.h"
#include "modules/telemetry/gateways/gateway.h"
#include "modules/telemetry/parameters/parameter_set.h"

namespace dengyun::telemetry {

// For api::move: who proposes and who approves are two people, neither of them a key; what is sent is checked once
// more, joins the device's shared attributes or, where the point is bound in the configuration of its gateway, becomes
// a command; what is in force gives way to what has been read back. Errors: conflict "parameter_set.own_proposal",
// "parameter_set.needs_person", "device.inactive"; limit "device.attributes_too_long", "gateway_command.too_many";
// invalid, with issues on content or reason.
[[nodiscard]] Result<> before_parameter_move(store::Unit& unit, ParameterSet& set, std::int64_t action);

// A new draft with the next number. Errors: invalid, as check_parameters; limit "parameter_set.too_many".
[[nodiscard]] Result<ParameterSet> draft_parameters(store::Unit& unit, const Device& device, std::string note,
                                                    std::string content);
// Brings back an earlier version, which two people answered for: a new version with its values that is sent at once.
// Errors: conflict "parameter_set.never_applied"; as for sending.
[[nodiscard]] Result<ParameterSet> return_to(store::Unit& unit, const ParameterSet& earlier,
                                             const meta::Viewer& viewer);

// The machine tells: its attributes, or values that its gateway has read back. `before`: what it had told of itself
// until then. Changes nothing where nothing waits for it.
[[nodiscard]] Result<> take_read_back(store::Unit& unit, const Device& device, const boost::json::object& told,
                                      const boost::json::object& before);
// A command through the gateway has ended: with a value that was read back, or not.
[[nodiscard]] Result<> take_command_result(store::Unit& unit, const GatewayCommand& command);

// The version in force; none: nothing was ever read back.
[[nodiscard]] Result<std::optional<ParameterSet>> parameters_in_force(store::Reader& reader, Id<Device> device);
// With the device.
[[nodiscard]] Result<> forget_parameters(store::Unit& unit, const Device& device);

}  // namespace dengyun::telemetry
