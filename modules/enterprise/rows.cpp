#include "modules/enterprise/rows.h"

namespace dengyun::enterprise {

Result<> check_room(store::Reader& reader, std::string_view count_sql, std::int64_t rows_max, std::string_view code) {
    const std::array parameters{meta::Scalar(reader.scope().organisation().value)};
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query(count_sql, parameters, [&](const store::Row& row) { rows = row.integer(0); }));
    if (rows < rows_max) return {};
    return fail(ErrorKind::limit, code);
}

}  // namespace dengyun::enterprise
