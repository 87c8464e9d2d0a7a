#pragma once
// The tables of the cluster shelf.
#include <span>
#include <string_view>

#include "kernel/store/migrations.h"

namespace dengyun::telemetry {

namespace series {
[[nodiscard]] std::span<const store::Migration> migrations();
}

// What an archive of the database leaves out, as it leaves out files of measured values where they lie in such.
[[nodiscard]] std::span<const std::string_view> tables_apart();

}  // namespace dengyun::telemetry
