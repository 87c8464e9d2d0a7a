#include "engines/anomaly/drift.h"

#include <algorithm>
#include <cmath>

namespace dengyun::anomaly {
namespace {

constexpr std::size_t rows_min = 10;
constexpr double limit_share = 0.99;
constexpr double tiny = 1e-9;

bool are_good(std::span<const std::vector<double>> rows) {
    if (rows.size() < rows_min || rows.size() > drift_rows_max) return false;
    const auto series = rows.front().size();
    if (series == 0 || series > drift_series_max) return false;
    return std::ranges::all_of(rows, [&](const auto& row) {
        return row.size() == series && std::ranges::all_of(row, [](double value) { return std::isfinite(value); });
    });
}

// In place: the lower triangle becomes the factor.
void factorise(std::vector<double>& matrix, std::size_t size) {
    for (std::size_t i = 0; i < size; i++)
        for (std::size_t j = 0; j <= i; j++) {
            double sum = matrix[i * size + j];
            for (std::size_t k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
            matrix[i * size + j] = i == j ? std::sqrt(std::max(sum, tiny)) : sum / matrix[j * size + j];
        }
}

}  // namespace

std::optional<Drift> Drift::learn(std::span<const std::vector<double>> rows, DriftOptions options) {
    if (!are_good(rows)) return std::nullopt;
    const auto size = rows.front().size();
    const auto count = static_cast<double>(rows.size());
    Drift drift(options);
    drift.mean_.assign(size, 0);
    drift.spread_.assign(size, 0);
    drift.average_.assign(size, 0);
    drift.solved_.assign(size, 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < size; i++) drift.mean_[i] += row[i] / count;
    std::vector<double> covariance(size * size, 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < size; i++)
            for (std::size_t j = 0; j <= i; j++)
                covariance[i * size + j] += (row[i] - drift.mean_[i]) * (row[j] - drift.mean_[j]) / count;
    for (std::size_t i = 0; i < size; i++) drift.spread_[i] = std::sqrt(covariance[i * size + i]) + tiny;
    for (std::size_t i = 0; i < size; i++)
        for (std::size_t j = 0; j <= i; j++) {
            auto& cell = covariance[i * size + j];
            cell = cell / drift.spread_[i] / drift.spread_[j] + (i == j ? options.ridge : 0);
        }
    factorise(covariance, size);
    drift.factor_ = std::move(covariance);
    std::vector<double> distances;
    distances.reserve(rows.size());
    for (const auto& row : rows) distances.push_back(drift.distance(row));
    std::ranges::sort(distances);
    const auto at = static_cast<std::size_t>(limit_share * count) - 1;
    drift.limit_ = std::max(distances[at], tiny);
    return drift;
}

double Drift::distance(std::span<const double> row) {
    const auto size = mean_.size();
    double sum = 0;
    for (std::size_t i = 0; i < size; i++) {
        const auto standard = std::isfinite(row[i]) ? (row[i] - mean_[i]) / spread_[i] : average_[i];
        average_[i] += options_.weight * (standard - average_[i]);
        double rest = average_[i];
        for (std::size_t k = 0; k < i; k++) rest -= factor_[i * size + k] * solved_[k];
        solved_[i] = rest / factor_[i * size + i];
        sum += solved_[i] * solved_[i];
    }
    return sum;
}

double Drift::score(std::span<const double> row) { return distance(row) / limit_; }

}  // namespace dengyun::anomaly
