#include <algorithm>
#include <limits>
#include <queue>

#include "engines/scheduling/rich/floors.h"

namespace dengyun::scheduling {
namespace {

constexpr std::size_t thresholds_max = 64;
constexpr Tick none_yet = std::numeric_limits<Tick>::max();

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// What an order must have done by a group of machines.
struct Share {
    Tick head = none_yet, work = 0, tail = none_yet;
    Tick weight = 0, due = 0;
};

// The earliest times by which one, two, three … shares can be done, by the shortest remaining work (Schrage 1968),
// `machines` times as fast as one machine: no group of so many is faster.
std::vector<Tick> places(std::vector<Share> shares, Tick machines) {
    std::ranges::sort(shares, {}, &Share::head);
    std::priority_queue<Tick, std::vector<Tick>, std::greater<>> ready;  // work left
    std::vector<Tick> out;
    Tick now = 0;  // in units of work: machines * time
    for (std::size_t i = 0; i < shares.size() || !ready.empty();) {
        if (ready.empty()) now = std::max(now, shares[i].head * machines);
        while (i < shares.size() && shares[i].head * machines <= now) ready.push(shares[i++].work);
        const Tick left = ready.top();
        ready.pop();
        const Tick run = i < shares.size() ? std::min(left, shares[i].head * machines - now) : left;
        now += run;
        if (run < left)
            ready.push(left - run);
        else
            out.push_back((now + machines - 1) / machines);
    }
    return out;
}

// `late`: by how much the places may come too late here, for they count a set-up that the first operation may not need.
Tick floor_of(std::vector<Share> shares, Tick machines, Tick late) {
    std::erase_if(shares, [](const Share& one) { return one.weight == 0 || one.work == 0; });
    std::ranges::sort(shares, [](const Share& a, const Share& b) { return a.weight > b.weight; });
    std::vector<Tick> thresholds;
    for (const auto& one : shares)
        if (thresholds.empty() || thresholds.back() != one.weight) thresholds.push_back(one.weight);
    // Fewer steps of weight take something from the bound, not from its truth.
    while (thresholds.size() > thresholds_max)
        for (std::size_t i = thresholds.size() / 2; i > 0; --i)
            thresholds.erase(thresholds.begin() + static_cast<std::ptrdiff_t>(2 * i - 2));
    Tick sum = 0;
    for (std::size_t k = 0; k < thresholds.size(); ++k) {
        const Tick below = k + 1 < thresholds.size() ? thresholds[k + 1] : 0;
        std::vector<Share> heavy;
        for (const auto& one : shares)
            if (one.weight >= thresholds[k]) heavy.push_back(one);
        const auto ends = places(heavy, machines);
        std::ranges::sort(heavy, {}, [](const Share& one) { return one.due - one.tail; });
        Tick tardiness = 0;
        for (std::size_t i = 0; i < heavy.size(); ++i)
            tardiness += std::max<Tick>(0, ends[i] - late - heavy[i].due + heavy[i].tail);
        Tick part = 0;
        if (__builtin_mul_overflow(thresholds[k] - below, tardiness, &part) || __builtin_add_overflow(sum, part, &sum))
            return 0;
    }
    return sum;
}

}  // namespace

Tick place_floor(const Instance& in, const Chains& chains) {
    if (in.has_frozen || in.machines == 0) return 0;
    // By machine, and of all together behind them.
    std::vector<std::vector<std::pair<Index, Share>>> groups(at(in.machines) + 1);
    const bool is_apart = in.problem->order_links.empty();  // then tails end with the order
    const auto put = [&](std::size_t group, Index op, Tick setup) {
        const Index order = in.order_of[at(op)];
        if (in.due[at(order)] < 0) return;
        auto& list = groups[group];
        if (list.empty() || list.back().first != order)
            list.emplace_back(order, Share{.weight = in.weight[at(order)], .due = in.due[at(order)]});
        auto& share = list.back().second;
        share.head = std::min(share.head, std::max<Tick>(0, chains.head(op) - setup));
        share.work += chains.work(op) + setup;
        share.tail = std::min(share.tail, is_apart ? chains.tail(op) : 0);
    };
    std::vector<Tick> late(groups.size(), 0);
    for (Index op = 0; op < in.operations; ++op) {
        if (!chains.sure(op)) continue;
        const Index machine = in.mode_machine[at(in.mode_first[at(op)])];
        bool on_machines = true, alone = true;
        for (auto m = in.mode_first[at(op)]; m < in.mode_first[at(op) + 1]; ++m) {
            const Index one = in.mode_machine[at(m)];
            on_machines = on_machines && one != none && in.problem->machines[at(one)].batch_capacity == 0;
            alone = alone && one == machine;
        }
        if (!on_machines) continue;
        put(at(in.machines), op, 0);
        if (!alone) continue;
        const Tick setup = least_setup(in, machine, in.family[at(op)]);
        put(at(machine), op, setup);
        if (in.problem->machines[at(machine)].initial_family == none)
            late[at(machine)] = std::max(late[at(machine)], setup);
    }
    Tick best = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<Share> shares;
        for (const auto& [order, share] : groups[g]) shares.push_back(share);
        best = std::max(best, floor_of(std::move(shares), g == at(in.machines) ? in.machines : 1, late[g]));
    }
    return best;
}

}  // namespace dengyun::scheduling
