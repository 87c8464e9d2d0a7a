#pragma once
// Counters, gauges and histograms, written out in Prometheus' text format (version 0.0.4). Thread-safe; adding to a
// metric takes no lock. Make metrics once and keep the reference: it stays valid as long as the registry.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dengyun::http {

class Counter {
  public:
    void add(std::uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::uint64_t> value_{0};
};

class Gauge {
  public:
    void set(double value) { value_.store(value, std::memory_order_relaxed); }
    void add(double by) { value_.fetch_add(by, std::memory_order_relaxed); }
    [[nodiscard]] double value() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<double> value_{0};
};

class Histogram {
  public:
    explicit Histogram(std::span<const double> bounds);  // upper bounds, rising
    void observe(double value);
    [[nodiscard]] const std::vector<double>& bounds() const { return bounds_; }
    [[nodiscard]] std::vector<std::uint64_t> counts() const;  // one per bound and one above, not summed up
    [[nodiscard]] double sum() const { return sum_.load(std::memory_order_relaxed); }

  private:
    std::vector<double> bounds_;
    std::unique_ptr<std::atomic<std::uint64_t>[]> counts_;
    std::atomic<double> sum_{0};
};

// Seconds, from half a millisecond to ten seconds: for requests and statements.
inline constexpr double latency_bounds[] = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                            0.1,    0.25,  0.5,    1,     2.5,  5,     10};

using Labels = std::vector<std::pair<std::string, std::string>>;

class Metrics {
  public:
    // The same name and labels give the same metric; the same name with another type is a broken invariant. Past
    // `series_max` label sets of one name, all further ones share one series labelled "other".
    Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
    Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
    Histogram& histogram(std::string_view name, std::string_view help, std::span<const double> bounds,
                         Labels labels = {});
    // Read when the text is written; must be thread-safe. `counts_up`: shown as a counter.
    void watch(std::string_view name, std::string_view help, bool counts_up, std::function<double()> read);

    [[nodiscard]] std::string text() const;

    static constexpr std::size_t series_max = 500;

  private:
    enum class Type { counter, gauge, histogram, watch_counter, watch_gauge };
    struct Series {
        std::string labels;  // as written: `method="GET",status="200"`
        std::unique_ptr<Counter> counter{};
        std::unique_ptr<Gauge> gauge{};
        std::unique_ptr<Histogram> histogram{};
        std::function<double()> read{};
    };
    struct Family {
        Type type;
        std::string help;
        std::map<std::string, Series> series;
    };
    Series& series(std::string_view name, std::string_view help, Type type, const Labels& labels);
    static void write(std::string& out, std::string_view name, const Family& family);

    mutable std::mutex mutex_;
    std::map<std::string, Family, std::less<>> families_;
};

}  // namespace dengyun::http
