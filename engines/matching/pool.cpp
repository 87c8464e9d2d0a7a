#include "engines/matching/pool.h"

#include <algorithm>

namespace dengyun::matching {
namespace {

std::unexpected<Error> bad() { return fail(ErrorKind::invalid, "matching.bad_input"); }

}  // namespace

Result<Pool> Pool::of(const Input& input) {
    Pool pool;
    for (const auto& line : input.order_lines)
        if (line.id == 0 || !pool.lines_.try_emplace(line.id).second) return bad();
    pool.held_.reserve(input.receipts.size());
    for (const auto& receipt : input.receipts) {
        const auto line = pool.lines_.find(receipt.order_line);
        if (receipt.id == 0 || receipt.quantity.value < 0 || line == pool.lines_.end()) return bad();
        if (!pool.by_receipt_.try_emplace(receipt.id, pool.held_.size()).second) return bad();
        DENGYUN_TRY(sum, checked_add(line->second.received, receipt.quantity.value));
        line->second.received = sum;
        line->second.held.push_back(pool.held_.size());
        pool.held_.push_back({&receipt, receipt.quantity.value});
    }
    for (auto& [id, line] : pool.lines_)
        std::ranges::sort(line.held, {}, [&](std::size_t at) { return std::pair(pool.held_[at].receipt->day, at); });
    for (const auto& back : input.returns) DENGYUN_CHECK(pool.subtract(back));
    for (auto& [id, line] : pool.lines_) {
        DENGYUN_TRY(allowance, multiply_divide(line.received, input.tolerances.quantity_rate, 1'000'000));
        line.allowance = allowance;
    }
    return pool;
}

Result<> Pool::subtract(const Return& back) {
    const auto found = lines_.find(back.order_line);
    if (found == lines_.end() || back.quantity.value < 0) return bad();
    auto& line = found->second;
    auto left = std::min(back.quantity.value, line.received);
    line.received -= left;
    const auto reduce = [&](Held& held) {
        const auto part = std::min(held.left, left);
        held.left -= part;
        left -= part;
    };
    if (back.receipt != 0) {
        const auto named = by_receipt_.find(back.receipt);
        if (named == by_receipt_.end() || held_[named->second].receipt->order_line != back.order_line) return bad();
        reduce(held_[named->second]);
    }
    for (auto at = line.held.rbegin(); at != line.held.rend() && left > 0; ++at) reduce(held_[*at]);
    return {};
}

std::int64_t Pool::take(Held& held, std::int64_t invoice_line, std::int64_t quantity, std::vector<Allocation>& out) {
    const auto part = std::min(held.left, quantity);
    if (part <= 0) return 0;
    held.left -= part;
    out.push_back({invoice_line, held.receipt->id, {part}});
    return part;
}

std::int64_t Pool::take_of_receipt(std::int64_t invoice_line, std::int64_t receipt, std::int64_t quantity,
                                   std::vector<Allocation>& out) {
    return take(held_[by_receipt_.at(receipt)], invoice_line, quantity, out);
}

std::int64_t Pool::take_of_order_line(std::int64_t invoice_line, std::int64_t order_line, std::int64_t quantity,
                                      std::vector<Allocation>& out) {
    auto& line = lines_.at(order_line);
    std::int64_t taken = 0;
    for (auto at = line.first; at < line.held.size() && taken < quantity; ++at) {
        auto& held = held_[line.held[at]];
        taken += take(held, invoice_line, quantity - taken, out);
        if (held.left == 0 && at == line.first) ++line.first;
    }
    return taken;
}

std::int64_t Pool::take_allowance(std::int64_t order_line, std::int64_t quantity) {
    auto& line = lines_.at(order_line);
    const auto part = std::min(line.allowance, quantity);
    line.allowance -= part;
    return part;
}

std::int64_t Pool::received(std::int64_t order_line) const { return lines_.at(order_line).received; }

const Receipt* Pool::receipt(std::int64_t id) const {
    const auto found = by_receipt_.find(id);
    return found == by_receipt_.end() ? nullptr : held_[found->second].receipt;
}

void Pool::tell_uninvoiced(std::vector<Allocation>& out) const {
    for (const auto& held : held_)
        if (held.left > 0) out.push_back({0, held.receipt->id, {held.left}});
}

}  // namespace dengyun::matching
