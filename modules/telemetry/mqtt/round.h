#pragma once
// A round of a writer: many messages, appended together, each answered when it is durable. Private to mqtt/.
#include <boost/json/fwd.hpp>

#include "kernel/mqtt/endpoint.h"
#include "modules/telemetry/firmware/delivery.h"
#include "modules/telemetry/sparkplug/host.h"

namespace dengyun::telemetry {

struct GateItem {
    mqtt::DevicePtr device;
    LivePtr live;
    std::string topic;  // empty: the last connection of the device has gone
    std::string payload;
    std::size_t bytes = 0;
    mqtt::Acknowledge answer;
};

class Round {
  public:
    // `on_listening`: an edge node understands commands from now on.
    using OnListening = std::function<void(Id<Organisation>, Id<Device>)>;
    Round(Intake& intake, mqtt::Endpoint& endpoint, Delivery& delivery, SparkplugHost& sparkplug,
          const OnListening& on_listening)
        : intake_(intake),
          endpoint_(endpoint),
          delivery_(delivery),
          sparkplug_(sparkplug),
          on_listening_(on_listening) {}
    ~Round();  // appends what is left
    Round(const Round&) = delete;
    Round& operator=(const Round&) = delete;
    void take(GateItem& item);

  private:
    // What waits for one append.
    struct Pending {
        timeseries::Batch batch;
        struct Part {
            LivePtr device;
            Way way;
            std::size_t values;
        };
        std::vector<Part> parts;
        std::vector<mqtt::Acknowledge> answers;
    };
    class SharedAnswer;  // to a message of several parts: given when the last of them is done
    [[nodiscard]] Result<> dispatch(GateItem& item);
    [[nodiscard]] Result<> add(const LivePtr& device, Result<Readings> readings, Way way = Way::mqtt);
    [[nodiscard]] Result<> take_gateway(GateItem& item, std::string_view what);
    [[nodiscard]] Result<> take_sparkplug(GateItem& item);
    [[nodiscard]] Result<> answer_attributes(const GateItem& item, std::string_view number);
    [[nodiscard]] Result<> answer_chunk(const GateItem& item, std::string_view asked);
    [[nodiscard]] Result<> take_command_answer(GateItem& item, std::string_view number);
    [[nodiscard]] Result<> take_gateway_answer(GateItem& item, const boost::json::object& told);
    void store_command_answer(GateItem& item, const LivePtr& device, std::int64_t number, boost::json::value answer);
    void store_report(const LiveDevice& device, const SparkplugReports::Done& done);
    [[nodiscard]] Result<> answer_request(const GateItem& item, std::string_view number);
    [[nodiscard]] Result<> answer_gateway_attributes(const GateItem& item, const boost::json::object& asked);
    void store_attributes(const LivePtr& device, std::string json, std::shared_ptr<SharedAnswer> answer);
    void flush(Id<Organisation> organisation, Pending& pending);

    Intake& intake_;
    mqtt::Endpoint& endpoint_;
    Delivery& delivery_;
    SparkplugHost& sparkplug_;
    const OnListening& on_listening_;
    std::map<std::int64_t, Pending> pending_;  // by organisation
};

}  // namespace dengyun::telemetry
