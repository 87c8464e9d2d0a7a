#pragma once
// A Modbus device: its poll groups in few requests each, and values written into its registers.
//
// A request that the device refuses is halved until the registers that it has are told from those that it has not; a
// binding that is refused alone is asked for again every minute only. After a time-out or a broken connection the pause
// before the next try doubles, up to a minute.
#include "edge/gateway/backoff.h"
#include "edge/gateway/modbus/bus.h"
#include "edge/gateway/source.h"
#include "engines/acquisition/requests.h"

namespace dengyun::gateway {

class ModbusSource final : public Source {
  public:
    // `connection` and `needs` must outlive it: samples point at its points.
    ModbusSource(const acquisition::ModbusConnection& connection, SourceNeeds needs);

    [[nodiscard]] Moment pass(Moment now) override;
    [[nodiscard]] SourceState state() const override { return condition_.state(); }
    [[nodiscard]] bool writes(std::string_view device, std::string_view point) const override;
    // Errors: invalid "gateway.value_out_of_range"; unavailable "gateway.device_silent" (no answer, or it cannot just
    // now), "gateway.device_refused".
    [[nodiscard]] Result<double> write(std::string_view device, std::string_view point, double value) override;

  private:
    struct Planned {
        acquisition::Request request;
        Moment asleep_until{};  // refused alone
    };
    struct Group {
        const acquisition::PollGroup* described;
        std::vector<Planned> planned;
        std::vector<Teller> tellers;  // of the bindings
        Moment due_at{};
    };
    enum class Outcome { read, refused, busy, broken };

    void poll(Group& group, Moment now);
    [[nodiscard]] Outcome ask(Group& group, const acquisition::Request& request, std::vector<Sample>& samples);
    [[nodiscard]] BusResult<void> read(const Group& group, const acquisition::Request& request,
                                       std::vector<Sample>& samples, std::vector<Teller>& tellers);
    void refused(Group& group, std::size_t place, Moment now);
    [[nodiscard]] const acquisition::Binding* writable(std::string_view device, std::string_view point) const;
    [[nodiscard]] BusResult<double> write_and_read(const acquisition::Binding& binding, double raw);

    const acquisition::ModbusConnection& connection_;
    const SourceNeeds needs_;
    Condition condition_;
    std::mutex bus_mutex_;  // of the bus: polls and writes in turn, request by request
    Bus bus_;
    Backoff backoff_;
    Moment silent_until_{};
    std::vector<Group> groups_;
};

}  // namespace dengyun::gateway
