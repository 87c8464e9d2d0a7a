#pragma once
// Prices as the flows ask for them. The scope must see the organisation's rows.
#include "kernel/store/unit.h"
#include "modules/capacity/rates/price.h"

namespace dengyun::capacity {

// The card that holds on that day; nullopt where the organisation asks no price for the process.
[[nodiscard]] Result<std::optional<RateCard>> rate_card_of(store::Reader& reader, Id<Organisation> organisation,
                                                           reference::Process process, meta::Date day);
// The price of an operation there. Errors: conflict "rate_card.none"; as price_of.
[[nodiscard]] Result<Price> price_at(store::Reader& reader, Id<Organisation> organisation, reference::Process process,
                                     meta::Date day, const Work& work);

}  // namespace dengyun::capacity
