#pragma once
// Which sessions there are, and which connection runs each: taken over, kept while nobody is connected, ended in time.
// Thread-safe. Inside kernel/mqtt only.
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "kernel/mqtt/handler.h"

namespace dengyun::mqtt {

// One session and who runs it.
struct Slot : std::enable_shared_from_this<Slot> {
    Slot(DevicePtr whose, std::string name, const SessionLimits& limits)
        : device(std::move(whose)), client_id(std::move(name)), session(limits) {}

    const DevicePtr device;
    const std::string client_id;

    std::mutex mutex;                       // guards the rest while there is no owner, and always `owner` and `next`
    std::shared_ptr<ConnectionBase> owner;  // while there is one its thread alone touches the session
    std::shared_ptr<ConnectionBase> next;   // waits until the owner has let go
    Session session;
    std::optional<Time> due;  // the registry's: when something has to be done about it
};
using SlotPtr = std::shared_ptr<Slot>;

struct RegistryLimits {
    SessionLimits session;
    std::size_t sessions_per_device_max = 4;
    std::size_t sessions_kept_max = 100'000;  // without a connection; above, that which would end first ends now
};

class Registry {
  public:
    Registry(const RegistryLimits& limits, Handler& handler) : limits_(limits), handler_(handler) {}

    // Gives the session to `connection`, whose attached() is called on its thread: at once, or when the connection that
    // has it now has let go. Too many sessions of the device: refused() with quota_exceeded.
    void attach(const DevicePtr& device, const std::string& client_id,
                const std::shared_ptr<ConnectionBase>& connection);
    // The connection's thread: lets go of the session, whose link is detached.
    void release(const SlotPtr& slot, Time now);
    // Before a connection takes up the session: sends the will that an earlier connection left behind, where it is owed
    // at this time. Answers whether the session goes on; where not, it is new.
    bool resume(Slot& slot, bool clean_start, Time now);
    // Sends wills and ends sessions whose time has come.
    void sweep(Time now);
    // To every session of the device that subscribes to the topic. `taken` from one with a connection means that it was
    // handed over; what its queue then refuses is counted in the statistics.
    Sending send(const Device& device, const MessagePtr& message);
    // To the one session: its connection, or its queue.
    static void hand_over(const SlotPtr& slot, const MessagePtr& message);

    struct Counts {
        std::size_t sessions, kept;
    };
    [[nodiscard]] Counts counts() const;

  private:
    SlotPtr find_or_make(const DevicePtr& device, const std::string& client_id);
    void keep(const SlotPtr& slot);  // both with mutex_ held
    void forget(const SlotPtr& slot);
    void unschedule(Slot& slot);
    bool take_will(Slot& slot, std::string& will);
    void send_will(const SlotPtr& slot, const std::string& will);

    const RegistryLimits& limits_;
    Handler& handler_;
    mutable std::mutex mutex_;  // taken before that of a slot
    std::unordered_map<std::string, std::vector<SlotPtr>> by_device_;
    std::set<std::pair<Time, SlotPtr>> kept_;
    std::size_t sessions_ = 0;
};

}  // namespace dengyun::mqtt
