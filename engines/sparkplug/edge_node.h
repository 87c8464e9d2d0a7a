#pragma once
// What a host knows of one edge node: whether it and its devices are born, which metrics their births declared, by
// which aliases, and whether a message was lost on the way. Pure; not thread-safe; bounded.
// Source: Eclipse Sparkplug Specification 3.0, "Operational Behavior".
#include <map>
#include <unordered_map>

#include "engines/sparkplug/value.h"

namespace dengyun::sparkplug {

inline constexpr std::size_t node_devices_max = 1'000;
inline constexpr std::size_t node_metrics_max = 20'000;  // of a node and its devices together
inline constexpr std::size_t metric_name_bytes_max = 256;
inline constexpr std::string_view rebirth_metric = "Node Control/Rebirth";
inline constexpr std::string_view death_sequence_metric = "bdSeq";

// A value that is to be stored. Views of the payload or of the node, valid until its next message.
struct Sample {
    std::string_view name;
    std::optional<std::uint64_t> at_ms;  // none: neither the metric nor the payload has a time
    Value value;
    bool is_historical = false;
};

// What a message says. Values that cannot be taken are issues, and the others are taken.
struct Heard {
    std::vector<Sample> samples{};
    std::vector<Issue> issues{};  // the first heard_issues_max; codes "sparkplug_…" and "point_…"
    std::size_t refused = 0;
    bool wants_rebirth = false;  // the node has to tell everything again
};
inline constexpr std::size_t heard_issues_max = 20;

class EdgeNode {
  public:
    struct Component {
        bool is_online = false;
        std::map<std::string, DataType, std::less<>> metrics{};
        std::unordered_map<std::uint64_t, const std::pair<const std::string, DataType>*> by_alias{};
    };

    // NBIRTH: everything known before is forgotten, every device has to be born again.
    [[nodiscard]] Heard birth(const Payload& payload);
    // NDATA.
    [[nodiscard]] Heard data(const Payload& payload);
    // NDEATH; false where it belongs to an earlier birth (another bdSeq) and changes nothing.
    bool death(const Payload& payload);
    // The connection has gone without a word.
    void lose();
    // DBIRTH. Error: limit "sparkplug.too_many_devices".
    [[nodiscard]] Result<Heard> device_birth(std::string_view device, const Payload& payload);
    // DDATA.
    [[nodiscard]] Heard device_data(std::string_view device, const Payload& payload);
    // DDEATH.
    [[nodiscard]] Heard device_death(std::string_view device, const Payload& payload);

    [[nodiscard]] bool is_online() const { return self_.is_online; }
    [[nodiscard]] const Component& self() const { return self_; }
    [[nodiscard]] const std::map<std::string, Component, std::less<>>& devices() const { return devices_; }
    [[nodiscard]] std::optional<std::uint64_t> death_sequence() const { return death_sequence_; }
    [[nodiscard]] std::optional<std::uint64_t> sequence() const { return sequence_; }
    [[nodiscard]] std::uint64_t gaps() const { return gaps_; }  // times that messages were missing

  private:
    void declare(Component& component, const Payload& payload, Heard& heard);
    void forget(Component& component);
    void take(const Component& component, const Payload& payload, Heard& heard) const;
    void take_metric(const Component& component, const Payload& payload, const Metric& metric, Heard& heard) const;
    void follow(const Payload& payload, Heard& heard);

    Component self_{};
    std::map<std::string, Component, std::less<>> devices_{};
    std::size_t metrics_ = 0;
    std::optional<std::uint64_t> death_sequence_{};
    std::optional<std::uint64_t> sequence_{};  // of the last message
    std::uint64_t gaps_ = 0;
};

}  // namespace dengyun::sparkplug
