// What devices call: the line protocol as InfluxDB takes it, and JSON. They prove themselves by their token and are no
// people: open to anyone, and nothing but the intake behind it.
#include "modules/telemetry/routes.h"

#include <fmt/format.h>

#include "kernel/http/compress.h"
#include "modules/telemetry/intake/token.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using api::Reply;
using meta::field;

constexpr std::size_t unpacked_bytes_max = 16 << 20;

Result<std::string> unpacked_body(const Call& call) {
    if (call.request->header("content-encoding").value_or("") != "gzip") return call.request->body;
    auto body = http::gunzip(call.request->body, unpacked_bytes_max);
    if (!body) return fail(ErrorKind::invalid, "telemetry.bad_gzip");
    return std::move(*body);
}

// As InfluxDB 1 ("error") and 2 ("code", "message") tell it, with every line. Clients look for "partial write" and
// "dropped="; where nothing is written there is no part.
Reply partial_reply(const Call& call, const timeseries::LinesWritten& written) {
    const auto& first = written.issues.front();
    const auto message = fmt::format("{}unable to parse {}: {} dropped={}", written.rows > 0 ? "partial write: " : "",
                                     first.field, call.messages->text(first, Language::en), written.refused);
    Reply reply{.status = 400};
    reply.headers.push_back({"X-Influxdb-Error", message});
    reply.body = R"({"code":"telemetry.lines_refused","error":)";
    meta::write_json_text(reply.body, message);
    reply.body += R"(,"message":)";
    meta::write_json_text(reply.body, message);
    reply.body += R"(,"title":)";
    meta::write_json_text(reply.body, call.messages->text("telemetry.lines_refused", call.language));
    reply.body += fmt::format(R"(,"written":{},"refused":{},"issues":[)", written.rows, written.refused);
    for (const auto& issue : written.issues) {
        if (&issue != &written.issues.front()) reply.body += ',';
        reply.body += R"({"field":)";
        meta::write_json_text(reply.body, issue.field);
        reply.body += R"(,"code":)";
        meta::write_json_text(reply.body, issue.code);
        reply.body += R"(,"title":)";
        meta::write_json_text(reply.body, call.messages->text(issue, call.language));
        reply.body += '}';
    }
    reply.body += "]}";
    return reply;
}

// Whose lines they are: the token's, or a device behind that gateway. What the gateway cannot mend by sending again is
// a conflict, so that it passes over that device and goes on with the others.
Result<LivePtr> writer_of(const Call& call, Intake& intake) {
    DENGYUN_TRY(device, intake.admit(token_of(call), Way::line_protocol));
    const auto name = call.query_parameter("device");
    if (!name) return std::move(device);
    if (!device->row()->is_gateway) return fail(ErrorKind::conflict, "device.not_a_gateway");
    auto child = intake.child(*device, *name);
    if (child || child.error().kind == ErrorKind::unavailable || child.error().code.starts_with("store.")) return child;
    device->refuse({intake.clock().now(), Way::line_protocol, child.error().code, std::string(*name)});
    return fail(ErrorKind::conflict, child.error().code);
}

Result<Reply> write_lines(const Call& call, Intake& intake) {
    const auto given = call.query_parameter("precision").value_or("");
    const auto precision = timeseries::parse_precision(given);
    DENGYUN_TRY(device, writer_of(call, intake));
    if (!precision) return fail(ErrorKind::invalid, "request.invalid", {{"precision", "bad_precision"}});
    DENGYUN_TRY(body, unpacked_body(call));
    DENGYUN_TRY(written, intake.write_lines(device, body, *precision));
    if (written.refused > 0) return partial_reply(call, written);
    return Reply{.status = 204};
}

struct RefusedValue {
    std::string point;
    std::string code;
    std::string text;
    static const meta::Entity description;
};
constexpr auto refused_fields = meta::fields(field<&RefusedValue::point>("point", {"点位", "Point"}),
                                             field<&RefusedValue::code>("code", {"代码", "Code"}),
                                             field<&RefusedValue::text>("text", {"原因", "Reason"}));
constinit const meta::Entity RefusedValue::description{
    .name = "refused_value", .label = {"拒收的数据", "Refused value"}, .fields = refused_fields, .stored = false};

struct ReadingsWritten {
    std::int64_t refused = 0;
    std::vector<RefusedValue> issues;
    static const meta::Entity description;
};
constexpr auto written_fields =
    meta::fields(field<&ReadingsWritten::refused>("refused", {"拒收数", "Refused"}),
                 field<&ReadingsWritten::issues>("issues", {"拒收的数据", "Refused values"}));
constinit const meta::Entity ReadingsWritten::description{
    .name = "readings_written", .label = {"写入结果", "What was written"}, .fields = written_fields, .stored = false};

Result<ReadingsWritten> write_json(const Call& call, Intake& intake) {
    DENGYUN_TRY(device, intake.admit(token_of(call), Way::json));
    DENGYUN_TRY(body, unpacked_body(call));
    DENGYUN_TRY(readings, intake.write_json(device, body));
    ReadingsWritten written{.refused = static_cast<std::int64_t>(readings.refused)};
    for (const auto& issue : readings.issues)
        written.issues.push_back({issue.field, issue.code, call.messages->text(issue, call.language)});
    return written;
}

}  // namespace

void add_intake_routes(api::Routes& routes, Intake& intake) {
    const Label precision{"时间精度：ns（默认）、us、ms、s、m、h",
                          "Precision of the times: ns (default), us, ms, s, m, h"};
    for (const auto* path : {"/write", "/api/v2/write"})
        routes.post<api::Nothing, api::Nothing>(
            path, api::anyone, {"写入行协议（设备令牌）", "Write line protocol (device token)"},
            [&intake](const Call& call, store::Store&) { return write_lines(call, intake); },
            {.parameters = {{"precision", precision},
                            {"p", {"设备令牌，代替 Authorization", "The device token, instead of Authorization"}},
                            {"device",
                             {"网关代哪台设备上报（名称，没有则新建）",
                              "Of a gateway: the device behind it, by name; made where it is new"}}},
             .raw_body = true});
    routes.post<api::Nothing, ReadingsWritten>(
        "/api/v1/telemetry", api::anyone, {"写入 JSON 数据（设备令牌）", "Write values in JSON (device token)"},
        [&intake](const Call& call, store::Store&) { return write_json(call, intake); }, {.raw_body = true});
}

}  // namespace dengyun::telemetry
