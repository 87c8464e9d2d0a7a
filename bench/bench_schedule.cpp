// Measures the scheduling engine on public instances: bench_schedule [--seconds S] [--iterations N] [--threads N]
// [--seed K] [--every E] [--cpu]
// [--data DIR] [FAMILY|INSTANCE…]. For each family the ratio makespan / best known value: mean, least, median, most.
// Takes every E-th instance. --cpu: the seconds are those of the processor per thread, so that searches can be compared
// on a machine that does other work meanwhile. Where the data is missing it says so and ends well.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <thread>

#include "engines/scheduling/check/check_shop.h"
#include "engines/scheduling/input_file.h"
#include "engines/scheduling/json/shop_solution.h"
#include "engines/scheduling/shop/read_shop.h"
#include "engines/scheduling/shop/solution_text.h"
#include "engines/scheduling/shop/solve_shop.h"
#include "kernel/base/csv.h"

namespace {

using namespace dengyun;
using namespace dengyun::scheduling;

struct Options {
    double seconds = 2;
    std::optional<std::int64_t> iterations;
    int threads = 2;
    int every = 12;
    std::uint64_t seed = 1;
    bool by_cpu = false;
    std::string data = "../shared/data/scheduling";
    std::vector<std::string> wanted;
};

struct Instance {
    std::string name, kind, family;
    Time best_lb = 0, best_ub = 0;
};

struct Measured {
    std::vector<double> ratios;
    int optimal = 0;
};

Options options_of(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        const auto value = [&] { return std::string(i + 1 < count ? words[++i] : "0"); };
        if (word == "--seconds")
            options.seconds = std::stod(value());
        else if (word == "--iterations")
            options.iterations = std::stoll(value());
        else if (word == "--threads")
            options.threads = std::stoi(value());
        else if (word == "--every")
            options.every = std::max(1, std::stoi(value()));
        else if (word == "--seed")
            options.seed = std::stoull(value());
        else if (word == "--cpu")
            options.by_cpu = true;
        else if (word == "--data")
            options.data = value();
        else
            options.wanted.push_back(word);
    }
    return options;
}

std::vector<Instance> instances_of(const Options& options) {
    std::vector<Instance> found;
    const auto text = read_input_file(options.data + "/best_known.csv");
    if (!text) return found;
    const auto rows = parse_csv(*text);
    if (!rows) return found;
    std::map<std::string, int> seen;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const auto& f = (*rows)[i].fields;
        const auto is = [&](const std::string& w) { return w == f[0] || w == f[2] || w == f[1]; };
        if (!options.wanted.empty() && std::ranges::none_of(options.wanted, is)) continue;
        const bool by_name = std::ranges::find(options.wanted, f[0]) != options.wanted.end();
        if (!by_name && seen[f[2]]++ % options.every != 0) continue;
        found.push_back({f[0], f[1], f[2], static_cast<Time>(std::stol(f[6])), static_cast<Time>(std::stol(f[7]))});
    }
    return found;
}

std::string path_of(const Options& options, const Instance& instance) {
    for (const auto* folder : {"", "js"}) {
        for (const auto* ending : {".txt", ".txt.gz"}) {
            auto path = fmt::format("{}/{}/{}/{}{}{}", options.data, instance.kind, instance.family, instance.name,
                                    folder, ending);
            if (std::filesystem::exists(path)) return path;
        }
    }
    return {};
}

Stopwatch started(const Options& options) {
    if (options.by_cpu)
        return [begin = std::clock(), threads = options.threads] {
            return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / threads;
        };
    return [begin = std::chrono::steady_clock::now()] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
}

// 0 where a bound or a schedule is wrong.
double measure(const Options& options, const Instance& instance, Measured& measured) {
    const auto text = read_input_file(path_of(options, instance));
    if (!text) {
        fmt::print("{}: {}\n", instance.name, text.error().code);
        return 0;
    }
    const auto format = instance.kind == "jsp"    ? ShopFormat::jsp
                        : instance.kind == "fjsp" ? ShopFormat::fjsp
                                                  : ShopFormat::jsp_var;
    Limits limits;
    limits.stopwatch = started(options);
    limits.seconds = options.seconds;
    limits.iterations = options.iterations;
    limits.threads = options.threads;
    limits.seed = options.seed;
    const auto shop = read_shop(*text, format);
    if (!shop) {
        fmt::print("{}: {} {}\n", instance.name, shop.error().issues[0].field, shop.error().issues[0].code);
        return 0;
    }
    const auto result = solve_shop(*shop, limits, {});
    const double took = limits.stopwatch();
    const double ratio = static_cast<double>(result.makespan) / instance.best_ub;
    fmt::print(
        "{:<24} {:>7} ops  makespan {:>7}  best {:>7}  ratio {:.4f}  bound {:>7} ({:.4f})  {:>7.1f} s {:>9.0f} "
        "moves/s\n",
        instance.name, shop->operations(), result.makespan, instance.best_ub, ratio, result.lower_bound,
        static_cast<double>(result.lower_bound) / instance.best_ub, took, static_cast<double>(result.moves) / took);
    std::fflush(stdout);
    measured.ratios.push_back(ratio);
    measured.optimal += result.optimal() ? 1 : 0;
    const auto runs = read_shop_solution(solution_text(*shop, result.schedule));
    const auto check = check_shop(*text, instance.kind, runs ? *runs : std::vector<ShopRun>());
    for (const auto& breach : check.breaches) fmt::print("{}: {}: {}\n", instance.name, breach.place, breach.text);
    return check.breaches.empty() && check.makespan == result.makespan && result.lower_bound <= instance.best_ub &&
                   result.makespan >= instance.best_lb
               ? ratio
               : 0;
}

}  // namespace

int main(int count, char** words) {
    const auto options = options_of(count, words);
    const auto instances = instances_of(options);
    if (instances.empty()) {
        fmt::print(
            "bench_schedule: nothing measured, {} holds no best_known.csv with such instances; --data names "
            "another folder\n",
            options.data);
        return 0;
    }
    std::map<std::string, Measured> families;
    int wrong = 0;
    for (const auto& instance : instances) {
        auto& family = families[instance.kind + "/" + instance.family];
        if (measure(options, instance, family) == 0) {
            fmt::print("{}: a bound or a schedule cannot be right\n", instance.name);
            ++wrong;
        }
    }
    fmt::print(
        "\n| family | instances | mean | least | median | most | proven optimal |\n|---|---|---|---|---|---|---|\n");
    for (auto& [name, measured] : families) {
        auto& ratios = measured.ratios;
        std::ranges::sort(ratios);
        double sum = 0;
        for (const double ratio : ratios) sum += ratio;
        fmt::print("| {} | {} | {:.4f} | {:.4f} | {:.4f} | {:.4f} | {} |\n", name, ratios.size(),
                   sum / static_cast<double>(ratios.size()), ratios.front(), ratios[ratios.size() / 2], ratios.back(),
                   measured.optimal);
    }
    return wrong == 0 ? 0 : 1;
}
