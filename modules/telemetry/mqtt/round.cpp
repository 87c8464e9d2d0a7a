#include "modules/telemetry/mqtt/round.h"

#include <boost/json.hpp>

#include "modules/telemetry/mqtt/payload.h"
#include "modules/telemetry/mqtt/reach.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;

constexpr std::string_view telemetry_topic = "v1/devices/me/telemetry";
constexpr std::string_view request_topic = "v1/devices/me/attributes/request/";
constexpr std::string_view firmware_topic = "v2/fw/request/";
constexpr std::string_view gateway_topic = "v1/gateway/";
// The members that a list of names, separated by commas, asks for.
json::object chosen(const json::object& from, std::string_view names) {
    json::object out;
    while (!names.empty()) {
        const auto comma = names.find(',');
        const auto name = names.substr(0, comma);
        if (const auto* value = from.if_contains(name)) out[name] = *value;
        names = comma == std::string_view::npos ? std::string_view{} : names.substr(comma + 1);
    }
    return out;
}

}  // namespace

class Round::SharedAnswer {
  public:
    explicit SharedAnswer(mqtt::Acknowledge answer) : answer_(std::move(answer)) {}
    SharedAnswer(const SharedAnswer&) = delete;
    SharedAnswer& operator=(const SharedAnswer&) = delete;
    ~SharedAnswer() { answer_(reason_); }
    void fail(mqtt::Reason reason) {
        const std::lock_guard lock(mutex_);
        reason_ = reason;
    }

  private:
    std::mutex mutex_;
    mqtt::Reason reason_ = mqtt::Reason::success;
    mqtt::Acknowledge answer_;
};

Round::~Round() {
    for (auto& [organisation, pending] : pending_) flush({organisation}, pending);
}

void Round::take(GateItem& item) {
    const auto done = dispatch(item);
    if (done) return;
    const auto way = item.topic.starts_with(sparkplug::topic_prefix) ? Way::sparkplug : Way::mqtt;
    item.live->refuse({intake_.clock().now(), way, done.error().code, item.topic});
    item.answer(reason_of(done.error()));
}

Result<> Round::dispatch(GateItem& item) {
    const std::string_view topic = item.topic;
    if (topic == telemetry_topic) {
        DENGYUN_CHECK(add(item.live, read_readings(item.payload)));
        auto& pending = pending_[item.live->organisation.value];
        pending.answers.push_back(std::move(item.answer));
        return {};
    }
    if (topic == attributes_topic) {
        store_attributes(item.live, item.payload, std::make_shared<SharedAnswer>(std::move(item.answer)));
        return {};
    }
    if (topic.starts_with(request_topic)) {
        DENGYUN_CHECK(answer_attributes(item, topic.substr(request_topic.size())));
        item.answer(mqtt::Reason::success);
        return {};
    }
    if (topic.starts_with(command_answer_topic))
        return take_command_answer(item, topic.substr(command_answer_topic.size()));
    if (topic.starts_with(command_topic)) {
        DENGYUN_CHECK(answer_request(item, topic.substr(command_topic.size())));
        item.answer(mqtt::Reason::success);
        return {};
    }
    if (topic.starts_with(firmware_topic)) {
        DENGYUN_CHECK(answer_chunk(item, topic.substr(firmware_topic.size())));
        item.answer(mqtt::Reason::success);
        return {};
    }
    if (topic.starts_with(gateway_topic)) return take_gateway(item, topic.substr(gateway_topic.size()));
    if (topic.starts_with(sparkplug::topic_prefix)) return take_sparkplug(item);
    if (topic.empty()) {
        sparkplug_.lose(*item.live);
        return {};
    }
    return fail(ErrorKind::invalid, "telemetry.bad_topic");
}

Result<> Round::add(const LivePtr& device, Result<Readings> readings, Way way) {
    if (!readings) return std::unexpected(readings.error());
    auto& pending = pending_[device->organisation.value];
    // Half is left for one message, which is smaller.
    if (pending.batch.bytes().size() > timeseries::batch_bytes_max / 2) flush(device->organisation, pending);
    DENGYUN_TRY(values, intake_.add_readings(*device, *readings, way, pending.batch));
    if (values == 0 && readings->refused > 0) return fail(ErrorKind::invalid, "telemetry.nothing_taken");
    if (values > 0) pending.parts.push_back({device, way, values});
    return {};
}

Result<> Round::take_gateway(GateItem& item, std::string_view what) {
    if (!item.live->row()->is_gateway) return fail(ErrorKind::forbidden, "device.not_a_gateway");
    DENGYUN_TRY(object, read_object(item.payload));
    if (what == "connect" || what == "disconnect") {
        const auto* name = object.if_contains("device");
        if (name == nullptr || !name->is_string()) return fail(ErrorKind::invalid, "telemetry.bad_json");
        DENGYUN_TRY(child, intake_.child(*item.live, std::string_view(name->get_string())));
        const auto now = intake_.clock().now();
        if (what == "connect")
            child->note_connected(now, item.live->traffic().address);
        else
            child->note_disconnected(now);
        item.answer(mqtt::Reason::success);
        return {};
    }
    if (what == "rpc") return take_gateway_answer(item, object);
    if (what == "attributes/request") {
        DENGYUN_CHECK(answer_gateway_attributes(item, object));
        item.answer(mqtt::Reason::success);
        return {};
    }
    if (what != "telemetry" && what != "attributes") return fail(ErrorKind::invalid, "telemetry.bad_topic");
    // All children are found before anything is written.
    std::vector<std::pair<LivePtr, const json::value*>> children;
    for (const auto& [name, value] : object) {
        DENGYUN_TRY(child, intake_.child(*item.live, name));
        children.emplace_back(child, &value);
    }
    if (what == "attributes") {
        const auto answer = std::make_shared<SharedAnswer>(std::move(item.answer));
        for (const auto& [child, value] : children) store_attributes(child, json::serialize(*value), answer);
        return {};
    }
    for (const auto& [child, value] : children)
        if (const auto added = add(child, readings_in(*value)); !added)
            child->refuse({intake_.clock().now(), Way::mqtt, added.error().code, item.topic});
    pending_[item.live->organisation.value].answers.push_back(std::move(item.answer));
    return {};
}

Result<> Round::take_sparkplug(GateItem& item) {
    DENGYUN_TRY(told, sparkplug_.take(item.live, item.topic, item.payload));
    if (told.request) static_cast<void>(endpoint_.send(*item.device, std::move(*told.request)));
    if (told.is_birth && on_listening_) on_listening_(item.live->organisation, item.live->id);
    for (const auto& answer : told.answers) store_report(*answer.device, answer.done);
    for (auto& part : told.parts)
        // What could not be taken of it is told already.
        if (const auto added = add(part.device, std::move(part.readings), Way::sparkplug);
            !added && added.error().code != "telemetry.nothing_taken")
            part.device->refuse({intake_.clock().now(), Way::sparkplug, added.error().code, item.topic});
    pending_[item.live->organisation.value].answers.push_back(std::move(item.answer));
    return {};
}

void Round::store_attributes(const LivePtr& device, std::string text, std::shared_ptr<SharedAnswer> answer) {
    const auto now = intake_.clock().now();
    intake_.store_attributes(*device, std::move(text), [device, now, answer](Result<> stored) {
        if (stored) return;
        device->refuse({now, Way::mqtt, stored.error().code, std::string(attributes_topic)});
        answer->fail(reason_of(stored.error()));
    });
}

Result<> Round::answer_attributes(const GateItem& item, std::string_view number) {
    if (!number_in(number)) return fail(ErrorKind::invalid, "telemetry.bad_topic");
    DENGYUN_TRY(asked, read_object(item.payload.empty() ? "{}" : item.payload));
    DENGYUN_TRY(row, intake_.read_row(*item.live));
    json::object answer;
    const bool asks_all = !asked.contains("clientKeys") && !asked.contains("sharedKeys");
    const auto give = [&](std::string_view keys, std::string_view part, const std::string& text) -> Result<> {
        DENGYUN_TRY(all, read_object(text));
        if (asks_all) answer[part] = std::move(all);
        const auto* names = asked.if_contains(keys);
        if (names != nullptr && names->is_string()) answer[part] = chosen(all, std::string_view(names->get_string()));
        return {};
    };
    DENGYUN_CHECK(give("clientKeys", "client", row.client_attributes));
    DENGYUN_CHECK(give("sharedKeys", "shared", row.shared_attributes));
    static_cast<void>(endpoint_.send(*item.device, {.topic = "v1/devices/me/attributes/response/" + std::string(number),
                                                    .payload = json::serialize(answer)}));
    return {};
}

// "R/chunk/N" with the size of a chunk as payload.
Result<> Round::answer_chunk(const GateItem& item, std::string_view asked) {
    constexpr std::string_view middle = "/chunk/";
    const auto at = asked.find(middle);
    if (at == std::string_view::npos) return fail(ErrorKind::invalid, "telemetry.bad_topic");
    const auto request = number_in(asked.substr(0, at));
    const auto number = number_in(asked.substr(at + middle.size()));
    if (!request || !number) return fail(ErrorKind::invalid, "telemetry.bad_topic");
    DENGYUN_TRY(bytes,
                delivery_.chunk(item.live->organisation, item.live->id, *number, number_in(item.payload).value_or(0)));
    static_cast<void>(endpoint_.send(
        *item.device,
        {.topic = fmt::format("v2/fw/response/{}/chunk/{}", *request, *number), .payload = std::move(bytes)}));
    return {};
}

void Round::flush(Id<Organisation> organisation, Pending& pending) {
    auto appended = [&]() -> Result<> {
        if (pending.batch.rows() == 0) return {};
        DENGYUN_TRY(shelf, intake_.shelves().open(organisation));
        return shelf->store().append(pending.batch);
    }();
    if (appended) {
        for (const auto& part : pending.parts) intake_.written(part.device, part.way, part.values);
        if (pending.batch.rows() > 0) intake_.tell(organisation, pending.batch);
        for (auto& answer : pending.answers) answer(mqtt::Reason::success);
    } else {
        const auto now = intake_.clock().now();
        for (const auto& part : pending.parts) part.device->refuse({now, part.way, appended.error().code, {}});
        for (auto& answer : pending.answers) answer(reason_of(appended.error()));
    }
    pending = {};
}

}  // namespace dengyun::telemetry
