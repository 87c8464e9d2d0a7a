#include "engines/scheduling/shop/load_bound.h"

#include <algorithm>
#include <cmath>

namespace dengyun::scheduling {
namespace {

constexpr int steps_max = 500;
constexpr std::size_t loads_max = 20'000'000;
constexpr int steps_between_averages = 10;

class Pricing {
  public:
    explicit Pricing(const Loads& loads) : loads_(loads), used_(loads.margin.size()) {}

    // What every schedule costs at these prices at least; leaves in used() the load of each resource at that.
    double value(const std::vector<double>& price) {
        used_ = loads_.margin;
        double sum = 0;
        for (std::size_t r = 0; r < price.size(); ++r) sum += price[r] * loads_.margin[r];
        for (std::size_t t = 0; t + 1 < loads_.mode_first.size(); ++t) {
            int cheapest = loads_.mode_first[t];
            double least = cost(cheapest, price);
            for (int i = cheapest + 1; i < loads_.mode_first[t + 1]; ++i) {
                const double one = cost(i, price);
                if (one >= least) continue;
                least = one;
                cheapest = i;
            }
            sum += least;
            for (auto u = begin(cheapest); u < begin(cheapest + 1); ++u)
                used_[static_cast<std::size_t>(loads_.resource[u])] += loads_.load[u];
        }
        return sum;
    }
    [[nodiscard]] const std::vector<double>& used() const { return used_; }

  private:
    [[nodiscard]] std::size_t begin(int mode) const {
        return static_cast<std::size_t>(loads_.load_first[static_cast<std::size_t>(mode)]);
    }
    [[nodiscard]] double cost(int mode, const std::vector<double>& price) const {
        double sum = 0;
        for (auto u = begin(mode); u < begin(mode + 1); ++u)
            sum += price[static_cast<std::size_t>(loads_.resource[u])] * loads_.load[u];
        return sum;
    }

    const Loads& loads_;
    std::vector<double> used_;
};

void normalise(std::vector<double>& price) {
    double sum = 0;
    for (const double one : price) sum += one;
    for (double& one : price) one /= sum;
}

}  // namespace

std::int64_t load_bound(const Loads& loads) {
    const auto resources = loads.margin.size();
    if (resources == 0 || loads.mode_first.size() < 2) return 0;
    const auto steps =
        std::clamp(static_cast<int>(loads_max / std::max<std::size_t>(loads.load.size(), 1)), 10, steps_max);
    Pricing pricing(loads);
    std::vector<double> price(resources, 1.0 / static_cast<double>(resources)), average(resources, 0.0);
    double best = 0;
    for (int step = 1; step <= steps; ++step) {
        best = std::max(best, pricing.value(price));
        const auto& used = pricing.used();
        const double most = *std::ranges::max_element(used);
        if (most <= 0) break;
        const double pace = std::sqrt(std::log(static_cast<double>(resources) + 1) / step);
        for (std::size_t r = 0; r < resources; ++r) {
            average[r] += price[r];
            price[r] = std::max(price[r] * std::exp(pace * (used[r] / most - 1)), 1e-12);
        }
        normalise(price);
        if (step % steps_between_averages != 0) continue;
        auto mean = average;
        normalise(mean);
        best = std::max(best, pricing.value(mean));
    }
    return static_cast<std::int64_t>(std::ceil(best * (1 - 1e-10) - 1e-6));
}

}  // namespace dengyun::scheduling
