#pragma once
// The gate that devices come through by MQTT, with the topics of ThingsBoard, so that devices made for it connect
// unchanged (the token is the user name):
//
//   v1/devices/me/telemetry              values, as intake/readings.h
//   v1/devices/me/attributes             to us: what the device tells about itself; from us: shared attributes
//   v1/devices/me/attributes/request/N   {"clientKeys":"a,b","sharedKeys":"c"} → …/attributes/response/N
//   v1/devices/me/rpc/request/N          from us: {"method":"m","params":{…}} → …/rpc/response/N with the answer;
//                                        to us: {"method":"getCurrentTime"} → …/rpc/response/N
//   v2/fw/request/R/chunk/N              the size of a chunk in bytes → v2/fw/response/R/chunk/N with its bytes
//   v1/gateway/connect, disconnect       {"device":"A"}; a device behind a gateway is made when it is first named
//   v1/gateway/telemetry                 {"A":[{"ts":…,"values":{…}}]}
//   v1/gateway/attributes                {"A":{…}}
//   v1/gateway/attributes/request        {"id":1,"device":"A","client":true,"key":"k"} → …/response
//   v1/gateway/rpc                       from us: {"device":"A","data":{"id":N,"method":"m","params":{…}}},
//                                        to us: {"device":"A","id":N,"data":{…}}
//   spBv1.0/…, STATE/…                   Sparkplug B, as sparkplug/host.h
//
// Network threads put messages into bounded queues; writers take many at once, append them to the stores and answer
// each when it is durable. A full queue refuses: the client tries again later.
#include "kernel/api/worker_pool.h"
#include "kernel/mqtt/endpoint.h"
#include "modules/telemetry/firmware/delivery.h"
#include "modules/telemetry/sparkplug/host.h"

namespace dengyun::telemetry {

struct GateOptions {
    unsigned writers = 2;
    std::size_t queue_messages_max = 20'000;  // of all writers
    std::size_t queue_bytes_max = 32 << 20;
};

class Gate final : public mqtt::Handler {
  public:
    Gate(Intake& intake, GateOptions options);
    ~Gate() override;

    // `endpoint` is where answers to devices go; it must outlive stop(). `on_listening` is told of each device that has
    // connected, begun to listen for commands or been born, on a network thread or a writer's; must be quick.
    using OnListening = std::function<void(Id<Organisation>, Id<Device>)>;
    void start(mqtt::Endpoint& endpoint, OnListening on_listening);
    void stop();  // writes what is queued; idempotent
    // Before the endpoint stops: edge nodes are told that their host goes.
    void say_farewell();
    [[nodiscard]] std::size_t queue_length() const { return queued_messages_.load(); }

    void admit(const mqtt::Connect& connect, const std::string& address, mqtt::Admit answer) override;
    void publish(const mqtt::DevicePtr& device, const mqtt::Publish& publish, mqtt::Acknowledge answer) override;
    mqtt::Reason may_subscribe(const mqtt::Device& device, std::string_view filter) override;
    std::vector<mqtt::MessagePtr> retained(const mqtt::Device& device, std::string_view filter) override;
    void connected(const mqtt::DevicePtr& device) override;
    void disconnected(const mqtt::DevicePtr& device, mqtt::Reason reason) override;

    // Shared attributes have changed: told to the device where it listens.
    void tell_attributes(Id<Device> device, std::string json);

    [[nodiscard]] SparkplugHost& sparkplug() { return sparkplug_; }

  private:
    struct Writer;
    [[nodiscard]] static mqtt::Reason judge_filter(const mqtt::Device& device, std::string_view filter);
    void note_listening(const mqtt::Device& device);
    void run(Writer& writer);
    void enqueue(const mqtt::DevicePtr& device, std::string_view topic, std::string_view payload,
                 mqtt::Acknowledge answer);

    Intake& intake_;
    Delivery delivery_;
    const GateOptions options_;
    SparkplugHost sparkplug_;
    mqtt::Endpoint* endpoint_ = nullptr;
    OnListening on_listening_;
    std::unique_ptr<api::WorkerPool> admissions_;
    std::vector<std::unique_ptr<Writer>> writers_;
    std::atomic<std::size_t> queued_messages_ = 0;
    std::atomic<std::size_t> queued_bytes_ = 0;
};

}  // namespace dengyun::telemetry
