#pragma once
// Backup and restore of a whole database, while it is in use: one snapshot, written as one portable archive that
// restores into either kind of database. The archive is a gzip file of JSON lines: what it is and which migrations it
// stands on; per table its columns, then a line per row; and last the number of rows with a hash chained over all lines
// before.
#include <string>

#include "kernel/store/migrations.h"

namespace dengyun::store {

// Writes `path` (refused if it exists) and proves it by reading it back. The tables `apart` are left out: those that
// only one kind of database has, and that are kept in another way. Errors: "backup.exists", "backup.unwritable".
[[nodiscard]] Result<> backup(Store& store, const std::string& path, std::span<const std::string_view> apart = {});
// Into a database without rows only, all or nothing; migrates before (to where the archive stands) and after. Errors:
// "restore.not_empty", "restore.damaged", "restore.unknown_version".
[[nodiscard]] Result<> restore(Store& store, const std::string& path, std::span<const Migration> migrations);

}  // namespace dengyun::store
