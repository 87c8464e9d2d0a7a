#include "modules/items/routings/graph.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "kernel/base/number.h"

namespace dengyun::items {
namespace {

using Numbers = std::map<std::int64_t, const Operation*>;

Numbers by_number(std::span<const Operation> operations) {
    Numbers found;
    for (const auto& operation : operations) found.emplace(operation.number, &operation);
    return found;
}

// Whether `target` is reached from `start` by going back to predecessors.
bool leads_to(const Numbers& numbers, std::int64_t start, std::int64_t target) {
    std::set<std::int64_t> seen{start};
    std::vector<std::int64_t> open{start};
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        if (at == target) return true;
        const auto found = numbers.find(at);
        if (found == numbers.end()) continue;
        for (const auto before : found->second->predecessors)
            if (seen.insert(before).second) open.push_back(before);
    }
    return false;
}

// ceil(pieces * 1,000,000 / yield): half a piece is none.
Result<std::int64_t> divided_up(std::int64_t pieces, std::int64_t yield_millionths) {
    const auto product = static_cast<__int128>(pieces) * 1'000'000 + yield_millionths - 1;
    const auto quotient = product / yield_millionths;
    if (quotient > amount_max) return fail(ErrorKind::limit, "number.overflow");
    return static_cast<std::int64_t>(quotient);
}

}  // namespace

Result<> check_precedence(std::span<const Operation> operations, std::int64_t number) {
    const auto numbers = by_number(operations);
    const auto own = numbers.find(number);
    if (own == numbers.end()) return {};
    std::vector<Issue> issues;
    std::set<std::int64_t> named;
    for (const auto before : own->second->predecessors) {
        const auto text = std::to_string(before);
        if (!named.insert(before).second)
            issues.push_back({"predecessors", "duplicate_member", text});
        else if (!numbers.contains(before))
            issues.push_back({"predecessors", "unknown_operation", text});
        else if (leads_to(numbers, before, number))
            issues.push_back({"predecessors", "circle", text});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

std::vector<Operation> in_order(std::span<const Operation> operations) {
    const auto numbers = by_number(operations);
    std::map<std::int64_t, std::size_t> waiting;
    std::multimap<std::int64_t, std::int64_t> successors;
    std::set<std::int64_t> ready;
    for (const auto& [number, operation] : numbers) {
        waiting[number] = operation->predecessors.size();
        if (operation->predecessors.empty()) ready.insert(number);
        for (const auto before : operation->predecessors) successors.emplace(before, number);
    }
    std::vector<Operation> ordered;
    while (!ready.empty()) {
        const auto number = *ready.begin();
        ready.erase(ready.begin());
        ordered.push_back(*numbers.at(number));
        const auto [first, last] = successors.equal_range(number);
        for (auto next = first; next != last; ++next)
            if (--waiting[next->second] == 0) ready.insert(next->second);
    }
    return ordered;
}

std::vector<Operation> passage(std::span<const Operation> operations) {
    auto ordered = in_order(operations);
    std::map<std::int64_t, std::size_t> places;
    for (std::size_t i = 0; i < ordered.size(); ++i) places.emplace(ordered[i].number, i);
    // What the pieces of an operation still have to pass, by place; all of it lies behind the operation.
    std::vector<std::set<std::size_t>> ahead(ordered.size());
    for (std::size_t i = 0; i < ordered.size(); ++i)
        for (const auto before : ordered[i].predecessors)
            if (const auto found = places.find(before); found != places.end()) ahead[found->second].insert(i);
    for (auto& operation : ordered) operation.predecessors.clear();
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        if (ahead[i].empty()) continue;
        const auto next = *ahead[i].begin();
        ordered[next].predecessors.push_back(ordered[i].number);
        ahead[next].insert(std::next(ahead[i].begin()), ahead[i].end());
    }
    return ordered;
}

Result<std::vector<std::int64_t>> pieces_in(std::span<const Operation> operations, std::int64_t good) {
    std::map<std::int64_t, std::int64_t> wanted;  // good pieces that successors need of an operation
    std::map<std::int64_t, std::int64_t> needed;
    const auto ordered = in_order(operations);
    for (const auto& operation : std::ranges::reverse_view(ordered)) {
        const auto out = wanted[operation.number];
        const auto target = out == 0 ? good : out;
        DENGYUN_TRY(in, divided_up(target, operation.yield_millionths));
        needed[operation.number] = in;
        for (const auto before : operation.predecessors) wanted[before] = std::max(wanted[before], in);
    }
    std::vector<std::int64_t> pieces;
    for (const auto& operation : operations) pieces.push_back(needed[operation.number]);
    return pieces;
}

}  // namespace dengyun::items
