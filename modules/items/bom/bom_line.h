#pragma once
// A line of a revision's bill of materials: how much of a component goes into one unit of the item.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"
#include "modules/items/revisions/revision.h"

namespace dengyun::items {

inline constexpr std::int64_t bom_lines_max = 500;  // per revision

struct BomLine : meta::Record<BomLine> {
    Id<Revision> revision_id{};
    std::int64_t position = 0;
    Id<Item> component_id{};
    Quantity quantity{};                // of the component's unit, for one unit of the item
    std::int64_t scrap_millionths = 0;  // of the quantity, taken in addition
    std::optional<std::string> note;
    static const meta::Entity description;
};

// A row of a spreadsheet, where components are named by their numbers.
struct BomRow {
    std::int64_t position = 0;
    std::string component_number;
    Quantity quantity{};
    std::optional<std::int64_t> scrap_millionths;
    std::optional<std::string> note;
    static const meta::Entity description;
};

}  // namespace dengyun::items
