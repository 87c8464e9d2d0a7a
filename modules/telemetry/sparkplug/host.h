#pragma once
// The host that edge nodes of Sparkplug B report to, by the same MQTT endpoint and token as other devices. A device is
// one edge node; a device of Sparkplug behind it becomes the device NODE/DEVICE behind it, where the node's own is a
// gateway. What the node tells is stored as other readings are. Thread-safe; messages of one node come one after
// another, in their order.
//
//   spBv1.0/GROUP/{NBIRTH,NDATA,NDEATH}/NODE, spBv1.0/GROUP/{DBIRTH,DDATA,DDEATH}/NODE/DEVICE   from the node
//   spBv1.0/GROUP/{NCMD/NODE,DCMD/NODE/DEVICE}   to it: commands, as sparkplug/writes.h; "Node Control/Rebirth" of our
//                                                own, where something was lost
//   spBv1.0/STATE/dengyun          kept: {"online":true,"timestamp":…}; of version 2.2 also STATE/dengyun: ONLINE
#include "engines/sparkplug/edge_node.h"
#include "engines/sparkplug/topic.h"
#include "kernel/mqtt/handler.h"
#include "modules/telemetry/intake/intake.h"
#include "modules/telemetry/sparkplug/node.h"
#include "modules/telemetry/sparkplug/writes.h"

namespace dengyun::telemetry {

inline constexpr std::string_view sparkplug_host = "dengyun";  // as edge nodes name the host that they report to
inline constexpr Duration rebirth_interval{10LL * 1000};       // of asking again, where no birth has come

class SparkplugHost {
  public:
    explicit SparkplugHost(Intake& intake);

    // What a message of an edge node says, by device.
    struct Told {
        struct Part {
            LivePtr device;
            Readings readings;
        };
        std::vector<Part> parts{};
        std::optional<mqtt::Message> request{};  // to be sent to the node
        bool is_birth = false;                   // commands that waited for it are understood from now on
        // Commands that have been carried out.
        struct Answer {
            LivePtr device;
            SparkplugReports::Done done;
        };
        std::vector<Answer> answers{};
    };
    // Errors: invalid "telemetry.bad_topic", as sparkplug::read_payload, "sparkplug.compressed"; conflict
    // "sparkplug.another_node" (the device is another edge node, which is there); forbidden "device.not_a_gateway"; as
    // EdgeNode::device_birth, Intake::child.
    [[nodiscard]] Result<Told> take(const LivePtr& device, std::string_view topic, std::string_view payload);
    // The last connection of the device has gone.
    void lose(const LiveDevice& device);
    [[nodiscard]] bool knows(Id<Device> device) const;
    // Whether the device is an edge node, or a device of Sparkplug behind one, and so takes commands as such.
    [[nodiscard]] bool speaks_for(const Device& device) const;
    // What is sent for a command, at QoS 0 and not retained; its report is awaited from then on. None: not now, it has
    // to be born first. Errors: as sparkplug_command.
    [[nodiscard]] Result<std::optional<mqtt::Message>> command(const Device& device, const DeviceCommand& command);

    // What is kept for topics that the filter matches.
    [[nodiscard]] std::vector<mqtt::MessagePtr> retained(std::string_view filter) const;
    // What edge nodes are told when the host goes.
    [[nodiscard]] std::vector<mqtt::Message> farewell() const;
    [[nodiscard]] std::vector<Id<Device>> nodes_online() const;
    // Of the device; none where it is no edge node.
    [[nodiscard]] std::optional<SparkplugNode> describe(Id<Device> device) const;

  private:
    struct Known;
    using KnownPtr = std::shared_ptr<Known>;
    [[nodiscard]] KnownPtr find(Id<Device> device) const;
    [[nodiscard]] KnownPtr find_or_make(Id<Device> device);
    [[nodiscard]] Result<Told> take_birth(Known& known, const LivePtr& device, const sparkplug::Topic& topic,
                                          const sparkplug::Payload& payload);
    [[nodiscard]] Result<Told> take_of_device(Known& known, const LivePtr& device, const sparkplug::Topic& topic,
                                              const sparkplug::Payload& payload);
    void ask_for_birth(Known& known, Told& told);
    static void note_done(Known& known, std::string_view name, const LivePtr& device, const sparkplug::Heard& heard,
                          bool is_birth, Told& told);

    Intake& intake_;
    const std::int64_t started_ms_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::int64_t, KnownPtr> known_;
};

}  // namespace dengyun::telemetry
