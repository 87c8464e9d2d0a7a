#pragma once
// How a receipt becomes the receiver's signature. Private to this module; service.h is its door.
#include "modules/shipments/service.h"

namespace dengyun::shipments {

// One move of the table with what it writes on the shipment itself.
[[nodiscard]] Result<Shipment> step(store::Unit& unit, Shipment shipment, ShipmentAction action,
                                    const flow::Mover& mover);
// `sign` or `deem` without counts: the receiver's draft as it stands, else everything as shipped.
[[nodiscard]] Result<Shipment> sign_as_it_stands(store::Unit& unit, Shipment shipment, ShipmentAction action,
                                                 const flow::Mover& mover, const Consequences& then);

}  // namespace dengyun::shipments
