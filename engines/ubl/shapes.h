#pragma once
// Where each member of a document stands in the file of its kind: described once, for reading and for writing. Private.
#include <span>
#include <string_view>
#include <variant>

#include "engines/ubl/document.h"

namespace dengyun::ubl {

// One element: the path of names from its owner's element ("cac:LineItem/cbc:Quantity") and the member that keeps it.
// The elements of an owner stand in the order of the schema.
template <class Owner, class... Kept>
struct ElementOf {
    std::string_view path;
    std::variant<Kept Owner::*...> member;
    bool required = false;
};

using PartyElement = ElementOf<Party, std::string>;
using DeliveryElement = ElementOf<Delivery, std::optional<Measure>, std::optional<Date>>;
using LineElement = ElementOf<Line, std::string, std::optional<Measure>, std::optional<UnitPrice>, std::optional<Money>,
                              std::optional<std::int64_t>, std::optional<Date>, std::vector<Delivery>>;
using DocumentElement =
    ElementOf<Document, std::string, Date, std::optional<Date>, std::optional<Money>, Party, std::vector<Line>>;

struct Shape {
    Kind kind;
    std::string_view root;
    std::span<const DocumentElement> elements;
    std::span<const LineElement> line;
};

[[nodiscard]] const Shape& shape_of(Kind kind);
[[nodiscard]] const Shape* shape_named(std::string_view root);  // nullptr where there is none

// Parties and deliveries look alike everywhere.
[[nodiscard]] std::span<const PartyElement> party_elements();
[[nodiscard]] std::span<const DeliveryElement> delivery_elements();

}  // namespace dengyun::ubl
