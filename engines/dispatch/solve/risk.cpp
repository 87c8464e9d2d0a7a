#include "engines/dispatch/solve/risk.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dengyun::dispatch {
namespace {

double density(double z) { return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2; }
double below(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

Moments from_squares(double mean, double square) { return {mean, std::max(0.0, square - mean * mean)}; }

// A mixture of 0 and something with these moments about zero.
Moments sometimes(double probability, double mean, double square) {
    return from_squares(probability * mean, probability * square);
}

// `least`, and with a probability an exponential of mean `scale` on top.
struct Shape {
    double least, probability, scale;
};

Shape shape_of(Moments one) {
    if (one.variance <= 0) return {one.mean, 0, 1};
    const double deviation = std::sqrt(one.variance);
    if (deviation < one.mean) return {one.mean - deviation, 1, deviation};
    const double square = one.mean * one.mean + one.variance;
    return {0, 2 * one.mean * one.mean / square, square / (2 * one.mean)};
}

}  // namespace

Moments beyond(Moments one, double slack) {
    if (one.mean <= 0) return {};
    const auto shape = shape_of(one);
    if (slack <= shape.least) return {one.mean - slack, one.variance};
    const double left = shape.probability * std::exp((shape.least - slack) / shape.scale);
    return sometimes(left, shape.scale, 2 * shape.scale * shape.scale);
}

Moments greatest(Moments x, Moments y) {
    const double spread = std::sqrt(x.variance + y.variance);
    if (spread <= 0) return x.mean > y.mean ? x : y;
    const double z = (x.mean - y.mean) / spread;
    const double mean = x.mean * below(z) + y.mean * below(-z) + spread * density(z);
    return from_squares(mean, (x.mean * x.mean + x.variance) * below(z) + (y.mean * y.mean + y.variance) * below(-z) +
                                  (x.mean + y.mean) * spread * density(z));
}

double above(Moments one, double limit) {
    if (limit < 0) return 1;
    if (one.mean <= 0) return 0;
    const auto shape = shape_of(one);
    if (limit < shape.least) return 1;
    return shape.probability * std::exp((shape.least - limit) / shape.scale);
}

double quantile(Moments one, double probability) {
    if (one.mean <= 0) return 0;
    const auto shape = shape_of(one);
    if (1 - probability >= shape.probability) return shape.least;
    return shape.least + shape.scale * std::log(shape.probability / (1 - probability));
}

Moments own_delay(const LotRisk& lot) {
    const auto delay = sometimes(1 - lot.credit, lot.delay_ms, 2 * lot.delay_ms * lot.delay_ms);
    const auto rework = sometimes(1 - lot.quality, lot.rework_ms, lot.rework_ms * lot.rework_ms);
    // The positive half of a normal.
    const auto shortage = from_squares(lot.shortage_ms * std::numbers::inv_sqrtpi / std::numbers::sqrt2,
                                       lot.shortage_ms * lot.shortage_ms / 2);
    return {delay.mean + rework.mean + shortage.mean, delay.variance + rework.variance + shortage.variance};
}

}  // namespace dengyun::dispatch
