// Goal: the JSON format is read whole, written back as it was, and every fault is named with its path.
#include <algorithm>
#include <gtest/gtest.h>

#include "engines/dispatch/generate/generate.h"
#include "engines/dispatch/json/dispatch_json.h"

namespace dengyun::dispatch {
namespace {

constexpr const char* whole = R"({"now_ms":1000,"horizon_ms":1000000000,
 "processes":["cut","print"],"materials":["PC"],"certificates":["ISO"],
 "sites":[{"id":"A","latitude_udeg":29000000,"longitude_udeg":121000000},{"id":"B","latitude_udeg":28000000,"longitude_udeg":121000000}],
 "transport":{"trip_fen":100,"kilometre_fen":5,"departures_ms":[0,3600000],"distances_m":[[0,5000],[6000,0]]},
 "calendars":[{"id":"day","period_ms":86400000,"shifts":[[0,36000000]],"closed":[[86400000,172800000]]}],
 "workshops":[{"id":"w","site":"A","quality_ppm":950000,"certificates":["ISO"]}],
 "machines":[{"id":"m","workshop":"w","calendar":"day","rate":{"setup_fen":5,"hour_fen":6000},
   "capabilities":[{"process":"cut","materials":["PC"],"size_max_um":[300000,200000,5000],"tolerance_um":50},{"process":"print"}],
   "booked":[[0,5000]]}],
 "orders":[{"id":"o","destination":"B","quantity_milli":100000,"due_ms":900000000,"operations":[
   {"id":"10","process":"cut","material":"PC","size_um":[100000,50000,1000],"unit_us":1000000,"yield_ppm":900000,"lots_max":2},
   {"id":"20","process":"print","unit_us":500000,"setup_ms":60000}]}],
 "settings":{"margin_ppm":50000},
 "plans":[{"order":"o","lots":[{"operation":"10","machine":"m","input_milli":112000,"start_ms":2000,"end_ms":9000,"started":true}]}],
 "events":[{"kind":"machine_down","machine":"m","span":[5000,6000]},{"kind":"lot_late","lot":{"order":"o","operation":"10"},"end_ms":9999}]})";

std::string with(std::string_view from, std::string_view to) {
    std::string text = whole;
    const auto found = text.find(from);
    EXPECT_NE(found, std::string::npos) << from;
    return text.replace(found, from.size(), to);
}

void expect_issue(const std::string& text, std::string_view field, std::string_view code) {
    const auto read = read_problem(text);
    ASSERT_FALSE(read) << field;
    ASSERT_FALSE(read.error().issues.empty());
    EXPECT_TRUE(std::ranges::any_of(read.error().issues,
                                    [&](const Issue& one) { return one.field == field && one.code == code; }))
        << field << " " << code << ", but " << read.error().issues[0].field << " " << read.error().issues[0].code;
}

TEST(dispatch_json, reads_everything) {
    const auto read = read_problem(whole);
    ASSERT_TRUE(read) << read.error().issues[0].field << " " << read.error().issues[0].code;
    EXPECT_EQ(read->transport.distances_m[2], 6000);
    EXPECT_EQ(read->machines[0].capabilities[0].tolerance_um, 50);
    EXPECT_EQ(read->orders[0].operations[1].predecessors[0].operation, 0);  // a chain where nothing is said
    EXPECT_EQ(read->calendars[0].closed[0].end, 172'800'000);
    EXPECT_TRUE(read->plans[0].lots[0].is_started);
    EXPECT_EQ(read->events[1].end_ms, 9999);
    EXPECT_EQ(read->settings.margin_ppm, 50'000);
}

TEST(dispatch_json, is_written_as_it_is_read) {
    const auto read = read_problem(whole);
    ASSERT_TRUE(read);
    const auto text = write_problem(*read);
    const auto again = read_problem(text);
    ASSERT_TRUE(again) << again.error().issues[0].field << " " << again.error().issues[0].code;
    EXPECT_EQ(write_problem(*again), text);
    const auto made = write_problem(generate({.seed = 3, .workshops = 5, .machines = 20}));
    const auto made_again = read_problem(made);
    ASSERT_TRUE(made_again) << made_again.error().issues[0].field << " " << made_again.error().issues[0].code;
    EXPECT_EQ(write_problem(*made_again), made);
}

TEST(dispatch_json, names_the_place_of_every_fault) {
    expect_issue(with("\"setup_fen\":5", "\"setup_fen\":5,\"setup_fen\":6"), "machines.0.rate.setup_fen",
                 "duplicate_member");
    expect_issue(with("\"id\":\"20\"", "\"id\":\"20\",\"\\u0069d\":\"21\""), "orders.0.operations.1.id",
                 "duplicate_member");
    expect_issue(with("\"hour_fen\"", "\"hour_yuan\""), "machines.0.rate.hour_yuan", "unknown_member");
    expect_issue(with("\"hour_fen\":6000", "\"hour_fen\":60.5"), "machines.0.rate.hour_fen", "type");
    expect_issue(with("\"hour_fen\":6000", "\"hour_fen\":-1"), "machines.0.rate.hour_fen", "too_small");
    expect_issue(with("\"hour_fen\":6000", "\"hour_fen\":18446744073709551615"), "machines.0.rate.hour_fen",
                 "too_large");
    expect_issue(with("\"site\":\"A\"", "\"site\":\"C\""), "workshops.0.site", "unknown_reference");
    expect_issue(with("\"site\":\"A\",", ""), "workshops.0.site", "required");
    expect_issue(with("{\"process\":\"print\"}", "{\"process\":\"weld\"}"), "machines.0.capabilities.1.process",
                 "unknown_reference");
    expect_issue(with("[[0,5000],[6000,0]]", "[[0,5000]]"), "transport.distances_m", "matrix_size");
    expect_issue(with("[0,3600000]", "[3600000,0]"), "transport.departures_ms.1", "too_small");
    expect_issue(with("[[0,36000000]]", "[[0,96000000]]"), "calendars.0.shifts.0", "bad_interval");
    expect_issue(with("[[0,5000]]}],\n \"orders", "[[0,0]]}],\n \"orders"), "machines.0.booked.0", "bad_interval");
    expect_issue(with("\"setup_ms\":60000", "\"predecessors\":[{\"operation\":\"20\"}]"), "orders.0.operations",
                 "cycle");
    expect_issue(with("\"id\":\"10\",", "\"id\":\"10\",\"predecessors\":[{\"operation\":\"20\"}],"),
                 "orders.0.operations", "cycle");
    expect_issue(with("\"setup_ms\":60000", "\"predecessors\":[]"), "orders.0.operations", "several_last_operations");
    expect_issue(with("\"id\":\"20\"", "\"id\":\"10\""), "orders.0.operations.1.id", "duplicate_id");
    expect_issue(with("\"quantity_milli\":100000", "\"quantity_milli\":9999999999"), "orders.0.operations",
                 "quantity_too_large");
    auto long_work = with("\"quantity_milli\":100000", "\"quantity_milli\":4000000000");
    long_work.replace(long_work.find("\"unit_us\":500000"), 16, "\"unit_us\":500000000");
    expect_issue(long_work, "orders.0.operations.1", "quantity_too_large");
    expect_issue(with("\"yield_ppm\":900000", "\"transfer_batch_milli\":1000"),
                 "orders.0.operations.0.transfer_batch_milli", "too_many_batches");
    expect_issue(with("\"kind\":\"lot_late\"", "\"kind\":\"lot_lost\""), "events.1.kind", "unknown_choice");
    expect_issue(with("\"end_ms\":9999", "\"end_ms\":10"), "events.1.end_ms", "began_before_now");
    expect_issue(with("\"horizon_ms\":1000000000", "\"horizon_ms\":5"), "horizon_ms", "too_small");
    expect_issue("{}", "orders", "required");
    expect_issue("[]", "", "type");
    expect_issue("{\"orders\":", "", "malformed_json");
}

}  // namespace
}  // namespace dengyun::dispatch
