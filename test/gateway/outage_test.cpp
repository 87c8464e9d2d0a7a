// Goal: thirteen hours without a server lose nothing: every value of every second is there afterwards, although server
// and gateway are killed while it is handed over; and the gateway stays below thirty megabytes. The hours are fed, not
// waited for.
#include <cmath>
#include <csignal>
#include <fstream>

#include "edge/gateway/disk_queue.h"
#include "edge/gateway/lines.h"
#include "engines/timeseries/shelf/posix_files.h"
#include "kernel/base/instant.h"
#include "test/gateway/shop.h"

namespace dengyun::gateway {
namespace {

constexpr std::int64_t seconds = 13 * 3'600;
constexpr int points = 20;

double value_at(std::int64_t second, int point) { return static_cast<double>(second) + point * 0.25; }

// Kilobytes that the process holds in memory, and held at most.
std::pair<long, long> memory_of(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    long now = 0;
    long most = 0;
    while (file >> word) {
        if (word == "VmRSS:") file >> now;
        if (word == "VmHWM:") file >> most;
    }
    return {now, most};
}

class Outage : public test::Shop {
  protected:
    // What a gateway has read in the hours before.
    void feed(std::int64_t from_ms) {
        std::vector<acquisition::Point> described;
        for (int i = 0; i < points; ++i) described.push_back({.device = "CNC 1", .name = fmt::format("p{}", i)});
        const auto files = timeseries::open_files(edge_folder() / "queue");
        ASSERT_TRUE(files);
        const auto queue = DiskQueue::open(**files);
        ASSERT_TRUE(queue);
        std::vector<Sample> samples;
        for (std::int64_t second = 0; second < seconds; ++second) {
            samples.clear();
            for (int i = 0; i < points; ++i)
                samples.push_back(
                    {&described[static_cast<std::size_t>(i)], value_at(second, i), from_ms + second * 1'000});
            for (const auto& record : records_of(samples)) ASSERT_TRUE((*queue)->append(record));
        }
        ASSERT_TRUE((*queue)->sync());
        EXPECT_EQ((*queue)->state().dropped, 0U);
    }
    // How many seconds of the point are there as they were fed.
    std::int64_t right_seconds(const std::string& device, int point, std::int64_t from_ms) {
        constexpr std::int64_t step = 3'600;
        std::int64_t right = 0;
        for (std::int64_t start = 0; start < seconds; start += step) {
            const auto told = get(fmt::format("/api/v1/devices/{}/series?points=p{}&from={}&to={}&pixels={}", device,
                                              point, to_text(instant_of(from_ms + start * 1'000)),
                                              to_text(instant_of(from_ms + (start + step) * 1'000)), step));
            const auto& series = told.at("series").at(0);
            const auto& times = series.at("from_ms").as_array();
            for (std::size_t i = 0; i < times.size(); ++i) {
                const auto second = (times[i].to_number<std::int64_t>() - from_ms) / 1'000;
                if (series.at("mean").at(i).to_number<double>() == value_at(second, point)) ++right;
            }
        }
        return right;
    }
    std::int64_t queue_bytes() {
        const auto shown = view();
        const auto* state = shown.as_object().if_contains("state");
        return state != nullptr && state->is_object() ? state->at("queue_bytes").as_int64() : -1;
    }
};

TEST_F(Outage, OfThirteenHoursLosesNothing) {
    const auto now_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    const auto from_ms = (now_ms / 1'000 - seconds - 60) * 1'000;
    feed(from_ms);
    if (HasFatalFailure()) return;
    lose_server();
    const auto file = folder() / "edge.json";
    std::ofstream(file) << R"({"poll_ms":500,"connections":[]})";
    const std::vector<std::string> arguments{"--configuration", file.string()};
    start_gateway(arguments);
    start_server();
    // Killed in the middle of it, both.
    ASSERT_TRUE(eventually([&] { return !device("CNC 1").empty(); }));
    kill_gateway();
    lose_server();
    start_server();
    start_gateway(arguments);
    ASSERT_TRUE(eventually([&] {
        const auto bytes = queue_bytes();
        return bytes >= 0 && bytes < 10'000;
    })) << queue_bytes();
    const auto [now, most] = memory_of(gateway_pid());
    RecordProperty("resident_kb", static_cast<int>(now));
    RecordProperty("resident_max_kb", static_cast<int>(most));
    EXPECT_LT(most, 30'000) << now;
    fmt::print("gateway: {} kB resident, {} kB at most\n", now, most);
    const auto id = device("CNC 1");
    for (const int point : {0, 7, points - 1})
        EXPECT_EQ(right_seconds(id, point, from_ms), seconds) << "point " << point;
    EXPECT_EQ(view().at("state").at("queue_dropped").as_int64(), 0);
    EXPECT_EQ(stop_gateway(), 0);
}

}  // namespace
}  // namespace dengyun::gateway
