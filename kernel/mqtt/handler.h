#pragma once
// What a module gives the endpoint: it says who a device is, takes what the device publishes, and answers when that is
// durable. All functions are called on network threads and must not wait.
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "kernel/mqtt/packet.h"
#include "kernel/mqtt/session.h"

namespace dengyun::mqtt {

// Who has connected. A module derives its own from it and finds it again in every call.
struct Device {
    explicit Device(std::string chosen) : key(std::move(chosen)) {}
    virtual ~Device() = default;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    // One for each device of all organisations: sessions belong to it, so that no client id of a stranger takes one
    // over.
    const std::string key;
};
using DevicePtr = std::shared_ptr<const Device>;

class ConnectionBase;
struct Slot;

// The answer that is owed to a CONNECT. From any thread, at once or later; dropped without one it is
// server_unavailable.
class Admit {
  public:
    explicit Admit(std::shared_ptr<ConnectionBase> connection);
    Admit(Admit&&) noexcept = default;
    Admit& operator=(Admit&&) = delete;
    ~Admit();
    void operator()(std::expected<DevicePtr, Reason> verdict);

  private:
    std::shared_ptr<ConnectionBase> connection_;
};

// The answer that is owed to a PUBLISH: success when it is durable, or why it is not taken. From any thread, at once or
// later, also when the device has gone meanwhile. Dropped without one it is unspecified_error. At QoS 0 nobody hears
// it.
class Acknowledge {
  public:
    Acknowledge(std::shared_ptr<Slot> slot, std::uint32_t sequence);
    Acknowledge(Acknowledge&&) noexcept = default;
    Acknowledge& operator=(Acknowledge&&) noexcept;
    ~Acknowledge();
    void operator()(Reason reason);

  private:
    std::shared_ptr<Slot> slot_;
    std::uint32_t sequence_ = 0;
};

class Handler {
  public:
    virtual ~Handler() = default;
    // `connect` is valid during the call; `address` is the client's. Refused with bad_user_name_or_password,
    // not_authorized, banned, server_busy …
    virtual void admit(const Connect& connect, const std::string& address, Admit answer) = 0;
    // A message of the device, or its will. Valid during the call. At QoS 1 the same one may come twice, at QoS 2 it
    // comes once as long as this process lives.
    virtual void publish(const DevicePtr& device, const Publish& publish, Acknowledge answer) = 0;
    // success, or not_authorized: a device hears what is meant for it only.
    virtual Reason may_subscribe(const Device& device, std::string_view filter) = 0;
    // What is kept for the topics that the filter matches, for instance attributes: told when it subscribes.
    virtual std::vector<MessagePtr> retained(const Device& device, std::string_view filter) = 0;
    virtual void connected(const DevicePtr& device) = 0;
    virtual void disconnected(const DevicePtr& device, Reason reason) = 0;
};

}  // namespace dengyun::mqtt
