#pragma once
// What the routes of bids take and answer beyond the entities. Private to this module.
#include "modules/sourcing/bids/bid.h"

namespace dengyun::sourcing {

struct BidInput {
    Id<Rfx> rfx_id{};
    std::int64_t terms_version = 0;
    std::string sealed;
    std::string commitment;
    static const meta::Entity description;
};
struct KeyInput {
    std::string key;
    static const meta::Entity description;
};
struct SealView {
    std::string sealed;
    std::string commitment;
    std::string digest;
    static const meta::Entity description;
};

}  // namespace dengyun::sourcing
