#pragma once
// The teller hands devices what a deed of ours has for them: shared attributes (parameters that are sent, firmware that
// is offered) and commands, which its carrier hands over. It looks into the database whenever the log of an
// organisation has grown, whichever process wrote it, so that the process that a device is connected to is the one that
// tells it. Telling attributes twice does no harm; a device that is not connected is told when it subscribes.
// Thread-safe.
#include <condition_variable>
#include <map>
#include <set>
#include <thread>

#include "kernel/mqtt/endpoint.h"
#include "kernel/store/store.h"
#include "modules/telemetry/mqtt/carrier.h"

namespace dengyun::telemetry {

class Teller {
  public:
    Teller(store::Store& store, SparkplugHost& sparkplug)
        : store_(store), carrier_(store, sparkplug, [this](Id<Organisation> organisation) { note(organisation); }) {}
    ~Teller();
    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;

    // `endpoint` must outlive stop(); what it still holds is let go before the teller ends.
    void start(mqtt::Endpoint& endpoint);
    // When the endpoint has stopped, so that what it has still delivered is known. Idempotent.
    void stop();
    // A device has connected, or has begun to listen for commands. From any thread.
    void note_arrival(Id<Organisation> organisation, Id<Device> device) { carrier_.note_arrival(organisation, device); }

  private:
    void note(Id<Organisation> organisation);
    void run();
    void tell(Id<Organisation> organisation);

    store::Store& store_;
    Carrier carrier_;
    mqtt::Endpoint* endpoint_ = nullptr;
    std::shared_ptr<void> listening_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::set<std::int64_t> grown_;  // organisations
    bool is_stopping_ = false;
    std::thread thread_;
    // Touched by the thread alone: by organisation, the version of each open row that was told.
    std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> told_;
};

}  // namespace dengyun::telemetry
