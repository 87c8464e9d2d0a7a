#pragma once
// What orders, their changes and the answers to them have in common. Private to this flow.
#include <boost/json.hpp>

#include "flows/exchange/documents.h"

namespace dengyun::exchange {

// The codes of a line, of UNCL1229 as Peppol uses them.
inline constexpr std::string_view line_added = "1";
inline constexpr std::string_view line_changed = "3";
inline constexpr std::string_view line_accepted = "5";
inline constexpr std::string_view line_refused = "7";

// With number, day and the two parties.
[[nodiscard]] Result<ubl::Document> headed(store::Reader& reader, const PurchaseOrder& order, ubl::Kind kind);
// What is asked for, with its value.
[[nodiscard]] Result<ubl::Line> asked(const purchase_orders::LineInput& line);
[[nodiscard]] std::vector<ubl::Delivery> deliveries_of(const std::vector<purchase_orders::Schedule>& schedules,
                                                       std::string_view unit);
// Sets the sums of what the document holds.
[[nodiscard]] Result<> add_up(ubl::Document& document);

// A line as a creation by hand says it, and its deliveries.
[[nodiscard]] boost::json::object input_of(const ubl::Line& line);
[[nodiscard]] boost::json::array schedules_of(const ubl::Line& line);

}  // namespace dengyun::exchange
