#pragma once
// What a query by hand finds: rows by their ids, or one number.
#include <vector>

#include "kernel/store/unit.h"

namespace dengyun::store {

// The rows whose ids `sql` (a literal; its first column) finds, in its order.
template <class E>
Result<std::vector<E>> rows_of(Reader& reader, std::string_view sql, std::span<const meta::Scalar> parameters) {
    std::vector<std::int64_t> ids;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const Row& row) { ids.push_back(row.integer(0)); }));
    std::vector<E> all;
    all.reserve(ids.size());
    for (const auto id : ids) {
        DENGYUN_TRY(row, reader.find(Id<E>{id}));
        all.push_back(std::move(row));
    }
    return all;
}

// The first column of the last row that `sql` finds; 0 where there is none or nothing in it.
inline Result<std::int64_t> number_of(Reader& reader, std::string_view sql, std::span<const meta::Scalar> parameters) {
    std::int64_t number = 0;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const Row& row) {
        if (!row.is_null(0)) number = row.integer(0);
    }));
    return number;
}

}  // namespace dengyun::store
