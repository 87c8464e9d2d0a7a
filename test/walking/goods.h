#pragma once
// What every walk does with goods once they are there: their inspections judged, and what goes back.
#include "modules/inspections/api.h"
#include "modules/returns/api.h"
#include "test/walking/walk.h"

namespace dengyun::walking {

struct Judging {
    std::int64_t bad_one_in = 2;  // inspections
    std::int64_t price_cut_max = 5'000;
};
// The next step of an inspection: written down, then decided, or a concession that is offered and answered.
void judge(World& world, Walk& walk, const inspections::Inspection& inspection, const Judging& how = {});
// The next step of goods that go back. `umpire` decides what the sides dispute.
void send_back(Walk& walk, const returns::GoodsReturn& goods, const api::Caller& umpire);

}  // namespace dengyun::walking
