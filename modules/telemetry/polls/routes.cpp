// What devices made for ThingsBoard call over HTTP, with the token in the path:
//
//   GET  /api/v1/TOKEN/rpc?timeout=MS   the next command: {"id":N,"method":"m","params":{…}}; 408 where none comes in
//   time POST /api/v1/TOKEN/rpc/N            the answer to it POST /api/v1/TOKEN/rpc              what a device asks of
//   us: {"method":"getCurrentTime"} POST /api/v1/TOKEN/telemetry        values, as POST /api/v1/telemetry
#include "modules/telemetry/routes.h"

#include <boost/json.hpp>
#include <charconv>

#include "kernel/meta/json.h"
#include "modules/telemetry/commands/service.h"
#include "modules/telemetry/hub.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
using api::Call;
using api::Reply;

Result<std::chrono::milliseconds> asked_time(const Call& call) {
    DENGYUN_TRY(ms, call.query_integer("timeout", 0, 0, poll_time_max.count()));
    return ms == 0 ? poll_time_usual : std::chrono::milliseconds(ms);
}

Result<LivePtr> device_of(const Call& call, Intake& intake) {
    return intake.admit(call.path_parameter("token"), Way::json);
}

Result<Reply> reply_of(const Call& call, const Result<CommandPolls::Found>& found) {
    if (!found) return std::unexpected(found.error());
    Reply reply{.status = 408};
    if (!*found) {
        constexpr std::string_view code = "telemetry.no_command";
        reply.body = json::serialize(
            json::object{{"code", code}, {"title", std::string(call.messages->text(code, call.language))}});
        return reply;
    }
    DENGYUN_TRY(parameters, meta::parse_json((*found)->parameters));
    reply.status = 200;
    reply.body = json::serialize(
        json::object{{"id", (*found)->number}, {"method", (*found)->method}, {"params", std::move(parameters)}});
    return reply;
}

// What is there already; in the server the route waits, see Hub::wait_for_command.
Result<Reply> poll(const Call& call, Hub::Implementation& hub) {
    DENGYUN_CHECK(asked_time(call));
    DENGYUN_TRY(device, device_of(call, hub.intake));
    return reply_of(call, hub.polls.take(*device));
}

Result<Reply> take_poll_answer(const Call& call, store::Store& store, Intake& intake) {
    DENGYUN_TRY(device, device_of(call, intake));
    const auto text = call.path_parameter("number");
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return fail(ErrorKind::not_found, "device_command.unknown");
    auto answer = meta::parse_json(call.request->body.empty() ? "{}" : call.request->body);
    if (!answer) return fail(ErrorKind::invalid, "telemetry.bad_json");
    DENGYUN_CHECK(store.run_write(Scope::of(device->organisation, Actor{ActorKind::system, 0, "telemetry"}),
                                  [&](store::Unit& unit) { return take_answer(unit, device->id, number, *answer); }));
    return Reply{.status = 200, .body = "{}"};
}

Result<Reply> answer_device(const Call& call, Intake& intake) {
    DENGYUN_CHECK(device_of(call, intake));
    const auto asked = meta::parse_json(call.request->body);
    const auto* object = asked ? asked->if_object() : nullptr;
    const auto* method = object != nullptr ? object->if_contains("method") : nullptr;
    if (method == nullptr || !method->is_string()) return fail(ErrorKind::invalid, "telemetry.bad_json");
    return Reply{.body = json::serialize(device_answer(method->get_string(), intake.clock().now()))};
}

Result<Reply> write_values(const Call& call, Intake& intake) {
    DENGYUN_TRY(device, device_of(call, intake));
    DENGYUN_TRY(readings, intake.write_json(device, call.request->body));
    static_cast<void>(readings);  // what was refused stands on the device's page
    return Reply{.status = 200, .body = "{}"};
}

}  // namespace

void Hub::wait_for_command(const Call& call, std::function<void(Result<Reply>)> answer) {
    const auto time = asked_time(call);
    if (!time) return answer(std::unexpected(time.error()));
    const auto device = device_of(call, implementation_->intake);
    if (!device) return answer(std::unexpected(device.error()));
    implementation_->polls.wait(*device, *time, [&call, answer = std::move(answer)](Result<CommandPolls::Found> found) {
        answer(reply_of(call, found));
    });
}

void Hub::stop_waiting() { implementation_->polls.stop(); }

void add_poll_routes(api::Routes& routes, Hub::Implementation& hub) {
    const std::string path(Hub::command_poll_path);
    routes.get<api::Nothing>(
        path, api::anyone,
        {"设备等待下一条指令（长轮询，设备令牌）", "The device waits for its next command (long poll, device token)"},
        [&hub](const Call& call, store::Store&) { return poll(call, hub); },
        {.parameters = {{"timeout",
                         {"最多等多少毫秒，默认 60000；没有指令则返回 408",
                          "For how many milliseconds at most, 60000 where absent; 408 where no command comes"}}}});
    routes.post<api::Nothing, api::Nothing>(
        path + "/{number}", api::anyone,
        {"设备应答一条指令（设备令牌）", "The device answers a command (device token)"},
        [&hub](const Call& call, store::Store& store) { return take_poll_answer(call, store, hub.intake); },
        {.raw_body = true});
    routes.post<api::Nothing, api::Nothing>(
        path, api::anyone, {"设备向平台提问（设备令牌）", "The device asks something of the platform (device token)"},
        [&hub](const Call& call, store::Store&) { return answer_device(call, hub.intake); }, {.raw_body = true});
    routes.post<api::Nothing, api::Nothing>(
        "/api/v1/{token}/telemetry", api::anyone,
        {"写入 JSON 数据（令牌在路径中）", "Write values in JSON (device token in the path)"},
        [&hub](const Call& call, store::Store&) { return write_values(call, hub.intake); }, {.raw_body = true});
}

}  // namespace dengyun::telemetry
