#pragma once
// What somebody begins with who has a drawing and no item yet: both, and the revision between them, in one.
#include "modules/items/drawings/drawing.h"
#include "modules/items/items/item.h"

namespace dengyun::items {

struct DrawnItem {
    std::string number;
    std::string name;
    std::string unit;
    Id<store::StoredFile> file_id{};
    static const meta::Entity description;
};

}  // namespace dengyun::items
