#include "modules/capacity/rows.h"

namespace dengyun::capacity {

Result<> check_room(store::Reader& reader, std::string_view count_sql, std::int64_t rows_max, std::string_view code) {
    const std::array parameters{meta::Scalar(reader.scope().organisation().value)};
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query(count_sql, parameters, [&](const store::Row& row) { rows = row.integer(0); }));
    return rows < rows_max ? Result<>{} : fail(ErrorKind::limit, code);
}

Result<> check_unused(store::Reader& reader, std::string_view count_sql, Id<Organisation> organisation,
                      std::int64_t row_id, std::string_view code) {
    const std::array parameters{meta::Scalar(organisation.value), meta::Scalar(row_id)};
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query(count_sql, parameters, [&](const store::Row& row) { rows = row.integer(0); }));
    return rows == 0 ? Result<>{} : fail(ErrorKind::conflict, code);
}

}  // namespace dengyun::capacity
