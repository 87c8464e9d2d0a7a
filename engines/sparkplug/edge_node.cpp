#include "engines/sparkplug/edge_node.h"

namespace dengyun::sparkplug {
namespace {

constexpr std::string_view control_prefix = "Node Control/";
constexpr std::uint64_t sequences = 256;

void refuse(Heard& heard, std::string_view name, std::string_view code) {
    if (heard.refused++ < heard_issues_max)
        heard.issues.push_back({std::string(name.substr(0, metric_name_bytes_max)), std::string(code)});
}

std::optional<std::uint64_t> death_sequence_of(const Payload& payload) {
    for (const auto& metric : payload.metrics)
        if (metric.name == death_sequence_metric &&
            (metric.carrier == Carrier::long_ || metric.carrier == Carrier::int_))
            return metric.bits;
    return std::nullopt;
}

// What is said about the protocol and not about the machine.
bool is_of_protocol(std::string_view name) { return name == death_sequence_metric || name.starts_with(control_prefix); }

}  // namespace

void EdgeNode::forget(Component& component) {
    metrics_ -= component.metrics.size();
    component = {};
}

// Makes the metrics of a birth known and takes their values. A name without a value, and a value that is no single one,
// are known as well, so that the data that follow are not taken for a loss.
void EdgeNode::declare(Component& component, const Payload& payload, Heard& heard) {
    forget(component);
    component.is_online = true;
    for (const auto& metric : payload.metrics) {
        if (metric.name.empty() || metric.name.size() > metric_name_bytes_max) {
            refuse(heard, metric.name, "point_bad_name");
            continue;
        }
        if (metrics_ == node_metrics_max) {
            refuse(heard, metric.name, "sparkplug_too_many_metrics");
            continue;
        }
        const auto type = data_type_of(metric);
        const auto [at, is_new] = component.metrics.insert_or_assign(std::string(metric.name), type);
        if (is_new) metrics_++;
        if (metric.alias) component.by_alias[*metric.alias] = &*at;
        if (!is_scalar(type) && !metric.is_null) refuse(heard, metric.name, "point_not_scalar");
        take_metric(component, payload, metric, heard);
    }
}

void EdgeNode::take_metric(const Component& component, const Payload& payload, const Metric& metric,
                           Heard& heard) const {
    auto name = metric.name;
    auto type = data_type_of(metric);
    if (name.empty()) {
        const auto known = metric.alias ? component.by_alias.find(*metric.alias) : component.by_alias.end();
        if (known == component.by_alias.end()) {
            heard.wants_rebirth = true;
            return refuse(heard, metric.alias ? std::to_string(*metric.alias) : "", "sparkplug_unknown_metric");
        }
        name = known->second->first;
        if (type == DataType::unknown) type = known->second->second;
    } else if (type == DataType::unknown) {
        const auto known = component.metrics.find(name);
        if (known == component.metrics.end()) {
            heard.wants_rebirth = true;
            return refuse(heard, name, "sparkplug_unknown_metric");
        }
        type = known->second;
    }
    if (metric.is_null || metric.is_transient || is_of_protocol(name) || !is_scalar(type)) return;
    if (name.size() > metric_name_bytes_max) return refuse(heard, name, "point_bad_name");
    const auto value = value_of(metric, type);
    if (!value) return refuse(heard, name, "sparkplug_bad_value");
    heard.samples.push_back({.name = name,
                             .at_ms = metric.timestamp_ms ? metric.timestamp_ms : payload.timestamp_ms,
                             .value = *value,
                             .is_historical = metric.is_historical});
}

void EdgeNode::take(const Component& component, const Payload& payload, Heard& heard) const {
    heard.samples.reserve(payload.metrics.size());
    for (const auto& metric : payload.metrics) take_metric(component, payload, metric, heard);
}

// A number that is not the next one: messages were lost. Later ones follow from it.
void EdgeNode::follow(const Payload& payload, Heard& heard) {
    if (!self_.is_online) heard.wants_rebirth = true;
    const bool is_next = sequence_ && payload.sequence == (*sequence_ + 1) % sequences;
    if (!is_next && self_.is_online) {
        gaps_++;
        heard.wants_rebirth = true;
    }
    sequence_ = payload.sequence;
}

Heard EdgeNode::birth(const Payload& payload) {
    Heard heard;
    for (auto& [name, device] : devices_) metrics_ -= device.metrics.size();
    devices_.clear();
    declare(self_, payload, heard);
    death_sequence_ = death_sequence_of(payload);
    sequence_ = payload.sequence;
    return heard;
}

Heard EdgeNode::data(const Payload& payload) {
    Heard heard;
    follow(payload, heard);
    take(self_, payload, heard);
    return heard;
}

bool EdgeNode::death(const Payload& payload) {
    const auto told = death_sequence_of(payload);
    if (told && death_sequence_ && *told != *death_sequence_) return false;
    lose();
    return true;
}

// What the births declared stays: aliases of data still under way are understood.
void EdgeNode::lose() {
    self_.is_online = false;
    for (auto& [name, device] : devices_) device.is_online = false;
}

Result<Heard> EdgeNode::device_birth(std::string_view device, const Payload& payload) {
    Heard heard;
    follow(payload, heard);
    auto found = devices_.find(device);
    if (found == devices_.end()) {
        if (devices_.size() == node_devices_max) return fail(ErrorKind::limit, "sparkplug.too_many_devices");
        found = devices_.emplace(std::string(device), Component{}).first;
    }
    declare(found->second, payload, heard);
    return heard;
}

Heard EdgeNode::device_data(std::string_view device, const Payload& payload) {
    static const Component unborn{};
    Heard heard;
    follow(payload, heard);
    const auto found = devices_.find(device);
    if (found == devices_.end() || !found->second.is_online) heard.wants_rebirth = true;
    take(found == devices_.end() ? unborn : found->second, payload, heard);
    return heard;
}

Heard EdgeNode::device_death(std::string_view device, const Payload& payload) {
    Heard heard;
    follow(payload, heard);
    if (const auto found = devices_.find(device); found != devices_.end()) found->second.is_online = false;
    return heard;
}

}  // namespace dengyun::sparkplug
