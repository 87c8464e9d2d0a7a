#pragma once
// The order loop as the product wires it: orders, ordering, dispatching, fulfilment and the modules under them, on
// either database. A buyer (organisation 11), the platform's operator (1) and five workshops (12 to 16) with two
// machines each; a stranger (17). The item has four operations, two of them side by side; every process is known to two
// or three workshops, so that a declined task finds another one.
#include <fmt/format.h>

#include "flows/dispatching/dispatching.h"
#include "flows/fulfilment/fulfilment.h"
#include "modules/ledger/api.h"
#include "test/walking/walk.h"

namespace dengyun::order_loop {

inline constexpr Id<Organisation> buyer_organisation{11};
using walking::owner_of;
using walking::platform;

inline constexpr std::int64_t workshop_first = 12, workshop_last = 16, stranger_organisation = 17;
inline const api::Caller buyer = api::member(api::Role::owner, buyer_organisation.value);

class World : public walking::World {
  public:
    World();

    Id<items::Item> item{};
    Id<items::Revision> revision{};
    Id<enterprise::Site> buyer_site{};
    std::vector<Id<capacity::Machine>> machines;

  private:
    struct Parts {
        std::unique_ptr<capacity::Index> index;
        std::unique_ptr<plans::Planner> planner;
        std::unique_ptr<scores::Index> scores;
        std::unique_ptr<dispatching::Solver> solver;
    };
    explicit World(std::shared_ptr<Parts> parts);
    Result<> fill(store::Unit& unit);
    Result<> add_item(store::Unit& unit);
    Result<> add_workshop(store::Unit& unit, std::int64_t number);

    std::shared_ptr<Parts> parts_;
};

}  // namespace dengyun::order_loop
