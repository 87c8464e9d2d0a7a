#pragma once
// To whom a revision is given, and what he sees of it: the item, the revision and its drawings; no bill of materials
// and no routing, which are the owner's own.
#include <optional>
#include <string>
#include <vector>

#include "modules/items/drawings/drawing.h"

namespace dengyun::items {

struct DistributionInput {
    Id<Organisation> holder_id{};
    static const meta::Entity description;
};

struct Received {
    std::string item_number;
    std::string item_name;
    std::optional<std::string> item_name_en;
    std::optional<std::string> material;
    std::string revision_code;
    RevisionStatus revision_status = RevisionStatus::released;
    std::optional<std::string> change_note;
    std::vector<Drawing> drawings;
    static const meta::Entity description;
};

}  // namespace dengyun::items
