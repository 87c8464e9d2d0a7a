#pragma once
// Every route of the platform, for the permission test.
#include <span>

#include "kernel/api/test/in_process.h"

namespace dengyun::test {

struct Everything {
    std::function<void(api::Routes&)> add_routes;
    std::vector<store::Migration> migrations;
    std::vector<Message> messages;
};
[[nodiscard]] Everything everything(Random& random);

}  // namespace dengyun::test
