// Goal: what a host knows of an edge node is what its messages said, and a lost message never goes unnoticed.
#include "engines/sparkplug/edge_node.h"

#include <bit>
#include <gtest/gtest.h>

namespace dengyun::sparkplug {
namespace {

Metric real(std::string_view name, double value, std::optional<std::uint64_t> alias = {}) {
    return {.name = name,
            .alias = alias,
            .data_type = 10,
            .carrier = Carrier::double_,
            .bits = std::bit_cast<std::uint64_t>(value)};
}
Metric by_alias(std::uint64_t alias, double value) {
    return {.alias = alias, .carrier = Carrier::double_, .bits = std::bit_cast<std::uint64_t>(value)};
}
Metric death_sequence(std::uint64_t number) {
    return {.name = "bdSeq", .data_type = 8, .carrier = Carrier::long_, .bits = number};
}
Payload payload(std::optional<std::uint64_t> sequence, std::vector<Metric> metrics = {}) {
    return {.timestamp_ms = 1000, .metrics = std::move(metrics), .sequence = sequence};
}
std::string text_of(const Heard& heard) {
    std::string text;
    for (const auto& sample : heard.samples)
        text += std::string(sample.name) + '=' + std::to_string(std::get<double>(sample.value)).substr(0, 3) + ' ';
    for (const auto& issue : heard.issues) text += issue.field + ':' + issue.code + ' ';
    return text + (heard.wants_rebirth ? "rebirth" : "");
}

TEST(SparkplugEdgeNode, DataAreUnderstoodByTheAliasesOfTheBirth) {
    EdgeNode node;
    EXPECT_EQ(text_of(node.birth(payload(0, {death_sequence(1), boolean_metric(rebirth_metric, false),
                                             real("temperature", 1.5, 0), real("speed", 2, 9)}))),
              "temperature=1.5 speed=2.0 ");
    EXPECT_EQ(text_of(node.data(payload(1, {by_alias(9, 3), by_alias(0, 4)}))), "speed=3.0 temperature=4.0 ");
    EXPECT_EQ(text_of(node.device_birth("D", payload(2, {real("force", 5, 9)})).value()), "force=5.0 ");
    // The alias is the device's own.
    EXPECT_EQ(text_of(node.device_data("D", payload(3, {by_alias(9, 6)}))), "force=6.0 ");
    EXPECT_EQ(text_of(node.data(payload(4, {by_alias(9, 7)}))), "speed=7.0 ");
    EXPECT_TRUE(node.devices().at("D").is_online);
    EXPECT_EQ(text_of(node.device_death("D", payload(5))), "");
    EXPECT_FALSE(node.devices().at("D").is_online);
    EXPECT_EQ(text_of(node.device_data("D", payload(6, {by_alias(9, 8)}))), "force=8.0 rebirth");
}

TEST(SparkplugEdgeNode, AGapAsksForARebirthOnceAndTheDataAreKept) {
    EdgeNode node;
    EXPECT_EQ(text_of(node.data(payload(3, {real("a", 1)}))), "a=1.0 rebirth");  // not born
    static_cast<void>(node.birth(payload(254)));
    EXPECT_EQ(text_of(node.data(payload(255, {real("a", 1)}))), "a=1.0 ");
    EXPECT_EQ(text_of(node.data(payload(0, {real("a", 2)}))), "a=2.0 ");
    EXPECT_EQ(text_of(node.data(payload(2, {real("a", 3)}))), "a=3.0 rebirth");
    EXPECT_EQ(text_of(node.data(payload(3, {real("a", 4)}))), "a=4.0 ");
    EXPECT_EQ(text_of(node.data(payload({}, {real("a", 5)}))), "a=5.0 rebirth");
    EXPECT_EQ(node.gaps(), 2U);
    EXPECT_EQ(text_of(node.data(payload(4, {by_alias(77, 6)}))), "77:sparkplug_unknown_metric rebirth");
}

TEST(SparkplugEdgeNode, ADeathOfAnEarlierBirthIsPassed) {
    EdgeNode node;
    static_cast<void>(node.birth(payload(0, {death_sequence(1)})));
    static_cast<void>(node.birth(payload(0, {death_sequence(2)})));
    static_cast<void>(node.device_birth("D", payload(1)).value());
    EXPECT_FALSE(node.death(payload({}, {death_sequence(1)})));
    EXPECT_TRUE(node.is_online());
    EXPECT_TRUE(node.death(payload({}, {death_sequence(2)})));
    EXPECT_FALSE(node.is_online());
    EXPECT_FALSE(node.devices().at("D").is_online);
    // A birth forgets the devices.
    static_cast<void>(node.birth(payload(0, {death_sequence(3)})));
    EXPECT_TRUE(node.devices().empty());
}

TEST(SparkplugEdgeNode, WhatIsNoSingleValueIsToldAtTheBirthOnly) {
    EdgeNode node;
    const Metric set{.name = "set", .data_type = 16, .carrier = Carrier::composite, .bits = 17, .bytes = "x"};
    auto null = real("null", 1);
    null.is_null = true;
    auto passing = real("passing", 1);
    passing.is_transient = true;
    auto wrong = real("wrong", 1);
    wrong.data_type = 3;
    EXPECT_EQ(text_of(node.birth(payload(0, {set, null, passing, wrong}))),
              "set:point_not_scalar wrong:sparkplug_bad_value ");
    EXPECT_EQ(text_of(node.data(payload(1, {set}))), "");
    EXPECT_EQ(text_of(node.birth(payload(0, {real("", 1)}))), ":point_bad_name ");
}

TEST(SparkplugEdgeNode, EverythingIsBounded) {
    EdgeNode node;
    static_cast<void>(node.birth(payload(0)));
    std::vector<std::string> names;
    std::vector<Metric> metrics;
    names.reserve(metrics_max);
    for (std::size_t i = 0; i < metrics_max; i++) metrics.push_back(real(names.emplace_back(std::to_string(i)), 1));
    std::uint64_t sequence = 1;
    EXPECT_EQ(node.device_birth("A", payload(sequence++, metrics))->refused, 0U);
    EXPECT_EQ(node.device_birth("B", payload(sequence++, metrics))->refused, 0U);
    const auto over = node.device_birth("C", payload(sequence++, metrics)).value();
    EXPECT_EQ(over.refused, metrics_max);
    EXPECT_EQ(over.issues.size(), heard_issues_max);
    // Born again a device takes the place of itself.
    EXPECT_EQ(node.device_birth("B", payload(sequence++, metrics))->refused, 0U);
    for (std::size_t i = 3; i < node_devices_max; i++)
        ASSERT_TRUE(node.device_birth("device " + std::to_string(i), payload(sequence++ % 256)));
    EXPECT_EQ(node.device_birth("one more", payload(sequence++ % 256)).error().code, "sparkplug.too_many_devices");
}

}  // namespace
}  // namespace dengyun::sparkplug
