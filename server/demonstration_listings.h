#pragma once
// Listings of the demonstration cluster: plastics by grade among the moulders, steel for moulds, a few services, and
// one negotiation that waits for an answer. All marked as demonstration data.
#include <span>
#include <vector>

#include "demo/generate.h"
#include "kernel/store/unit.h"

namespace dengyun::server {

// `firms[i]` is the organisation of `cluster.enterprises[i]`, `partners[i]` of `cluster.partners[i]`. `buyer` posts
// demands. The unit's scope may write for all.
struct ListingParties {
    const demo::Cluster& cluster;
    std::span<const Id<Organisation>> firms;
    std::span<const Id<Organisation>> partners;
    Id<Organisation> buyer{};
};
[[nodiscard]] Result<> add_demonstration_listings(store::Unit& unit, const ListingParties& parties);

}  // namespace dengyun::server
