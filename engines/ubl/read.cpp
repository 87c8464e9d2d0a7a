#include <pugixml.hpp>

#include "engines/ubl/api.h"
#include "engines/ubl/shapes.h"
#include "engines/ubl/xml.h"
#include "kernel/base/instant.h"

namespace dengyun::ubl {
namespace {

constexpr std::size_t issues_max = 100;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

pugi::xml_node find(pugi::xml_node node, std::string_view path) {
    for (;;) {
        const auto slash = path.find('/');
        node = node.child(std::string(path.substr(0, slash)).c_str());
        if (slash == std::string_view::npos || !node) return node;
        path.remove_prefix(slash + 1);
    }
}

class Reading {
  public:
    Reading(const Shape& shape, const Limits& limits) : shape_(shape), limits_(limits) {}

    template <class Owner, class Element>
    void read(pugi::xml_node node, const std::string& place, Owner& owner, std::span<const Element> elements) {
        for (const auto& element : elements)
            std::visit([&](auto member) { read_member(node, place, owner.*member, element.path, element.required); },
                       element.member);
    }
    void complain(std::string place, std::string_view code, std::string detail = {}) {
        if (issues_.size() < issues_max) issues_.push_back({std::move(place), std::string(code), std::move(detail)});
    }
    [[nodiscard]] std::vector<Issue>& issues() { return issues_; }

  private:
    // Lists: every element of the last name, each with its own members.
    template <class Each>
    void read_member(pugi::xml_node node, const std::string& place, std::vector<Each>& list, std::string_view path,
                     bool required) {
        std::size_t position = 0;
        for (auto each = find(node, path); each; each = each.next_sibling(each.name())) {
            if (list.size() == limits_.lines_max)
                return complain(place + std::string(path), "too_many", std::to_string(limits_.lines_max));
            read_each(each, place + std::string(path) + "." + std::to_string(++position) + ".", list.emplace_back());
        }
        if (required && list.empty()) complain(place + std::string(path), "required");
    }
    template <class Value>
    void read_member(pugi::xml_node node, const std::string& place, Value& value, std::string_view path,
                     bool required) {
        const auto element = find(node, path);
        const auto own_place = place + std::string(path);
        if (!element) {
            if (required) complain(own_place, "required");
            return;
        }
        take(element, own_place, value);
    }
    void read_each(pugi::xml_node node, const std::string& place, Line& line) { read(node, place, line, shape_.line); }
    void read_each(pugi::xml_node node, const std::string& place, Delivery& delivery) {
        read(node, place, delivery, delivery_elements());
    }

    void take(pugi::xml_node element, const std::string& place, std::string& text) {
        const auto content = trimmed(element.text().get());
        if (content.size() > limits_.text_bytes_max)
            return complain(place, "ubl_text_too_long", std::to_string(limits_.text_bytes_max));
        text = content;
    }
    void take(pugi::xml_node element, const std::string& place, Party& party) {
        read(element, place + "/", party, party_elements());
    }
    // A day; the zone that XML Schema allows behind it says nothing about a business day.
    void take(pugi::xml_node element, const std::string& place, Date& date) {
        constexpr std::size_t date_size = 10;
        const auto text = trimmed(element.text().get());
        const auto read = parse_instant(std::string(text.substr(0, date_size)) + "T00:00:00Z");
        if (!read) return complain(place, "no_date");
        date = std::chrono::floor<std::chrono::days>(*read);
    }
    void take(pugi::xml_node element, const std::string& place, std::optional<Date>& date) {
        take(element, place, date.emplace());
    }
    void take(pugi::xml_node element, const std::string& place, std::optional<Money>& money) {
        take_currency(element, place);
        money = Money{number(element.text().get(), place, FenUnit::decimals)};
    }
    // The price of as many units as its base says.
    void take(pugi::xml_node element, const std::string& place, std::optional<UnitPrice>& price) {
        take_currency(element, place);
        price = UnitPrice{number(element.text().get(), place, MicroYuanUnit::decimals)};
        const auto base = element.parent().child("cbc:BaseQuantity");
        if (!base) return;
        const auto units = number(base.text().get(), place, MilliUnit::decimals);
        constexpr std::int64_t one_unit = 1'000;
        const auto each = units > 0 ? multiply_divide(price->value, one_unit, units)
                                    : Result<std::int64_t>(fail(ErrorKind::invalid, "number.malformed"));
        if (!each) return complain(place, "malformed");
        const auto again = multiply_divide(*each, units, one_unit);
        if (!again || *again != price->value) return complain(place, "too_precise");
        price->value = *each;
    }
    void take(pugi::xml_node element, const std::string& place, std::optional<Measure>& measure) {
        measure.emplace(Quantity{number(element.text().get(), place, MilliUnit::decimals)},
                        std::string(trimmed(element.attribute("unitCode").value())));
        if (measure->quantity.value < 0) complain(place, "too_small", "0");
        if (measure->unit.size() > limits_.text_bytes_max)
            complain(place, "ubl_text_too_long", std::to_string(limits_.text_bytes_max));
    }
    void take(pugi::xml_node element, const std::string& place, std::optional<std::int64_t>& rate) {
        constexpr int per_cent_decimals = 4;
        if (const auto percent = element.child("cbc:Percent"))
            rate = number(percent.text().get(), place + "/cbc:Percent", per_cent_decimals);
    }

    std::int64_t number(std::string_view text, const std::string& place, int decimals) {
        const auto value = parse_decimal(trimmed(text), decimals);
        if (value && *value <= amount_max && *value >= -amount_max) return *value;
        const bool is_large = value || value.error().code == "number.overflow";
        if (is_large) {
            complain(place, "too_large", decimal_text(amount_max, decimals));
        } else {
            complain(place, value.error().code == "number.too_precise" ? "too_precise" : "no_number");
        }
        return 0;
    }
    void take_currency(pugi::xml_node element, const std::string& place) {
        const std::string_view currency = element.attribute("currencyID").value();
        if (currency != "CNY") complain(place, "ubl_currency");
    }

    const Shape& shape_;
    const Limits& limits_;
    std::vector<Issue> issues_;
};

// What a member of the lines comes to; nullopt where a line says nothing, or more than can be counted.
std::optional<Money> sum_of(const std::vector<Line>& lines, std::optional<Money> Line::* member) {
    Money sum;
    for (const auto& line : lines) {
        if (!(line.*member)) return std::nullopt;
        const auto more = add(sum, *(line.*member));
        if (!more) return std::nullopt;
        sum = *more;
    }
    return sum;
}

// A file that was changed on the way, or made by hand, shows in its sums first.
void check_sums(const Document& document, Reading& reading) {
    const auto compare = [&](const std::optional<Money>& told, const std::optional<Money>& counted,
                             std::string_view place) {
        if (told && counted && *told != *counted) reading.complain(std::string(place), "ubl_sum", to_text(*counted));
    };
    compare(document.amount, sum_of(document.lines, &Line::amount), "cbc:LineExtensionAmount");
    compare(document.tax, sum_of(document.lines, &Line::tax), "cbc:TaxAmount");
    compare(document.debit, sum_of(document.lines, &Line::debit), "cbc:TotalDebitAmount");
    compare(document.credit, sum_of(document.lines, &Line::credit), "cbc:TotalCreditAmount");
    if (!document.amount || !document.tax) return;
    if (const auto payable = add(*document.amount, *document.tax))
        compare(document.payable, *payable, "cbc:PayableAmount");
}

}  // namespace

Result<Document> read(std::string_view bytes, const Limits& limits) {
    DENGYUN_TRY(file, read_xml(bytes, limits));
    const auto root = file.document_element();
    const auto& shape = *shape_named(root.name());
    Document document{.kind = shape.kind};
    Reading reading(shape, limits);
    const std::string_view version = root.child("cbc:UBLVersionID").text().get();
    if (!version.empty() && !version.starts_with("2.")) reading.complain("cbc:UBLVersionID", "unknown_choice");
    reading.read(root, "", document, shape.elements);
    if (document.currency != "CNY") reading.complain("cbc:DocumentCurrencyCode", "ubl_currency");
    check_sums(document, reading);
    if (!reading.issues().empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(reading.issues()));
    return document;
}

}  // namespace dengyun::ubl
