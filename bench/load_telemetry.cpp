// What bench/telemetry.bench and bench/series.bench stand on: the data, the load client for the peers, and our store
// under the same data. PLACE is a folder (the embedded shelf) or postgresql://… (the cluster shelf).
//   load_telemetry generate FILE ROWS      500 devices x 10 fields, ROWS messages each at 1 Hz, as bodies of lines
//   load_telemetry post FILE PORT PATH     posts every body over two connections
//   load_telemetry ingest FILE PLACE       writes every body into a store from two threads, each body durable before
//   the
//                                          next; the first body beforehand, so that all names are known
//   load_telemetry query PLACE DAYS        one series at 1 Hz for DAYS and 500 series for an hour, then the queries
// Each prints one line of "name value" pairs.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <fmt/core.h>
#include <fstream>
#include <mutex>
#include <random>
#include <sys/resource.h>
#include <thread>

#include "bench/http_connection.h"
#include "bench/series_place.h"
#include "engines/timeseries/line_protocol/line_writer.h"
#include "kernel/base/assert.h"

using namespace dengyun;
using namespace dengyun::timeseries;

namespace {

constexpr int devices = 500;
constexpr int lines_of_body = 2000;
constexpr Time start = 1'772'380'800 * second;  // midnight in China

using SteadyClock = std::chrono::steady_clock;
double seconds_since(SteadyClock::time_point at) {
    return std::chrono::duration<double>(SteadyClock::now() - at).count();
}

template <class T>
T must(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{} {}\n", result.error().code, result.error().detail);
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

// A value of /proc/self/status in MB.
double status_mb(std::string_view name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name)) return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
    return 0;
}

// What a machining centre tells each second.
class Machine {
  public:
    explicit Machine(int number) : random_(static_cast<std::uint64_t>(number) + 1), number_(number) {}
    void line(std::string& out, Time second_number) {
        if (below(300) == 0) state_ = static_cast<int>(below(4));
        const bool runs = state_ == 1;
        temperature_ += noise(0.04) + (runs ? 62 - temperature_ : 24 - temperature_) * 0.002;
        coolant_ += noise(0.02);
        energy_ += runs ? 0.004 : 0.001;
        if (runs && below(45) == 0) parts_++;
        const double load = runs ? 55 + 15 * std::sin(static_cast<double>(second_number) / 40) : 2;
        fmt::format_to(std::back_inserter(out),
                       "machine,device=d{:03},line=l{},site=s{} "
                       "temperature={:.1f},coolant={:.1f},pressure={:.2f},spindle_rpm={:.0f},"
                       "spindle_load={:.1f},current={:.2f},vibration={:.3f},energy={:.3f},parts={}i,state={}i {}\n",
                       number_, number_ % 20, number_ % 4, temperature_, coolant_, 6 + noise(0.02),
                       runs ? 8000 + noise(4) : 0.0, std::max(0.0, load + noise(0.6)),
                       std::max(0.0, load * 0.3 + noise(0.12)), std::fabs(noise(0.05)) + 0.8, energy_, parts_, state_,
                       start / 1'000'000 + second_number * 1000 + static_cast<Time>(below(8)));
    }

  private:
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    double noise(double deviation) { return normal_(random_) * deviation; }
    std::mt19937_64 random_;
    std::normal_distribution<double> normal_;
    int number_;
    int state_ = 1;
    int parts_ = 0;
    double temperature_ = 40;
    double coolant_ = 22;
    double energy_ = 0;
};

void generate(const std::string& path, int rows) {
    std::vector<Machine> machines;
    for (int i = 0; i < devices; i++) machines.emplace_back(i);
    std::ofstream out(path, std::ios::binary);
    std::string body;
    int lines = 0;
    const auto write = [&] {
        const auto length = static_cast<std::uint32_t>(body.size());
        out.write(reinterpret_cast<const char*>(&length), sizeof length);
        out.write(body.data(), static_cast<std::streamsize>(body.size()));
        body.clear();
        lines = 0;
    };
    for (int row = 0; row < rows; row++)
        for (auto& machine : machines) {
            machine.line(body, row);
            if (++lines == lines_of_body) write();
        }
    if (lines > 0) write();
}

// Hands the bodies of the file out, one at a time, to several threads.
class Bodies {
  public:
    explicit Bodies(const std::string& path) : in_(path, std::ios::binary) {}
    bool next(std::string& body) {
        const std::lock_guard lock(mutex_);
        std::uint32_t length = 0;
        if (!in_.read(reinterpret_cast<char*>(&length), sizeof length)) return false;
        body.resize(length);
        return static_cast<bool>(in_.read(body.data(), length));
    }

  private:
    std::mutex mutex_;
    std::ifstream in_;
};

std::size_t points_of(std::string_view body) { return static_cast<std::size_t>(std::ranges::count(body, '\n')) * 10; }

void post(const std::string& path, int port, const std::string& where) {
    Bodies bodies(path);
    std::atomic<std::size_t> points = 0;
    const auto begun = SteadyClock::now();
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 2; i++)
            clients.emplace_back([&] {
                bench::HttpConnection connection(port);
                for (std::string body; bodies.next(body); points += points_of(body))
                    DENGYUN_ASSERT(connection.post(where, body) == 204);
            });
    }
    const auto seconds = seconds_since(begun);
    fmt::print("points {} seconds {:.2f} points_per_second {:.0f}\n", points.load(), seconds,
               static_cast<double>(points) / seconds);
}

// Flushes and merges beside the writers, as the server's module does.
class Maintenance {
  public:
    void wake() {
        const std::lock_guard lock(mutex_);
        is_due_ = true;
        changed_.notify_one();
    }
    void run(Store& store, const std::stop_token& stop) {
        std::stop_callback on_stop(stop, [this] { wake(); });
        while (!stop.stop_requested()) {
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [&] { return is_due_ || stop.stop_requested(); });
                is_due_ = false;
            }
            while (must(store.maintain())) {
            }
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_due_ = false;
};

void ingest(const std::string& path, const std::string& where) {
    Maintenance maintenance;
    const bench::SeriesPlace place(where, [&] { maintenance.wake(); });
    auto* const store = &place.store();
    std::jthread maintainer([&](const std::stop_token& stop) { maintenance.run(*store, stop); });
    Bodies bodies(path);
    if (std::string body; bodies.next(body)) {
        LineWriter writer(*store);
        must(writer.write(body, Precision::millisecond, start));
    }
    std::atomic<std::size_t> points = 0;
    const auto begun = SteadyClock::now();
    const auto cpu = cpu_seconds();
    {
        std::vector<std::jthread> clients;
        for (std::size_t i = 0; i < 2; i++)
            clients.emplace_back([&, i] {
                LineWriter writer(place.writer(i));
                for (std::string body; bodies.next(body);) {
                    const auto written = must(writer.write(body, Precision::millisecond, start));
                    DENGYUN_ASSERT(written.refused == 0);
                    points += written.values;
                }
            });
    }
    const auto seconds = seconds_since(begun);
    const auto cpu_used = cpu_seconds() - cpu;
    const auto resident = status_mb("VmHWM");
    maintainer.request_stop();
    maintainer.join();
    must(store->flush());
    while (must(store->maintain())) {
    }
    const auto settled = seconds_since(begun);
    const auto usage = must(store->usage());
    const auto count = static_cast<double>(points);
    const auto stored = count + lines_of_body * 10;
    double total = 0;
    for (const auto bytes : usage.level_bytes) total += static_cast<double>(bytes);
    fmt::print(
        "points {} seconds {:.2f} points_per_second {:.0f} settled_points_per_second {:.0f} cpu_seconds {:.2f} "
        "resident_mb {:.0f} raw_bytes_per_point "
        "{:.3f} "
        "with_roll_ups_bytes_per_point {:.3f}\n",
        points.load(), seconds, count / seconds, count / settled, cpu_used, resident,
        static_cast<double>(usage.level_bytes[0]) / stored, total / stored);
}

struct Middle {
    double ms = 0;
    double cpu_ms = 0;  // what it takes on a machine that does nothing else
};

// The middle of `rounds` runs.
template <class Run>
Middle middle_of(int rounds, Run run) {
    std::vector<double> times;
    std::vector<double> cpu_times;
    for (int round = 0; round < rounds; round++) {
        const auto begun = SteadyClock::now();
        const auto cpu = cpu_seconds();
        run(round);
        cpu_times.push_back((cpu_seconds() - cpu) * 1000);
        times.push_back(seconds_since(begun) * 1000);
    }
    const auto middle = [&](std::vector<double>& values) {
        std::ranges::nth_element(values, values.begin() + rounds / 2);
        return values[static_cast<std::size_t>(rounds / 2)];
    };
    return {middle(times), middle(cpu_times)};
}

void query(const std::string& where, int days) {
    const bench::SeriesPlace place(where, {});
    auto* const store = &place.store();
    auto& catalogue = store->catalogue();
    const auto year = must(catalogue.group("year"));
    must(catalogue.column(year, {"temperature"}));
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    Batch batch;
    const Time from = start - days * width_of(Level::day);
    double value = 40;
    const auto append = [&] {
        must(store->append(batch));
        batch.clear();
        while (must(store->maintain())) {
        }
    };
    for (Time time = from; time < start; time += second) {
        value += normal(random) * 0.05;
        const Value values[] = {{0, real_cell(std::round(value * 10) / 10)}};
        batch.add({year, time}, values);
        if (batch.is_full()) append();
    }
    append();
    std::vector<GroupNumber> groups;
    for (int i = 0; i < devices; i++) {
        groups.push_back(must(catalogue.group(fmt::format("machine-{}", i))));
        for (int column = 0; column < 10; column++)
            must(catalogue.column(groups.back(), {fmt::format("field-{}", column)}));
    }
    for (Time time = start; time < start + 3600 * second; time += second)
        for (const auto group : groups) {
            Value values[10];
            for (ColumnNumber column = 0; column < 10; column++)
                values[column] = {column, real_cell(std::round(normal(random) * 100) / 100)};
            batch.add({group, time}, values);
            if (batch.is_full()) append();
        }
    append();
    must(store->flush());
    while (must(store->maintain())) {
    }
    const ColumnNumber first_column[] = {0};
    const auto last = middle_of(51, [&](int round) {
        const auto rows = must(store->read(groups[static_cast<std::size_t>(round)], first_column, time_min, time_max,
                                           {.rows_max = 1000, .order = Order::newest_first}));
        DENGYUN_ASSERT(rows.size() == 1000);
    });
    const auto pixels = middle_of(21, [&](int) {
        const auto stretches = must(store->summarise(year, 0, from, start, 1000));
        std::uint64_t count = 0;
        for (const auto& stretch : stretches) count += stretch.aggregate.count;
        DENGYUN_ASSERT(count == static_cast<std::uint64_t>((start - from) / second));
    });
    const auto hour = middle_of(11, [&](int round) {
        const ColumnNumber column[] = {static_cast<ColumnNumber>(round % 10)};
        std::size_t rows = 0;
        for (const auto group : groups)
            rows += must(store->read(group, column, start, start + 3600 * second, {.with_origins = false})).size();
        DENGYUN_ASSERT(rows == devices * 3600);
    });
    const auto usage = must(store->usage());
    fmt::print(
        "last_1000_ms {:.2f} pixels_ms {:.2f} pixels_cpu_ms {:.2f} hour_ms {:.2f} hour_cpu_ms {:.2f} days {} raw_mb "
        "{:.0f} "
        "roll_ups_mb {:.1f} resident_mb {:.0f}\n",
        last.ms, pixels.ms, pixels.cpu_ms, hour.ms, hour.cpu_ms, days, static_cast<double>(usage.level_bytes[0]) / 1e6,
        static_cast<double>(usage.level_bytes[1] + usage.level_bytes[2] + usage.level_bytes[3]) / 1e6,
        status_mb("VmRSS"));
}

}  // namespace

int main(int count, char** given) {
    const std::vector<std::string> arguments(given + 1, given + count);
    const auto is = [&](std::string_view name, std::size_t wanted) {
        return arguments.size() == wanted && arguments[0] == name;
    };
    if (is("generate", 3))
        generate(arguments[1], std::atoi(arguments[2].c_str()));
    else if (is("post", 4))
        post(arguments[1], std::atoi(arguments[2].c_str()), arguments[3]);
    else if (is("ingest", 3))
        ingest(arguments[1], arguments[2]);
    else if (is("query", 3))
        query(arguments[1], std::atoi(arguments[2].c_str()));
    else
        return 2;
    return 0;
}
