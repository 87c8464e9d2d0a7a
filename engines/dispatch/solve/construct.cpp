#include "engines/dispatch/solve/construct.h"

#include <algorithm>
#include <limits>

namespace dengyun::dispatch {
namespace {

constexpr double hour_ms = 3'600'000.0;

class Labels {
  public:
    Labels(const Network& network, const OrderModel& model, double fen_per_hour, const std::vector<Tick>& starts,
           const std::vector<char>& is_open, const Draft& draft)
        : network_(network),
          model_(model),
          fen_per_ms_(fen_per_hour / hour_ms),
          starts_(starts),
          is_open_(is_open),
          draft_(draft) {}

    // The candidate of each open operation; none elsewhere.
    std::vector<Index> run() {
        const auto n = model_.order->operations.size();
        cost_.resize(n);
        from_.resize(n);
        for (const auto o : model_.needs.sequence) label(o);
        std::vector<Index> chosen(n, none);
        const auto last = model_.needs.last;
        for (std::size_t i = n; i-- > 0;) {
            const auto o = model_.needs.sequence[i];
            if (is_open_[at(o)] == 0) continue;
            if (chosen[at(o)] == none) {  // the last one, or before one that stays
                const auto best = std::ranges::min_element(cost_[at(o)], {}, [&](double c) { return c; });
                chosen[at(o)] = static_cast<Index>(best - cost_[at(o)].begin());
                if (o != last) choose_before_fixed(o, chosen);
            }
            const auto& links = model_.order->operations[at(o)].predecessors;
            for (std::size_t l = 0; l < links.size(); ++l) {
                const auto p = links[l].operation;
                if (is_open_[at(p)] != 0 && chosen[at(p)] == none) chosen[at(p)] = from_[at(o)][l][at(chosen[at(o)])];
            }
        }
        return chosen;
    }

  private:
    struct Spot {
        Index site;
        double cost;  // up to here
    };

    double way(Index operation, Index from, Index to, std::int64_t quantity) const {
        if (from == to) return 0;
        const auto& transport = network_.problem().transport;
        const auto metres = network_.metres(from, to);
        const auto& of = model_.order->operations[at(operation)];
        std::int64_t fen = 0;
        if (of.transfer_batch_milli > 0 && of.transfer_batch_milli < quantity)
            fen = shipment_fen(transport, metres, of.transfer_batch_milli, of.unit_weight_g) *
                  ((quantity + of.transfer_batch_milli - 1) / of.transfer_batch_milli);
        else
            fen = shipment_fen(transport, metres, quantity, of.unit_weight_g);
        return static_cast<double>(fen) + fen_per_ms_ * static_cast<double>(way_ms(transport, metres));
    }

    double own(Index operation, const Candidate& candidate) const {
        const auto& of = model_.order->operations[at(operation)];
        double cost = static_cast<double>(candidate.charge_fen);
        // A machine that takes no more than a part: as many of its kind as it takes.
        const double parts = static_cast<double>((model_.open_milli[at(operation)] + candidate.lot_max_milli - 1) /
                                                 candidate.lot_max_milli);
        cost *= parts;
        if (fen_per_ms_ <= 0) return cost;
        const auto& calendar = network_.calendar(candidate.machine);
        const Tick length = of.setup_ms + run_ms(candidate.unit_us, model_.open_milli[at(operation)]);
        const Tick begin =
            starts_.empty() ? std::max(network_.problem().now_ms, model_.order->release_ms) : starts_[at(operation)];
        const Tick free = network_.free_from(candidate.machine, calendar.worked(begin), length);
        const Tick end = free >= calendar.total() ? network_.problem().horizon_ms : calendar.end_of(free + length);
        return cost + fen_per_ms_ * static_cast<double>(std::max<Tick>(0, end - begin));
    }

    // Where the goods of a predecessor come from, with the cost so far.
    std::vector<Spot> spots(Index operation) const {
        std::vector<Spot> out;
        const auto shares = std::max<std::size_t>(1, model_.followers[at(operation)].size());
        if (is_open_[at(operation)] != 0) {
            for (std::size_t c = 0; c < cost_[at(operation)].size(); ++c)
                out.push_back({network_.site(model_.candidates[at(operation)][c].machine),
                               cost_[at(operation)][c] / static_cast<double>(shares)});
        } else {
            for (const auto& lot : model_.started[at(operation)]) out.push_back({network_.site(lot.machine), 0});
            for (const auto& lot : draft_[at(operation)])
                out.push_back({network_.site(model_.candidates[at(operation)][at(lot.candidate)].machine), 0});
            if (out.size() > 1) out.resize(1);
        }
        return out;
    }

    void label(Index o) {
        if (is_open_[at(o)] == 0) return;
        const auto& candidates = model_.candidates[at(o)];
        const auto& links = model_.order->operations[at(o)].predecessors;
        cost_[at(o)].resize(candidates.size());
        for (std::size_t c = 0; c < candidates.size(); ++c) {
            cost_[at(o)][c] = own(o, candidates[c]);
            if (o == model_.needs.last)
                cost_[at(o)][c] += way(o, network_.site(candidates[c].machine), model_.order->destination,
                                       model_.order->quantity_milli);
        }
        from_[at(o)].assign(links.size(), {});
        for (std::size_t l = 0; l < links.size(); ++l) {
            const auto before = spots(links[l].operation);
            const auto quantity = (model_.open_milli[at(o)] * links[l].per_unit_milli + 999) / 1000;
            from_[at(o)][l].assign(candidates.size(), none);
            for (std::size_t c = 0; c < candidates.size() && !before.empty(); ++c) {
                double least = std::numeric_limits<double>::max();
                for (std::size_t b = 0; b < before.size(); ++b) {
                    if (before[b].cost >= least) continue;
                    const double cost = before[b].cost + way(links[l].operation, before[b].site,
                                                             network_.site(candidates[c].machine), quantity);
                    if (cost >= least) continue;
                    least = cost;
                    from_[at(o)][l][c] = static_cast<Index>(b);
                }
                cost_[at(o)][c] += least;
            }
        }
    }

    // An open operation whose followers stay: with the way to the first of them.
    void choose_before_fixed(Index o, std::vector<Index>& chosen) const {
        const auto& followers = model_.followers[at(o)];
        if (followers.empty()) return;
        const auto after = spots(followers.front().operation);
        if (after.empty() || is_open_[at(followers.front().operation)] != 0) return;
        double least = std::numeric_limits<double>::max();
        for (std::size_t c = 0; c < cost_[at(o)].size(); ++c) {
            const double cost = cost_[at(o)][c] + way(o, network_.site(model_.candidates[at(o)][c].machine),
                                                      after.front().site, model_.open_milli[at(o)]);
            if (cost >= least) continue;
            least = cost;
            chosen[at(o)] = static_cast<Index>(c);
        }
    }

    const Network& network_;
    const OrderModel& model_;
    double fen_per_ms_;
    const std::vector<Tick>& starts_;
    const std::vector<char>& is_open_;
    const Draft& draft_;
    std::vector<std::vector<double>> cost_;
    std::vector<std::vector<std::vector<Index>>> from_;  // by operation, link, candidate
};

// The whole quantity on the candidate; what it does not take goes to the ones that charge least, in the fewest lots.
std::vector<DraftLot> whole_or_divided(const OrderModel& model, Index operation, Index candidate) {
    const auto& of = model.order->operations[at(operation)];
    const auto& all = model.candidates[at(operation)];
    auto left = model.open_milli[at(operation)];
    if (left <= all[at(candidate)].lot_max_milli) return {{candidate, left}};
    std::vector<Index> ranked(all.size());
    for (std::size_t c = 0; c < all.size(); ++c) ranked[c] = static_cast<Index>(c);
    std::ranges::sort(ranked, {}, [&](Index c) {
        const auto& one = all[at(c)];
        const auto taken = std::min(one.lot_max_milli, model.open_milli[at(operation)]);
        return std::pair(c == candidate ? -1.0 : static_cast<double>(one.charge_fen) / static_cast<double>(taken), c);
    });
    std::vector<DraftLot> out;
    for (std::size_t round = 0; left > 0 && round < 3; ++round)
        for (const auto c : ranked) {
            if (left <= 0 || out.size() + model.started[at(operation)].size() >= static_cast<std::size_t>(of.lots_max))
                break;
            const auto& one = all[at(c)];
            const auto lots = std::max<std::int64_t>(1, (left + one.lot_max_milli - 1) / one.lot_max_milli);
            auto part = left / lots / of.lot_step_milli * of.lot_step_milli;
            if (lots == 1) part = left;
            part = std::max(part, (one.lot_min_milli + of.lot_step_milli - 1) / of.lot_step_milli * of.lot_step_milli);
            if (part <= 0 || part > left || part > one.lot_max_milli) continue;
            out.push_back({c, part});
            left -= part;
        }
    if (left > 0 && !out.empty()) out.back().input_milli += left;  // is_allowed() refuses it where that is too much
    return out;
}

}  // namespace

void reconstruct(const Network& network, const OrderModel& model, double fen_per_hour, const std::vector<Tick>& starts,
                 const std::vector<Index>& open, Draft& draft) {
    std::vector<char> is_open(draft.size(), 0);
    for (const auto o : open) is_open[at(o)] = model.open_milli[at(o)] > 0 ? 1 : 0;
    const auto chosen = Labels(network, model, fen_per_hour, starts, is_open, draft).run();
    for (std::size_t o = 0; o < draft.size(); ++o)
        if (is_open[o] != 0) draft[o] = whole_or_divided(model, static_cast<Index>(o), chosen[o]);
}

Draft construct(const Network& network, const OrderModel& model, double fen_per_hour, const std::vector<Tick>& starts) {
    Draft draft(model.order->operations.size());
    reconstruct(network, model, fen_per_hour, starts, model.needs.sequence, draft);
    return draft;
}

}  // namespace dengyun::dispatch
