#include "modules/telemetry/sparkplug/host.h"

#include <fmt/format.h>

#include "kernel/mqtt/topic.h"

namespace dengyun::telemetry {
namespace {

using sparkplug::Kind;

constexpr std::string_view compressed_uuid = "SPBV1.0_COMPRESSED";
constexpr std::uint64_t ms_max = timeseries::time_max / 1'000'000;

std::string_view version_2_state_topic() { return "STATE/dengyun"; }

ReadValue read_value(const sparkplug::Sample& sample) {
    ReadValue read{.name = std::string(sample.name), .value = {}, .is_typed = true};
    std::visit(
        [&](const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>)
                read.value = std::string(value);
            else
                read.value = value;
        },
        sample.value);
    return read;
}

// Samples of one time become one reading, in which a point stands once: the last one holds.
Readings readings_of(const sparkplug::Heard& heard) {
    Readings out;
    out.issues = heard.issues;
    out.refused = heard.refused;
    const auto refuse = [&](const sparkplug::Sample& sample, std::string_view code) {
        if (out.refused++ < reading_issues_max) out.issues.push_back({std::string(sample.name), std::string(code)});
    };
    std::map<std::optional<std::uint64_t>, std::map<std::string_view, const sparkplug::Sample*>> by_time;
    for (const auto& sample : heard.samples) {
        const auto* text = std::get_if<std::string_view>(&sample.value);
        if (sample.at_ms && *sample.at_ms > ms_max)
            refuse(sample, "sparkplug_bad_time");
        else if (text != nullptr && text->size() > timeseries::name_bytes_max)
            refuse(sample, "point_text_too_long");
        else
            by_time[sample.at_ms][sample.name] = &sample;
    }
    for (const auto& [at, samples] : by_time) {
        auto& reading = out.readings.emplace_back();
        if (at) reading.at = static_cast<timeseries::Time>(*at) * 1'000'000;
        for (const auto& [name, sample] : samples) reading.values.push_back(read_value(*sample));
    }
    return out;
}

}  // namespace

struct SparkplugHost::Known {
    mutable std::mutex mutex;
    std::string group;
    std::string node;
    sparkplug::EdgeNode state{};
    std::optional<Instant> born_at;
    std::optional<Instant> died_at;
    std::optional<Instant> asked_at;  // for a birth that has not come yet
    std::uint64_t births = 0;
    std::uint64_t rebirths_asked = 0;
    std::map<std::string, LivePtr, std::less<>> children{};
    SparkplugReports reports{};

    // As Sparkplug names it, empty: the node itself; none: it is neither.
    [[nodiscard]] std::optional<std::string> name_of(const Device& device) const {
        if (!device.gateway_id) return std::string();
        for (const auto& [name, child] : children)
            if (child->id == device.id) return name;
        return std::nullopt;
    }
};

SparkplugHost::SparkplugHost(Intake& intake) : intake_(intake), started_ms_(milliseconds_of(intake.clock().now())) {}

SparkplugHost::KnownPtr SparkplugHost::find(Id<Device> device) const {
    const std::shared_lock lock(mutex_);
    const auto found = known_.find(device.value);
    return found == known_.end() ? nullptr : found->second;
}

SparkplugHost::KnownPtr SparkplugHost::find_or_make(Id<Device> device) {
    if (auto known = find(device)) return known;
    const std::unique_lock lock(mutex_);
    auto& known = known_[device.value];
    if (!known) known = std::make_shared<Known>();
    return known;
}

bool SparkplugHost::knows(Id<Device> device) const { return find(device) != nullptr; }

Result<SparkplugHost::Told> SparkplugHost::take(const LivePtr& device, std::string_view text, std::string_view bytes) {
    const auto topic = sparkplug::parse_topic(text);
    if (!topic || topic->kind == Kind::ncmd || topic->kind == Kind::dcmd)
        return fail(ErrorKind::invalid, "telemetry.bad_topic");
    DENGYUN_TRY(payload, sparkplug::read_payload(bytes));
    if (payload.uuid == compressed_uuid) return fail(ErrorKind::invalid, "sparkplug.compressed");
    const auto found = find_or_make(device->id);
    auto& known = *found;
    const std::lock_guard lock(known.mutex);
    if (topic->node != known.node || topic->group != known.group) {
        if (known.state.is_online()) return fail(ErrorKind::conflict, "sparkplug.another_node");
        known.group = topic->group;
        known.node = topic->node;
        known.state = {};
        known.children.clear();
        known.reports.clear();
        known.asked_at.reset();
    }
    switch (topic->kind) {
        case Kind::nbirth:
            return take_birth(known, device, *topic, payload);
        case Kind::ndata: {
            Told told;
            const auto heard = known.state.data(payload);
            if (heard.wants_rebirth) ask_for_birth(known, told);
            note_done(known, {}, device, heard, false, told);
            told.parts.push_back({device, readings_of(heard)});
            return told;
        }
        case Kind::ndeath:
            if (known.state.death(payload)) known.died_at = intake_.clock().now();
            return Told{};
        default:
            return take_of_device(known, device, *topic, payload);
    }
}

Result<SparkplugHost::Told> SparkplugHost::take_birth(Known& known, const LivePtr& device, const sparkplug::Topic&,
                                                      const sparkplug::Payload& payload) {
    Told told;
    const auto heard = known.state.birth(payload);
    known.born_at = intake_.clock().now();
    known.asked_at.reset();
    known.births++;
    told.is_birth = true;
    note_done(known, {}, device, heard, true, told);
    told.parts.push_back({device, readings_of(heard)});
    return told;
}

Result<SparkplugHost::Told> SparkplugHost::take_of_device(Known& known, const LivePtr& device,
                                                          const sparkplug::Topic& topic,
                                                          const sparkplug::Payload& payload) {
    Told told;
    sparkplug::Heard heard;
    if (topic.kind == Kind::dbirth) {
        DENGYUN_TRY(born, known.state.device_birth(topic.device, payload));
        heard = std::move(born);
    } else {
        heard = topic.kind == Kind::ddata ? known.state.device_data(topic.device, payload)
                                          : known.state.device_death(topic.device, payload);
    }
    if (heard.wants_rebirth) ask_for_birth(known, told);
    if (topic.kind == Kind::ddeath) return told;
    // The sequence goes on although the device itself cannot be made.
    if (!device->row()->is_gateway) return fail(ErrorKind::forbidden, "device.not_a_gateway");
    DENGYUN_TRY(child, intake_.child(*device, fmt::format("{}/{}", topic.node, topic.device)));
    if (topic.kind == Kind::dbirth || known.children.contains(topic.device))
        known.children.insert_or_assign(std::string(topic.device), child);
    told.is_birth = topic.kind == Kind::dbirth;
    note_done(known, topic.device, child, heard, told.is_birth, told);
    told.parts.push_back({child, readings_of(heard)});
    return told;
}

void SparkplugHost::note_done(Known& known, std::string_view name, const LivePtr& device, const sparkplug::Heard& heard,
                              bool is_birth, Told& told) {
    for (auto& done : known.reports.note(name, heard, is_birth)) told.answers.push_back({device, std::move(done)});
}

bool SparkplugHost::speaks_for(const Device& device) const {
    const auto known = find(device.gateway_id.value_or(device.id));
    if (!known) return false;
    const std::lock_guard lock(known->mutex);
    return known->name_of(device).has_value();
}

Result<std::optional<mqtt::Message>> SparkplugHost::command(const Device& device, const DeviceCommand& command) {
    const auto found = find(device.gateway_id.value_or(device.id));
    if (!found) return std::nullopt;
    auto& known = *found;
    const std::lock_guard lock(known.mutex);
    const auto name = known.name_of(device);
    if (!name || !known.state.is_online()) return std::nullopt;
    const auto* declared = &known.state.self();
    if (!name->empty()) {
        const auto component = known.state.devices().find(*name);
        if (component == known.state.devices().end() || !component->second.is_online) return std::nullopt;
        declared = &component->second;
    }
    DENGYUN_TRY(parameters, meta::parse_json(command.parameters));
    const auto writes = sparkplug_writes(command.method, parameters.as_object());
    DENGYUN_TRY(payload, sparkplug_command(*declared, writes));
    const auto now = intake_.clock().now();
    payload.timestamp_ms = static_cast<std::uint64_t>(milliseconds_of(now));
    if (command.is_two_way)
        known.reports.expect(*name, command.number, std::max(command.expires_at, now + command_answer_time_min),
                             payload, writes, now);
    return mqtt::Message{.topic = sparkplug::to_text({.group = known.group,
                                                      .kind = name->empty() ? Kind::ncmd : Kind::dcmd,
                                                      .node = known.node,
                                                      .device = *name}),
                         .payload = sparkplug::write_payload(payload),
                         .qos = 0};
}

// At QoS 0 and not retained, as the specification wants it.
void SparkplugHost::ask_for_birth(Known& known, Told& told) {
    const auto now = intake_.clock().now();
    if (known.asked_at && now - *known.asked_at < rebirth_interval) return;
    known.asked_at = now;
    known.rebirths_asked++;
    sparkplug::Payload payload{.timestamp_ms = static_cast<std::uint64_t>(milliseconds_of(now))};
    payload.metrics.push_back(sparkplug::boolean_metric(sparkplug::rebirth_metric, true));
    told.request =
        mqtt::Message{.topic = sparkplug::to_text({.group = known.group, .kind = Kind::ncmd, .node = known.node}),
                      .payload = sparkplug::write_payload(payload),
                      .qos = 0};
}

void SparkplugHost::lose(const LiveDevice& device) {
    const auto known = find(device.id);
    if (!known || device.traffic().connections > 0) return;
    const std::lock_guard lock(known->mutex);
    if (!known->state.is_online()) return;
    known->state.lose();
    known->died_at = intake_.clock().now();
}

std::vector<mqtt::MessagePtr> SparkplugHost::retained(std::string_view filter) const {
    std::vector<mqtt::MessagePtr> kept;
    const auto topic = sparkplug::state_topic(sparkplug_host);
    if (mqtt::matches(filter, topic))
        kept.push_back(std::make_shared<const mqtt::Message>(
            mqtt::Message{.topic = topic,
                          .payload = fmt::format(R"({{"online":true,"timestamp":{}}})", started_ms_),
                          .retain = true}));
    if (mqtt::matches(filter, version_2_state_topic()))
        kept.push_back(std::make_shared<const mqtt::Message>(
            mqtt::Message{.topic = std::string(version_2_state_topic()), .payload = "ONLINE", .retain = true}));
    return kept;
}

std::vector<mqtt::Message> SparkplugHost::farewell() const {
    return {{.topic = sparkplug::state_topic(sparkplug_host),
             .payload = fmt::format(R"({{"online":false,"timestamp":{}}})", started_ms_)},
            {.topic = std::string(version_2_state_topic()), .payload = "OFFLINE"}};
}

std::vector<Id<Device>> SparkplugHost::nodes_online() const {
    std::vector<Id<Device>> online;
    const std::shared_lock lock(mutex_);
    for (const auto& [id, known] : known_) {
        const std::lock_guard turn(known->mutex);
        if (known->state.is_online()) online.push_back({id});
    }
    return online;
}

std::optional<SparkplugNode> SparkplugHost::describe(Id<Device> device) const {
    const auto known = find(device);
    if (!known) return std::nullopt;
    const std::lock_guard lock(known->mutex);
    const auto& state = known->state;
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    SparkplugNode node{.group = known->group,
                       .node = known->node,
                       .host = std::string(sparkplug_host),
                       .is_online = state.is_online(),
                       .born_at = known->born_at,
                       .died_at = known->died_at,
                       .gaps = number(state.gaps()),
                       .births = number(known->births),
                       .rebirths_asked = number(known->rebirths_asked),
                       .metrics = number(state.self().metrics.size()),
                       .devices = {}};
    if (state.death_sequence()) node.death_sequence = number(*state.death_sequence());
    if (state.sequence()) node.sequence = number(*state.sequence());
    for (const auto& [name, component] : state.devices()) {
        const auto child = known->children.find(name);
        node.devices.push_back(
            {.name = name,
             .device_id = child == known->children.end() ? std::nullopt : std::optional(child->second->id),
             .is_online = component.is_online,
             .metrics = number(component.metrics.size())});
    }
    return node;
}

}  // namespace dengyun::telemetry
