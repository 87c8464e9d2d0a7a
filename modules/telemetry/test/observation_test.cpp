// Goal: what a device told between two moments is summed as worked out by hand, from what its counters stood at before;
// late data are told, at most once in a while.
#include <fmt/format.h>

#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class Observing : public Scenario {
  protected:
    Device device(const Connected& connected) {
        return store()
            .read<Device>(Scope::system("test"),
                          [&](store::Reader& reader) { return reader.find(*parse_id<Device>(connected.id)); })
            .value();
    }
    void say(const Connected& connected, Duration ago, std::string_view values) {
        const auto sent = json(
            connected.token, fmt::format(R"({{"ts":{},"values":{{{}}}}})", milliseconds_of(clock.now() - ago), values));
        ASSERT_LT(sent.status, 300U) << sent.body;
    }
};
DENGYUN_BOTH_DATABASES(Observing);

// The last ten minutes: 100 stood there a minute before they began, then 105 and 118: 18 items. Running from the first
// reading to the sixth minute, idle to the end, not known in the first minute but for what went on before: 60 s
// running. Energy 7 - 4 = 3 kWh; power 10 and 2: 6 kW.
TEST_P(Observing, sums_what_was_told) {
    const auto mill = connect("立铣", R"(,"profile":"cnc_mill","ideal_cycle_ms":30000)");
    say(mill, minutes(11), R"("state":"running","count":100,"energy":4)");
    say(mill, minutes(9), R"("state":"running","count":105,"energy":5,"power":10)");
    say(mill, minutes(4), R"("state":"idle","count":118,"energy":7,"power":2)");
    const auto now = clock.now();
    const auto told = hub->observe(device(mill), now - minutes(10), now);
    ASSERT_TRUE(told) << told.error().code;
    EXPECT_TRUE(told->has_data);
    EXPECT_DOUBLE_EQ(told->cycles.value_or(-1), 18);
    EXPECT_DOUBLE_EQ(told->energy_kwh.value_or(-1), 3);
    EXPECT_DOUBLE_EQ(told->power_kw.value_or(-1), 6);
    EXPECT_DOUBLE_EQ(told->running_s.value_or(-1), 360);
    EXPECT_DOUBLE_EQ(told->known_s, 600);
    EXPECT_DOUBLE_EQ(told->planned_cycle_s.value_or(-1), 30);
}

TEST_P(Observing, of_silence_is_nothing) {
    const auto mill = connect("立铣", R"(,"profile":"cnc_mill")");
    const auto now = clock.now();
    EXPECT_FALSE(hub->observe(device(mill), now - minutes(10), now)->has_data);
    say(mill, minutes(60), R"("count":100)");
    const auto told = hub->observe(device(mill), now - minutes(10), now);
    EXPECT_FALSE(told->has_data || told->cycles || told->running_s || told->power_kw);
}

TEST_P(Observing, prefers_the_device_that_counts) {
    const Id<capacity::Machine> machine{77};
    const auto add = [&](std::string name, std::string profile) {
        Device device{.name = name, .machine_id = machine, .profile = std::move(profile), .token_hint = name};
        device.organisation_id = {11};
        const auto done = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(made, unit.insert(std::move(device)));
            static_cast<void>(made);
            return {};
        });
        ASSERT_TRUE(done) << done.error().detail;
    };
    const auto found = [&](std::int64_t organisation) {
        const auto best = store().read<std::optional<Device>>(Scope::system("test"), [&](store::Reader& reader) {
            return device_of_machine(reader, {organisation}, machine);
        });
        return best.value() ? (*best)->name : std::string();
    };
    EXPECT_EQ(found(11), "");
    add("电表", "generic_meter");
    EXPECT_EQ(found(11), "电表");
    add("机床", "cnc_mill");
    EXPECT_EQ(found(11), "机床");
    EXPECT_EQ(found(12), "");
}

TEST_P(Observing, tells_late_data_once_in_a_while) {
    const auto mill = connect("立铣");
    std::vector<std::int64_t> told;
    hub->listen_for_late([&](Id<Organisation> organisation) { told.push_back(organisation.value); });
    say(mill, seconds(0), R"("a":1)");
    say(mill, Hub::late_after - seconds(1), R"("a":1)");
    EXPECT_TRUE(told.empty());
    say(mill, Hub::late_after, R"("a":1)");
    say(mill, minutes(60), R"("a":1)");
    EXPECT_EQ(told, std::vector<std::int64_t>{11});
    clock.advance(Hub::late_pause);
    say(mill, minutes(60), R"("a":2)");
    EXPECT_EQ(told.size(), 2U);
}

}  // namespace
}  // namespace dengyun::telemetry::test
