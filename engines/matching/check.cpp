#include "engines/matching/check.h"

#include <fmt/format.h>

namespace dengyun::matching {
namespace {

using Wide = __int128;

class Checker {
  public:
    Checker(const Input& input, const Match& match) : in_(input), match_(match) {}

    std::vector<std::string> run() {
        for (const auto& one : match_.allocations) check_allocation(one);
        for (const auto& receipt : in_.receipts) check_receipt(receipt);
        for (const auto& line : in_.order_lines) check_returns(line);
        for (const auto& line : in_.invoice_lines) check_line(line);
        return std::move(faults_);
    }

  private:
    void fault(std::string text) { faults_.push_back(std::move(text)); }

    template <class T>
    const T* find(const std::vector<T>& all, std::int64_t id) const {
        for (const auto& one : all)
            if (one.id == id) return &one;
        return nullptr;
    }
    bool has(std::int64_t line, Reason reason) const {
        for (const auto& one : match_.exceptions)
            if (one.invoice_line == line && one.reason == reason) return true;
        return false;
    }
    std::int64_t laid_of(std::int64_t line) const {
        std::int64_t sum = 0;
        for (const auto& one : match_.allocations)
            if (one.invoice_line == line) sum += one.quantity.value;
        return sum;
    }
    std::int64_t laid_on(std::int64_t receipt) const {
        std::int64_t sum = 0;
        for (const auto& one : match_.allocations)
            if (one.receipt == receipt) sum += one.quantity.value;
        return sum;
    }
    const Outcome* outcome_of(std::int64_t line) const {
        for (const auto& one : match_.outcomes)
            if (one.invoice_line == line) return &one;
        return nullptr;
    }
    // Whether the line could lie on a receipt, whatever its price.
    bool may_lie(const InvoiceLine& line, const Receipt& receipt) const {
        const auto* order = find(in_.order_lines, receipt.order_line);
        if (order == nullptr || order->unit != line.unit) return false;
        if (line.receipt != 0 && line.receipt != receipt.id) return false;
        if (line.order_line != 0) return line.order_line == receipt.order_line;
        return line.receipt != 0 || (!line.item.empty() && line.item == order->item);
    }
    bool is_too_dear(const InvoiceLine& line, const OrderLine& order) const {
        return Wide(line.unit_price.value) * 1'000'000 >
               Wide(order.unit_price.value) * (1'000'000 + in_.tolerances.price_rate) + 500'000;
    }

    void check_allocation(const Allocation& one) {
        const auto* line = find(in_.invoice_lines, one.invoice_line);
        const auto* receipt = find(in_.receipts, one.receipt);
        if (line == nullptr || receipt == nullptr || one.quantity.value <= 0 || line->is_credit)
            return fault(fmt::format("allocation of {} on {}: not of this input", one.invoice_line, one.receipt));
        if (!may_lie(*line, *receipt)) fault(fmt::format("line {} may not lie on receipt {}", line->id, receipt->id));
    }

    void check_receipt(const Receipt& receipt) {
        std::int64_t left = 0;
        for (const auto& one : match_.uninvoiced)
            if (one.receipt == receipt.id) left += one.quantity.value;
        if (left < 0 || laid_on(receipt.id) + left > receipt.quantity.value)
            fault(fmt::format("receipt {} is laid over", receipt.id));
    }

    // Of each order line: received less returned is what was laid and what is left.
    void check_returns(const OrderLine& order) {
        std::int64_t received = 0;
        std::int64_t laid = 0;
        for (const auto& receipt : in_.receipts) {
            if (receipt.order_line != order.id) continue;
            received += receipt.quantity.value;
            laid += laid_on(receipt.id);
            for (const auto& one : match_.uninvoiced)
                if (one.receipt == receipt.id) laid += one.quantity.value;
        }
        for (const auto& back : in_.returns)
            if (back.order_line == order.id) received -= back.quantity.value;
        if (laid != std::max<std::int64_t>(received, 0))
            fault(fmt::format("order line {}: {} is accounted for of {}", order.id, laid, received));
    }

    void check_line(const InvoiceLine& line) {
        const auto* outcome = outcome_of(line.id);
        if (outcome == nullptr) return fault(fmt::format("line {} has no outcome", line.id));
        bool complained = false;
        for (const auto& one : match_.exceptions) complained = complained || one.invoice_line == line.id;
        if (outcome->is_clean == complained) fault(fmt::format("line {}: clean or not?", line.id));
        if (line.is_credit) return;
        check_amounts(line);
        check_hunger(line, *outcome);
        check_terms(line);
    }

    void check_amounts(const InvoiceLine& line) {
        const auto apart = [&](Wide exact_twice_scaled, Wide scale, Money found) {
            // |exact - found| > rounding + 1/2, without dividing.
            const auto difference = exact_twice_scaled - 2 * Wide(found.value) * scale;
            const auto far = (2 * Wide(in_.tolerances.rounding) + 1) * scale;
            return difference > far || -difference > far;
        };
        const bool laid = laid_of(line.id) > 0;
        // price (1e-6 yuan) * quantity (1e-3) = 1e-9 yuan = 1e-7 fen
        const bool amount = apart(2 * Wide(line.unit_price.value) * line.quantity.value, 10'000'000, line.net);
        const bool tax = apart(2 * Wide(line.net.value) * line.tax_rate, 1'000'000, line.tax);
        if (laid && amount && !has(line.id, Reason::amount)) fault(fmt::format("line {}: amount", line.id));
        if (laid && tax && !has(line.id, Reason::tax_amount)) fault(fmt::format("line {}: tax", line.id));
    }

    void check_terms(const InvoiceLine& line) {
        for (const auto& one : match_.allocations) {
            if (one.invoice_line != line.id) continue;
            const auto* receipt = find(in_.receipts, one.receipt);
            const auto* order = receipt == nullptr ? nullptr : find(in_.order_lines, receipt->order_line);
            if (order == nullptr) continue;
            if (is_too_dear(line, *order) && !has(line.id, Reason::price))
                fault(fmt::format("line {} is too dear for order line {}", line.id, order->id));
            if (line.tax_rate != order->tax_rate && !has(line.id, Reason::tax_rate))
                fault(fmt::format("line {} has another tax rate", line.id));
            const bool early = receipt->day > line.day + in_.tolerances.date_days;
            if (early && !has(line.id, Reason::date)) fault(fmt::format("line {} is dated too early", line.id));
        }
        if (has(line.id, Reason::price)) {
            bool true_of_one = false;
            for (const auto& order : in_.order_lines) true_of_one = true_of_one || is_too_dear(line, order);
            if (!true_of_one) fault(fmt::format("line {} is dear for nobody", line.id));
        }
    }

    // Who is told that there is nothing left must find nothing left.
    void check_hunger(const InvoiceLine& line, const Outcome& outcome) {
        const bool told = has(line.id, Reason::quantity) || has(line.id, Reason::missing_receipt);
        if (outcome.matched.value < laid_of(line.id)) fault(fmt::format("line {}: matched less than laid", line.id));
        if (outcome.matched > line.quantity) fault(fmt::format("line {}: matched more than invoiced", line.id));
        if (!told) return;
        for (const auto& left : match_.uninvoiced) {
            const auto* receipt = find(in_.receipts, left.receipt);
            const auto* order = receipt == nullptr ? nullptr : find(in_.order_lines, receipt->order_line);
            if (order == nullptr || !may_lie(line, *receipt)) continue;
            const bool fits = !is_too_dear(line, *order) && line.tax_rate == order->tax_rate;
            if (fits) fault(fmt::format("line {} hungers beside receipt {}", line.id, receipt->id));
        }
    }

    const Input& in_;
    const Match& match_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of(const Input& input, const Match& match) { return Checker(input, match).run(); }

}  // namespace dengyun::matching
