// Measures the search for capacity: bench_capacity [WORKSHOPS [MACHINES_EACH]] (10,000 and 3). Fills an index with
// invented workshops over eastern China, five booked weeks ahead for every machine, and asks 2,000 questions of all
// processes in which each machine has two. Tells the median and the 99th percentile of a search, of the same search
// over every machine there is (the peer: what an index by process saves), and of taking in a workshop that has changed.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <random>

#include "modules/capacity/api.h"

namespace {

using namespace dengyun;
using namespace dengyun::capacity;

const Instant now = instant_of(1'772'323'200'000);

struct Times {
    std::vector<double> ms;
    template <class Work>
    void take(Work work) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    double at(double share) {
        std::ranges::sort(ms);
        return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
    }
};

class Cluster {
  public:
    Cluster(std::int64_t workshops, std::int64_t machines_each)
        : workshops_(workshops), machines_each_(machines_each) {}

    IndexedWorkshop workshop(std::int64_t number) {
        IndexedWorkshop out{.organisation = {1'000 + number},
                            .name = fmt::format("workshop {}", number),
                            .certificates = random_() % 64,
                            .machines = {}};
        const reference::Coordinates at{115 + 7 * share(), 25 + 7 * share()};
        for (std::int64_t m = 0; m < machines_each_; ++m)
            out.machines.push_back(machine(number * machines_each_ + m, at));
        return out;
    }
    reference::Process process() {
        return static_cast<reference::Process>(random_() % choices_of(reference::Process{}).entries.size());
    }
    Requirement requirement() {
        return {.process = process(),
                .material = material(),
                .part_size_mm = 50 + static_cast<std::int64_t>(random_() % 800),
                .tolerance_um = 20 + static_cast<std::int64_t>(random_() % 200),
                .at = reference::Coordinates{115 + 7 * share(), 25 + 7 * share()},
                .distance_km_max = 300,
                .certificates = {},
                .from = now,
                .to = now + std::chrono::days(14),
                .minutes_needed = 600};
    }
    [[nodiscard]] std::int64_t workshops() const { return workshops_; }
    std::uint32_t draw() { return static_cast<std::uint32_t>(random_()); }

  private:
    double share() { return static_cast<double>(random_() % 10'000) / 10'000; }
    std::string material() { return fmt::format("material {}", random_() % 6); }

    IndexedMachine machine(std::int64_t number, reference::Coordinates at) {
        Machine m{.number = std::to_string(number), .name = fmt::format("machine {}", number)};
        m.id = {number + 1};
        m.processes = {process(), process()};
        m.part_size_mm_max = 100 + static_cast<std::int64_t>(random_() % 1'500);
        m.tolerance_um = 5 + static_cast<std::int64_t>(random_() % 100);
        IndexedMachine out{.machine = std::move(m),
                           .materials = {plain_material(material()), plain_material(material())},
                           .at = at,
                           .calendar = calendars_[random_() % calendars_.size()],
                           .busy = {}};
        for (auto begin = now; begin < now + std::chrono::days(35);) {
            begin += std::chrono::minutes(60 + random_() % 900);
            const auto end = begin + std::chrono::minutes(60 + random_() % 900);
            out.busy.push_back({begin, end});
            begin = end;
        }
        return out;
    }

    std::int64_t workshops_, machines_each_;
    std::mt19937_64 random_{2019};
    std::vector<std::shared_ptr<const WorkingCalendar>> calendars_ = [] {
        std::vector<std::shared_ptr<const WorkingCalendar>> all;
        all.reserve(500);
        for (int i = 0; i < 500; ++i) all.push_back(std::make_shared<const WorkingCalendar>(usual_calendar()));
        return all;
    }();
};

}  // namespace

int main(int count, char** words) {
    Cluster cluster(count > 1 ? std::atoll(words[1]) : 10'000, count > 2 ? std::atoll(words[2]) : 3);
    Index index;
    std::vector<IndexedWorkshop> all;
    for (std::int64_t i = 0; i < cluster.workshops(); ++i) {
        all.push_back(cluster.workshop(i));
        index.put(all.back());
    }
    constexpr int searches = 2'000;
    constexpr int scans = 50;
    Times search, scan, change;
    std::int64_t known = 0, able = 0;
    for (int i = 0; i < searches; ++i) {
        const auto requirement = cluster.requirement();
        search.take([&] {
            const auto result = index.search(requirement, {.limit = 50, .after = {}, .with_refused = true});
            known += result->known;
            able += result->able;
        });
    }
    for (int i = 0; i < scans; ++i) {
        const auto requirement = cluster.requirement();
        scan.take([&] {
            WorkingTimes times(requirement.from, requirement.to);
            const auto material = plain_material(*requirement.material);
            std::int64_t best = 0;
            for (const auto& workshop : all)
                for (const auto& machine : workshop.machines)
                    best = std::max(best, judge(requirement, material, workshop, machine, times).score);
            able += best > 1'000 ? 1 : 0;
        });
    }
    for (int i = 0; i < 2'000; ++i) {
        auto workshop = cluster.workshop(static_cast<std::int64_t>(cluster.draw()) % cluster.workshops());
        change.take([&] { index.put(std::move(workshop)); });
    }
    fmt::print("machines {}  known per search {}  able {:.1f}\n", index.size(), known / searches,
               static_cast<double>(able) / searches);
    fmt::print("search  median {:.3f} ms  p99 {:.3f} ms\n", search.at(0.5), search.at(0.99));
    fmt::print("scan    median {:.3f} ms  p99 {:.3f} ms  ratio to search {:.1f}\n", scan.at(0.5), scan.at(0.99),
               scan.at(0.5) / search.at(0.5));
    fmt::print("change  median {:.3f} ms  p99 {:.3f} ms\n", change.at(0.5), change.at(0.99));
}
