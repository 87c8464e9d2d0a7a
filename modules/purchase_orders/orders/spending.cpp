#include "modules/purchase_orders/orders/spending.h"

#include <algorithm>
#include <array>
#include <map>

namespace dengyun::purchase_orders {
namespace {

// Of others' lines, the newest: prices of at most 10^15 each, so that the sum stays within 64 bits.
constexpr std::int64_t averaged_max = 1'000;

struct Priced {
    PriceComparison comparison;
    std::string unit;
    std::int64_t price = 0;
};

// nullopt: too few to compare with.
Result<std::optional<std::int64_t>> mean_of_others(store::Reader& reader, const Priced& one, Id<Organisation> supplier,
                                                   Instant before) {
    std::int64_t lines = 0;
    std::int64_t sum = 0;
    const std::array<meta::Scalar, 6> values{
        std::string_view(one.comparison.description_text), std::string_view(one.unit), supplier.value,
        milliseconds_of(before - std::chrono::days(365)),  milliseconds_of(before),    averaged_max};
    DENGYUN_CHECK(reader.query(
        "SELECT COUNT(*), CAST(COALESCE(SUM(price), 0) AS BIGINT) FROM (SELECT confirmed_unit_price AS price FROM "
        "purchase_order_line WHERE description_text = ? AND unit = ? AND supplier_id <> ? AND confirmed_at >= ? AND "
        "confirmed_at < ? AND confirmed_version > 0 ORDER BY confirmed_at DESC, id DESC LIMIT ?) AS latest",
        values, [&](const store::Row& row) {
            lines = row.integer(0);
            sum = row.integer(1);
        }));
    return lines >= compared_min && sum >= lines ? std::optional(sum / lines) : std::nullopt;
}

}  // namespace

Result<std::vector<Spending>> spending_of(store::Reader& reader, Id<Organisation> buyer, Instant from, Instant before) {
    std::map<Id<Organisation>, Spending> sums;
    std::optional<Error> overflow;
    const std::array<meta::Scalar, 3> values{buyer.value, milliseconds_of(from), milliseconds_of(before)};
    DENGYUN_CHECK(reader.query(
        "SELECT supplier_id, confirmed_unit_price, confirmed_quantity FROM purchase_order_line WHERE organisation_id = "
        "? AND confirmed_at >= ? AND confirmed_at < ? AND confirmed_version > 0 ORDER BY id",
        values, [&](const store::Row& row) {
            const auto value = line_value(UnitPrice{row.integer(1)}, Quantity{row.integer(2)});
            auto& sum = sums[{row.integer(0)}];
            const auto more = value ? add(sum.value, *value) : value;
            if (!more) {
                overflow = more.error();
                return;
            }
            sum.value = *more;
            ++sum.lines;
        }));
    if (overflow) return std::unexpected(*overflow);
    std::vector<Spending> found;
    for (auto& [supplier, sum] : sums) {
        sum.supplier_id = supplier;
        found.push_back(sum);
    }
    std::ranges::sort(found, {},
                      [](const Spending& one) { return std::pair(-one.value.value, one.supplier_id.value); });
    if (std::ssize(found) > suppliers_max) found.resize(static_cast<std::size_t>(suppliers_max));
    return found;
}

Result<std::vector<PriceComparison>> price_comparisons(store::Reader& reader, std::optional<Id<Organisation>> buyer,
                                                       Id<Organisation> supplier, Instant from, Instant before) {
    std::vector<Priced> priced;
    const auto of = buyer.value_or(Id<Organisation>{}).value;
    const std::array<meta::Scalar, 6> values{supplier.value,          of,        of, milliseconds_of(from),
                                             milliseconds_of(before), prices_max};
    DENGYUN_CHECK(reader.query(
        "SELECT id, number, description_text, confirmed_at, unit, confirmed_unit_price FROM purchase_order_line WHERE "
        "supplier_id = ? AND (? = 0 OR organisation_id = ?) AND confirmed_at >= ? AND confirmed_at < ? AND "
        "confirmed_version > 0 ORDER BY confirmed_at DESC, id DESC LIMIT ?",
        values, [&](const store::Row& row) {
            priced.push_back({{.line_id = {row.integer(0)},
                               .number = std::string(row.text(1)),
                               .description_text = std::string(row.text(2)),
                               .confirmed_at = instant_of(row.integer(3))},
                              std::string(row.text(4)),
                              row.integer(5)});
        }));
    std::vector<PriceComparison> found;
    for (auto& one : priced) {
        DENGYUN_TRY(mean, mean_of_others(reader, one, supplier, before));
        if (!mean) continue;
        DENGYUN_TRY(gap, multiply_divide(one.price - *mean, 1'000'000, *mean));
        one.comparison.gap_ppm = gap;
        found.push_back(std::move(one.comparison));
    }
    return found;
}

}  // namespace dengyun::purchase_orders
