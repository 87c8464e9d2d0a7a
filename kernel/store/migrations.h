#pragma once
// Schema changes: numbered SQL scripts, generated from the difference between the descriptions and the schema,
// reviewed, and tested on both databases. A script is plain SQL of the common subset; a line "-- only: sqlite" or
// "-- only: postgresql" narrows what follows to one database until the next such line or "-- only: both". A statement
// ends with `;` at the end of a line. TEXT is ordered by its bytes on both: PostgreSQL gets TEXT COLLATE "C".
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

// The scripts of this room ("0001_kernel").
[[nodiscard]] std::span<const Migration> migrations();

// Applies what is missing, each in a transaction, under a lock that keeps other processes out. Answers the numbers.
// Errors: conflict "migration.changed" (an applied script is no longer the same), "migration.from_the_future",
// "migration.failed" (the detail names the line).
[[nodiscard]] Result<std::vector<int>> migrate(Store& store, std::span<const Migration> migrations);
// What is applied and what is not, without changing anything.
[[nodiscard]] Result<std::vector<int>> pending_migrations(Store& store, std::span<const Migration> migrations);
// The script that brings the schema of the database to the descriptions; empty where they agree. Error: conflict
// "migration.column_type" where a column is there with another type: such a change is written by hand.
[[nodiscard]] Result<std::string> schema_difference(Store& store, std::span<const meta::Entity* const> entities);

}  // namespace dengyun::store
