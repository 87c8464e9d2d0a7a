#pragma once
// Random documents of every kind, for tests and for the comparison with the schemas (bench/ubl_schemas.bench).
#include <random>
#include <string>

#include "engines/ubl/document.h"
#include "engines/ubl/shapes.h"

namespace dengyun::ubl {

// Fills exactly the members that a kind's tables name, at random; sums add up, and no
// other document is named without its line.
class Maker {
  public:
    explicit Maker(std::uint64_t seed) : random_(seed) {}

    Document document(Kind kind) {
        const auto& shape = shape_of(kind);
        shape_ = &shape;
        Document made{.kind = kind};
        fill(made, shape.elements);
        made.currency = "CNY";
        if (!made.issue_time.empty()) made.issue_time = "08:30:00+08:00";
        settle(made);
        return made;
    }

  private:
    template <class Owner, class Element>
    void fill(Owner& owner, std::span<const Element> elements) {
        for (const auto& element : elements)
            std::visit([&](auto member) { make(owner.*member, element.required); }, element.member);
    }
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_); }

    void make(std::string& text, bool required) {
        static constexpr std::string_view pieces[] = {"车牌", "<&>", "\"'", "PC 1.5 mm", "]]>", "é", "0"};
        text.clear();
        if (!required && below(3) == 0) return;
        for (auto count = 1 + below(3); count > 0; --count) text += pieces[static_cast<std::size_t>(below(7))];
    }
    void make(Date& date, bool) { date = Date(std::chrono::days(20'000 + below(5'000))); }
    void make(Money& money, bool) { money.value = below(1'000'000'000); }
    void make(UnitPrice& price, bool) { price.value = below(1'000'000'000'000); }
    void make(std::int64_t& rate, bool) { rate = below(200'000); }
    void make(Measure& measure, bool) {
        measure.quantity.value = below(1'000'000'000);
        measure.unit = below(2) == 0 ? "C62" : "千克";
    }
    template <class Value>
    void make(std::optional<Value>& value, bool required) {
        value.reset();
        if (required || below(3) != 0) make(value.emplace(), true);
    }
    void make(Party& party, bool) { fill(party, party_elements()); }
    void make(std::vector<Delivery>& deliveries, bool) {
        deliveries.resize(static_cast<std::size_t>(below(4)));
        for (auto& delivery : deliveries) fill(delivery, delivery_elements());
    }
    void make(std::vector<Line>& lines, bool) {
        lines.resize(static_cast<std::size_t>(1 + below(5)));
        for (auto& line : lines) fill(line, shape_->line);
    }
    static void settle(Document& document) {
        for (auto& line : document.lines) {
            if (line.order_line.empty()) line.order.clear();
            if (line.despatch_line.empty()) line.despatch.clear();
            if (line.receipt_line.empty() && document.kind != Kind::statement) line.receipt.clear();
        }
        const auto sum = [&](std::optional<Money> Line::* member) {
            Money total;
            for (const auto& line : document.lines)
                if (line.*member) total.value += (line.*member)->value;
            return total;
        };
        if (!document.payable) document.amount.reset();
        if (document.amount) document.amount = sum(&Line::amount);
        if (document.tax) document.tax = sum(&Line::tax);
        if (document.debit) document.debit = sum(&Line::debit);
        if (document.credit) document.credit = sum(&Line::credit);
        if (document.amount && document.tax && document.payable)
            document.payable = Money{document.amount->value + document.tax->value};
    }

    std::mt19937_64 random_;
    const Shape* shape_ = nullptr;
};

}  // namespace dengyun::ubl
