#include "engines/scheduling/shop/relink.h"

namespace dengyun::scheduling {
namespace {

Array<int> machine_predecessors(const Shop& shop, const Selection& selection) {
    Array<int> last(shop.machines, -1);
    Array<int> before(shop.operations());
    for (const int o : selection.order) {
        const auto mode = static_cast<std::size_t>(selection.mode[static_cast<std::size_t>(o)]);
        // Two first operations on different machines are not the same.
        int& previous = last[shop.mode_machine[mode]];
        before[o] = previous < 0 ? -1 - shop.mode_machine[mode] : previous;
        previous = o;
    }
    return before;
}

}  // namespace

Selection merge(const Selection& from, const Selection& to, double share, RandomSource& random) {
    const auto count = from.order.size();
    Selection child;
    child.order.reserve(count);
    child.mode = from.mode;
    std::vector<bool> placed(count, false);
    std::size_t at_from = 0;
    std::size_t at_to = 0;
    const auto limit = static_cast<std::uint64_t>(share * 0x1.0p53);
    while (child.order.size() < count) {
        const bool from_to = (random.next() >> 11U) < limit;
        const auto& parent = from_to ? to : from;
        auto& at = from_to ? at_to : at_from;
        while (placed[static_cast<std::size_t>(parent.order[at])]) ++at;
        const int o = parent.order[at++];
        placed[static_cast<std::size_t>(o)] = true;
        child.order.push_back(o);
        child.mode[static_cast<std::size_t>(o)] = parent.mode[static_cast<std::size_t>(o)];
    }
    return child;
}

int distance(const Shop& shop, const Selection& a, const Selection& b) {
    const auto before_a = machine_predecessors(shop, a);
    const auto before_b = machine_predecessors(shop, b);
    int count = 0;
    for (int o = 0; o < shop.operations(); ++o) count += before_a[o] != before_b[o] ? 1 : 0;
    return count;
}

}  // namespace dengyun::scheduling
