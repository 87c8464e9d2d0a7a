// Goal: a moment shows what a clock on the wall of that place shows, and no name leads out of the database.
#include "kernel/base/time_zone.h"

#include <gtest/gtest.h>

namespace dengyun {
namespace {

std::string wall(std::string_view zone, std::string_view moment) {
    const auto found = TimeZone::find(zone);
    if (found == nullptr) return "no zone";
    const auto at = parse_instant(moment).value();
    return to_text(Instant(std::chrono::duration_cast<Duration>(found->wall_at(at)))).substr(0, 16);
}

TEST(TimeZone, ShowsTheClockOfThePlace) {
    EXPECT_EQ(wall("Asia/Shanghai", "2026-03-01T16:30:00Z"), "2026-03-02T00:30");
    EXPECT_EQ(wall("Asia/Urumqi", "2026-03-01T16:30:00Z"), "2026-03-01T22:30");
    EXPECT_EQ(wall("Asia/Kathmandu", "2026-03-01T16:30:00Z"), "2026-03-01T22:15");
    EXPECT_EQ(wall("UTC", "2026-03-01T16:30:00Z"), "2026-03-01T16:30");
    // The hour that Berlin leaves out in March and lives twice in October.
    EXPECT_EQ(wall("Europe/Berlin", "2026-03-29T00:59:59Z"), "2026-03-29T01:59");
    EXPECT_EQ(wall("Europe/Berlin", "2026-03-29T01:00:00Z"), "2026-03-29T03:00");
    EXPECT_EQ(wall("Europe/Berlin", "2026-10-25T00:30:00Z"), "2026-10-25T02:30");
    EXPECT_EQ(wall("Europe/Berlin", "2026-10-25T01:30:00Z"), "2026-10-25T02:30");
    // China kept summer time until 1991.
    EXPECT_EQ(wall("Asia/Shanghai", "1990-07-01T00:00:00Z"), "1990-07-01T09:00");
}

TEST(TimeZone, KnowsNoOtherNames) {
    for (const std::string_view bad : {"", "Shanghai", "/etc/passwd", "Asia//Shanghai", "Asia/", "Asia/../UTC",
                                       "Asia/Atlantis", "../../etc/passwd", "Asia"})
        EXPECT_EQ(TimeZone::find(bad), nullptr) << bad;
}

TEST(TimeZone, RefusesDamagedFiles) {
    EXPECT_EQ(TimeZone::parse("X/Y", ""), nullptr);
    EXPECT_EQ(TimeZone::parse("X/Y", "TZif2"), nullptr);
    std::string huge = "TZif2" + std::string(15, '\0');
    for (int i = 0; i < 6; ++i) huge += "\x7f\xff\xff\xff";
    EXPECT_EQ(TimeZone::parse("X/Y", huge), nullptr);
}

TEST(TimeZone, IsNamedForPeople) {
    EXPECT_EQ(TimeZone::find("Asia/Shanghai")->label(Language::zh), "北京时间");
    EXPECT_EQ(TimeZone::find("Asia/Shanghai")->label(Language::en), "China time");
    EXPECT_EQ(TimeZone::find("Asia/Urumqi")->label(Language::en), "Asia/Urumqi");
}

}  // namespace
}  // namespace dengyun
