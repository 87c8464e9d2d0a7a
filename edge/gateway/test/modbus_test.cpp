// Goal: a PLC is read in few requests, with every type in every word order; time-outs, exceptions, broken connections
// and registers that are not there cost only what they must; what is written is read back.
#include <fmt/format.h>

#include "edge/gateway/modbus/source.h"
#include "edge/gateway/test/modbus_device.h"
#include "edge/gateway/test/yard.h"

namespace dengyun::gateway {
namespace {

using acquisition::ModbusConnection;
using test::ModbusDevice;

class Modbus : public test::Yard {
  protected:
    static std::string tcp(const ModbusDevice& device, std::string_view groups, std::string_view more = "") {
        return fmt::format(
            R"({{"name":"plc","kind":"modbus_tcp","host":"127.0.0.1","port":{},"timeout_ms":200{},"groups":[{}]}})",
            device.port(), more, groups);
    }
    static std::string group(std::string_view bindings, int period_ms = 1'000) {
        return fmt::format(R"({{"period_ms":{},"bindings":[{}]}})", period_ms, bindings);
    }
    static Moment at(std::int64_t ms) { return Moment(std::chrono::hours(1000) + std::chrono::milliseconds(ms)); }
};

TEST_F(Modbus, ReadsEveryTypeInEveryOrder) {
    ModbusDevice device;
    device.set(0, {0x41C8, 0x0000, 0x0000, 0x41C8, 0xC841, 0x0000, 0x0000, 0xC841});  // 25.0 four times
    device.set(10, {0xFFFE, 0xFFFF, 0x0001});
    device.set(20, {0x4039, 0, 0, 0});  // 25.0 in 64 bits
    device.set_coil(3, true);
    device.set_input(4, true);
    const auto& connection =
        configure<ModbusConnection>(tcp(device, group(R"({"point":"a","address":0,"type":"float32"},
            {"point":"b","address":2,"type":"float32","order":"CDAB"},{"point":"c","address":4,"type":"float32","order":"BADC"},
            {"point":"d","address":6,"type":"float32","order":"DCBA"},{"point":"e","address":10,"type":"int16"},
            {"point":"f","address":10,"type":"int32"},{"point":"g","address":11,"type":"uint32","order":"CDAB"},
            {"point":"h","address":20,"type":"float64"},{"point":"i","address":10,"type":"uint16","scale":0.1,"offset":-1,
             "derived":[{"point":"j","scale":2}]},{"point":"k","table":"coil","address":3},
            {"point":"l","table":"discrete_input","address":4},{"point":"m","table":"input_register","address":10,"type":"uint16"})")));
    ModbusSource source(connection, needs());
    EXPECT_EQ(source.pass(at(0)), at(1'000));
    EXPECT_EQ(
        recorded(),
        "\ntelemetry k=true,l=true,m=65534,a=25,b=25,c=25,d=25,e=-2,f=-65537,i=6552.400000000001,j=131068,g=131071,"
        "h=25 1772323200000\n");
    EXPECT_EQ(device.asked().size(), 4U);  // a table each
    EXPECT_EQ(source.state().reads, 4U);
}

TEST_F(Modbus, ReadsAGroupWhenItIsDue) {
    ModbusDevice device;
    const auto& connection =
        configure<ModbusConnection>(tcp(device, group(R"({"point":"a","address":0,"type":"uint16"})", 1'000) + "," +
                                                    group(R"({"point":"b","address":0,"type":"uint16"})", 300)));
    ModbusSource source(connection, needs());
    EXPECT_EQ(source.pass(at(0)), at(300));
    EXPECT_EQ(source.pass(at(310)), at(600));
    EXPECT_EQ(device.asked().size(), 3U);
    // What was missed is not made up for, and the step is kept.
    EXPECT_EQ(source.pass(at(5'450)), at(5'700));
    EXPECT_EQ(device.asked().size(), 2U);
}

TEST_F(Modbus, HalvesWhatTheDeviceRefuses) {
    ModbusDevice device;
    for (int i = 0; i < 20; ++i) device.set(i, {static_cast<std::uint16_t>(100 + i)});
    device.missing_register = 7;
    std::string bindings;
    for (int i = 0; i < 20; i += 2)
        bindings += fmt::format(R"({}{{"point":"p{}","address":{},"type":"uint16"}})", i == 0 ? "" : ",", i, i);
    const auto& connection = configure<ModbusConnection>(tcp(device, group(bindings)));
    ModbusSource source(connection, needs());
    static_cast<void>(source.pass(at(0)));
    // The hole lies between two that are there: everything is read, at once.
    auto all = recorded();
    for (int i = 0; i < 20; i += 2) EXPECT_NE(all.find(fmt::format("p{}={}", i, 100 + i)), std::string::npos) << all;
    EXPECT_EQ(said(), "");
    const auto first = device.asked().size();
    static_cast<void>(source.pass(at(1'000)));
    EXPECT_LT(device.asked().size(), first);  // it has learned
    recorded();

    // One that is asked for is missing: only this one does not come, and is asked for a minute later.
    device.missing_register = 8;
    static_cast<void>(source.pass(at(2'000)));
    all = recorded();
    EXPECT_EQ(all.find("p8="), std::string::npos);
    EXPECT_NE(all.find("p6=106"), std::string::npos);
    EXPECT_NE(all.find("p10=110"), std::string::npos);
    EXPECT_EQ(said(), "gateway.register_refused plc: holding_register 8\n");
    device.missing_register = -1;
    static_cast<void>(source.pass(at(3'000)));
    EXPECT_EQ(recorded().find("p8="), std::string::npos);
    static_cast<void>(source.pass(at(63'000)));
    EXPECT_NE(recorded().find("p8=108"), std::string::npos);
}

TEST_F(Modbus, WaitsLongerAndLongerForASilentDevice) {
    ModbusDevice device;
    const auto& connection =
        configure<ModbusConnection>(tcp(device, group(R"({"point":"a","address":0,"type":"uint16"})")));
    ModbusSource source(connection, needs());
    static_cast<void>(source.pass(at(0)));
    recorded();
    device.is_silent = true;
    auto now = at(1'000);
    std::vector<std::int64_t> pauses;
    for (int i = 0; i < 4; ++i) {
        const auto next = source.pass(now);
        pauses.push_back((next - now) / std::chrono::milliseconds(1));
        EXPECT_EQ(source.pass(now), next);  // asked sooner it does nothing
        now = std::max(next, at(2'000 + i * 60'000));
    }
    for (std::size_t i = 1; i < pauses.size(); ++i) EXPECT_GT(pauses[i], pauses[i - 1]);
    EXPECT_EQ(source.state().failures, 4U);
    EXPECT_FALSE(source.state().is_connected);
    EXPECT_EQ(recorded(), "");
    device.is_silent = false;
    static_cast<void>(source.pass(now + std::chrono::minutes(2)));
    EXPECT_NE(recorded().find("a=0"), std::string::npos);
    EXPECT_TRUE(source.state().is_connected);
    const auto told = said();
    EXPECT_EQ(told.find("gateway.connection_lost plc"), 0U) << told;
    EXPECT_NE(told.find("gateway.connection_restored plc"), std::string::npos) << told;
}

TEST_F(Modbus, GoesOnAfterABrokenConnectionAndABusyDevice) {
    ModbusDevice device;
    const auto& connection =
        configure<ModbusConnection>(tcp(device, group(R"({"point":"a","address":0,"type":"uint16"})")));
    ModbusSource source(connection, needs());
    device.drops = true;
    const auto again = source.pass(at(0));
    device.drops = false;
    static_cast<void>(source.pass(std::max(again, at(1'000))));
    EXPECT_NE(recorded().find("a=0"), std::string::npos);
    device.is_busy = true;
    static_cast<void>(source.pass(at(2'000)));
    EXPECT_EQ(source.state().exceptions, 1U);
    device.is_busy = false;
    static_cast<void>(source.pass(at(3'000)));
    EXPECT_NE(recorded().find("a=0"), std::string::npos);
    EXPECT_EQ(source.state().failures, 1U);
}

TEST_F(Modbus, WritesAndReadsBack) {
    ModbusDevice device;
    const auto& connection = configure<ModbusConnection>(tcp(device, group(R"(
        {"point":"speed","device":"CNC","address":5,"type":"uint16","scale":0.1,"writable":true,"write_max":500},
        {"point":"limit","address":6,"type":"float32","order":"CDAB","writable":true},
        {"point":"lamp","table":"coil","address":1,"writable":true},{"point":"fixed","address":9,"type":"uint16"})")));
    ModbusSource source(connection, needs());
    const auto speed = source.write("CNC", "speed", 123.4);
    ASSERT_TRUE(speed) << speed.error().code;
    EXPECT_DOUBLE_EQ(*speed, 123.4);
    EXPECT_EQ(device.word(5), 1'234);
    EXPECT_EQ(source.write("", "limit", -2.5).value_or(0), -2.5);
    EXPECT_EQ(device.word(6), 0x0000);
    EXPECT_EQ(device.word(7), 0xC020);
    EXPECT_EQ(source.write("", "lamp", 1).value_or(0), 1);
    EXPECT_EQ(source.write("", "lamp", 2).error().code, "gateway.value_out_of_range");
    EXPECT_EQ(source.write("CNC", "speed", 501).error().code, "gateway.value_out_of_range");
    EXPECT_EQ(source.write("CNC", "speed", -1).error().code, "gateway.value_out_of_range");
    EXPECT_EQ(device.word(5), 1'234);
    EXPECT_FALSE(source.writes("", "fixed"));
    EXPECT_FALSE(source.writes("", "speed"));
    device.is_silent = true;
    EXPECT_EQ(source.write("CNC", "speed", 1).error().code, "gateway.device_silent");
}

TEST_F(Modbus, SpeaksOverASerialLine) {
    ModbusDevice device(ModbusDevice::Way::serial);
    device.set(0, {7, 8});
    const auto& connection = configure<ModbusConnection>(fmt::format(
        R"({{"name":"line","kind":"modbus_rtu","path":"{}","timeout_ms":1000,"groups":[{}]}})", device.path(),
        group(
            R"({"point":"a","address":0,"type":"uint16"},{"point":"b","address":1,"type":"uint16","writable":true})")));
    ModbusSource source(connection, needs());
    static_cast<void>(source.pass(at(0)));
    EXPECT_NE(recorded().find("a=7,b=8"), std::string::npos) << said();
    EXPECT_EQ(source.write("", "b", 9).value_or(0), 9);
    EXPECT_EQ(device.word(1), 9);
}

}  // namespace
}  // namespace dengyun::gateway
