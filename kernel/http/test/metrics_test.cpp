// Goal: the text is what Prometheus reads, label values cannot break it, and the number of series is bounded.
#include "kernel/http/metrics.h"

#include <gtest/gtest.h>
#include <thread>

namespace dengyun::http {
namespace {

TEST(Metrics, AreWrittenAsText) {
    Metrics metrics;
    metrics.counter("requests_total", "Requests.", {{"route", "/a\"\\\n"}}).add(3);
    metrics.gauge("queue", "Waiting\nnow.").set(1.5);
    constexpr double bounds[] = {0.1, 1};
    auto& histogram = metrics.histogram("seconds", "Time.", bounds, {{"m", "GET"}});
    for (const double value : {0.05, 0.1, 0.5, 7.0}) histogram.observe(value);
    metrics.watch("open", "Open.", false, [] { return 4.0; });
    EXPECT_EQ(
        metrics.text(),
        "# HELP open Open.\n# TYPE open gauge\nopen 4\n"
        "# HELP queue Waiting\\nnow.\n# TYPE queue gauge\nqueue 1.5\n"
        "# HELP requests_total Requests.\n# TYPE requests_total counter\nrequests_total{route=\"/a\\\"\\\\\\n\"} 3\n"
        "# HELP seconds Time.\n# TYPE seconds histogram\nseconds_bucket{m=\"GET\",le=\"0.1\"} 2\n"
        "seconds_bucket{m=\"GET\",le=\"1\"} 3\nseconds_bucket{m=\"GET\",le=\"+Inf\"} 4\n"
        "seconds_sum{m=\"GET\"} 7.65\nseconds_count{m=\"GET\"} 4\n");
}

TEST(Metrics, TheSameNameAndLabelsAreTheSameMetric) {
    Metrics metrics;
    auto& one = metrics.counter("a", "A.", {{"x", "1"}});
    EXPECT_EQ(&one, &metrics.counter("a", "A.", {{"x", "1"}}));
    EXPECT_NE(&one, &metrics.counter("a", "A.", {{"x", "2"}}));
}

TEST(Metrics, SeriesAreBounded) {
    Metrics metrics;
    for (std::size_t i = 0; i < Metrics::series_max + 5; ++i)
        metrics.counter("a", "A.", {{"x", std::to_string(i)}}).add();
    EXPECT_EQ(metrics.counter("a", "A.", {{"x", "other"}}).value(), 5u);
}

TEST(Metrics, ManyThreadsLoseNothing) {
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&metrics] {
            for (int j = 0; j < 1000; ++j) {
                metrics.counter("a", "A.").add();
                metrics.histogram("b", "B.", latency_bounds).observe(1);
                metrics.gauge("c", "C.").add(1);
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(metrics.counter("a", "A.").value(), 4000u);
    EXPECT_EQ(metrics.histogram("b", "B.", latency_bounds).sum(), 4000);
    EXPECT_EQ(metrics.gauge("c", "C.").value(), 4000);
}

}  // namespace
}  // namespace dengyun::http
