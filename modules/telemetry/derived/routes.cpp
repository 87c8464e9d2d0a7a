// What people who write an expression ask: which points there are, and whether it can be read.
#include "modules/telemetry/routes.h"

#include <algorithm>

#include "kernel/api/resource.h"
#include "modules/telemetry/derived/known_points.h"
#include "modules/telemetry/queries/asked.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

struct ExpressionInput {
    std::string expression;
    bool is_condition = false;
    static const meta::Entity description;
};
constexpr auto input_fields = meta::fields(
    field<&ExpressionInput::expression>("expression", {"表达式", "Expression"},
                                        {.length_max = static_cast<std::uint32_t>(expressions::text_bytes_max)}),
    field<&ExpressionInput::is_condition>("is_condition", {"是条件", "Is a condition"}));
constinit const meta::Entity ExpressionInput::description{
    .name = "expression_input", .label = {"表达式", "Expression"}, .fields = input_fields, .stored = false};

struct ExpressionCheck {
    bool is_valid = false;
    std::optional<std::string> text;       // why not
    std::optional<std::int64_t> position;  // where, in characters from 1
    std::optional<double> value;           // what it comes to now, by the last values; truths are 0 and 1
    std::vector<std::string> points;       // that may be used
    static const meta::Entity description;
};
constexpr std::uint32_t points_told_max = points_shown_max + derived_of_device_max + 200;
constexpr auto check_fields =
    meta::fields(field<&ExpressionCheck::is_valid>("is_valid", {"有效", "Valid"}),
                 field<&ExpressionCheck::text>("text", {"问题", "What is wrong"}),
                 field<&ExpressionCheck::position>("position", {"位置", "Where"}),
                 field<&ExpressionCheck::value>("value", {"现在的值", "Value now"}),
                 field<&ExpressionCheck::points>("points", {"可用点位", "Points"}, {.items_max = points_told_max}));
constinit const meta::Entity ExpressionCheck::description{
    .name = "expression_check", .label = {"表达式检查", "Expression check"}, .fields = check_fields, .stored = false};

// By the values that are stored of as long as it looks back, an hour at least.
Result<std::optional<double>> value_now(Shelf& shelf, const Device& device,
                                        const std::shared_ptr<const expressions::Program>& program,
                                        std::shared_ptr<const TimeZone> zone, timeseries::Time now) {
    constexpr timeseries::Time hour = 3'600'000'000'000;
    constexpr std::size_t rows_max = 100'000;
    std::vector<std::string> names;
    for (const auto& point : program->points) names.push_back(point.name);
    Inputs inputs(std::move(names), {});
    inputs.place(shelf, device);
    expressions::Evaluator evaluator(program, std::move(zone));
    const auto from = std::max<timeseries::Time>(now - std::max(program->reach(), hour), 0);
    DENGYUN_TRY(told, inputs.replay(shelf, {from, now + 1}, rows_max,
                                    [&](timeseries::Time at, std::span<const Watch::Heard> heard) {
                                        for (const auto& one : heard) {
                                            if (program->points[one.index].kind.type == expressions::Type::text)
                                                evaluator.hear(one.index, at, one.text);
                                            else
                                                evaluator.hear(one.index, at, one.number);
                                        }
                                        return true;
                                    }));
    static_cast<void>(told);
    return evaluator.value(now);
}

Result<ExpressionCheck> check_text(const Call& call, store::Store& store, const ExpressionInput& input,
                                   Hub::Implementation& hub) {
    DENGYUN_TRY(asked, asked_device(call, store, hub.shelves));
    DENGYUN_TRY(derived, store.read<std::vector<DerivedPtr>>(call.scope, all_derived_points));
    const KnownPoints known({&profile_or_generic(asked.device.profile), &asked.device, asked.shelf.get()}, derived);
    ExpressionCheck told{.points = known.names()};
    const auto program = check_expression(known, input.expression, "expression", input.is_condition);
    if (!program) {
        const auto& issue = program.error().issues.front();
        told.text = call.messages->text(issue, call.language);
        told.position = std::stoll(issue.detail);
        return told;
    }
    told.is_valid = true;
    if (!asked.shelf) return told;
    DENGYUN_TRY(value, value_now(*asked.shelf, asked.device, *program, hub.zone_of(asked.device.organisation_id),
                                 time_of(hub.intake.clock().now())));
    told.value = value;
    return told;
}

Result<std::int64_t> count_of(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> values) {
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) { rows = row.integer(0); }));
    return rows;
}

Result<> check_point(store::Reader& reader, const DerivedPoint& point, Shelves& shelves) {
    const auto refuse = [](Issue issue) { return fail(ErrorKind::invalid, "request.invalid", {std::move(issue)}); };
    if (point.device_id.has_value() == point.profile.has_value()) return refuse({"device_id", "one_of_two"});
    std::optional<Device> device;
    if (point.device_id) {
        auto found = reader.find(*point.device_id);
        if (!found || found->organisation_id != reader.scope().organisation())
            return refuse({"device_id", "unknown_reference"});
        device = std::move(*found);
    }
    const auto* profile = find_profile(device ? device->profile : *point.profile);
    if (profile == nullptr) return refuse({"profile", "unknown_profile"});
    DENGYUN_TRY(all, all_derived_points(reader));
    DENGYUN_TRY(shelf, shelves.find(reader.scope().organisation(), reader));
    // As it would be with this one in the place of what it was.
    std::vector<DerivedPtr> others;
    for (const auto& one : all) {
        if (one->id == point.id) continue;
        const bool is_near = (device && concerns(*one, *device)) || (one->profile && one->profile == profile->name) ||
                             (!device && one->device_id);
        if (is_near && one->name == point.name) return refuse({"name", "taken"});
        others.push_back(one);
    }
    const Scene scene{profile, device ? &*device : nullptr, shelf.get()};
    if (KnownPoints(scene, others).is_sent(point.name)) return refuse({"name", "taken"});
    others.push_back(std::make_shared<const DerivedPoint>(point));
    const KnownPoints known(scene, others);
    if (const auto bad = known.refused().find(point.name); bad != known.refused().end())
        return refuse(expressions::issue_of(bad->second, "expression"));
    const auto found =
        std::ranges::find(known.arranged(), point.name, [](const ArrangedPoint& one) { return one.point->name; });
    if (found == known.arranged().end()) return fail(ErrorKind::limit, "derived_point.too_many");
    if (found->program->points.empty()) return refuse({"expression", "expression_without_point", "1"});
    if (!known.refused().empty()) return fail(ErrorKind::conflict, "derived_point.in_use");
    return {};
}

// No rule and no other derived point reads it.
Result<> check_unused(store::Reader& reader, const DerivedPoint& point) {
    bool is_used = false;
    const std::array values{meta::Scalar(reader.scope().organisation().value)};
    const auto look = [&](const store::Row& row) {
        const auto names = expressions::names_in(row.text(0));
        is_used = is_used || std::ranges::find(names, point.name) != names.end() || row.text(1) == point.name;
    };
    DENGYUN_CHECK(
        reader.query("SELECT COALESCE(expression, ''), point FROM alarm_rule WHERE organisation_id = ?", values, look));
    DENGYUN_CHECK(reader.query("SELECT expression, '' FROM derived_point WHERE organisation_id = ?", values, look));
    return is_used ? fail(ErrorKind::conflict, "derived_point.in_use") : Result<>{};
}

Result<> complete_point(store::Unit& unit, DerivedPoint& point, const DerivedPoint* before) {
    if (before != nullptr) return before->name == point.name ? Result<>{} : check_unused(unit, *before);
    const std::array values{meta::Scalar(unit.scope().organisation().value)};
    DENGYUN_TRY(rows, count_of(unit, "SELECT COUNT(*) FROM derived_point WHERE organisation_id = ?", values));
    return rows < derived_points_max ? Result<>{} : fail(ErrorKind::limit, "derived_point.too_many");
}

}  // namespace

void add_expression_routes(api::Routes& routes, Hub::Implementation& hub) {
    api::add_resource<DerivedPoint>(
        routes, {.path = "/api/v1/derived-points",
                 .read = "telemetry.read",
                 .edit = "telemetry.edit",
                 .check = [&hub](store::Reader& reader,
                                 const DerivedPoint& point) { return check_point(reader, point, hub.shelves); },
                 .prepare = complete_point,
                 .removable = check_unused});
    routes.post<ExpressionInput, ExpressionCheck>(
        "/api/v1/devices/{id}/expression-checks", api::needs("telemetry.read"),
        {"检查一个表达式，并列出可用的点位", "Check an expression, and list the points that it may use"},
        [&hub](const Call& call, store::Store& store, const ExpressionInput& input) {
            return check_text(call, store, input, hub);
        });
}

}  // namespace dengyun::telemetry
