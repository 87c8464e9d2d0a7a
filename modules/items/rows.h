#pragma once
// What the entities of this module share: bounds on their number, and what stands on a row. `count_sql` is a literal
// over this module's tables; its first parameter is the organisation, its second, where there is one, the row.
#include "kernel/store/unit.h"
#include "modules/items/revisions/revision.h"

namespace dengyun::items {

[[nodiscard]] inline std::int64_t reader_organisation(const store::Reader& reader) {
    return reader.scope().organisation().value;
}
// Error: limit `code` where there are `rows_max` already.
[[nodiscard]] Result<> check_room(store::Reader& reader, std::string_view count_sql, std::int64_t organisation,
                                  std::int64_t rows_max, std::string_view code);
[[nodiscard]] Result<> check_room(store::Reader& reader, std::string_view count_sql, Id<Organisation> organisation,
                                  std::int64_t row, std::int64_t rows_max, std::string_view code);
// Error: conflict `code` where something is counted.
[[nodiscard]] Result<> check_unused(store::Reader& reader, std::string_view count_sql, Id<Organisation> organisation,
                                    std::int64_t row, std::string_view code);
// What belongs to a revision is changed in a draft only. Errors: invalid "unknown_reference" on revision_id; conflict
// "revision.posted".
[[nodiscard]] Result<> check_draft(store::Reader& reader, Id<Revision> revision);

}  // namespace dengyun::items
