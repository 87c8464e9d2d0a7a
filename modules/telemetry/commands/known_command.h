#pragma once
// A command that a profile knows: what a kind of machine can be told to do, and with which parameters.
#include "modules/telemetry/parameters/parameter.h"

namespace dengyun::telemetry {

inline constexpr std::uint32_t known_commands_max = 50;  // of a profile

struct KnownCommand {
    std::string method;
    std::string label_zh;
    std::string label_en;
    bool is_two_way = true;
    bool has_effect = true;             // moves something or changes a count: people are asked before it is sent
    std::vector<Parameter> parameters;  // all of them are given
    static const meta::Entity description;
};

// Whether a command may be sent so. `known`: where the profile knows the method. Errors: invalid, with issues on
// "method" or "parameters.NAME".
[[nodiscard]] Result<> check_command(std::string_view method, const KnownCommand* known,
                                     const boost::json::object& parameters);

}  // namespace dengyun::telemetry
