#pragma once
// What can be done with a shipment, each in one unit with its rows and events. The unit's scope writes both sides
// (Scope::crossing, Scope::system); who acts is taken from it, and what each side may do is asked of the state table.
#include <functional>

#include "kernel/flow/state_table.h"
#include "modules/shipments/receipts/receipt.h"

namespace dengyun::shipments {

// What goes with a move of a shipment in the same unit, in the modules above: called after it is written. `receipt` is
// the posted one where the move is a signature.
using Consequences = std::function<Result<>(store::Unit&, const Shipment&, const Receipt* receipt)>;
// Takes back what a signature has brought about in the modules above, in the unit of the reversal and before it; fails
// where something follows from it that stands.
using Undo = std::function<Result<>(store::Unit&, const Shipment&, const Receipt&)>;

// A draft of `shipment.organisation_id`. Errors: invalid with issues on receiver_id (unknown_reference, same_party),
// from_site_id, to_site_id (unknown_reference), lines.
[[nodiscard]] Result<Shipment> create(store::Unit& unit, Shipment shipment);

// The draft as its sender has changed it. Errors: as create.
[[nodiscard]] Result<Shipment> revise(store::Unit& unit, const Shipment& before, Shipment after);

// A move of the table. With `dispatch` the sender signs and lets go; `sign` and `deem` post the receiver's draft of a
// receipt as it stands, or one in full. Errors: of the state table; of items::check_in_force for the sender.
[[nodiscard]] Result<Shipment> move(store::Unit& unit, Shipment shipment, ShipmentAction action,
                                    const flow::Mover& mover, const Consequences& then = {});

// The receiver signs for what he counted: arrives where it has not, posts the receipt, moves custody. Once more with
// the same counts: the same answer, nothing changed. Errors: of check_counts and check_receivable; conflict
// "shipment.signed_otherwise"; of the state table.
[[nodiscard]] Result<Shipment> sign(store::Unit& unit, Shipment shipment, Receipt counts, const flow::Mover& mover,
                                    const Consequences& then = {});

// A receipt of the receiver's as a draft. Errors: of check_counts; conflict "receipt.not_expected" (the shipment is not
// on its way), "receipt.taken" (there is one).
[[nodiscard]] Result<Receipt> draft_receipt(store::Unit& unit, const Shipment& shipment, Receipt receipt);
[[nodiscard]] Result<Receipt> post(store::Unit& unit, Receipt receipt, const flow::Mover& mover,
                                   const Consequences& then = {});
// The counts are taken back: the shipment is at the gate again, and the receiver posts another receipt. Errors:
// conflict "receipt.closed" once the shipment is, "receipt.bound" where it was made for another document and nobody
// takes back what followed there; of `undo`; invalid with an issue on reason.
[[nodiscard]] Result<Receipt> reverse(store::Unit& unit, Receipt receipt, const flow::Mover& mover,
                                      const Undo& undo = {});

// A draft that a flow has made goes to another receiver, or is not needed any more.
[[nodiscard]] Result<Shipment> redirect(store::Unit& unit, Shipment draft, Id<Organisation> receiver,
                                        std::optional<Id<enterprise::Site>> to_site);
[[nodiscard]] Result<> withdraw(store::Unit& unit, const Shipment& draft);

// The receipt that stands: posted, else a draft.
[[nodiscard]] Result<std::optional<Receipt>> receipt_of(store::Reader& reader, Id<Shipment> shipment);
// What is made for a document of another module, the oldest first; at most 200.
[[nodiscard]] Result<std::vector<Shipment>> shipments_for(store::Reader& reader, std::string_view subject_kind,
                                                          Id<Subject> subject);
// Whether the receiver may take goods that were made by this revision. Errors: of items::check_in_force; goods of a
// superseded revision are taken by who has acknowledged the new one and says that he knows.
[[nodiscard]] Result<> check_receivable(store::Reader& reader, Id<items::Revision> revision, Id<Organisation> receiver,
                                        bool superseded_accepted);

}  // namespace dengyun::shipments
