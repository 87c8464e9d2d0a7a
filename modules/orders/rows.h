#pragma once
// Rows that a query over this module's tables finds. Private to this module.
#include <array>
#include <vector>

#include "kernel/store/unit.h"
#include "modules/orders/service.h"

namespace dengyun::orders {

// The rows whose ids `sql` (a literal; its first column) finds.
template <class E>
Result<std::vector<E>> rows_of(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> parameters) {
    std::vector<std::int64_t> ids;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const store::Row& row) { ids.push_back(row.integer(0)); }));
    std::vector<E> all;
    all.reserve(ids.size());
    for (const auto id : ids) {
        DENGYUN_TRY(row, reader.find(Id<E>{id}));
        all.push_back(std::move(row));
    }
    return all;
}

[[nodiscard]] Result<std::int64_t> number_of(store::Reader& reader, std::string_view sql,
                                             std::span<const meta::Scalar> parameters);

// Errors: invalid with an issue on quantity: exceeds_open, not_whole.
[[nodiscard]] std::unexpected<Error> exceeds(Quantity open);
[[nodiscard]] Result<> check_pieces(Quantity quantity);

// → delivered where everything is there, or all but what the tolerance allows and nothing more comes.
[[nodiscard]] Result<SalesOrder> follow_deliveries(store::Unit& unit, SalesOrder order);

// Checks a need and completes it; `before` is null on creation. As add_order.
[[nodiscard]] Result<> complete_order(store::Reader& reader, SalesOrder& order, const SalesOrder* before);

}  // namespace dengyun::orders
