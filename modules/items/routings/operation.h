#pragma once
// An operation of a routing: what is done, with what it takes, and after which others. Operations form a directed graph
// without a circle; any of them may be given to another workshop, without inventing an item for what lies between.
#include <optional>
#include <string>
#include <vector>

#include "kernel/meta/entity.h"
#include "modules/items/routings/routing.h"
#include "modules/reference/api.h"

namespace dengyun::items {

inline constexpr std::int64_t operations_max = 200;  // per routing

struct Operation : meta::Record<Operation> {
    Id<Routing> routing_id{};
    std::int64_t number = 0;  // 10, 20, 30 …: unique in the routing
    std::string name;
    std::optional<std::string> name_en;
    reference::Process process = reference::process("other");
    std::vector<std::int64_t> predecessors;      // their numbers; none: it can begin at once
    std::int64_t setup_s = 0;                    // once per lot
    std::int64_t unit_time_ms = 0;               // per piece
    std::int64_t yield_millionths = 1'000'000;   // good pieces out of those that went in
    std::optional<std::int64_t> transfer_batch;  // pieces that go on together; none: the whole lot
    bool has_inspection = false;
    bool may_be_outsourced = true;
    // What the machine must be able to do.
    std::optional<std::string> material;
    std::optional<std::int64_t> part_size_mm;
    std::optional<std::int64_t> tolerance_um;
    // What rate cards may price by, of one piece.
    std::optional<std::int64_t> area_mm2;  // of the surface that is worked
    std::optional<std::int64_t> mass_mg;
    std::optional<std::string> instruction;
    static const meta::Entity description;
};

}  // namespace dengyun::items
