// Goal: a PLC's registers are live on the server minutes after a person has configured the gateway there; faults of the
// PLC, of a configuration and of the program cost what they must and are told; a value is written and read back.
#include <cmath>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "test/gateway/shop.h"

namespace dengyun::gateway {
namespace {

class GatewayProgram : public test::Shop {
  protected:
    static std::string plc(const test::ModbusDevice& device, std::string_view more = "") {
        return fmt::format(
            R"({{"poll_ms":500,"connections":[{{"name":"plc","kind":"modbus_tcp","host":"127.0.0.1","port":{},"timeout_ms":200,)"
            R"("device":"CNC 1","groups":[{{"period_ms":100,"bindings":[)"
            R"({{"point":"spindle_speed","address":0,"type":"uint16","scale":0.1,"writable":true,"write_max":500}},)"
            R"({{"point":"load","address":1,"type":"float32","order":"CDAB","deadband":0.5}}{}]}}]}}]}})",
            device.port(), more);
    }
    bool runs(std::int64_t number) {
        return eventually([&] {
            const auto shown = view();
            const auto* state = shown.as_object().if_contains("state");
            return state != nullptr && state->is_object() && state->at("running").as_int64() == number;
        });
    }
    std::string status_of(const std::string& command) {
        return std::string(get("/api/v1/gateway-commands/" + command).at("status").as_string());
    }
    std::string command(double value) {
        return std::string(post("/api/v1/devices/" + gateway_id() + "/gateway-commands",
                                fmt::format(R"({{"device":"CNC 1","point":"spindle_speed","value":{}}})", value), 201)
                               .at("id")
                               .as_string());
    }
};

TEST_F(GatewayProgram, ReadsAPlcAsTheServerSays) {
    test::ModbusDevice device;
    device.set(0, {1'234, 0x0000, 0x41C8});
    start_gateway();
    ASSERT_EQ(configure(plc(device)), 1);
    ASSERT_TRUE(eventually([&] { return value_of("CNC 1", "spindle_speed") == 123.4; }));
    EXPECT_EQ(value_of("CNC 1", "load"), 25.0);
    device.set(0, {2'000});
    EXPECT_TRUE(eventually([&] { return value_of("CNC 1", "spindle_speed") == 200; }));
    ASSERT_TRUE(runs(1));
    // The gateway tells of itself as well.
    EXPECT_TRUE(eventually([&] { return value_of("车间网关", "resident_bytes") > 0; }));

    // A PLC that falls silent and comes back.
    device.is_silent = true;
    EXPECT_TRUE(is_said("gateway.connection_lost"));
    device.is_silent = false;
    device.set(0, {3'000});
    EXPECT_TRUE(eventually([&] { return value_of("CNC 1", "spindle_speed") == 300; }));
    EXPECT_TRUE(is_said("gateway.connection_restored"));

    // A further version, with a register that the PLC does not have.
    device.missing_register = 40;
    configure(plc(device,
                  R"(,{"point":"torque","address":3,"type":"uint16"},{"point":"none","address":40,"type":"uint16"})"));
    device.set(3, {77});
    EXPECT_TRUE(eventually([&] { return value_of("CNC 1", "torque") == 77; }));
    EXPECT_TRUE(is_said("gateway.register_refused"));
    EXPECT_TRUE(std::isnan(value_of("CNC 1", "none")));
    EXPECT_EQ(stop_gateway(), 0);
}

TEST_F(GatewayProgram, WritesAndReadsBack) {
    test::ModbusDevice device;
    start_gateway();
    configure(plc(device));
    ASSERT_TRUE(runs(1));
    const auto done = command(250.5);
    EXPECT_TRUE(eventually([&] { return status_of(done) == "done"; })) << status_of(done);
    EXPECT_EQ(device.word(0), 2'505);
    EXPECT_EQ(get("/api/v1/gateway-commands/" + done).at("read_back").to_number<double>(), 250.5);
    device.is_silent = true;
    const auto failed = command(1);
    EXPECT_TRUE(eventually([&] { return status_of(failed) == "failed"; })) << status_of(failed);
    EXPECT_EQ(get("/api/v1/gateway-commands/" + failed).at("failure").as_string(), "gateway.device_silent");
    EXPECT_EQ(stop_gateway(), 0);
}

TEST_F(GatewayProgram, FallsBackToTheLastGoodConfiguration) {
    test::ModbusDevice device;
    start_gateway({"--trial-s", "0"});
    configure(plc(device));
    ASSERT_TRUE(runs(1));
    // Good after the next exchange; the program is gone while the second is on trial.
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(edge_folder() / "state/configuration"); }));
    kill_gateway();
    start_gateway({"--trial-s", "3600"});
    configure(R"({"poll_ms":500,"connections":[]})");
    ASSERT_TRUE(runs(2));
    kill_gateway();
    start_gateway();
    ASSERT_TRUE(runs(1));
    EXPECT_EQ(view().at("state").at("refused").as_int64(), 2);
    EXPECT_TRUE(is_said("gateway.configuration_refused"));
    device.set(0, {4'321});
    EXPECT_TRUE(eventually([&] { return value_of("CNC 1", "spindle_speed") == 432.1; }));
    // And goes on to the next.
    configure(plc(device));
    EXPECT_TRUE(runs(3));
    EXPECT_EQ(stop_gateway(), 0);
}

TEST_F(GatewayProgram, ReadsAFolderOfItsOwnConfiguration) {
    const auto exports = folder() / "exports";
    std::filesystem::create_directories(exports);
    const auto file = folder() / "edge.json";
    std::ofstream(file) << fmt::format(
        R"({{"poll_ms":500,"connections":[{{"name":"exports","kind":"folder","device":"织机","folder":"{}","period_ms":100,
            "settle_ms":0,"time_format":"unix_ms","columns":[{{"column":"T","point":"temperature"}}]}}]}})",
        exports.string());
    const auto now_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    std::ofstream(exports / "a.csv") << "time,T\n" << now_ms - 2'000 << ",20\n" << now_ms - 1'000 << ",21.5\n";
    start_gateway({"--configuration", file.string()});
    EXPECT_TRUE(eventually([&] { return value_of("织机", "temperature") == 21.5; }));
    EXPECT_TRUE(is_said("gateway.file_read"));
    configure(R"({"connections":[]})");  // is for those that take theirs from the server
    EXPECT_TRUE(view().at("state").at("is_local").as_bool());
    EXPECT_EQ(stop_gateway(), 0);
}

TEST(GatewayCheck, NamesWhatIsWrongInBothLanguages) {
    const dengyun::test::TemporaryFolder folder;
    const auto check = [&](const std::string& text) {
        const auto path = (folder.path() / "c.json").string();
        std::ofstream(path) << text;
        const auto program = dengyun::test::start_program(DENGYUN_EDGE, {"--check", path}, true);
        std::string said;
        char buffer[4096];
        for (ssize_t size = 0; (size = read(program.output, buffer, sizeof buffer)) > 0;)
            said.append(buffer, static_cast<std::size_t>(size));
        int status = 0;
        waitpid(program.pid, &status, 0);
        close(program.output);
        close(program.input);
        return std::to_string(WEXITSTATUS(status)) + said;
    };
    EXPECT_EQ(check(R"({"connections":[]})"), "0");
    const auto said =
        check(R"({"connections":[{"name":"a","kind":"folder","folder":"/x","columns":[{"column":"T"}]}]})");
    EXPECT_EQ(said.front(), '1');
    EXPECT_NE(said.find("connections.0.columns.0.point: 必填。"), std::string::npos) << said;
    EXPECT_NE(said.find("connections.0.columns.0.point: Required."), std::string::npos) << said;
}

}  // namespace
}  // namespace dengyun::gateway
