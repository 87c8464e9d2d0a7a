#pragma once
// The teller hands devices the shared attributes that a deed of ours has changed: parameters that are sent. It looks
// into the database whenever the log of an organisation has grown, whichever process wrote it, so that the process
// that a device is connected to is the one that tells it. Telling twice does no harm; a device that is not connected
// is told when it subscribes. Thread-safe.
#include <condition_variable>
#include <map>
#include <set>
#include <thread>

#include "kernel/mqtt/endpoint.h"
#include "kernel/store/store.h"

namespace dengyun::telemetry {

class Teller {
  public:
    explicit Teller(store::Store& store) : store_(store) {}
    ~Teller();
    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;

    // `endpoint` must outlive stop().
    void start(mqtt::Endpoint& endpoint);
    void stop();  // idempotent

  private:
    void run();
    void tell(Id<Organisation> organisation);

    store::Store& store_;
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
