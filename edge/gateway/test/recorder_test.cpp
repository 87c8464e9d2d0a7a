// Goal: a value reaches the queue scaled and sampled, for its point and those derived from it; a queue that fails is
// told once and counted.
#include "edge/gateway/test/yard.h"

namespace dengyun::gateway {
namespace {

using acquisition::Point;

class Recording : public test::Yard {};

TEST_F(Recording, TellsEachPointAsItWants) {
    const Point raw{.device = "d", .name = "raw", .sampling = {.deadband_absolute = 1}};
    const Point kilo{.device = "d", .name = "kilo", .scale = 0.001};
    Teller teller({&raw, &kilo});
    std::vector<Sample> samples;
    teller.tell(std::int64_t{500}, 1'000, samples);
    teller.tell(std::int64_t{501}, 2'000, samples);  // within the deadband of raw
    teller.tell(std::int64_t{502}, 3'000, samples);
    teller.tell(std::numeric_limits<double>::quiet_NaN(), 4'000, samples);
    EXPECT_TRUE(recorder->add(samples));
    EXPECT_EQ(recorded(),
              "d\ntelemetry raw=500,kilo=0.5 1000\ntelemetry kilo=0.501 2000\ntelemetry raw=502,kilo=0.502 3000\n");
    EXPECT_EQ(recorder->samples(), 5U);
}

TEST_F(Recording, CountsWhatIsLost) {
    const Point point{.device = "d", .name = "p"};
    const std::vector<Sample> samples{{&point, 1.0, 1}};
    files.fail_after(1);
    EXPECT_FALSE(recorder->add(samples));
    EXPECT_FALSE(recorder->add(samples));
    EXPECT_EQ(recorder->lost(), 2U);
    EXPECT_EQ(said(), "timeseries.unavailable queue: the end of the process\n");
}

}  // namespace
}  // namespace dengyun::gateway
