// Goal: the formula of the risk agrees with drawing the same delays a hundred thousand times.
#include "engines/dispatch/solve/risk.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace dengyun::dispatch {
namespace {

TEST(risk, of_a_chain_with_slack_is_near_to_a_simulation) {
    const LotRisk lot{.credit = 0.9, .quality = 0.95, .delay_ms = 8, .rework_ms = 3, .shortage_ms = 0.5};
    constexpr int chain = 13;
    constexpr double slack = 0.5, limit = 16;
    Moments delay;
    for (int i = 0; i < chain; ++i) {
        delay = beyond(delay, slack);
        const auto own = own_delay(lot);
        delay = {delay.mean + own.mean, delay.variance + own.variance};
    }
    std::mt19937 engine(1);
    std::uniform_real_distribution<double> unit(0, 1);
    std::exponential_distribution<double> exponential(1 / lot.delay_ms);
    std::normal_distribution<double> normal(0, lot.shortage_ms);
    constexpr int draws = 100'000;
    int late = 0;
    double sum = 0;
    for (int d = 0; d < draws; ++d) {
        double total = 0;
        for (int i = 0; i < chain; ++i) {
            total = std::max(0.0, total - slack);
            if (unit(engine) >= lot.credit) total += exponential(engine);
            if (unit(engine) >= lot.quality) total += lot.rework_ms;
            total += std::max(0.0, normal(engine));
        }
        late += total > limit ? 1 : 0;
        sum += total;
    }
    EXPECT_NEAR(delay.mean, sum / draws, 0.08 * delay.mean);
    EXPECT_NEAR(above(delay, limit), static_cast<double>(late) / draws, 0.05);
}

TEST(risk, of_the_later_of_two_is_near_to_a_simulation) {
    const Moments x{3, 4}, y{2, 9};
    std::mt19937 engine(2);
    std::normal_distribution<double> a(3, 2), b(2, 3);
    double sum = 0, squares = 0;
    constexpr int draws = 200'000;
    for (int d = 0; d < draws; ++d) {
        const double later = std::max(a(engine), b(engine));
        sum += later;
        squares += later * later;
    }
    const auto both = greatest(x, y);
    EXPECT_NEAR(both.mean, sum / draws, 0.03);
    EXPECT_NEAR(both.variance, squares / draws - sum / draws * (sum / draws), 0.1);
}

TEST(risk, quantile_is_the_inverse) {
    for (const double p : {0.01, 0.3, 0.5, 0.9, 0.99, 0.9999}) {
        const Moments steady{5, 4}, rare{1, 9};
        EXPECT_NEAR(above(steady, quantile(steady, p)), 1 - p, 1e-9);
        EXPECT_NEAR(above(rare, quantile(rare, p)), std::min(1 - p, 0.2), 1e-9);
    }
    EXPECT_EQ(quantile({7, 0}, 0.9), 7);
    EXPECT_EQ(above({7, 0}, 7), 0);
    EXPECT_EQ(beyond({3, 0}, 4).mean, 0);
}

}  // namespace
}  // namespace dengyun::dispatch
