#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <sstream>

#include "engines/ubl/api.h"
#include "engines/ubl/shapes.h"
#include "engines/ubl/xml.h"
#include "kernel/base/instant.h"

namespace dengyun::ubl {
namespace {

// The element at the path below `node`. Names on the way are those of the last children where they fit, because the
// tables follow the schema's order; the last name is always a new element.
pugi::xml_node add(pugi::xml_node node, std::string_view path) {
    for (;;) {
        const auto slash = path.find('/');
        const std::string name(path.substr(0, slash));
        if (slash == std::string_view::npos) return node.append_child(name.c_str());
        const auto last = node.last_child();
        node = name == last.name() ? last : node.append_child(name.c_str());
        path.remove_prefix(slash + 1);
    }
}

void set(pugi::xml_node element, const std::string& text) {
    element.append_child(pugi::node_pcdata).set_value(text.c_str());
}

class Writing {
  public:
    explicit Writing(const Shape& shape) : shape_(shape) {}

    template <class Owner, class Element>
    void write(pugi::xml_node node, const Owner& owner, std::span<const Element> elements) const {
        for (const auto& element : elements)
            std::visit([&](auto member) { put(node, element.path, owner.*member); }, element.member);
    }

  private:
    void put(pugi::xml_node node, std::string_view path, const std::string& text) const {
        if (!text.empty()) set(add(node, path), text);
    }
    void put(pugi::xml_node node, std::string_view path, Date date) const {
        constexpr std::size_t date_size = 10;
        set(add(node, path), to_text(Instant(date)).substr(0, date_size));
    }
    void put(pugi::xml_node node, std::string_view path, Money money) const { put_amount(node, path, to_text(money)); }
    void put(pugi::xml_node node, std::string_view path, UnitPrice price) const {
        put_amount(node, path, to_text(price));
    }
    void put(pugi::xml_node node, std::string_view path, const Measure& measure) const {
        const auto element = add(node, path);
        auto attribute = pugi::xml_node(element).append_attribute("unitCode");
        attribute.set_value(measure.unit.c_str());
        set(element, to_text(measure.quantity));
    }
    // The category of value-added tax with its rate in per cent.
    void put(pugi::xml_node node, std::string_view path, std::int64_t rate) const {
        constexpr int per_cent_decimals = 4;
        const auto category = add(node, path);
        set(add(category, "cbc:Percent"), decimal_text(rate, per_cent_decimals));
        set(add(category, "cac:TaxScheme/cbc:ID"), "VAT");
    }
    template <class Value>
    void put(pugi::xml_node node, std::string_view path, const std::optional<Value>& value) const {
        if (value) put(node, path, *value);
    }
    // A party that the schema demands stands there even where it is nobody yet.
    void put(pugi::xml_node node, std::string_view path, const Party& party) const {
        write(add(node, path), party, party_elements());
    }
    void put(pugi::xml_node node, std::string_view path, const std::vector<Delivery>& deliveries) const {
        for (const auto& delivery : deliveries) write(add(node, path), delivery, delivery_elements());
    }
    void put(pugi::xml_node node, std::string_view path, const std::vector<Line>& lines) const {
        for (const auto& line : lines) write(add(node, path), line, shape_.line);
    }

    static void put_amount(pugi::xml_node node, std::string_view path, const std::string& text) {
        auto element = add(node, path);
        element.append_attribute("currencyID").set_value("CNY");
        set(element, text);
    }

    const Shape& shape_;
};

}  // namespace

std::string_view root_name(Kind kind) { return shape_of(kind).root; }

std::string write(const Document& document) {
    const auto& shape = shape_of(document.kind);
    pugi::xml_document file;
    auto root = file.append_child(std::string(shape.root).c_str());
    root.append_attribute("xmlns").set_value(document_namespace(shape.root).c_str());
    root.append_attribute("xmlns:cac").set_value(std::string(aggregate_namespace).c_str());
    root.append_attribute("xmlns:cbc").set_value(std::string(basic_namespace).c_str());
    set(root.append_child("cbc:UBLVersionID"), "2.1");
    Writing(shape).write(root, document, shape.elements);
    std::ostringstream out;
    file.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
    return std::move(out).str();
}

}  // namespace dengyun::ubl
