#include "engines/dispatch/options.h"

#include <algorithm>

#include "engines/dispatch/solve/search.h"

namespace dengyun::dispatch {
namespace {

// The named ones, then those that lie farthest from what is chosen already, each measure by its range.
std::vector<std::size_t> choose(const std::vector<Tried>& front, const std::array<std::size_t, 3>& named,
                                std::size_t most) {
    std::vector<std::size_t> chosen;
    const auto add = [&](std::size_t i) {
        if (std::ranges::find(chosen, i) == chosen.end()) chosen.push_back(i);
    };
    for (const auto i : named) add(i);
    const auto range = [&](auto member) {
        const auto [low, high] = std::ranges::minmax_element(front, {}, member);
        return std::max(1.0, static_cast<double>((*high).*member - (*low).*member));
    };
    const double price = range(&Tried::price_fen), finish = range(&Tried::finish_ms), risk = range(&Tried::risk_ppm);
    const auto apart = [&](const Tried& a, const Tried& b) {
        return std::abs(static_cast<double>(a.price_fen - b.price_fen)) / price +
               std::abs(static_cast<double>(a.finish_ms - b.finish_ms)) / finish +
               std::abs(static_cast<double>(a.risk_ppm - b.risk_ppm)) / risk;
    };
    while (chosen.size() < std::min(most, front.size())) {
        std::size_t best = 0;
        double farthest = -1;
        for (std::size_t i = 0; i < front.size(); ++i) {
            if (std::ranges::find(chosen, i) != chosen.end()) continue;
            double nearest = 1e18;
            for (const auto c : chosen) nearest = std::min(nearest, apart(front[i], front[c]));
            if (nearest <= farthest) continue;
            farthest = nearest;
            best = i;
        }
        add(best);
    }
    return chosen;
}

}  // namespace

Result<Options> find_options(const Network& network, Index order, const Limits& limits) {
    DENGYUN_TRY(model, model_of(network, order));
    Search search(network, model, limits);
    const auto share = std::max<std::int64_t>(1, limits.iterations / 6);
    static_cast<void>(search.improve(cheapest_goal, 2 * share));
    static_cast<void>(search.improve(fastest_goal, share));
    static_cast<void>(search.improve(safest_goal, share));
    // Between: an hour is worth 20 and 200 yuan.
    static_cast<void>(search.improve({.price = 1, .finish = 2'000 / 3.6e6}, share));
    static_cast<void>(search.improve({.price = 1, .finish = 20'000 / 3.6e6}, share));

    const auto& front = search.front();
    if (front.empty()) return fail(ErrorKind::conflict, "dispatch.no_plan");
    const auto due = model.order->due_ms;
    std::array<std::size_t, 3> named{};  // cheapest, fastest, safest
    const auto key = [&](std::size_t kind, const Tried& one) -> std::array<std::int64_t, 3> {
        if (kind == 0) return {std::max<Tick>(0, one.finish_ms - due), one.price_fen, one.finish_ms};
        if (kind == 1) return {one.finish_ms, one.price_fen, one.risk_ppm};
        return {one.risk_ppm, one.price_fen, one.finish_ms};
    };
    for (std::size_t kind = 0; kind < named.size(); ++kind)
        for (std::size_t i = 1; i < front.size(); ++i)
            if (key(kind, front[i]) < key(kind, front[named[kind]])) named[kind] = i;

    Options out{.iterations = search.iterations()};
    constexpr const char* names[] = {"cheapest", "fastest", "safest"};
    const auto most = std::max<std::size_t>(3, static_cast<std::size_t>(network.problem().settings.options_max));
    for (const auto i : choose(front, named, most)) {
        NamedPlan plan;
        for (std::size_t kind = 0; kind < named.size(); ++kind)
            if (named[kind] == i) plan.names.emplace_back(names[kind]);
        plan.plan = search.plan_of(front[i].draft);
        out.plans.push_back(std::move(plan));
    }
    std::ranges::sort(out.plans, {}, [](const NamedPlan& one) {
        return std::array{one.plan.price().total_fen(), one.plan.finish_ms, one.plan.risk_ppm};
    });
    return out;
}

}  // namespace dengyun::dispatch
