#pragma once
// Commands to edge nodes of Sparkplug B and to the devices behind them: metrics that are written, by NCMD and DCMD.
// There is no answer in Sparkplug: who has carried out a command reports the metrics with their new values, and after a
// control
// ("Node Control/…", "Device Control/…") a birth. Bounded; not thread-safe.
//
//   NCMD or DCMD {"metricName":"m","value":1}   writes 1 to m, as ThingsBoard has it
//   NCMD or DCMD {"m":1,"n":true}               writes to m and n
//   m {}                                        writes true to m
//   m {"p":1}                                   writes 1 to m
//   m {"p":1,"q":2}                             writes to m/p and m/q
// Source: Eclipse Sparkplug Specification 3.0, "Commands" (names, aliases, rebirth).
#include <boost/json.hpp>

#include "engines/sparkplug/edge_node.h"
#include "modules/telemetry/commands/device_command.h"

namespace dengyun::telemetry {

using SparkplugWrites = std::vector<std::pair<std::string, boost::json::value>>;  // metric, value
[[nodiscard]] SparkplugWrites sparkplug_writes(std::string_view method, const boost::json::object& parameters);

// The metrics as the birth declared them, by alias where they have one; "Node Control/Rebirth" every node knows. Views
// of `writes`. Errors: invalid "device_command.unknown_metric", "device_command.bad_value" (not of its type).
[[nodiscard]] Result<sparkplug::Payload> sparkplug_command(const sparkplug::EdgeNode::Component& declared,
                                                           const SparkplugWrites& writes);

// Commands that were sent to one node and the devices behind it, until they are reported to be done.
class SparkplugReports {
  public:
    // `device`: as Sparkplug names it, empty: the node itself. Forgotten after `until`.
    void expect(std::string_view device, std::int64_t number, Instant until, const sparkplug::Payload& sent,
                const SparkplugWrites& writes, Instant now);
    struct Done {
        std::int64_t number;
        boost::json::object told;  // the metrics with their values
    };
    // What a report of the device confirms; a birth confirms controls, too.
    [[nodiscard]] std::vector<Done> note(std::string_view device, const sparkplug::Heard& heard, bool is_birth);
    void clear() { awaited_.clear(); }

  private:
    struct Metric {
        std::string name;
        bool is_control = false;
        std::variant<double, std::int64_t, bool, std::string> value{};
        boost::json::value given{};
        bool is_done = false;
    };
    struct Awaited {
        std::string device;
        std::int64_t number;
        Instant until;
        std::vector<Metric> metrics;
    };
    std::vector<Awaited> awaited_;
};
inline constexpr std::size_t sparkplug_awaited_max = 1'000;  // of one node; the oldest is forgotten

}  // namespace dengyun::telemetry
