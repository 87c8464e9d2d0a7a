// What rules and derived points cost where devices' lines come in: bench_rules [DEVICES [ROWS]] (100 and 2,000). One
// thread writes bodies of 100 rows of five readings into the intake, as a device's request does, each durable; the
// threads that watch and calculate run beside it. For each number of rules or derived points of a device: readings a
// second until the last is written, and until the last is watched and calculated, beside the same without any, in the
// same run.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>

#include "kernel/store/migrations.h"
#include "modules/capacity/api.h"
#include "modules/enterprise/api.h"
#include "modules/telemetry/hub.h"

using namespace dengyun;
using namespace dengyun::telemetry;
namespace fs = std::filesystem;

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr Id<Organisation> organisation{11};
constexpr std::int64_t rows_of_body = 100;
constexpr std::int64_t readings_of_row = 5;

template <class T>
T must(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{} {}\n", result.error().code, result.error().detail);
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double seconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

struct Load {
    const char* name;
    int count = 0;
    void (*add)(store::Unit& unit, int number);
};

AlarmRule rule(int number, ConditionKind kind) {
    AlarmRule made;
    made.organisation_id = organisation;
    made.name = fmt::format("rule {}", number);
    made.profile = "compressor";
    made.kind = kind;
    made.is_enabled = true;
    constexpr const char* points[] = {"pressure", "oil_temperature", "flow", "power"};
    made.point = points[number % 4];
    made.threshold = 1e6;  // never
    return made;
}

void add_limit(store::Unit& unit, int number) { must(unit.insert(rule(number, ConditionKind::above))); }
void add_expression(store::Unit& unit, int number) {
    auto made = rule(number, ConditionKind::expression);
    made.expression = fmt::format("avg({0}, 5m) > 1000000 and power > {1}", made.point, number);
    must(unit.insert(std::move(made)));
}
void add_unusual(store::Unit& unit, int number) { must(unit.insert(rule(number, ConditionKind::unusual))); }
void add_derived(store::Unit& unit, int number) {
    DerivedPoint made;
    made.organisation_id = organisation;
    made.name = fmt::format("derived {}", number);
    made.profile = "compressor";
    made.expression = fmt::format("power / max(flow, 0.1) + {}", number);
    must(unit.insert(std::move(made)));
}

class Bench {
  public:
    Bench(std::int64_t devices, std::int64_t rows) : devices_(devices), rows_(rows) {}

    struct Told {
        double written = 0;  // readings a second
        double done = 0;     // until everything is watched and calculated
    };
    Told run(const Load& load) {
        auto pattern = (fs::temp_directory_path() / "dengyun-bench-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) std::exit(2);
        const auto told = run_in(pattern, load);
        fs::remove_all(pattern);
        return told;
    }

  private:
    Told run_in(const fs::path& folder, const Load& load) {
        auto store = must(store::Store::open({.url = "sqlite:" + (folder / "bench.db").string()}, clock_, random_));
        std::vector<store::Migration> all;
        for (const auto part : {store::migrations(), enterprise::migrations(), capacity::migrations(), migrations()})
            for (auto one : part) {
                one.number = static_cast<int>(all.size()) + 1;
                all.push_back(one);
            }
        must(store::migrate(*store, all));
        Options options;
        options.shelves.folder = folder / "telemetry";
        Hub hub(*store, clock_, random_, std::move(options));
        std::vector<LivePtr> live;
        const auto scope = Scope::of(organisation, Actor{ActorKind::system, 0, "bench"});
        must(store->run_write(scope, [&](store::Unit& unit) -> Result<> {
            for (std::int64_t i = 0; i < devices_; i++) {
                Device device;
                device.organisation_id = organisation;
                device.name = fmt::format("compressor {}", i);
                device.profile = "compressor";
                DENGYUN_TRY(made, add_device(unit, std::move(device), random_));
                live.push_back(hub.inside().intake.live(organisation, made.id));
            }
            for (int i = 0; i < load.count; i++) load.add(unit, i);
            return {};
        }));
        for (const auto& device : live)
            device->set_row(std::make_shared<const Device>(must(hub.inside().intake.read_row(*device))), 0);
        // The columns are there and found before the first second.
        const auto start_ms = milliseconds_of(clock_.now()) + 1'000;
        for (const auto& device : live) write(hub, device, start_ms, 1);
        must(hub.run_due());
        must(hub.run_due());
        must(hub.start());
        const auto begun = SteadyClock::now();
        for (std::int64_t row = 1; row < rows_; row += rows_of_body)
            for (const auto& device : live) write(hub, device, start_ms + row * 1'000, rows_of_body);
        const auto written = seconds_since(begun);
        must(hub.run_due());
        const auto done = seconds_since(begun);
        hub.stop();
        store->stop();
        const auto readings = static_cast<double>(devices_ * rows_ * readings_of_row);
        return {readings / written, readings / done};
    }
    void write(Hub& hub, const LivePtr& device, std::int64_t from_ms, std::int64_t rows) {
        body_.clear();
        for (std::int64_t i = 0; i < rows; i++) {
            const auto wave = static_cast<double>((from_ms / 1'000 + i) % 97) / 100;
            fmt::format_to(
                std::back_inserter(body_),
                "telemetry pressure={:.3f},oil_temperature={:.1f},flow={:.2f},power={:.1f},run_hours={} {}\n",
                0.7 + wave / 10, 80 + wave, 20 + wave, 75 + wave, i, from_ms + i * 1'000);
        }
        const auto outcome = must(hub.inside().intake.write_lines(device, body_, timeseries::Precision::millisecond));
        if (outcome.refused > 0) std::exit(3);
    }

    const std::int64_t devices_;
    const std::int64_t rows_;
    const SystemClock clock_;
    SystemRandom random_;
    std::string body_;
};

}  // namespace

int main(int count, char** words) {
    const auto given = [&](int at, std::int64_t usual) { return count > at ? std::atoll(words[at]) : usual; };
    Bench bench(given(1, 100), given(2, 2'000));
    constexpr Load loads[] = {{"nothing", 0, add_limit},
                              {"1 limit", 1, add_limit},
                              {"10 limits", 10, add_limit},
                              {"1 expression over 5 min", 1, add_expression},
                              {"10 expressions over 5 min", 10, add_expression},
                              {"1 unlike the usual", 1, add_unusual},
                              {"10 unlike the usual", 10, add_unusual},
                              {"1 derived point", 1, add_derived},
                              {"10 derived points", 10, add_derived}};
    fmt::print(
        "| each device has | readings/s written | ratio | readings/s until done | ratio |\n|---|---|---|---|---|\n");
    Bench::Told bare;
    for (const auto& load : loads) {
        const auto told = bench.run(load);
        if (load.count == 0) bare = told;
        fmt::print("| {} | {:.0f} | {:.2f} | {:.0f} | {:.2f} |\n", load.name, told.written, told.written / bare.written,
                   told.done, told.done / bare.done);
        std::cout.flush();
    }
}
