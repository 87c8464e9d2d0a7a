#pragma once
// Backup and restore of a whole database, while it is in use (SQLite's online backup; a repeatable-read snapshot on
// PostgreSQL). One portable archive that restores into either kind of database.
#include <string>

#include "kernel/store/migrations.h"

namespace dengyun::store {

// Writes `path` (refused if it exists) and proves it by reading it back. Errors: "backup.exists", "backup.unwritable".
[[nodiscard]] Result<> backup(Store& store, const std::string& path);
// Into an empty database only. Errors: "restore.not_empty", "restore.damaged".
[[nodiscard]] Result<> restore(Store& store, const std::string& path, std::span<const Migration> migrations);

}  // namespace dengyun::store
