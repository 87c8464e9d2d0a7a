#pragma once
// Schema changes: numbered SQL scripts, generated from the difference between the descriptions and the schema, reviewed,
// and tested on both databases. A script is plain SQL of the common subset; a line "-- only: sqlite" or
// "-- only: postgresql" narrows what follows to one database until the next such line or "-- only: both".
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/meta/entity.h"
#include "kernel/store/store.h"

namespace dengyun::store {

struct Migration {
    int number;             // 1, 2, 3, … over all modules, without gaps
    std::string_view name;  // "0001_kernel"
    std::string_view script;
};

// Applies what is missing, each in a transaction, under a lock that keeps other processes out. Answers the numbers.
// Errors: conflict "migration.changed" (an applied script is no longer the same), "migration.from_the_future".
// The kernel's own tables.
[[nodiscard]] std::span<const Migration> migrations();

[[nodiscard]] Result<std::vector<int>> migrate(Store& store, std::span<const Migration> migrations);
// What is applied and what is not, without changing anything.
[[nodiscard]] Result<std::vector<int>> pending_migrations(Store& store, std::span<const Migration> migrations);
// The script that brings the schema of the database to the descriptions; empty where they agree.
[[nodiscard]] Result<std::string> schema_difference(Store& store, std::span<const meta::Entity* const> entities);

}  // namespace dengyun::store
