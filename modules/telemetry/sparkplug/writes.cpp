#include "modules/telemetry/sparkplug/writes.h"

#include <algorithm>

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;

bool is_control(std::string_view metric) {
    return metric.starts_with("Node Control/") || metric.starts_with("Device Control/");
}

std::optional<sparkplug::Value> value_in(const json::value& given) {
    switch (given.kind()) {
        case json::kind::int64:
            return given.get_int64();
        case json::kind::uint64:
        case json::kind::double_:
            return given.to_number<double>();
        case json::kind::bool_:
            return given.get_bool();
        case json::kind::string:
            return std::string_view(given.get_string());
        default:
            return std::nullopt;
    }
}

std::optional<std::uint64_t> alias_of(const sparkplug::EdgeNode::Component& declared, std::string_view name) {
    for (const auto& [alias, metric] : declared.by_alias)
        if (metric->first == name) return alias;
    return std::nullopt;
}

}  // namespace

SparkplugWrites sparkplug_writes(std::string_view method, const json::object& parameters) {
    SparkplugWrites writes;
    if (method == "NCMD" || method == "DCMD") {
        const auto* name = parameters.if_contains("metricName");
        const auto* value = parameters.if_contains("value");
        if (parameters.size() == 2 && name != nullptr && name->is_string() && value != nullptr)
            return {{std::string(name->get_string()), *value}};
        for (const auto& [metric, given] : parameters) writes.emplace_back(std::string(metric), given);
        return writes;
    }
    if (parameters.empty()) return {{std::string(method), true}};
    for (const auto& [name, given] : parameters)
        writes.emplace_back(parameters.size() == 1 ? std::string(method) : fmt::format("{}/{}", method, name), given);
    return writes;
}

Result<sparkplug::Payload> sparkplug_command(const sparkplug::EdgeNode::Component& declared,
                                             const SparkplugWrites& writes) {
    sparkplug::Payload payload;
    for (const auto& [name, given] : writes) {
        const auto known = declared.metrics.find(name);
        const bool is_rebirth = name == sparkplug::rebirth_metric;
        if (known == declared.metrics.end() && !is_rebirth)
            return fail(ErrorKind::invalid, "device_command.unknown_metric");
        const auto type = is_rebirth ? sparkplug::DataType::boolean : known->second;
        const auto value = value_in(given);
        auto metric = value ? sparkplug::metric_of(name, type, *value) : std::nullopt;
        if (!metric) return fail(ErrorKind::invalid, "device_command.bad_value");
        // A rebirth must be understood by a node that has lost its aliases, too.
        if (const auto alias = is_rebirth ? std::nullopt : alias_of(declared, name)) {
            metric->alias = alias;
            metric->name = {};
        }
        payload.metrics.push_back(*metric);
    }
    if (payload.metrics.empty()) return fail(ErrorKind::invalid, "device_command.unknown_metric");
    return payload;
}

void SparkplugReports::expect(std::string_view device, std::int64_t number, Instant until,
                              const sparkplug::Payload& sent, const SparkplugWrites& writes, Instant now) {
    std::erase_if(awaited_, [&](const Awaited& one) {
        return one.until < now || (one.device == device && one.number == number);
    });
    if (awaited_.size() >= sparkplug_awaited_max) awaited_.erase(awaited_.begin());
    auto& made = awaited_.emplace_back(Awaited{std::string(device), number, until, {}});
    for (std::size_t i = 0; i < writes.size(); i++) {
        Metric metric{.name = writes[i].first, .is_control = is_control(writes[i].first), .given = writes[i].second};
        const auto& written = sent.metrics[i];
        // As it will be read: a float has been rounded.
        std::visit(
            [&](const auto& value) {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>)
                    metric.value = std::string(value);
                else
                    metric.value = value;
            },
            *sparkplug::value_of(written, sparkplug::data_type_of(written)));
        made.metrics.push_back(std::move(metric));
    }
}

std::vector<SparkplugReports::Done> SparkplugReports::note(std::string_view device, const sparkplug::Heard& heard,
                                                           bool is_birth) {
    std::vector<Done> done;
    const auto is_same = [](const Metric& metric, const sparkplug::Sample& sample) {
        return std::visit([&](const auto& value) { return sample.value == sparkplug::Value(value); }, metric.value);
    };
    for (auto& one : awaited_) {
        if (one.device != device) continue;
        for (auto& metric : one.metrics) {
            if (metric.is_control) {
                metric.is_done = metric.is_done || is_birth;
                continue;
            }
            for (const auto& sample : heard.samples)
                if (!sample.is_historical && sample.name == metric.name && is_same(metric, sample))
                    metric.is_done = true;
        }
        if (!std::ranges::all_of(one.metrics, &Metric::is_done)) continue;
        json::object told;
        for (auto& metric : one.metrics) told[metric.name] = std::move(metric.given);
        done.push_back({one.number, std::move(told)});
        one.metrics.clear();
    }
    std::erase_if(awaited_, [](const Awaited& one) { return one.metrics.empty(); });
    return done;
}

}  // namespace dengyun::telemetry
