// What a durable create costs the store: an idempotency key, a row, its event and its search terms in one unit of work,
// with as many units in flight as there would be connections. Compares group commit with a commit for each unit.
//   bench_store [units [in flight [folder or postgresql://…]]]
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <time.h>
#include <unistd.h>

#include "kernel/base/digest.h"
#include "kernel/meta/json.h"
#include "kernel/store/idempotency.h"
#include "kernel/store/migrations.h"
#include "kernel/store/store.h"

namespace dengyun::store {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Workshop : meta::Record<Workshop> {
    std::string name;
    std::string address;
    std::optional<std::string> phone;
    std::optional<double> longitude;
    std::optional<double> latitude;
    std::optional<std::int64_t> employees;
    std::vector<std::string> processes;
    bool active = true;
    static const meta::Entity description;
};
constexpr auto fields =
    meta::record<Workshop>(meta::field<&Workshop::name>("name", {"名称", "Name"},
                                                        {.flags = meta::required | meta::searchable | meta::sortable}),
                           meta::field<&Workshop::address>("address", {"地址", "Address"}, {.flags = meta::searchable}),
                           meta::field<&Workshop::phone>("phone", {"电话", "Phone"}, {}),
                           meta::field<&Workshop::longitude>("longitude", {"经度", "Longitude"}, {}),
                           meta::field<&Workshop::latitude>("latitude", {"纬度", "Latitude"}, {}),
                           meta::field<&Workshop::employees>("employees", {"人数", "Employees"}, {}),
                           meta::field<&Workshop::processes>("processes", {"工艺", "Processes"}, {}),
                           meta::field<&Workshop::active>("active", {"启用", "Active"}, {.flags = meta::filterable}));
constinit const meta::Entity Workshop::description{.name = "workshop", .label = {"车间", "Workshop"}, .fields = fields};

template <class T>
T must(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{} {}\n", result.error().code, result.error().detail);
        std::exit(1);
    }
    return std::move(*result);
}

double cpu_seconds() {
    timespec at{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
}

Result<> create(Unit& unit, int number) {
    const auto key = fmt::format("key-{}", number);
    const auto digest = sha256_hex(key);
    DENGYUN_TRY(kept, kept_answer(unit, key, digest));
    if (kept) return {};
    Workshop workshop;
    workshop.name = fmt::format("宁波北仑精密模具第{}车间", number);
    workshop.address = "浙江省宁波市北仑区大碶街道坝头西路 188 号";
    workshop.phone = "0574-88880000";
    workshop.longitude = 121.84;
    workshop.latitude = 29.9;
    workshop.employees = 35;
    workshop.processes = {"注塑", "铣削", "电火花"};
    DENGYUN_TRY(added, unit.insert(std::move(workshop)));
    return keep_answer(unit, key, digest, {201, "/api/v1/workshops/" + to_text(added.id), meta::to_json(added)});
}

struct Figures {
    double units_per_second;
    double cpu_us_per_unit;
    double units_per_commit;
    double p99_ms;
};

// Keeps `in_flight` units going until `units` are done: each answer starts the next.
class Load {
  public:
    Load(Store& store, int units, int in_flight) : store_(store), units_(units), in_flight_(in_flight) {}
    Figures run() {
        const auto before = store_.statistics().commits;
        const auto cpu = cpu_seconds();
        const auto start = SteadyClock::now();
        for (int i = 0; i < in_flight_; ++i) next();
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [this] { return static_cast<int>(waits_.size()) == units_; });
        const std::chrono::duration<double> took = SteadyClock::now() - start;
        std::ranges::sort(waits_);
        return {units_ / took.count(), (cpu_seconds() - cpu) / units_ * 1e6,
                units_ / static_cast<double>(store_.statistics().commits - before),
                std::chrono::duration<double, std::milli>(waits_[waits_.size() * 99 / 100]).count()};
    }

  private:
    void next() {
        const int number = started_++;
        if (number >= units_) return;
        const auto since = SteadyClock::now();
        store_.submit_write(
            Scope::of({100 + number % 64}, {ActorKind::user, 1, "压测"}),
            [number](Unit& unit) { return create(unit, number); },
            [this, since](Result<> outcome) {
                if (!outcome) must<int>(std::unexpected(outcome.error()));
                next();
                const std::lock_guard lock(mutex_);
                waits_.push_back(SteadyClock::now() - since);
                if (static_cast<int>(waits_.size()) == units_) ended_.notify_one();
            });
    }
    Store& store_;
    const int units_;
    const int in_flight_;
    std::atomic<int> started_ = 0;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::vector<SteadyClock::duration> waits_;
};

void measure(const std::string& url, std::size_t group_max, int units, int in_flight) {
    const SystemClock clock;
    SystemRandom random;
    const auto store = must(Store::open({.url = url, .connections = 8, .group_max = group_max}, clock, random));
    std::vector<Migration> all(migrations().begin(), migrations().end());
    const meta::Entity* entities[] = {&Workshop::description};
    must(migrate(*store, all));
    const auto script = must(schema_difference(*store, entities));
    all.push_back({2, "0002_bench", script});
    must(migrate(*store, all));
    const auto figures = Load(*store, units, in_flight).run();
    fmt::print("group_max {:>4}: {:>7.0f} units/s, {:>6.1f} us of CPU a unit, {:>5.1f} units a commit, p99 {:.2f} ms\n",
               group_max, figures.units_per_second, figures.cpu_us_per_unit, figures.units_per_commit, figures.p99_ms);
}

}  // namespace
}  // namespace dengyun::store

int main(int argc, char** argv) {
    namespace fs = std::filesystem;
    const int units = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const int in_flight = argc > 2 ? std::atoi(argv[2]) : 64;
    const std::string place = argc > 3 ? argv[3] : ".";
    if (place.starts_with("postgresql:")) {
        dengyun::store::measure(place, 1, units, in_flight);
        return 0;
    }
    const fs::path folder = fs::path(place) / fmt::format("bench-store-{}", getpid());
    fs::create_directories(folder);
    dengyun::store::measure("sqlite:" + (folder / "grouped.db").string(), 128, units, in_flight);
    dengyun::store::measure("sqlite:" + (folder / "single.db").string(), 1, units / 10, in_flight);
    fs::remove_all(folder);
    return 0;
}
