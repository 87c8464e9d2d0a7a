#include "modules/telemetry/parameters/parameter.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <fmt/format.h>

#include "kernel/meta/text_rules.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
using meta::field;

constexpr meta::Choice types[] = {{"real", {"小数", "Real"}},
                                  {"integer", {"整数", "Integer"}},
                                  {"boolean", {"是非", "Boolean"}},
                                  {"text", {"文字", "Text"}}};
constexpr meta::Choices type_choices{"parameter_type", types};

using P = Parameter;
constexpr auto parameter_fields = meta::fields(
    field<&P::name>("name", {"参数", "Parameter"}, {.flags = meta::required, .length_max = 60}),
    field<&P::label_zh>("label_zh", {"中文名", "Chinese name"}, {.flags = meta::required, .length_max = 60}),
    field<&P::label_en>("label_en", {"英文名", "English name"}, {.flags = meta::required, .length_max = 60}),
    field<&P::type>("type", {"类型", "Type"}), field<&P::unit>("unit", {"单位", "Unit"}, {.length_max = 20}),
    field<&P::min>("min", {"下限", "Lowest"}), field<&P::max>("max", {"上限", "Highest"}));

using D = ParameterDifference;
constexpr auto difference_fields =
    meta::fields(field<&D::name>("name", {"参数", "Parameter"}), field<&D::label>("label", {"名称", "Name"}),
                 field<&D::unit>("unit", {"单位", "Unit"}), field<&D::before>("before", {"原值", "Before"}),
                 field<&D::after>("after", {"新值", "After"}));

// The code of the issue; empty where the value is one of the parameter.
std::string_view finding_of(const Parameter& parameter, const json::value& value) {
    switch (parameter.type) {
        case ParameterType::boolean:
            return value.is_bool() ? "" : "wrong_type";
        case ParameterType::text: {
            if (!value.is_string()) return "wrong_type";
            const std::string_view text(value.get_string());
            if (text.size() > parameter_text_bytes_max) return "point_text_too_long";
            return meta::check_text(text, meta::Format::plain).printable ? "" : "malformed";
        }
        case ParameterType::integer:
        case ParameterType::real:
            break;
    }
    if (!value.is_number()) return "wrong_type";
    const auto number = value.to_number<double>();
    if (parameter.type == ParameterType::integer && number != std::floor(number)) return "wrong_type";
    if (parameter.min && number < *parameter.min) return "too_small";
    if (parameter.max && number > *parameter.max) return "too_large";
    return "";
}

std::string bound_of(const Parameter& parameter, std::string_view finding) {
    if (finding == "too_small") return fmt::format("{}", *parameter.min);
    if (finding == "too_large") return fmt::format("{}", *parameter.max);
    return {};
}

std::string text_of(const json::value& value, Language language) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_number()) return fmt::format("{}", value.to_number<double>());
    if (value.is_bool()) {
        if (language == Language::zh) return value.get_bool() ? "是" : "否";
        return value.get_bool() ? "yes" : "no";
    }
    return json::serialize(value);
}

const json::value* known(const json::object& told, const json::object& before, std::string_view name) {
    if (const auto* value = told.if_contains(name)) return value;
    return before.if_contains(name);
}

}  // namespace

const meta::Choices& choices_of(ParameterType) { return type_choices; }

constinit const meta::Entity Parameter::description{
    .name = "device_parameter", .label = {"设备参数", "Parameter"}, .fields = parameter_fields, .stored = false};
constinit const meta::Entity ParameterDifference::description{
    .name = "parameter_difference", .label = {"参数差异", "Difference"}, .fields = difference_fields, .stored = false};

Result<> check_parameters(const std::vector<Parameter>& parameters, const json::value& content,
                          std::string_view place) {
    if (!content.is_object() || content.get_object().empty())
        return fail(ErrorKind::invalid, "request.invalid", {{std::string(place), "required"}});
    std::vector<Issue> issues;
    for (const auto& [name, value] : content.get_object()) {
        auto path = std::string(place) + '.' + std::string(name);
        const auto found = std::ranges::find(parameters, std::string_view(name), &Parameter::name);
        if (found == parameters.end()) {
            issues.push_back({std::move(path), "unknown_parameter"});
            continue;
        }
        if (const auto finding = finding_of(*found, value); !finding.empty())
            issues.push_back({std::move(path), std::string(finding), bound_of(*found, finding)});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

bool same_parameter(const json::value& one, const json::value& other) {
    // Of 32-bit reals: 24 bits of mantissa.
    constexpr double relative = 1.0 / (1 << 23);
    if (one.is_number() && other.is_number()) {
        const auto a = one.to_number<double>();
        const auto b = other.to_number<double>();
        return a == b || std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b));
    }
    // A coil and a register say 1 and 0.
    if (one.is_bool() && other.is_number()) return other.to_number<double>() == (one.get_bool() ? 1.0 : 0.0);
    if (one.is_number() && other.is_bool()) return same_parameter(other, one);
    return one == other;
}

Verdict judge_read_back(const json::object& content, const json::object& told, const json::object& before) {
    bool any_told = false;
    bool all_told = true;
    bool all_same = true;
    bool is_other = false;
    for (const auto& [name, value] : content) {
        const bool is_told = told.contains(name);
        any_told = any_told || is_told;
        all_told = all_told && is_told;
        const auto* said = known(told, before, name);
        const bool is_same = said != nullptr && same_parameter(value, *said);
        all_same = all_same && is_same;
        // What it said before it may say once more, until it has got the new ones.
        const auto* was = before.if_contains(name);
        is_other = is_other || (is_told && !is_same && (was == nullptr || !same_parameter(*was, *said)));
    }
    if (all_same && any_told) return Verdict::equal;
    return all_told && is_other ? Verdict::different : Verdict::waiting;
}

std::vector<ParameterDifference> difference_of(const std::vector<Parameter>& parameters, const json::object& before,
                                               const json::object& after, Language language) {
    std::vector<ParameterDifference> lines;
    const auto compare = [&](std::string_view name, const std::string& label, const std::string& unit) {
        const auto* was = before.if_contains(name);
        const auto* is = after.if_contains(name);
        if (was == nullptr && is == nullptr) return;
        if (was != nullptr && is != nullptr && same_parameter(*was, *is)) return;
        ParameterDifference line{.name = std::string(name), .label = label, .unit = unit, .before = {}, .after = {}};
        if (was != nullptr) line.before = text_of(*was, language);
        if (is != nullptr) line.after = text_of(*is, language);
        lines.push_back(std::move(line));
    };
    const auto is_named = [&](std::string_view name) {
        return std::ranges::find(parameters, name, &Parameter::name) != parameters.end();
    };
    for (const auto& parameter : parameters)
        compare(parameter.name, language == Language::zh ? parameter.label_zh : parameter.label_en, parameter.unit);
    for (const auto* object : {&before, &after})
        for (const auto& [name, value] : *object)
            if (!is_named(name) && (object == &before || !before.contains(name))) compare(name, std::string(name), {});
    return lines;
}

}  // namespace dengyun::telemetry
