// Goal: the JSON format is read whole, written back, and every fault is named with its path.
#include <algorithm>
#include <gtest/gtest.h>

#include "engines/scheduling/json/problem_json.h"

namespace dengyun::scheduling {
namespace {

constexpr const char* whole = R"({
 "horizon": 1000, "now": 0, "families": ["f","g"], "skills": ["weld"], "sites": ["X","Y"], "transport": [[0,3],[2,0]], "trucks": 1,
 "calendars": [{"id":"day","period":20,"shifts":[[0,8],[9,20]],"closed":[[40,60]],"extra":[[45,50]]}],
 "setup_matrices": [{"id":"s","duration":[[0,2],[1,0]],"cost":[[0,5],[5,0]]}],
 "machines": [{"id":"A","site":"X","calendar":"day","setup_matrix":"s","initial_family":"f"},{"id":"B","site":"Y","batch_capacity":2}],
 "resources": [{"id":"ann","kind":"operators","skills":["weld"],"calendar":"day"},{"id":"T","kind":"tool","capacity":2}],
 "orders": [
  {"id":"o","quantity":4,"release":1,"due":30,"weight":2,"lots_max":2,"lot_minimum":2,"routings":[{"id":"r","operations":[
    {"id":"10","family":"g","modes":[{"machine":"A","duration":1,"duration_per_unit":1,"cost":3,"requirements":[{"skill":"weld"},{"resource":"T","units":2}]}]},
    {"id":"20","family":"g","spans_breaks":false,"modes":[{"machine":"B","duration":5}]}],
    "links":[{"from":"10","to":"20","lag_min":1,"lag_max":50}]}]},
  {"id":"p","routings":[{"operations":[{"id":"a","release":4,"family":"f","modes":[{"machine":"A","duration":2}]},{"id":"b","modes":[{"machine":"B","duration":2}]}]}]}],
 "order_links": [{"from":"o","to":"p","lag":2}],
 "frozen": {"orders":[{"order":"o","lots":1}],"assignments":[{"order":"o","operation":"10","resources":["ann","T"],"start":3}]},
 "move_penalty": 7,
 "objective": {"kind":"lexicographic","terms":[{"criterion":"tardiness"},{"criterion":"setup","weight":3}]}
})";

std::string with(std::string_view from, std::string_view to) {
    std::string text = whole;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

void expect_issue(const std::string& text, std::string_view field, std::string_view code) {
    const auto read = read_problem(text);
    ASSERT_FALSE(read) << field;
    EXPECT_TRUE(std::ranges::any_of(read.error().issues,
                                    [&](const Issue& one) { return one.field == field && one.code == code; }))
        << field << " " << code << ", but " << read.error().issues[0].field << " " << read.error().issues[0].code;
}

TEST(problem_json, reads_everything) {
    const auto read = read_problem(whole);
    ASSERT_TRUE(read) << read.error().issues[0].field << " " << read.error().issues[0].code;
    EXPECT_EQ(read->calendars[0].extra[0].end, 50);
    EXPECT_EQ(read->orders[0].routings[0].operations[0].modes[0].requirements[1].units, 2);
    EXPECT_EQ(read->orders[0].routings[0].links[0].lag_max, 50);
    EXPECT_EQ(read->orders[1].routings[0].links.size(), 1U);  // a chain where nothing is said
    EXPECT_EQ(read->orders[1].due, -1);
    EXPECT_EQ(read->frozen.assignments[0].resources.size(), 2U);
    EXPECT_TRUE(read->objective.lexicographic);
    EXPECT_EQ(read->move_penalty, 7);
}

TEST(problem_json, names_the_place_of_every_fault) {
    expect_issue(with("\"quantity\":4", "\"quantiti\":4"), "orders.0.quantiti", "unknown_member");
    expect_issue(with("\"quantity\":4", "\"quantity\":0"), "orders.0.quantity", "too_small");
    expect_issue(with("\"quantity\":4", "\"quantity\":\"4\""), "orders.0.quantity", "type");
    expect_issue(with("\"duration\":5", "\"duration\":1.5"), "orders.0.routings.0.operations.1.modes.0.duration",
                 "type");
    expect_issue(with("\"duration\":5", "\"duration\":99999999999999"),
                 "orders.0.routings.0.operations.1.modes.0.duration", "too_large");
    expect_issue(with("\"machine\":\"B\",\"duration\":5", "\"machine\":\"C\",\"duration\":5"),
                 "orders.0.routings.0.operations.1.modes.0.machine", "unknown_reference");
    expect_issue(with("{\"skill\":\"weld\"}", "{\"units\":1}"),
                 "orders.0.routings.0.operations.0.modes.0.requirements.0", "resource_or_skill");
    expect_issue(with("\"resource\":\"T\",\"units\":2", "\"resource\":\"T\",\"units\":3"),
                 "orders.0.routings.0.operations.0.modes.0.requirements.1", "nobody_able");
    expect_issue(with("[[0,8],[9,20]]", "[[0,8],[7,20]]"), "calendars.0.shifts.1", "intervals_overlap");
    expect_issue(with("[[0,8],[9,20]]", "[[0,8],[9,21]]"), "calendars.0.shifts.1", "bad_interval");
    expect_issue(with("[[0,3],[2,0]]", "[[0,3]]"), "transport", "matrix_size");
    expect_issue(with("\"lag_max\":50", "\"lag_max\":0"), "orders.0.routings.0.links.0.lag_max", "too_small");
    expect_issue(with("\"from\":\"10\",\"to\":\"20\"", "\"from\":\"10\",\"to\":\"10\""), "orders.0.routings.0.links",
                 "cycle");
    expect_issue(with("{\"id\":\"b\"", "{\"id\":\"a\""), "orders.1.routings.0.operations.1.id", "duplicate_id");
    expect_issue(with("\"family\":\"f\",\"modes\"", "\"modes\""), "orders.1.routings.0.operations.0.modes.0.machine",
                 "family_needed");
    expect_issue(with("\"horizon\": 1000", "\"horizon\": 0"), "horizon", "required");
    expect_issue(
        with("\"order_links\": [{\"from\":\"o\",\"to\":\"p\"", "\"order_links\": [{\"from\":\"p\",\"to\":\"p\""),
        "order_links", "cycle");
    expect_issue(with("\"criterion\":\"setup\"", "\"criterion\":\"beauty\""), "objective.terms.1.criterion",
                 "unknown_choice");
    expect_issue(with("\"operation\":\"10\",\"resources\"", "\"operation\":\"11\",\"resources\""),
                 "frozen.assignments.0.operation", "unknown_reference");
    expect_issue(with("[\"ann\",\"T\"]", "[\"T\",\"T\"]"), "frozen.assignments.0.resources.0", "nobody_able");
    expect_issue(with("\"quantity\":4", "\"quantity\":4,\"weight\":1"), "orders.0.weight", "duplicate_member");
    expect_issue(with("\"duration\":5", "\"duration\":5,\"d\\u0075ration\":6"),
                 "orders.0.routings.0.operations.1.modes.0.duration", "duplicate_member");
    expect_issue("{}", "orders", "required");
    expect_issue("[]", "", "type");
    expect_issue("{\"orders\":", "", "malformed_json");
}

TEST(schedule_json, is_read_back_as_written) {
    const auto problem = read_problem(whole);
    ASSERT_TRUE(problem);
    Schedule schedule;
    schedule.orders = {{0, 2}, {0, 1}};
    for (Index lot = 0; lot < 2; ++lot)
        schedule.assignments.push_back({.order = 0,
                                        .lot = lot,
                                        .operation = 0,
                                        .mode = 0,
                                        .start = 3 + lot,
                                        .end = 9,
                                        .setup = 2,
                                        .resources = {0, 1}});
    schedule.trips.push_back({{0, 1, 0}, {0, 1, 1}, 10, 13});
    const auto text = write_schedule(*problem, schedule);
    const auto again = read_schedule(*problem, text);
    ASSERT_TRUE(again) << again.error().issues[0].field << " " << again.error().issues[0].code;
    EXPECT_EQ(write_schedule(*problem, *again), text);
    EXPECT_EQ(again->assignments[1].resources, schedule.assignments[1].resources);
    const auto wrong =
        read_schedule(*problem, R"({"assignments":[{"order":"o","operation":"20","machine":"A","start":0,"end":1}]})");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().issues[0].field, "assignments.0.machine");
}

}  // namespace
}  // namespace dengyun::scheduling
