// Parameters of machines: versions, their differences, what is in force and what the machine says.
#include "modules/telemetry/routes.h"

#include <boost/json.hpp>

#include "kernel/api/resource.h"
#include "modules/telemetry/parameters/service.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
using api::Call;
using meta::field;

struct ParameterInput {
    std::string note;
    std::string content = "{}";
    static const meta::Entity description;
};
constexpr auto input_fields = meta::fields(
    field<&ParameterInput::note>("note", {"说明", "Note"}, {.length_max = 200}),
    field<&ParameterInput::content>(
        "content", {"参数值", "Values"},
        {.flags = meta::required, .length_max = parameter_content_length_max, .format = meta::Format::json}));
constinit const meta::Entity ParameterInput::description{
    .name = "parameter_set_input", .label = {"新的参数版本", "New version"}, .fields = input_fields, .stored = false};

// The parameters of a device as its page shows them.
struct ParameterView {
    std::vector<Parameter> parameters;  // that its profile names
    std::optional<ParameterSet> in_force;
    std::string reported = "{}";                  // what the machine says they are
    std::vector<ParameterDifference> deviations;  // from what is in force to what it says
    static const meta::Entity description;
};
constexpr auto view_fields = meta::fields(
    field<&ParameterView::parameters>("parameters", {"参数", "Parameters"}, {.items_max = parameters_max}),
    field<&ParameterView::in_force>("in_force", {"生效版本", "In force"}),
    field<&ParameterView::reported>("reported", {"设备报告值", "Reported"},
                                    {.length_max = attributes_length_max, .format = meta::Format::json}),
    field<&ParameterView::deviations>("deviations", {"偏离", "Deviations"}, {.items_max = parameters_max}));
constinit const meta::Entity ParameterView::description{
    .name = "device_parameters", .label = {"设备参数", "Parameters"}, .fields = view_fields, .stored = false};

struct DifferenceView {
    std::optional<std::int64_t> from;  // the version that it is held against; none: nothing was in force
    std::int64_t to = 0;
    std::vector<ParameterDifference> items;
    static const meta::Entity description;
};
constexpr auto difference_fields = meta::fields(
    field<&DifferenceView::from>("from", {"对照版本", "From"}), field<&DifferenceView::to>("to", {"版本", "To"}),
    field<&DifferenceView::items>("items", {"差异", "Differences"}, {.items_max = 2 * parameters_max}));
constinit const meta::Entity DifferenceView::description{.name = "parameter_differences",
                                                         .label = {"参数差异", "Differences"},
                                                         .fields = difference_fields,
                                                         .stored = false};

Result<Device> named_device(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Device>());
    return reader.find(id);
}

Result<json::object> object_of(std::string_view text) {
    DENGYUN_TRY(value, meta::parse_json(text));
    return std::move(value.as_object());
}

Result<ParameterView> view(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(device, named_device(call, reader));
    ParameterView shown{
        .parameters = profile_or_generic(device.profile).parameters, .in_force = {}, .reported = {}, .deviations = {}};
    DENGYUN_TRY(client, object_of(device.client_attributes));
    json::object reported;
    for (const auto& parameter : shown.parameters)
        if (const auto* value = client.if_contains(parameter.name)) reported[parameter.name] = *value;
    DENGYUN_TRY(in_force, parameters_in_force(reader, device.id));
    if (in_force) {
        DENGYUN_TRY(content, object_of(in_force->content));
        json::object said;
        for (const auto& [name, value] : content)
            if (const auto* told = reported.if_contains(name)) said[name] = *told;
        // What it says nothing about is no deviation.
        for (auto& line : difference_of(shown.parameters, content, said, call.language))
            if (line.after) shown.deviations.push_back(std::move(line));
    }
    shown.in_force = std::move(in_force);
    shown.reported = json::serialize(reported);
    return shown;
}

Result<ParameterSet> make(const Call& call, store::Unit& unit, const ParameterInput& input) {
    DENGYUN_TRY(device, named_device(call, unit));
    return draft_parameters(unit, device, input.note, input.content);
}

Result<> check_draft(const ParameterSet& set) {
    if (set.status == ParameterSetStatus::draft) return {};
    return fail(ErrorKind::conflict, "parameter_set.not_draft");
}

Result<ParameterSet> change(const Call& call, store::Unit& unit, const meta::Patch<ParameterSet>& patch) {
    DENGYUN_TRY(before, api::find_expected<ParameterSet>(call, unit));
    DENGYUN_CHECK(check_draft(before));
    DENGYUN_TRY(after, patch.applied_to(before));
    DENGYUN_TRY(device, unit.find(after.device_id));
    DENGYUN_TRY(content, meta::parse_json(after.content));
    DENGYUN_CHECK(check_parameters(profile_or_generic(device.profile).parameters, content));
    return unit.update(std::move(after));
}

// The version of the device with that number. Error: invalid with an issue on "from".
Result<ParameterSet> version_of(store::Reader& reader, Id<Device> device, std::int64_t number) {
    const std::array<meta::Scalar, 2> values{device.value, number};
    DENGYUN_TRY(found, reader.find_by<ParameterSet>("parameter_set_number", values));
    if (!found) return fail(ErrorKind::invalid, "request.invalid", {{"from", "unknown_reference"}});
    return std::move(*found);
}

// Held against the version that `from` names, else against what is in force.
Result<DifferenceView> difference(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<ParameterSet>());
    DENGYUN_TRY(set, reader.find(id));
    DENGYUN_TRY(device, reader.find(set.device_id));
    std::optional<ParameterSet> base;
    DENGYUN_TRY(from, call.query_integer("from", 0, 0, parameter_sets_max));
    if (from > 0) {
        DENGYUN_TRY(named, version_of(reader, device.id, from));
        base = std::move(named);
    } else {
        DENGYUN_TRY(in_force, parameters_in_force(reader, device.id));
        base = std::move(in_force);
    }
    DENGYUN_TRY(before, object_of(base ? base->content : std::string("{}")));
    DENGYUN_TRY(after, object_of(set.content));
    DifferenceView shown{.from = {}, .to = set.number, .items = {}};
    if (base) shown.from = base->number;
    shown.items = difference_of(profile_or_generic(device.profile).parameters, before, after, call.language);
    return shown;
}

Result<api::FoundTasks> to_approve(const Call& call, store::Reader& reader) {
    api::FoundTasks found;
    const auto organisation = reader.scope().organisation();
    const std::array<meta::Scalar, 3> values{organisation.value, call.principal->actor.id, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT s.device_id, s.number, d.name FROM parameter_set s JOIN device d ON d.organisation_id = "
        "s.organisation_id AND d.id = s.device_id WHERE s.organisation_id = ? AND s.status = 'proposed' AND "
        "s.proposed_by_id <> ? ORDER BY s.proposed_at, s.id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = fmt::format("{} · {}", row.text(2), row.integer(1)),
                       .entity = "device",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = organisation,
                       .due_at = {}});
        }));
    return found;
}

std::optional<std::string> set_subject(store::Reader& reader, const store::Event& event) {
    const auto set = reader.find(Id<ParameterSet>{event.entity_id});
    if (!set) return std::string();
    const auto device = reader.find(set->device_id);
    return fmt::format("{} · {}", device ? device->name : "", set->number);
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"parameter_set.proposed",
     {"设备参数待批准", "Parameters wait for approval"},
     Audience::organisation,
     "telemetry.approve",
     set_subject},
    {"parameter_set.refused",
     {"设备参数被驳回", "Parameters were refused"},
     Audience::organisation,
     "telemetry.edit",
     set_subject},
    {"parameter_set.applied",
     {"设备参数已读回生效", "Parameters were read back and are in force"},
     Audience::organisation,
     "telemetry.edit",
     set_subject},
    {"parameter_set.failed",
     {"设备参数未生效", "Parameters did not come into force"},
     Audience::organisation,
     "telemetry.edit",
     set_subject},
};

}  // namespace

void add_parameter_routes(api::Routes& routes) {
    const auto read = api::needs("telemetry.read");
    const auto edit = api::needs("telemetry.edit");
    const std::string path = "/api/v1/parameter-sets";
    const auto item = path + "/{id}";
    routes.declare(ParameterSet::description, &ParameterSet::states);
    routes.get<ParameterView>("/api/v1/devices/{id}/parameters", read,
                              {"查看设备参数", "See the parameters of a device"}, view);
    routes.post<ParameterInput, ParameterSet>("/api/v1/devices/{id}/parameter-sets", edit,
                                              {"起草参数版本", "Draft a version of the parameters"}, make);
    routes.list<ParameterSet>(
        path, read, {"列出参数版本", "List versions of parameters"},
        [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<ParameterSet>(query); },
        {.list_of = ParameterSet::description.name, .exported = true});
    routes.get<ParameterSet>(item, read, {"查看参数版本", "Read a version of parameters"},
                             [](const Call& call, store::Reader& reader) -> Result<ParameterSet> {
                                 DENGYUN_TRY(id, call.id<ParameterSet>());
                                 return reader.find(id);
                             });
    routes.get<DifferenceView>(
        item + "/difference", read, {"查看参数差异", "See what a version changes"}, difference,
        {.parameters = {{"from", {"对照的版本号，不写则为生效版本", "Held against; what is in force where absent"}}}});
    routes.patch<ParameterSet, ParameterSet>(item, edit, {"修改参数草稿", "Change a draft"}, change);
    routes.remove(item, edit, {"删除参数草稿", "Remove a draft"}, [](const Call& call, store::Unit& unit) -> Result<> {
        DENGYUN_TRY(set, api::find_expected<ParameterSet>(call, unit));
        DENGYUN_CHECK(check_draft(set));
        return unit.remove(set);
    });
    routes.post<api::Nothing, ParameterSet>(
        item + "/returns", api::needs("telemetry.command"),
        {"恢复到该版本（立即下发）", "Return to this version, which is sent at once"},
        [](const Call& call, store::Unit& unit) -> Result<ParameterSet> {
            DENGYUN_TRY(id, call.id<ParameterSet>());
            DENGYUN_TRY(earlier, unit.find(id));
            return return_to(unit, earlier, *call.principal);
        });
    api::add_actions<ParameterSet>(routes, item, before_parameter_move);
    routes.declare(api::TaskSource{.name = "parameter_sets_to_approve",
                                   .label = {"待批准的设备参数", "Parameters to approve"},
                                   .permission = "telemetry.approve",
                                   .find = to_approve});
    routes.declare(own_notices);
}

}  // namespace dengyun::telemetry
