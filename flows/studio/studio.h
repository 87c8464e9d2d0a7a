#pragma once
// Studio: what a firm has in several modules, gathered for one page.
#include <optional>
#include <string>
#include <vector>

#include "kernel/meta/entity.h"
#include "kernel/store/store.h"

namespace dengyun::api {
class Call;
class Routes;
}  // namespace dengyun::api

namespace dengyun::studio {

inline constexpr std::int64_t rows_counted_max = 2'000;  // of one figure
inline constexpr std::int64_t span_days_max = 366;

enum class Suite { supply_chain, marketing, finance, tax, leasing, logistics };
const meta::Choices& choices_of(Suite);
enum class Measure { rows, fen };
const meta::Choices& choices_of(Measure);

struct Figure {
    Suite suite = Suite::supply_chain;
    std::string name;  // "orders_to_confirm": the page has its words and its way
    Measure measure = Measure::rows;
    std::int64_t value = 0;
    bool is_capped = false;  // there are more rows than were looked at
    static const meta::Entity description;
};
struct Studio {
    std::vector<Figure> figures;
    static const meta::Entity description;
};
// What the caller may read, in the order of the suites.
[[nodiscard]] Result<Studio> gather(const api::Call& call, store::Store& store);

struct RegionShare {
    std::optional<std::string> region_code;  // a prefecture; absent: where a supplier says none
    Money value{};
    std::int64_t share_ppm = 0;
    std::int64_t suppliers = 0;
    static const meta::Entity description;
};
struct LocalContent {
    meta::Date starts_on{};
    meta::Date ends_on{};                        // its last day
    std::optional<std::string> prefecture_code;  // of the buyer
    std::optional<std::string> province_code;
    Money total{};
    std::int64_t suppliers = 0;
    std::int64_t prefecture_ppm = 0;   // of the value, from the buyer's own prefecture
    std::int64_t province_ppm = 0;     // from his province, the prefecture included
    std::vector<RegionShare> regions;  // the greatest first
    static const meta::Entity description;
};
// What one supplier's orders were worth, and where he is.
struct SuppliedValue {
    Money value{};
    std::optional<std::string> prefecture_code;
    std::optional<std::string> province_code;
};
// Pure. Error: limit "number.overflow".
[[nodiscard]] Result<LocalContent> local_content(const std::vector<SuppliedValue>& supplied,
                                                 const std::optional<std::string>& prefecture_code,
                                                 const std::optional<std::string>& province_code);

void add_routes(api::Routes& routes);

}  // namespace dengyun::studio
