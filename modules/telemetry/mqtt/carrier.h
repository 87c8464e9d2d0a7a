#pragma once
// The carrier hands commands to devices and notes how far they have come. The database is the queue: what a connection
// has not delivered is handed over again when the device listens again, in order, as long as it has not expired; each
// command has at most one copy on its way. Private to the teller, on whose thread it works.
#include <map>
#include <mutex>
#include <set>

#include "kernel/mqtt/endpoint.h"
#include "kernel/store/store.h"
#include "modules/telemetry/commands/service.h"
#include "modules/telemetry/sparkplug/host.h"

namespace dengyun::telemetry {

class Carrier {
  public:
    // `wake`: an organisation has something to be carried; from any thread, must be quick.
    Carrier(store::Store& store, SparkplugHost& sparkplug, std::function<void(Id<Organisation>)> wake)
        : store_(store), sparkplug_(sparkplug), wake_(std::move(wake)) {}
    Carrier(const Carrier&) = delete;
    Carrier& operator=(const Carrier&) = delete;

    // A device, or the gateway that speaks for others, has begun to listen, or to understand (a birth). From any
    // thread.
    void note_arrival(Id<Organisation> organisation, Id<Device> speaker);
    // Notes what has happened and hands over what waits. `endpoint` must outlive the carrier's messages.
    void carry(Id<Organisation> organisation, mqtt::Endpoint& endpoint);
    // Notes what has happened, everywhere. At the end, when no more can happen.
    void settle_all();

  private:
    class Copy;  // of a command, on its way; tells when it has gone
    struct Happened {
        enum class What { arrived, sent, delivered, gone } what;
        std::int64_t id;  // of the device that has arrived; of the command
    };
    struct Known {
        std::int64_t speaker = 0;
        bool is_on_its_way = true;
        bool has_arrived_since = false;  // the speaker, after it was handed over
    };
    using Commands = std::map<std::int64_t, Known>;

    void note(Id<Organisation> organisation, Happened happened);
    [[nodiscard]] std::vector<Happened> take(Id<Organisation> organisation);
    void settle(Id<Organisation> organisation, const std::vector<Happened>& happened);
    static void follow(Commands& known, const std::vector<Happened>& happened);
    void hand_over(Id<Organisation> organisation, Commands& known, const Device& device, const DeviceCommand& command,
                   Instant now, mqtt::Endpoint& endpoint);

    // None: not now. Errors: it can be no command to this device.
    [[nodiscard]] Result<std::optional<mqtt::Message>> message_of(const Device& device, const DeviceCommand& command);

    store::Store& store_;
    SparkplugHost& sparkplug_;
    const std::function<void(Id<Organisation>)> wake_;
    std::mutex mutex_;
    std::map<std::int64_t, std::vector<Happened>> happened_;  // by organisation; with mutex_
    std::map<std::int64_t, Commands> known_;                  // by organisation and command; of the teller's thread
};

}  // namespace dengyun::telemetry
