#include "engines/matching/sets.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

namespace dengyun::matching {
namespace {

// Union of disjoint sets with halving of paths.
class Parts {
  public:
    std::size_t add() {
        parents_.push_back(parents_.size());
        return parents_.size() - 1;
    }
    std::size_t root(std::size_t at) {
        while (parents_[at] != at) at = parents_[at] = parents_[parents_[at]];
        return at;
    }
    void join(std::size_t a, std::size_t b) { parents_[root(b)] = root(a); }

  private:
    std::vector<std::size_t> parents_;
};

void keep(std::vector<std::int64_t>& ids) {
    std::ranges::sort(ids);
    const auto [first, last] = std::ranges::unique(ids);
    ids.erase(first, last);
}

}  // namespace

std::vector<MatchedSet> sets_of(const Input& input, std::span<const Allocation> allocations) {
    std::unordered_map<std::int64_t, std::int64_t> order_lines;
    for (const auto& receipt : input.receipts) order_lines[receipt.id] = receipt.order_line;
    Parts parts;
    std::unordered_map<std::int64_t, std::size_t> invoices;
    std::unordered_map<std::int64_t, std::size_t> receipts;
    const auto place = [&](auto& known, std::int64_t id) {
        const auto found = known.find(id);
        return found != known.end() ? found->second : known.emplace(id, parts.add()).first->second;
    };
    for (const auto& one : allocations) parts.join(place(invoices, one.invoice_line), place(receipts, one.receipt));
    std::map<std::size_t, MatchedSet> sets;
    for (const auto& one : allocations) {
        auto& set = sets[parts.root(invoices.at(one.invoice_line))];
        set.invoice_lines.push_back(one.invoice_line);
        set.receipts.push_back(one.receipt);
        set.order_lines.push_back(order_lines.at(one.receipt));
        set.quantity.value += one.quantity.value;
    }
    std::vector<MatchedSet> all;
    for (auto& [root, set] : sets) {
        keep(set.invoice_lines);
        keep(set.receipts);
        keep(set.order_lines);
        all.push_back(std::move(set));
    }
    std::ranges::sort(all, {}, [](const MatchedSet& one) { return one.invoice_lines.front(); });
    return all;
}

}  // namespace dengyun::matching
