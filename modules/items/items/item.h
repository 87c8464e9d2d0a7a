#pragma once
// An item: what an organisation makes, buys or works from. What it looks like is said by its revisions.
#include <optional>
#include <string>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::items {

inline constexpr std::int64_t items_max = 20'000;  // per organisation

enum class ItemKind { made, bought, material };
const meta::Choices& choices_of(ItemKind);

struct Item : meta::Record<Item> {
    std::string number;
    std::string name;
    std::optional<std::string> name_en;
    std::string unit;  // of measure: "件", "kg"
    ItemKind kind = ItemKind::made;
    std::optional<std::string> item_group;
    std::optional<std::string> material;
    std::optional<std::string> note;
    static const meta::Entity description;
};

}  // namespace dengyun::items
