// What devices answer to commands, and what they ask us.
#include <boost/json.hpp>

#include "kernel/meta/json.h"
#include "modules/telemetry/commands/service.h"
#include "modules/telemetry/mqtt/payload.h"
#include "modules/telemetry/mqtt/reach.h"
#include "modules/telemetry/mqtt/round.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;

std::optional<std::int64_t> number_of(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    if (value == nullptr || !value->is_int64()) return std::nullopt;
    return value->get_int64();
}

std::string_view text_of(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view{};
}

}  // namespace

Result<> Round::take_command_answer(GateItem& item, std::string_view number) {
    const auto id = number_in(number);
    if (!id) return fail(ErrorKind::invalid, "telemetry.bad_topic");
    auto answer = meta::parse_json(item.payload.empty() ? "{}" : item.payload);
    if (!answer) return fail(ErrorKind::invalid, "telemetry.bad_json");
    store_command_answer(item, item.live, *id, std::move(*answer));
    return {};
}

// {"device":"A","id":N,"data":…}: of a device behind this gateway only.
Result<> Round::take_gateway_answer(GateItem& item, const json::object& told) {
    const auto name = text_of(told, "device");
    const auto id = number_of(told, "id");
    const auto* data = told.if_contains("data");
    if (name.empty() || !id || data == nullptr) return fail(ErrorKind::invalid, "telemetry.bad_json");
    DENGYUN_TRY(child, intake_.child(*item.live, name));
    store_command_answer(item, child, *id, *data);
    return {};
}

void Round::store_command_answer(GateItem& item, const LivePtr& device, std::int64_t number, json::value answer) {
    const auto scope = Scope::of(device->organisation, Actor{ActorKind::system, 0, "telemetry"});
    const auto now = intake_.clock().now();
    intake_.store().submit_write(
        scope,
        [id = device->id, number, told = std::move(answer)](store::Unit& unit) {
            return take_answer(unit, id, number, told);
        },
        [device, now, topic = item.topic, acknowledge = std::move(item.answer)](Result<> stored) mutable {
            if (stored) return acknowledge(mqtt::Reason::success);
            device->refuse({now, Way::mqtt, stored.error().code, topic});
            acknowledge(reason_of(stored.error()));
        });
}

// Rare, so that the round waits for it; what the database does not take is found to have timed out.
void Round::store_report(const LiveDevice& device, const SparkplugReports::Done& done) {
    const auto stored = intake_.store().run_write(
        Scope::of(device.organisation, Actor{ActorKind::system, 0, "telemetry"}),
        [&](store::Unit& unit) { return take_report(unit, device.id, done.number, done.told); });
    static_cast<void>(stored);
}

// What a device may ask of us: the time.
Result<> Round::answer_request(const GateItem& item, std::string_view number) {
    if (!number_in(number)) return fail(ErrorKind::invalid, "telemetry.bad_topic");
    DENGYUN_TRY(asked, read_object(item.payload));
    const auto method = text_of(asked, "method");
    if (method.empty()) return fail(ErrorKind::invalid, "telemetry.bad_json");
    const auto answer = device_answer(method, intake_.clock().now());
    static_cast<void>(endpoint_.send(*item.device, {.topic = fmt::format("{}{}", command_answer_topic, number),
                                                    .payload = json::serialize(answer)}));
    return {};
}

// {"id":1,"device":"A","client":true,"key":"k"} or "keys":["k",…] → {"id":1,"device":"A","value":…} or "values":{…}.
Result<> Round::answer_gateway_attributes(const GateItem& item, const json::object& asked) {
    const auto name = text_of(asked, "device");
    const auto id = number_of(asked, "id");
    if (name.empty() || !id) return fail(ErrorKind::invalid, "telemetry.bad_json");
    DENGYUN_TRY(child, intake_.child(*item.live, name));
    DENGYUN_TRY(row, intake_.read_row(*child));
    const auto* is_client = asked.if_contains("client");
    const bool asks_client = is_client != nullptr && is_client->is_bool() && is_client->get_bool();
    DENGYUN_TRY(all, read_object(asks_client ? row.client_attributes : row.shared_attributes));
    json::object answer{{"id", *id}, {"device", name}};
    if (const auto* keys = asked.if_contains("keys"); keys != nullptr && keys->is_array()) {
        json::object values;
        for (const auto& key : keys->get_array()) {
            if (!key.is_string()) return fail(ErrorKind::invalid, "telemetry.bad_json");
            if (const auto* value = all.if_contains(key.get_string())) values[key.get_string()] = *value;
        }
        answer["values"] = std::move(values);
    } else {
        const auto* value = all.if_contains(text_of(asked, "key"));
        answer["value"] = value != nullptr ? *value : json::value(nullptr);
    }
    static_cast<void>(
        endpoint_.send(*item.device, {.topic = "v1/gateway/attributes/response", .payload = json::serialize(answer)}));
    return {};
}

}  // namespace dengyun::telemetry
