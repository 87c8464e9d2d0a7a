#pragma once
// Looks for the best plans of one order: constructed ones, improved by changes that are evaluated in full.
#include "engines/dispatch/api.h"
#include "engines/dispatch/solve/construct.h"
#include "engines/dispatch/solve/random_source.h"

namespace dengyun::dispatch {

// What counts, in fen: of the price, of a millisecond until the finish, of a millisecond of lateness, of a millionth of
// risk. Small weights decide between what is equal otherwise.
struct Goal {
    double price = 1, finish = 0, late = 0, risk = 0;
    double load = 0;           // of what goes to loaded workshops
    double price_fen_max = 0;  // what the price may be, at best; 0: anything
};
inline constexpr Goal cheapest_goal{.price = 1, .finish = 1e-9, .late = 1};
inline constexpr Goal fastest_goal{.price = 1e-3, .finish = 1};
inline constexpr Goal safest_goal{.price = 1, .finish = 1e-4, .risk = 1e4};

// A plan that was tried.
struct Tried {
    Draft draft;
    std::int64_t price_fen = 0;
    Tick finish_ms = 0;
    std::int64_t risk_ppm = 0;
};

class Search {
  public:
    Search(const Network& network, const OrderModel& model, const Limits& limits);

    // The best draft for the goal that `iterations` changes lead to, from the best of what was tried before,
    // constructed ones and `also`. None where no feasible plan was found.
    [[nodiscard]] std::optional<Draft> improve(const Goal& goal, std::int64_t iterations, const Draft* also = nullptr);

    // The plans that no other beats in price, finish and risk alike.
    [[nodiscard]] const std::vector<Tried>& front() const { return front_; }
    [[nodiscard]] OrderPlan plan_of(const Draft& draft);
    [[nodiscard]] double score_of(const Goal& goal, const Draft& draft);  // infinite where it is not feasible
    [[nodiscard]] std::int64_t iterations() const { return iterations_; }

  private:
    void start();
    bool change(Draft& draft);
    void reassign(Draft& draft, Index operation);
    void pull(Draft& draft, Index operation);
    void divide(Draft& draft, Index operation);
    void divide_alike(Draft& draft, Index operation);
    void join(Draft& draft, Index operation);
    void shift(Draft& draft, Index operation);
    void polish(const Goal& goal, Draft& best, double& score, std::int64_t until);
    void keep(const Draft& draft);
    [[nodiscard]] bool is_over();

    const Network& network_;
    const OrderModel& model_;
    const Limits& limits_;
    Evaluator evaluator_;
    RandomSource random_;
    std::vector<Index> open_;  // operations that can be changed
    std::vector<Tried> front_;
    bool has_started_ = false, is_over_ = false;
    std::int64_t iterations_ = 0;
};

}  // namespace dengyun::dispatch
