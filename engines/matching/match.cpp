#include "engines/matching/match.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engines/matching/credits.h"
#include "engines/matching/pool.h"
#include "engines/matching/sets.h"

namespace dengyun::matching {
namespace {

constexpr std::int64_t millionths = 1'000'000;

// What names more is laid first.
int breadth_of(const InvoiceLine& line) {
    if (line.receipt != 0) return 0;
    return line.order_line != 0 ? 1 : 2;
}

class Matcher {
  public:
    Matcher(const Input& input, Pool pool, std::vector<std::int64_t> net)
        : input_(input), pool_(std::move(pool)), net_(std::move(net)) {
        for (const auto& line : input.order_lines) {
            by_id_[line.id] = &line;
            by_item_[line.item].push_back(&line);
        }
    }

    Result<Match> run() {
        std::vector<std::size_t> order(input_.invoice_lines.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        found_.outcomes.resize(order.size());
        find_documents();
        std::ranges::sort(order, {},
                          [&](std::size_t at) { return std::pair(breadth_of(input_.invoice_lines[at]), at); });
        for (const auto at : order) DENGYUN_CHECK(lay(at));
        std::ranges::sort(found_.exceptions, {},
                          [&](const Exception& one) { return std::pair(place_[one.invoice_line], one.reason); });
        pool_.tell_uninvoiced(found_.uninvoiced);
        found_.sets = sets_of(input_, found_.allocations);
        return std::move(found_);
    }

  private:
    // Of documents with one number, the first to come is the one.
    void find_documents() {
        std::unordered_map<std::string, std::int64_t> first;
        for (std::size_t i = 0; i < input_.invoice_lines.size(); ++i) {
            const auto& line = input_.invoice_lines[i];
            place_[line.id] = i;
            if (line.is_credit) continue;
            const auto [known, is_new] = first.try_emplace(normal_number(line.number), line.document);
            if (!is_new && known->second != line.document) repeated_.insert(line.id);
        }
    }

    Result<> lay(std::size_t at) {
        const auto& line = input_.invoice_lines[at];
        auto& outcome = found_.outcomes[at];
        outcome.invoice_line = line.id;
        if (line.is_credit) {
            // Whatever of a credit takes back nothing.
            if (net_[at] > 0) complain(at, Reason::credit_exceeds, line.quantity.value - net_[at], line.quantity.value);
            outcome.matched = {line.quantity.value - net_[at]};
            return {};
        }
        if (net_[at] == 0) return {};  // taken back, whatever it said
        if (repeated_.contains(line.id)) {
            complain(at, Reason::duplicate, 0, line.quantity.value);
            return {};
        }
        const auto candidates = candidates_of(line);
        if (candidates.empty()) {
            complain(at, Reason::unknown_order, 0, 0);
            return {};
        }
        const auto same_unit = [&](const OrderLine* one) { return one->unit == line.unit; };
        if (!std::ranges::any_of(candidates, same_unit)) {
            complain(at, Reason::unit, 0, 0);
            return {};
        }
        DENGYUN_CHECK(lay_onto(at, candidates));
        return {};
    }

    std::vector<const OrderLine*> candidates_of(const InvoiceLine& line) const {
        if (line.receipt != 0) {
            const auto* receipt = pool_.receipt(line.receipt);
            if (receipt == nullptr) return {};
            if (line.order_line != 0 && line.order_line != receipt->order_line) return {};
            return {by_id_.at(receipt->order_line)};
        }
        if (line.order_line != 0) {
            const auto found = by_id_.find(line.order_line);
            return found == by_id_.end() ? std::vector<const OrderLine*>{} : std::vector{found->second};
        }
        const auto found = by_item_.find(line.item);
        return line.item.empty() || found == by_item_.end() ? std::vector<const OrderLine*>{} : found->second;
    }

    Result<std::int64_t> price_limit(const OrderLine& order) const {
        return multiply_divide(order.unit_price.value, millionths + input_.tolerances.price_rate, millionths);
    }

    // Those whose price and tax the line has come first, then the others.
    Result<> lay_onto(std::size_t at, std::vector<const OrderLine*> candidates) {
        const auto& line = input_.invoice_lines[at];
        std::erase_if(candidates, [&](const OrderLine* one) { return one->unit != line.unit; });
        std::vector<const OrderLine*> fitting;
        for (const auto* one : candidates) {
            DENGYUN_TRY(limit, price_limit(*one));
            if (line.unit_price.value <= limit && line.tax_rate == one->tax_rate) fitting.push_back(one);
        }
        const auto& used = fitting.empty() ? candidates : fitting;
        DENGYUN_CHECK(complain_of_amounts(at));
        const auto first = found_.allocations.size();
        auto left = net_[at];
        std::int64_t received = 0;
        for (const auto* one : used) {
            received += pool_.received(one->id);
            if (line.receipt != 0)
                left -= pool_.take_of_receipt(line.id, line.receipt, left, found_.allocations);
            else
                left -= pool_.take_of_order_line(line.id, one->id, left, found_.allocations);
        }
        for (const auto* one : used) left -= pool_.take_allowance(one->id, left);
        found_.outcomes[at].matched = {net_[at] - left};
        if (fitting.empty()) DENGYUN_CHECK(complain_of_terms(at, candidates, first));
        complain_of_date(at, first);
        if (left > 0) complain_of_quantity(at, left, received);
        note(line);
        return {};
    }

    // Against the order lines that it lies on; where it lies on none, against the first that it could have.
    Result<> complain_of_terms(std::size_t at, std::span<const OrderLine* const> candidates, std::size_t first) {
        const auto& line = input_.invoice_lines[at];
        const auto laid = std::span(found_.allocations).subspan(first);
        const OrderLine* dear = nullptr;
        const OrderLine* taxed = nullptr;
        for (const auto* one : candidates) {
            const auto is_here = [&](const Allocation& part) {
                return pool_.receipt(part.receipt)->order_line == one->id;
            };
            const bool counts = laid.empty() ? one == candidates.front() : std::ranges::any_of(laid, is_here);
            if (!counts) continue;
            DENGYUN_TRY(limit, price_limit(*one));
            if (dear == nullptr && line.unit_price.value > limit) dear = one;
            if (taxed == nullptr && line.tax_rate != one->tax_rate) taxed = one;
        }
        if (dear != nullptr) complain(at, Reason::price, dear->unit_price.value, line.unit_price.value);
        if (taxed != nullptr) complain(at, Reason::tax_rate, taxed->tax_rate, line.tax_rate);
        return {};
    }

    Result<> complain_of_amounts(std::size_t at) {
        const auto& line = input_.invoice_lines[at];
        const auto differs = [&](Money a, Money b) {
            return std::max(a.value, b.value) - std::min(a.value, b.value) > input_.tolerances.rounding;
        };
        DENGYUN_TRY(net, line_value(line.unit_price, line.quantity));
        if (differs(net, line.net)) complain(at, Reason::amount, net.value, line.net.value);
        DENGYUN_TRY(tax, share_at(line.net, line.tax_rate));
        if (differs(tax, line.tax)) complain(at, Reason::tax_amount, tax.value, line.tax.value);
        return {};
    }

    void complain_of_date(std::size_t at, std::size_t first) {
        const auto& line = input_.invoice_lines[at];
        std::int64_t latest = line.day;
        for (auto i = first; i < found_.allocations.size(); ++i)
            latest = std::max(latest, pool_.receipt(found_.allocations[i].receipt)->day);
        if (latest > line.day + input_.tolerances.date_days) complain(at, Reason::date, latest, line.day);
    }

    void complain_of_quantity(std::size_t at, std::int64_t left, std::int64_t received) {
        const auto& line = input_.invoice_lines[at];
        // What says the same as a line of another document, and finds nothing, is that line once more.
        const auto said = laid_.find(content_of(line));
        const bool again = said != laid_.end() && said->second != line.document && left == net_[at];
        const auto reason = again ? Reason::duplicate : received == 0 ? Reason::missing_receipt : Reason::quantity;
        complain(at, reason, net_[at] - left, net_[at]);
    }

    static std::string content_of(const InvoiceLine& line) {
        return std::to_string(line.order_line) + '/' + std::to_string(line.receipt) + '/' + line.item + '/' +
               std::to_string(line.quantity.value) + '/' + std::to_string(line.unit_price.value) + '/' +
               std::to_string(line.net.value);
    }
    void note(const InvoiceLine& line) { laid_.try_emplace(content_of(line), line.document); }

    void complain(std::size_t at, Reason reason, std::int64_t expected, std::int64_t found) {
        found_.outcomes[at].is_clean = false;
        found_.exceptions.push_back({input_.invoice_lines[at].id, reason, expected, found});
    }

    const Input& input_;
    Pool pool_;
    std::vector<std::int64_t> net_;  // of each invoice line: its quantity less what credits take back
    std::unordered_map<std::int64_t, const OrderLine*> by_id_;
    std::unordered_map<std::string, std::vector<const OrderLine*>> by_item_;
    std::unordered_map<std::int64_t, std::size_t> place_;
    std::unordered_set<std::int64_t> repeated_;
    std::unordered_map<std::string, std::int64_t> laid_;  // what was said first, by which document
    Match found_;
};

Result<> check_lines(const Input& input) {
    std::unordered_set<std::int64_t> ids;
    for (const auto& line : input.invoice_lines)
        if (line.id == 0 || line.quantity.value < 0 || line.unit_price.value < 0 || !ids.insert(line.id).second)
            return fail(ErrorKind::invalid, "matching.bad_input");
    return {};
}

}  // namespace

std::string normal_number(std::string_view number) {
    std::string normal;
    for (const char one : number) {
        if (one == ' ' || one == '-' || (one == '0' && normal.empty())) continue;
        normal += one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
    }
    return normal;
}

Result<Match> match(const Input& input) {
    DENGYUN_CHECK(check_lines(input));
    DENGYUN_TRY(pool, Pool::of(input));
    auto net = net_of_credits(input);
    return Matcher(input, std::move(pool), std::move(net)).run();
}

}  // namespace dengyun::matching
