#pragma once
// Bounds on the rows of this module, and what stands on a row. `count_sql` is a literal over this module's tables; its
// parameters are the organisation and, where there is one, the row.
#include "kernel/store/unit.h"

namespace dengyun::capacity {

// Error: limit `code` where the scope's organisation has `rows_max` already.
[[nodiscard]] Result<> check_room(store::Reader& reader, std::string_view count_sql, std::int64_t rows_max,
                                  std::string_view code);
// Error: conflict `code` where something is counted.
[[nodiscard]] Result<> check_unused(store::Reader& reader, std::string_view count_sql, Id<Organisation> organisation,
                                    std::int64_t row, std::string_view code);

}  // namespace dengyun::capacity
