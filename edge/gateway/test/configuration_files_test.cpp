// Goal: a configuration runs on trial first; the last good one is back after a program that ended meanwhile, and after
// a power cut at any moment there is one of the two.
#include "edge/gateway/configuration_files.h"

#include <gtest/gtest.h>

#include "engines/timeseries/test/memory_files.h"

namespace dengyun::gateway {
namespace {

constexpr auto slow = R"({"poll_ms":7000,"connections":[]})";
constexpr auto fast = R"({"poll_ms":600,"connections":[]})";

TEST(ConfigurationFiles, FallBackToTheLastGoodOne) {
    timeseries::test::MemoryFiles files;
    ConfigurationFiles kept(files);
    EXPECT_EQ(kept.start()->version.number, 0);
    EXPECT_EQ(kept.try_out(1, slow)->configuration.poll_ms, 7'000);
    ASSERT_TRUE(kept.confirm());
    EXPECT_FALSE(kept.try_out(2, R"({"poll_ms":1})"));  // nothing on trial
    auto started = ConfigurationFiles(files).start();
    EXPECT_EQ(started->version.number, 1);
    EXPECT_FALSE(started->refused);
    EXPECT_TRUE(kept.try_out(3, fast));
    started = ConfigurationFiles(files).start();  // ended on trial
    EXPECT_EQ(started->version.number, 1);
    EXPECT_EQ(started->version.configuration.poll_ms, 7'000);
    EXPECT_EQ(started->refused, 3);
    EXPECT_FALSE(ConfigurationFiles(files).start()->refused);
}

TEST(ConfigurationFiles, SurviveAPowerCutAtAnyMoment) {
    for (std::uint64_t cut = 1; cut < 40; ++cut) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            timeseries::test::Random random(seed);
            timeseries::test::MemoryFiles files;
            ConfigurationFiles kept(files);
            ASSERT_TRUE(kept.try_out(1, slow) && kept.confirm());
            files.fail_after(cut);
            const bool is_confirmed = kept.try_out(2, fast).has_value() && kept.confirm().has_value();
            files.lose_power(random);
            const auto started = ConfigurationFiles(files).start();
            ASSERT_TRUE(started);
            const auto number = started->version.number;
            EXPECT_TRUE(is_confirmed ? number == 2 : number == 1 || number == 2) << cut << ' ' << seed;
        }
    }
}

}  // namespace
}  // namespace dengyun::gateway
