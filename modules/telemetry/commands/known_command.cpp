#include "modules/telemetry/commands/known_command.h"

#include <boost/json.hpp>

#include "kernel/meta/text_rules.h"

namespace dengyun::telemetry {
namespace {

using meta::field;
using C = KnownCommand;
constexpr auto fields = meta::fields(
    field<&C::method>("method", {"指令", "Method"}, {.flags = meta::required, .length_max = 100}),
    field<&C::label_zh>("label_zh", {"中文名", "Chinese name"}, {.flags = meta::required, .length_max = 60}),
    field<&C::label_en>("label_en", {"英文名", "English name"}, {.flags = meta::required, .length_max = 60}),
    field<&C::is_two_way>("is_two_way", {"需要应答", "Two-way"}),
    field<&C::has_effect>("has_effect", {"有动作", "Has an effect"}),
    field<&C::parameters>("parameters", {"参数", "Parameters"}, {.items_max = parameters_max}));

// As it can stand in a program of a controller.
bool is_method(std::string_view method) {
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/";
    return !method.empty() && method.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

constinit const meta::Entity KnownCommand::description{
    .name = "known_command", .label = {"已知指令", "Known command"}, .fields = fields, .stored = false};

Result<> check_command(std::string_view method, const KnownCommand* known, const boost::json::object& parameters) {
    if (!is_method(method)) return fail(ErrorKind::invalid, "request.invalid", {{"method", "command_bad_method"}});
    if (known == nullptr) return {};
    std::vector<Issue> issues;
    for (const auto& parameter : known->parameters)
        if (!parameters.contains(parameter.name)) issues.push_back({"parameters." + parameter.name, "required"});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    if (parameters.empty()) return {};
    return check_parameters(known->parameters, parameters, "parameters");
}

}  // namespace dengyun::telemetry
