#include "engines/dispatch/solve/search.h"

#include <algorithm>
#include <limits>

namespace dengyun::dispatch {
namespace {

constexpr std::size_t front_max = 300;
constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

Search::Search(const Network& network, const OrderModel& model, const Limits& limits)
    : network_(network), model_(model), limits_(limits), evaluator_(network, model), random_(limits.seed) {
    for (const auto o : model.needs.sequence)
        if (model.open_milli[at(o)] > 0) open_.push_back(o);
}

bool Search::is_over() {
    if (!is_over_ && limits_.seconds && iterations_ % 32 == 0) is_over_ = limits_.stopwatch() >= *limits_.seconds;
    return is_over_;
}

double Search::score_of(const Goal& goal, const Draft& draft) {
    ++iterations_;
    if (!is_allowed(model_, draft) || !evaluator_.place(draft)) return infinite;
    keep(draft);
    const double risk = goal.risk > 0 ? goal.risk * static_cast<double>(evaluator_.risk_ppm()) : 0;
    const auto price = static_cast<double>(evaluator_.price_fen());
    constexpr double beyond_weight = 1e3;
    const double beyond = goal.price_fen_max > 0 ? beyond_weight * std::max(0.0, price - goal.price_fen_max) : 0;
    return goal.price * price + goal.load * evaluator_.load_fen() + beyond +
           goal.finish * static_cast<double>(evaluator_.finish_ms() - network_.problem().now_ms) +
           goal.late * static_cast<double>(evaluator_.late_ms()) + risk;
}

// Risk takes longer to work out than price and finish: first those alone.
void Search::keep(const Draft& draft) {
    const auto price = evaluator_.price_fen();
    const auto finish = evaluator_.finish_ms();
    const auto beaten = [&](std::int64_t risk) {
        return std::ranges::any_of(front_, [&](const Tried& one) {
            return one.price_fen <= price && one.finish_ms <= finish && one.risk_ppm <= risk;
        });
    };
    if (beaten(0)) return;
    const auto risk = evaluator_.risk_ppm();
    if (beaten(risk)) return;
    std::erase_if(front_, [&](const Tried& one) {
        return price <= one.price_fen && finish <= one.finish_ms && risk <= one.risk_ppm;
    });
    if (front_.size() < front_max) front_.push_back({draft, price, finish, risk});
}

OrderPlan Search::plan_of(const Draft& draft) {
    evaluator_.place(draft);
    return evaluator_.plan();
}

void Search::start() {
    if (has_started_) return;
    has_started_ = true;
    std::vector<Tick> starts;
    for (const double fen_per_hour : {0.0, 200.0, 1'000.0, 5'000.0, 30'000.0, 1e7}) {
        if (is_over()) return;
        const auto draft = construct(network_, model_, fen_per_hour, starts);
        if (score_of(cheapest_goal, draft) == infinite) continue;
        starts.resize(draft.size());
        for (std::size_t o = 0; o < draft.size(); ++o)
            starts[o] = model_.open_milli[o] > 0 ? evaluator_.start_ms(static_cast<Index>(o)) : 0;
    }
}

std::optional<Draft> Search::improve(const Goal& goal, std::int64_t iterations, const Draft* also) {
    start();
    Draft best;
    double best_score = infinite;
    const auto consider = [&](const Draft& draft) {
        const double score = score_of(goal, draft);
        if (score < best_score) {
            best_score = score;
            best = draft;
        }
    };
    const auto known = front_;
    for (const auto& one : known) consider(one.draft);
    if (also != nullptr) consider(*also);
    if (open_.empty()) {
        consider(Draft(model_.order->operations.size()));
        return best_score < infinite ? std::optional(best) : std::nullopt;
    }
    if (best_score == infinite) best = construct(network_, model_, 0, {});  // changes may mend it

    const auto begin = iterations_;
    const auto end = begin + iterations;
    polish(goal, best, best_score, begin + iterations / 3);
    Draft present = best;
    double present_score = best_score;
    while (iterations_ < end && !is_over()) {
        Draft next = present;
        if (!change(next)) {
            ++iterations_;
            continue;
        }
        const double score = score_of(goal, next);
        // Threshold accepting: what is somewhat worse may lead on, ever less of it.
        const double left = static_cast<double>(end - iterations_) / static_cast<double>(iterations);
        const double slack = best_score == infinite ? 0 : 0.01 * left * left * best_score;
        if (score > present_score + slack * random_.unit() && score > best_score + slack) continue;
        present = std::move(next);
        present_score = score;
        if (score < best_score) {
            best = present;
            best_score = score;
        } else if (random_.below(500) == 0) {
            present = best;
            present_score = best_score;
        }
    }
    polish(goal, best, best_score, end + iterations / 4);
    return best_score < infinite ? std::optional(best) : std::nullopt;
}

// Every lot on every candidate, as long as that helps.
void Search::polish(const Goal& goal, Draft& best, double& score, std::int64_t until) {
    for (bool better = true; better;) {
        better = false;
        for (const auto o : open_)
            for (std::size_t l = 0; l < best[at(o)].size(); ++l)
                for (std::size_t c = 0; c < model_.candidates[at(o)].size(); ++c) {
                    if (iterations_ >= until || is_over()) return;
                    auto& lot = best[at(o)][l];
                    const auto before = lot.candidate;
                    if (before == static_cast<Index>(c)) continue;
                    lot.candidate = static_cast<Index>(c);
                    const double now = score_of(goal, best);
                    if (now < score) {
                        score = now;
                        better = true;
                    } else {
                        lot.candidate = before;
                    }
                }
    }
}

bool Search::change(Draft& draft) {
    const auto o = open_[random_.below(open_.size())];
    const auto& operation = model_.order->operations[at(o)];
    const bool may_divide = operation.lots_max > 1;
    const auto dice = random_.below(100);
    if (draft[at(o)].empty()) return false;
    if (dice < 2) {
        const double fen_per_hour = random_.unit() < 0.5 ? 0 : 20'000 * random_.unit();
        std::vector<Index> window{o};
        for (const auto& link : operation.predecessors) window.push_back(link.operation);
        reconstruct(network_, model_, fen_per_hour, {}, window, draft);
    } else if (!may_divide || dice < 45) {
        reassign(draft, o);
        if (random_.below(3) == 0) pull(draft, o);
    } else if (dice < 62) {
        divide(draft, o);
    } else if (dice < 72) {
        divide_alike(draft, o);
    } else if (dice < 85) {
        join(draft, o);
    } else {
        shift(draft, o);
    }
    return true;
}

void Search::reassign(Draft& draft, Index operation) {
    auto& lots = draft[at(operation)];
    lots[random_.below(lots.size())].candidate =
        static_cast<Index>(random_.below(model_.candidates[at(operation)].size()));
}

// Takes the neighbours of the operation to where charge and way are least now.
void Search::pull(Draft& draft, Index operation) {
    const Index site =
        network_.site(model_.candidates[at(operation)][at(draft[at(operation)].front().candidate)].machine);
    const auto move = [&](Index neighbour) {
        auto& lots = draft[at(neighbour)];
        if (lots.size() != 1) return;
        const auto& of = model_.order->operations[at(neighbour)];
        double least = infinite;
        for (std::size_t c = 0; c < model_.candidates[at(neighbour)].size(); ++c) {
            const auto& one = model_.candidates[at(neighbour)][c];
            if (one.lot_max_milli < lots.front().input_milli) continue;
            const Index other = network_.site(one.machine);
            double cost = static_cast<double>(one.charge_fen);
            if (other != site)
                cost += static_cast<double>(shipment_fen(network_.problem().transport, network_.metres(other, site),
                                                         lots.front().input_milli, of.unit_weight_g));
            if (cost >= least) continue;
            least = cost;
            lots.front().candidate = static_cast<Index>(c);
        }
    };
    for (const auto& link : model_.order->operations[at(operation)].predecessors) move(link.operation);
    if (random_.below(2) == 0)
        for (const auto& follower : model_.followers[at(operation)]) move(follower.operation);
}

void Search::divide(Draft& draft, Index operation) {
    auto& lots = draft[at(operation)];
    const auto& of = model_.order->operations[at(operation)];
    if (lots.size() + model_.started[at(operation)].size() >= static_cast<std::size_t>(of.lots_max)) return;
    auto& lot = lots[random_.below(lots.size())];
    const auto steps = lot.input_milli / of.lot_step_milli;
    if (steps < 2) return;
    const auto part = random_.below(2) == 0
                          ? steps / 2
                          : 1 + static_cast<std::int64_t>(random_.below(static_cast<std::size_t>(steps - 1)));
    lot.input_milli -= part * of.lot_step_milli;
    const auto candidate = static_cast<Index>(random_.below(model_.candidates[at(operation)].size()));
    // In front, so that a remainder stays with the last lot.
    lots.insert(lots.begin(), {candidate, part * of.lot_step_milli});
}

// As its predecessor is divided, so that each lot goes on without waiting for the others.
void Search::divide_alike(Draft& draft, Index operation) {
    const auto& of = model_.order->operations[at(operation)];
    if (of.predecessors.empty() || !model_.started[at(operation)].empty()) return;
    const auto& before = draft[at(of.predecessors[random_.below(of.predecessors.size())].operation)];
    if (before.size() < 2 || before.size() > static_cast<std::size_t>(of.lots_max)) return;
    std::int64_t all = 0;
    for (const auto& lot : before) all += lot.input_milli;
    auto& lots = draft[at(operation)];
    std::vector<DraftLot> made;
    auto left = model_.open_milli[at(operation)];
    for (std::size_t l = 0; l < before.size(); ++l) {
        auto part = static_cast<std::int64_t>(static_cast<double>(model_.open_milli[at(operation)]) *
                                              static_cast<double>(before[l].input_milli) / static_cast<double>(all)) /
                    of.lot_step_milli * of.lot_step_milli;
        if (l + 1 == before.size()) part = left;
        if (part <= 0 || part > left) return;
        const auto candidate = l < lots.size()
                                   ? lots[l].candidate
                                   : static_cast<Index>(random_.below(model_.candidates[at(operation)].size()));
        made.push_back({candidate, part});
        left -= part;
    }
    lots = std::move(made);
}

void Search::join(Draft& draft, Index operation) {
    auto& lots = draft[at(operation)];
    if (lots.size() < 2) return;
    const auto gone = random_.below(lots.size());
    const auto quantity = lots[gone].input_milli;
    lots.erase(lots.begin() + static_cast<std::ptrdiff_t>(gone));
    lots.back().input_milli += quantity;
}

void Search::shift(Draft& draft, Index operation) {
    auto& lots = draft[at(operation)];
    if (lots.size() < 2) return;
    const auto a = random_.below(lots.size());
    const auto b = random_.below(lots.size());
    if (a == b) return;
    if (random_.below(3) == 0) return std::swap(lots[a].candidate, lots[b].candidate);
    const auto step = model_.order->operations[at(operation)].lot_step_milli;
    const auto steps = lots[a].input_milli / step;
    if (steps < 2) return;
    const auto part = step * (1 + static_cast<std::int64_t>(random_.below(static_cast<std::size_t>(steps - 1))));
    lots[a].input_milli -= part;
    lots[b].input_milli += part;
}

}  // namespace dengyun::dispatch
