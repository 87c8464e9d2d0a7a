#include "engines/scheduling/check/check_shop.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

namespace dengyun::scheduling {
namespace {

using Number = std::int64_t;
// jobs[j][k]: the durations of the operation by machine; the shortest where a machine is listed twice.
using Jobs = std::vector<std::vector<std::map<Number, std::vector<Number>>>>;

constexpr Number jobs_max = 10'000'000;

class Numbers {
  public:
    explicit Numbers(std::string_view text) : text_(text) {}
    std::optional<Number> next() {
        skip_blanks();
        Number out = 0;
        const auto* begin = text_.data() + place_;
        const auto* end = text_.data() + text_.size();
        const auto [rest, error] = std::from_chars(begin, end, out);
        if (error != std::errc() || out < 0) return std::nullopt;
        place_ += static_cast<std::size_t>(rest - begin);
        return out;
    }
    void skip_line() { place_ = std::min(text_.find('\n', place_), text_.size()); }
    bool at_end() {
        skip_blanks();
        return place_ == text_.size();
    }

  private:
    void skip_blanks() {
        while (place_ < text_.size() &&
               (text_[place_] == ' ' || text_[place_] == '\t' || text_[place_] == '\r' || text_[place_] == '\n'))
            ++place_;
    }
    std::string_view text_;
    std::size_t place_ = 0;
};

std::optional<Jobs> read(std::string_view text, std::string_view format) {
    Numbers numbers(text);
    const auto jobs = numbers.next(), machines = numbers.next();
    if (!jobs || !machines || *jobs > jobs_max) return std::nullopt;
    if (format == "fjsp") numbers.skip_line();  // the average number of modes, where it is given
    Jobs out;
    for (Number j = 0; j < *jobs; ++j) {
        const auto operations = format == "jsp" ? machines : numbers.next();
        if (!operations || *operations > jobs_max) return std::nullopt;
        auto& job = out.emplace_back();
        for (Number k = 0; k < *operations; ++k) {
            const auto modes = format == "fjsp" ? numbers.next() : std::optional<Number>(1);
            if (!modes || *modes < 1 || *modes > jobs_max) return std::nullopt;
            auto& operation = job.emplace_back();
            for (Number m = 0; m < *modes; ++m) {
                auto machine = numbers.next();
                const auto duration = numbers.next();
                if (!machine || !duration) return std::nullopt;
                if (format == "fjsp") --*machine;
                if (*machine < 0 || *machine >= *machines) return std::nullopt;
                operation[*machine].push_back(*duration);
            }
        }
    }
    if (!numbers.at_end()) return std::nullopt;
    return out;
}

std::string place_of(const ShopRun& run) { return fmt::format("job {} op {}", run.job, run.op); }

void check_machines(const std::vector<ShopRun>& runs, ShopCheck& out) {
    std::map<Number, std::vector<const ShopRun*>> by_machine;
    for (const auto& run : runs) by_machine[run.machine].push_back(&run);
    for (auto& [machine, list] : by_machine) {
        std::ranges::sort(list, {}, [](const ShopRun* run) { return std::pair{run->start, run->end}; });
        Number free_from = 0;
        for (const auto* run : list) {
            if (run->start < free_from && out.breaches.size() < 1'000)
                out.breaches.push_back(
                    {Fault::machine, place_of(*run), fmt::format("machine {} is still busy", machine)});
            free_from = std::max(free_from, run->end);
        }
    }
}

}  // namespace

ShopCheck check_shop(std::string_view text, std::string_view format, const std::vector<ShopRun>& runs) {
    ShopCheck out;
    std::optional<Jobs> jobs;
    for (const std::string_view one : {"jsp", "jsp_var", "fjsp"})
        if (!jobs && (format.empty() || format == one)) jobs = read(text, one);
    const auto add = [&](Fault fault, const ShopRun& run, std::string what) {
        if (out.breaches.size() < 1'000) out.breaches.push_back({fault, place_of(run), std::move(what)});
    };
    if (!jobs) {
        out.breaches.push_back({Fault::unknown, "file", "cannot be read as a shop"});
        return out;
    }
    std::map<std::pair<Number, Number>, const ShopRun*> known;
    for (const auto& run : runs) {
        if (run.job < 0 || static_cast<std::size_t>(run.job) >= jobs->size() || run.op < 0 ||
            static_cast<std::size_t>(run.op) >= (*jobs)[static_cast<std::size_t>(run.job)].size()) {
            add(Fault::unknown, run, "no such job or operation");
            continue;
        }
        const auto& modes = (*jobs)[static_cast<std::size_t>(run.job)][static_cast<std::size_t>(run.op)];
        const auto mode = modes.find(run.machine);
        if (!known.emplace(std::pair{run.job, run.op}, &run).second) add(Fault::repeated, run, "runs more than once");
        if (run.start < 0) add(Fault::release, run, "starts before 0");
        if (mode == modes.end())
            add(Fault::wrong_resource, run, fmt::format("cannot run on machine {}", run.machine));
        else if (std::ranges::find(mode->second, run.end - run.start) == mode->second.end())
            add(Fault::duration, run, fmt::format("lasts {}", run.end - run.start));
        out.makespan = std::max(out.makespan, run.end);
    }
    for (std::size_t j = 0; j < jobs->size(); ++j) {
        for (std::size_t k = 0; k < (*jobs)[j].size(); ++k) {
            const auto run = known.find({static_cast<Number>(j), static_cast<Number>(k)});
            if (run == known.end()) {
                add(Fault::missing, {static_cast<Number>(j), static_cast<Number>(k), 0, 0, 0},
                    "is not in the schedule");
                continue;
            }
            const auto before = known.find({static_cast<Number>(j), static_cast<Number>(k) - 1});
            if (before != known.end() && run->second->start < before->second->end)
                add(Fault::lag_min, *run->second, "starts before its predecessor ends");
        }
    }
    check_machines(runs, out);
    return out;
}

}  // namespace dengyun::scheduling
