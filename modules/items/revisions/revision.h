#pragma once
// A revision of an item: the drawings, bill of materials and routings that hold together. A released one is posted: it
// is never edited, only superseded by the next or withdrawn. docs/state-machines/revision.md
#include <optional>
#include <string>

#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/items/items/item.h"

namespace dengyun::items {

inline constexpr std::int64_t revisions_max = 200;  // per item

enum class RevisionStatus { draft, released, superseded, withdrawn };
enum class RevisionAction { release, supersede, withdraw };
const meta::Choices& choices_of(RevisionStatus);
const meta::Choices& choices_of(RevisionAction);

struct Revision : meta::Record<Revision> {
    Id<Item> item_id{};
    std::string code;                        // "A", "B", "3.1"
    std::optional<std::string> change_note;  // what differs from the one before, and why
    RevisionStatus status = RevisionStatus::draft;
    std::optional<Instant> released_at;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::items
