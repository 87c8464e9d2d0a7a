#pragma once
// Invented dispatch problems with the shape of the demonstration cluster: workshops in the counties of Ningbo, Taizhou
// and Wenzhou, the thirteen operations of a licence plate.
#include "engines/dispatch/model.h"

namespace dengyun::dispatch {

struct Shape {
    std::uint64_t seed = 1;
    Index workshops = 40, machines = 120, orders = 1;
    Index operations = 13;         // of an order, 1 … 13
    Index processes = 13;          // the operations draw theirs from the first so many
    std::int64_t pieces = 20'000;  // of an order, about
    Index lots_max = 4;
    Index bookings = 3;      // of a machine, about
    int days = 60;           // the horizon
    double slack = 2.5;      // due: so many times the work of the order laid end to end
    bool has_shifts = true;  // otherwise every machine is always open
    bool has_truck_runs = true;
    bool has_batches = false;  // transfer batches
    bool is_graph = false;     // two branches that join; otherwise a chain
};

[[nodiscard]] Problem generate(const Shape& shape);

}  // namespace dengyun::dispatch
