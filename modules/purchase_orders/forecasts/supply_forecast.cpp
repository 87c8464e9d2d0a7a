#include "modules/purchase_orders/forecasts/supply_forecast.h"

#include <algorithm>
#include <fmt/format.h>

namespace dengyun::purchase_orders {
namespace {

using W = ForecastWeek;
constexpr auto week_fields = meta::fields(
    meta::field<&W::week_on>("week_on", {"周（周一）", "Week (its Monday)"}, {.flags = meta::required}),
    meta::field<&W::quantity>("quantity", {"预计用量", "Expected quantity"},
                              {.flags = meta::required, .min = 0, .max = quantity_max, .format = meta::Format::milli}));

using F = SupplyForecast;
constexpr auto fields = meta::record<F>(
    meta::field<&F::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::required | meta::filterable, .reference = "organisation"}),
    meta::field<&F::item_id>("item_id", {"物料", "Item"}, {.reference = "item"}),
    meta::field<&F::description_text>("description_text", {"名称", "Description"},
                                      {.flags = meta::required | meta::searchable}),
    meta::field<&F::unit>("unit", {"单位", "Unit"}, {.flags = meta::required, .length_max = 10}),
    meta::field<&F::number>("number", {"第几版", "Publication"}, {.flags = meta::read_only}),
    meta::field<&F::is_latest>("is_latest", {"最新一版", "The latest"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&F::weeks>("weeks", {"各周用量", "Weeks"}, {.items_max = static_cast<std::uint32_t>(weeks_max)}),
    meta::field<&F::note>("note", {"说明", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));

constexpr std::string_view by_series[] = {"supplier_id", "description_text", "number"};
constexpr std::string_view by_supplier[] = {"supplier_id"};
constexpr meta::Index indexes[] = {
    {.name = "supply_forecast_series", .columns = by_series, .unique = true},
    {.name = "supply_forecast_supplier", .columns = by_supplier, .across_organisations = true}};

}  // namespace

constinit const meta::Entity ForecastWeek::description{
    .name = "supply_forecast_week", .label = {"一周用量", "Week"}, .fields = week_fields, .stored = false};
constinit const meta::Entity SupplyForecast::description{.name = "supply_forecast",
                                                         .label = {"需求预测", "Forecast"},
                                                         .fields = fields,
                                                         .indexes = indexes,
                                                         .title_field = "description_text"};

Result<> check_forecast(SupplyForecast& forecast, Instant now) {
    std::vector<Issue> issues;
    if (forecast.supplier_id == forecast.organisation_id) issues.push_back({"supplier_id", "same_party"});
    if (forecast.weeks.empty()) issues.push_back({"weeks", "required"});
    std::ranges::sort(forecast.weeks, {}, &ForecastWeek::week_on);
    const auto today = china_date(now);
    for (std::size_t i = 0; i < forecast.weeks.size(); ++i) {
        const auto week = forecast.weeks[i].week_on;
        const auto complain = [&](std::string_view code) {
            issues.push_back({fmt::format("weeks.{}.week_on", i), std::string(code)});
        };
        if (std::chrono::weekday(week) != std::chrono::Monday) complain("no_monday");
        if (week + std::chrono::days(7) <= today) complain("in_past");
        if (i > 0 && forecast.weeks[i - 1].week_on == week) complain("taken");
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::purchase_orders
