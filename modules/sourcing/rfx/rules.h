#pragma once
// The rules of the auction engine that an RFx states. Private to this module.
#include "engines/auction/api.h"
#include "modules/sourcing/rfx/rfx.h"

namespace dengyun::sourcing {

[[nodiscard]] auction::Rules rules_of(const Rfx& rfx);

}  // namespace dengyun::sourcing
