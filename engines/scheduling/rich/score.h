#pragma once
// One number for what a plan costs, by the objective of its problem, and the exact order between two plans.
#include <array>
#include <cmath>

#include "engines/scheduling/rich/plan.h"

namespace dengyun::scheduling {

class Score {
  public:
    Score(const Objective& objective, const Totals& typical) : objective_(objective) {
        // Lexicographic: all of a later term weighs less than one unit of the term before it.
        double scale = 1;
        for (std::size_t i = 0; i < objective.terms.size(); ++i) {
            if (!objective.lexicographic) {
                scale_[i] = static_cast<double>(objective.terms[i].weight);
                continue;
            }
            if (i > 0) scale /= 4.0 * static_cast<double>(value(typical, objective.terms[i].criterion) + 1);
            scale_[i] = scale;
        }
        only_makespan_ = objective.terms.size() == 1 && objective.terms[0].criterion == Criterion::makespan;
    }

    [[nodiscard]] static Tick value(const Totals& totals, Criterion criterion) {
        switch (criterion) {
            case Criterion::makespan:
                return totals.makespan;
            case Criterion::tardiness:
                return totals.tardiness;
            case Criterion::setup:
                return totals.setup;
            case Criterion::cost:
                return totals.cost;
            case Criterion::stability:
                return totals.stability;
        }
        return 0;
    }

    // For the search: violations are dear, not forbidden.
    [[nodiscard]] double operator()(const Totals& totals) const {
        double sum = 0;
        for (std::size_t i = 0; i < objective_.terms.size(); ++i)
            sum += scale_[i] * static_cast<double>(value(totals, objective_.terms[i].criterion));
        return sum + violation_price * static_cast<double>(totals.violation);
    }

    [[nodiscard]] bool better(const Totals& a, const Totals& b) const {
        if (a.violation != b.violation) return a.violation < b.violation;
        if (!objective_.lexicographic) return objective_value(a) < objective_value(b);
        for (const auto& term : objective_.terms) {
            const Tick x = value(a, term.criterion), y = value(b, term.criterion);
            if (x != y) return x < y;
        }
        return false;
    }

    // What is reported: the weighted sum, or the first term.
    [[nodiscard]] Tick objective_value(const Totals& totals) const {
        if (objective_.lexicographic) return value(totals, objective_.terms[0].criterion);
        Tick sum = 0;
        for (const auto& term : objective_.terms) {
            Tick part = 0;
            if (__builtin_mul_overflow(term.weight, value(totals, term.criterion), &part) ||
                __builtin_add_overflow(sum, part, &sum))
                return std::numeric_limits<Tick>::max();
        }
        return sum;
    }

    [[nodiscard]] bool has(Criterion criterion) const {
        for (const auto& term : objective_.terms)
            if (term.criterion == criterion && (objective_.lexicographic || term.weight > 0)) return true;
        return false;
    }
    [[nodiscard]] bool only_makespan() const { return only_makespan_; }
    // How far evaluation must go to tell whether the cost rises from `now` to more than `most`.
    [[nodiscard]] EvaluationLimit limit(double now, double most) const {
        EvaluationLimit out;
        if (only_makespan_ && most < 1e15) out.makespan = static_cast<Tick>(most / std::max(1e-9, scale_[0]));
        for (std::size_t i = 0; i < objective_.terms.size(); ++i)
            if (objective_.terms[i].criterion == Criterion::tardiness && scale_[i] > 0)
                out.tardiness_rise = (most - now) / scale_[i];
        return out;
    }

  private:
    static constexpr double violation_price = 1e4;
    const Objective& objective_;
    std::array<double, 5> scale_{};
    bool only_makespan_ = false;
};

}  // namespace dengyun::scheduling
