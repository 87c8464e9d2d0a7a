#pragma once
// What a revision is allowed to be used for, and the rows that loaders and flows make. Every function works in the
// caller's unit or snapshot, whose scope must see the rows (the owner's, or one that reads all).
#include <optional>
#include <vector>

#include "kernel/store/unit.h"
#include "modules/items/bom/bom_line.h"
#include "modules/items/distributions/distribution.h"
#include "modules/items/drawings/drawing.h"
#include "modules/items/routings/operation.h"

namespace dengyun::items {

// --- What dispatch and receipt ask

// Whether `holder` may work to this revision, ship by it or receive by it: it is released, and the holder owns it or
// has acknowledged it. The scope must read all. Errors: not_found; conflict "revision.not_released",
// "revision.superseded" (until the new one is acknowledged, then until the document names it), "revision.withdrawn",
// "revision.not_acknowledged".
[[nodiscard]] Result<> check_in_force(store::Reader& reader, Id<Revision> revision, Id<Organisation> holder);
// The released revision of an item; nullopt where there is none.
[[nodiscard]] Result<std::optional<Revision>> released_revision(store::Reader& reader, Id<Organisation> organisation,
                                                                Id<Item> item);
// The routing that is marked as primary, else the oldest; nullopt where there is none.
[[nodiscard]] Result<std::optional<Routing>> primary_routing(store::Reader& reader, Id<Organisation> organisation,
                                                             Id<Revision> revision);
// All operations of a routing (at most operations_max), by number.
[[nodiscard]] Result<std::vector<Operation>> operations_of(store::Reader& reader, Id<Organisation> organisation,
                                                           Id<Routing> routing);
[[nodiscard]] Result<std::vector<BomLine>> bom_of(store::Reader& reader, Id<Organisation> organisation,
                                                  Id<Revision> revision);
[[nodiscard]] Result<std::vector<Drawing>> drawings_of(store::Reader& reader, Id<Organisation> organisation,
                                                       Id<Revision> revision);

// --- Who has which revision

[[nodiscard]] Result<std::optional<Distribution>> distribution_to(store::Reader& reader, Id<Organisation> organisation,
                                                                  Id<Revision> revision, Id<Organisation> holder);
// Gives a released revision to a holder, who has then to acknowledge it; one that was given already stays as it is, a
// lapsed or recalled one is issued again. The scope must be allowed to write for the owner.
// Errors: conflict "revision.not_released"; invalid with issue same_party on holder_id.
[[nodiscard]] Result<Distribution> distribute(store::Unit& unit, Id<Revision> revision, Id<Organisation> holder);

// In the name of `person`, whom the caller has checked. Errors: of the state table; conflict "revision.not_released".
[[nodiscard]] Result<Distribution> acknowledge(store::Unit& unit, Id<Distribution> distribution, std::string person);

// --- Moves

// Releases a draft: what is released so far is superseded, and everybody who had that one is given the new one, which
// he has to acknowledge. Errors: of the state table; conflict "revision.no_drawing" (a made item), "routing.empty".
[[nodiscard]] Result<Revision> release(store::Unit& unit, Revision revision, const flow::Mover& mover);

// --- Rows for loaders: checked as the routes do. `organisation_id` of the row says whose it is.

[[nodiscard]] Result<> check_bom_line(store::Reader& reader, const BomLine& line);
[[nodiscard]] Result<> check_operation(store::Reader& reader, const Operation& operation);
// Errors: of check_draft; invalid with issue on file_id: unknown_reference, no_drawing, false_type (its name says
// another).
[[nodiscard]] Result<> check_drawing(store::Reader& reader, const Drawing& drawing);
// Takes the kind, size and digest from the stored file.
[[nodiscard]] Result<> complete_drawing(store::Reader& reader, Drawing& drawing);
// What goes with a move of a revision; see api::Resource.
[[nodiscard]] Result<> before_move(store::Unit& unit, Revision& revision, std::int64_t action);

}  // namespace dengyun::items
