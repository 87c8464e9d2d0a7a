// Goal: names and filters are told apart, and matched as the standard's examples want it (MQTT 5, 4.7).
#include "kernel/mqtt/topic.h"

#include <gtest/gtest.h>

namespace dengyun::mqtt {
namespace {

TEST(Topic, NamesHaveNoWildcards) {
    EXPECT_TRUE(is_topic_name("v1/devices/me/telemetry"));
    EXPECT_TRUE(is_topic_name("/"));
    EXPECT_FALSE(is_topic_name(""));
    EXPECT_FALSE(is_topic_name("a/+"));
    EXPECT_FALSE(is_topic_name("a#"));
}

TEST(Topic, WildcardsFillWholeLevels) {
    for (const auto* good : {"#", "+", "+/+", "/+", "a/#", "a/+/c/#", "/", "a//b", "$SYS/#"})
        EXPECT_TRUE(is_topic_filter(good)) << good;
    for (const auto* bad : {"", "a#", "a/#/b", "#/a", "a+", "+a/b", "a/b+/c", "##"})
        EXPECT_FALSE(is_topic_filter(bad)) << bad;
}

TEST(Topic, FiltersMatchAsInTheStandard) {
    struct Case {
        const char *filter, *name;
        bool expected;
    };
    for (const auto& [filter, name, expected] : std::initializer_list<Case>{
             {"sport/tennis/player1/#", "sport/tennis/player1", true},
             {"sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true},
             {"sport/tennis/player1/#", "sport/tennis/player10", false},
             {"sport/#", "sport", true},
             {"#", "a/b/c", true},
             {"sport/tennis/+", "sport/tennis/player1", true},
             {"sport/tennis/+", "sport/tennis/player1/ranking", false},
             {"sport/+", "sport", false},
             {"sport/+", "sport/", true},
             {"+/+", "/finance", true},
             {"/+", "/finance", true},
             {"+", "/finance", false},
             {"#", "$SYS/a", false},
             {"+/a", "$SYS/a", false},
             {"$SYS/#", "$SYS/a", true},
             {"a/b", "a/b", true},
             {"a/b", "A/b", false},
             {"a", "a/", false},
             {"a/+/#", "a/b", true},
         })
        EXPECT_EQ(matches(filter, name), expected) << filter << " " << name;
}

}  // namespace
}  // namespace dengyun::mqtt
