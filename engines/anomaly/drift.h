#pragma once
// Many series of one machine together: whether they have drifted from how they were while it was learnt. A multivariate
// exponentially weighted moving average chart: slow, small, joint changes show that no single series shows.
// Source: C. A. Lowry et al., "A multivariate exponentially weighted moving average control chart", Technometrics 1992.
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace dengyun::anomaly {

inline constexpr std::size_t drift_series_max = 64;
inline constexpr std::size_t drift_rows_max = 100'000;  // to learn from

struct DriftOptions {
    double weight = 0.03;  // of a new row in the average
    double ridge = 0.1;    // added to the correlations' diagonal, so that redundant series do no harm
};

class Drift {
  public:
    // Learns from rows of equal length, one after another; the average goes on from the last of them.
    // None: fewer than ten rows, no series or too many, rows of unequal length, values
    // that are not finite.
    [[nodiscard]] static std::optional<Drift> learn(std::span<const std::vector<double>> rows,
                                                    DriftOptions options = {});

    // How far the machine has drifted: 1 is what 99 % of the rows learnt stayed below. The row is as long as those;
    // values that are not finite count as unchanged. O(series squared).
    [[nodiscard]] double score(std::span<const double> row);

  private:
    explicit Drift(DriftOptions options) : options_(options) {}
    [[nodiscard]] double distance(std::span<const double> row);

    DriftOptions options_;
    std::vector<double> mean_{};
    std::vector<double> spread_{};
    std::vector<double> factor_{};   // Cholesky factor of the correlations, row by row
    std::vector<double> average_{};  // of the standardised rows
    std::vector<double> solved_{};
    double limit_ = 1;
};

}  // namespace dengyun::anomaly
