// Goal: a right configuration is read whole; every mistake is named by its path, all at once, and has a text in both
// languages.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engines/acquisition/api.h"

namespace dengyun::acquisition {
namespace {

std::string issues_of(std::string_view text) {
    const auto read = read_configuration(text);
    if (read) return "read";
    MessageCatalogue catalogue;
    catalogue.add(messages());
    EXPECT_TRUE(catalogue.contains(read.error().code));
    std::string all;
    for (const auto& issue : read.error().issues) {
        all += (all.empty() ? "" : " ") + issue.field + ":" + issue.code;
        EXPECT_TRUE(catalogue.contains("issue." + issue.code)) << issue.code;
    }
    return all;
}

std::string with(std::string_view connection) { return fmt::format(R"({{"connections":[{}]}})", connection); }
std::string binding(std::string_view members) {
    return with(fmt::format(
        R"({{"name":"a","kind":"modbus_tcp","host":"h","groups":[{{"bindings":[{{"point":"p"{}}}]}}]}})", members));
}

TEST(Configuration, IsReadWhole) {
    const auto read = read_configuration(R"({"poll_ms":2000,"connections":[
        {"name":"plc","kind":"modbus_tcp","device":"CNC","host":"10.0.0.5","port":1502,"unit":3,"timeout_ms":700,"gap_max":4,
         "registers_max":60,"groups":[{"period_ms":250,"bindings":[
            {"point":"speed","table":"input_register","address":17,"type":"float32","order":"CDAB","scale":0.1,"offset":2,
             "deadband_percent":1.5,"interval_min_ms":100,"interval_max_ms":60000,"drop":{"below":-1,"values":[65535]},
             "derived":[{"point":"speed_rpm","device":"line","scale":60}]},
            {"point":"mode","address":1,"type":"int16","writable":true,"write_min":0,"write_max":3}]}]},
        {"name":"line","kind":"modbus_rtu","path":"/dev/ttyUSB0","baud":19200,"parity":"E","stop_bits":2,"unit":9,"groups":[]},
        {"name":"files","kind":"folder","folder":"/srv/export","time_format":"unix_ms","columns":[
            {"column":"T","point":"temperature","device":"oven"},{"column":"S","point":"state","text":true}]},
        {"name":"agent","kind":"mtconnect","url":"http://agent:5000/vmc/","items":[{"id":"x1","point":"load"}]}]})");
    ASSERT_TRUE(read) << read.error().issues.front().field;
    EXPECT_EQ(read->poll_ms, 2'000);
    ASSERT_EQ(read->connections.size(), 4U);
    const auto& plc = std::get<ModbusConnection>(read->connections[0]);
    EXPECT_EQ(std::get<TcpAddress>(plc.address).port, 1'502);
    EXPECT_EQ(plc.registers_max, 60);
    const auto& speed = plc.groups.at(0).bindings.at(0);
    EXPECT_EQ(speed.point.device, "CNC");
    EXPECT_EQ(speed.table, Table::input_register);
    EXPECT_EQ(speed.order, WordOrder::cdab);
    EXPECT_EQ(speed.point.sampling.deadband_percent, 1.5);
    EXPECT_EQ(speed.point.sampling.drop_values, std::vector<double>{65'535});
    EXPECT_EQ(speed.derived.at(0).device, "line");
    EXPECT_TRUE(plc.groups[0].bindings[1].is_writable);
    EXPECT_EQ(std::get<SerialLine>(std::get<ModbusConnection>(read->connections[1]).address).parity, 'E');
    EXPECT_TRUE(std::get<FolderConnection>(read->connections[2]).columns[1].is_text);
    EXPECT_EQ(std::get<MtconnectConnection>(read->connections[3]).url, "http://agent:5000/vmc");
}

TEST(Configuration, NamesEveryMistake) {
    EXPECT_EQ(issues_of("{"), ":malformed_json");
    EXPECT_EQ(issues_of("[]"), ":type");
    EXPECT_EQ(issues_of("{}"), "connections:required");
    EXPECT_EQ(issues_of(R"({"connections":[],"connections":[]})"), "connections:duplicate_member");
    EXPECT_EQ(issues_of(R"({"connections":[{}],"x":1,"poll_ms":1})"),
              "x:unknown_member poll_ms:too_small connections.0.name:required connections.0.kind:required");
    EXPECT_EQ(issues_of(with(R"({"name":"a","kind":"opc"})")), "connections.0.kind:unknown_choice");
    EXPECT_EQ(issues_of(with(R"({"name":"a","kind":"modbus_tcp","groups":[],"path":"/dev/x"})")),
              "connections.0.path:unknown_member connections.0.host:required");
    EXPECT_EQ(
        issues_of(with(R"({"name":"a\n","kind":"folder","folder":"/x","columns":[]},{"name":"b","kind":"mtconnect",
        "url":"ftp://x","items":[{"id":"i"}]})")),
        "connections.0.name:control_character connections.1.url:not_http connections.1.items.0.point:required");
    const std::string at = "connections.0.groups.0.bindings.0.";
    EXPECT_EQ(issues_of(binding(R"(,"address":65535,"type":"float32")")), at + "address:past_the_last_register");
    EXPECT_EQ(issues_of(binding(R"(,"address":70000,"type":"int8")")),
              at + "address:too_large " + at + "type:unknown_choice");
    EXPECT_EQ(issues_of(binding(R"(,"table":"coil","address":1,"type":"int16")")), at + "type:bits_have_no_type");
    EXPECT_EQ(issues_of(binding(R"(,"table":"input_register","address":1,"type":"int16","writable":true)")),
              at + "writable:not_writable");
    EXPECT_EQ(issues_of(binding(R"(,"address":1,"type":"int16","deadband":-1)")), at + "deadband:too_small");
    EXPECT_EQ(issues_of(binding(R"(,"address":1,"type":"int16","deadband":1,"deadband_percent":"2")")),
              at + "deadband_percent:type " + at + "deadband_percent:one_deadband");
    EXPECT_EQ(issues_of(binding(R"(,"address":1,"type":"int16","interval_min_ms":9,"interval_max_ms":8)")),
              at + "interval_max_ms:interval_order");
    EXPECT_EQ(issues_of(binding(R"(,"address":1,"type":"int16","derived":[{"point":"p"}])")),
              at + "derived.0.point:point_taken");
}

TEST(Configuration, IsBounded) {
    EXPECT_EQ(issues_of(std::string(Bounds::configuration_bytes_max + 1, ' ')), ":configuration_too_long");
    std::string many;
    for (int i = 0; i < 65; ++i)
        many += fmt::format(R"({}{{"name":"c{}","kind":"folder","folder":"/x","columns":[]}})", i == 0 ? "" : ",", i);
    EXPECT_EQ(issues_of(with(many)), "connections:too_many");
    std::string points;
    for (int i = 0; i < 5'100; ++i) points += fmt::format(R"({}{{"point":"p{}","id":"i"}})", i == 0 ? "" : ",", i);
    EXPECT_EQ(issues_of(with(R"({"name":"a","kind":"mtconnect","url":"http://x","items":[)" + points + "]}")),
              "connections:too_many_points");
}

}  // namespace
}  // namespace dengyun::acquisition
