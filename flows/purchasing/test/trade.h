#pragma once
// Trade between firms as the product wires it, from RFQs to payments, for the worlds of tests: modules, migrations and
// messages to give to a scenario. Who lives in such a world is the world's to say.
#include "flows/purchasing/purchasing.h"
#include "kernel/api/test/scenario.h"

namespace dengyun::purchasing::test {

void add_trade_routes(api::Routes& routes, const Clock& clock);
[[nodiscard]] std::vector<std::span<const store::Migration>> trade_migrations();
[[nodiscard]] std::vector<std::span<const Message>> trade_messages();

}  // namespace dengyun::purchasing::test
