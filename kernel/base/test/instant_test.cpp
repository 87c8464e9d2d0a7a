// Goal: a moment survives its text form, offsets are taken into account, and what is no moment is refused.
#include "kernel/base/instant.h"

#include <gtest/gtest.h>
#include <random>

namespace dengyun {
namespace {

constexpr std::int64_t end_of_9999 = 253'402'300'799'999;

TEST(Instant, ComesBackFromItsText) {
    std::mt19937_64 random(1);
    std::uniform_int_distribution<std::int64_t> any(0, end_of_9999);
    for (int i = 0; i < 50'000; ++i) {
        const auto at = instant_of(any(random));
        const auto text = to_text(at);
        ASSERT_EQ(text.size(), 24U);
        ASSERT_EQ(parse_instant(text), at) << text;
    }
    EXPECT_EQ(to_text(instant_of(0)), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(to_text(instant_of(end_of_9999)), "9999-12-31T23:59:59.999Z");
}

TEST(Instant, TakesOffsetsAndFractions) {
    const auto half_past_eight = instant_of(1'772'353'800'250);
    for (const auto text : {"2026-03-01T08:30:00.250Z", "2026-03-01t16:30:00.25+08:00",
                            "2026-03-01 03:00:00.250999999-05:30", "2026-02-28T09:30:00.2500-23:00"})
        EXPECT_EQ(parse_instant(text), half_past_eight) << text;
    EXPECT_EQ(parse_instant("2024-02-29T00:00:00Z"), instant_of(1'709'164'800'000));
}

TEST(Instant, RefusesWhatIsNone) {
    for (const auto text : {"",
                            "2026-03-01",
                            "2026-03-01T08:30Z",
                            "2026-03-01T08:30:00",
                            "2026-02-29T00:00:00Z",
                            "2026-13-01T00:00:00Z",
                            "2026-00-01T00:00:00Z",
                            "2026-03-00T00:00:00Z",
                            "2026-03-01T24:00:00Z",
                            "2026-03-01T23:60:00Z",
                            "2026-03-01T23:59:60Z",
                            "2026-03-01T00:00:00.Z",
                            "2026-03-01T00:00:00.1234567890Z",
                            "2026-03-01T00:00:00+0800",
                            "2026-03-01T00:00:00+24:00",
                            "2026-03-01T00:00:00Z ",
                            " 2026-03-01T00:00:00Z",
                            "02026-03-01T00:00:00Z",
                            "2026-3-1T00:00:00Z",
                            "-026-03-01T00:00:00Z"}) {
        const auto at = parse_instant(text);
        ASSERT_FALSE(at.has_value()) << text;
        EXPECT_EQ(at.error().code, "instant.malformed");
    }
}

// An offset may push a written year over the edge of what can be written again.
TEST(Instant, StaysWithinTheYearsThatItCanWrite) {
    EXPECT_FALSE(parse_instant("9999-12-31T23:59:59-00:01").has_value());
    EXPECT_FALSE(parse_instant("1970-01-01T00:00:00+00:01").has_value());
    EXPECT_FALSE(parse_instant("1969-12-31T23:59:59Z").has_value());
    EXPECT_TRUE(parse_instant("1970-01-01T08:00:00+08:00").has_value());
}

}  // namespace
}  // namespace dengyun
