#pragma once
// What receipts and answers of purchase orders say of a supplier, written down for his score. Private to this flow.
#include "flows/purchasing/purchasing.h"

namespace dengyun::purchasing {

// Each day that a part comes after it was due costs a tenth; parts that were due earlier come first.
[[nodiscard]] std::int64_t punctuality_ppm(const purchase_orders::OrderLine& line, Quantity received_before,
                                           meta::Date day);
// Of a receipt: how punctual its latest line was, and where nothing is inspected how much of it was sound.
[[nodiscard]] Result<> note_receipt(store::Unit& unit, const shipments::Shipment& shipment,
                                    const shipments::Receipt& receipt);

}  // namespace dengyun::purchasing
