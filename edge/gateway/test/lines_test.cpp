// Goal: what is written for the platform reads back as the same points, whatever names and texts hold.
#include "edge/gateway/lines.h"

#include <gtest/gtest.h>
#include <limits>

#include "edge/gateway/disk_queue.h"

namespace dengyun::gateway {
namespace {

using acquisition::Point;

TEST(Lines, AreOfOneDeviceAndTime) {
    const Point a{.device = "CNC 1", .name = "speed"};
    const Point b{.device = "CNC 1", .name = "门=开, 左"};
    const Point own{.device = {}, .name = "queue"};
    const std::vector<Sample> samples{{&a, 1.5, 2'000},
                                      {&own, std::int64_t{7}, 1'000},
                                      {&b, true, 1'000},
                                      {&a, std::int64_t{9'007'199'254'740'993}, 1'000},
                                      {&b, std::string("说 \"好\"\n\\"), 2'000}};
    const auto records = records_of(samples);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0], "\ntelemetry queue=7 1000\n");
    EXPECT_EQ(records[1],
              "CNC 1\ntelemetry 门\\=开\\,\\ 左=true,speed=9007199254740993i 1000\n"
              "telemetry speed=1.5,门\\=开\\,\\ 左=\"说 \\\"好\\\" \\\\\" 2000\n");
    const auto record = record_in(records[1]);
    EXPECT_EQ(record.device, "CNC 1");
    EXPECT_TRUE(record.lines.starts_with("telemetry "));
}

TEST(Lines, RecordsAreBounded) {
    const Point point{.device = "d", .name = std::string(100, '=')};
    std::vector<Sample> samples;
    for (int i = 0; i < 5'000; ++i) samples.push_back({&point, std::string(5'000, '"'), i / 500});
    std::size_t lines = 0;
    for (const auto& record : records_of(samples)) {
        EXPECT_LE(record.size(), record_bytes_max);
        for (std::size_t at = 0, end = 0; (end = record.find('\n', at)) != std::string::npos; at = end + 1, ++lines)
            EXPECT_LE(end - at, 64U * 1024);
    }
    EXPECT_GT(lines, 10U);
}

TEST(Lines, TextsAreCutBetweenCharacters) {
    const Point point{.device = "d", .name = "t"};
    std::string text;
    for (int i = 0; i < 200; ++i) text += "字";
    const auto records = records_of(std::vector<Sample>{{&point, text, 1}});
    EXPECT_EQ(records[0], "d\ntelemetry t=\"" + text.substr(0, 255) + "\" 1\n");
}

}  // namespace
}  // namespace dengyun::gateway
