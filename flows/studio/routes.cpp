#include "flows/studio/studio.h"
#include "kernel/api/route.h"
#include "kernel/meta/date.h"
#include "modules/enterprise/api.h"
#include "modules/purchase_orders/api.h"

namespace dengyun::studio {
namespace {

constexpr meta::Choice suites[] = {{"supply_chain", {"供应链", "Supply chain"}},
                                   {"marketing", {"营销", "Marketing"}},
                                   {"finance", {"财务", "Finance"}},
                                   {"tax", {"税务", "Tax"}},
                                   {"leasing", {"租赁易物", "Leasing"}},
                                   {"logistics", {"物流", "Logistics"}}};
constexpr meta::Choices suite_choices{"studio_suite", suites};
constexpr meta::Choice measures[] = {{"rows", {"笔数", "Rows"}}, {"fen", {"金额（分）", "Fen"}}};
constexpr meta::Choices measure_choices{"studio_measure", measures};

using F = Figure;
constexpr auto figure_fields = meta::fields(
    meta::field<&F::suite>("suite", {"业务", "Suite"}), meta::field<&F::name>("name", {"名称", "Name"}),
    meta::field<&F::measure>("measure", {"单位", "Measure"}), meta::field<&F::value>("value", {"数值", "Value"}),
    meta::field<&F::is_capped>("is_capped", {"不止此数", "There are more"}));
constexpr auto studio_fields =
    meta::fields(meta::field<&Studio::figures>("figures", {"数据", "Figures"}, {.items_max = 100}));
using R = RegionShare;
constexpr meta::Options money{.format = meta::Format::fen};
constexpr auto region_fields =
    meta::fields(meta::field<&R::region_code>("region_code", {"地区", "Region"}, {.format = meta::Format::region}),
                 meta::field<&R::value>("value", {"采购额（不含税）", "Value without tax"}, money),
                 meta::field<&R::share_ppm>("share_ppm", {"占比（百万分之）", "Share (ppm)"}),
                 meta::field<&R::suppliers>("suppliers", {"供方数", "Suppliers"}));
using L = LocalContent;
constexpr auto content_fields = meta::fields(
    meta::field<&L::starts_on>("starts_on", {"开始日期", "From"}),
    meta::field<&L::ends_on>("ends_on", {"结束日期", "Until"}),
    meta::field<&L::prefecture_code>("prefecture_code", {"本企业所在地市", "Own prefecture"},
                                     {.format = meta::Format::region}),
    meta::field<&L::province_code>("province_code", {"本企业所在省", "Own province"}, {.format = meta::Format::region}),
    meta::field<&L::total>("total", {"采购额（不含税）", "Value without tax"}, money),
    meta::field<&L::suppliers>("suppliers", {"供方数", "Suppliers"}),
    meta::field<&L::prefecture_ppm>("prefecture_ppm", {"本地市占比（百万分之）", "From the own prefecture (ppm)"}),
    meta::field<&L::province_ppm>("province_ppm", {"本省占比（百万分之）", "From the own province (ppm)"}),
    meta::field<&L::regions>("regions", {"各地区", "Regions"}, {.items_max = 500}));

Result<meta::Date> date_of(const api::Call& call, std::string_view name, meta::Date fallback) {
    const auto given = call.query_parameter(name);
    if (!given || given->empty()) return fallback;
    const auto date = meta::parse_date(*given);
    if (!date) return fail(ErrorKind::invalid, "request.invalid", {{std::string(name), "malformed"}});
    return *date;
}

Result<LocalContent> tell_local_content(const api::Call& call, store::Reader& reader) {
    const auto today = china_date(reader.now());
    DENGYUN_TRY(ends_on, date_of(call, "ends_on", today));
    DENGYUN_TRY(starts_on, date_of(call, "starts_on", ends_on - std::chrono::days(span_days_max - 1)));
    if (ends_on < starts_on) return fail(ErrorKind::invalid, "request.invalid", {{"ends_on", "before_start"}});
    if ((ends_on - starts_on).count() >= span_days_max)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"ends_on", "period_too_long", std::to_string(span_days_max)}});
    const auto own = call.principal->organisation;
    // A date begins and ends in China.
    const auto from = Instant(starts_on) - std::chrono::hours(8);
    const auto before = Instant(ends_on) + std::chrono::hours(16);
    DENGYUN_TRY(spending, purchase_orders::spending_of(reader, own, from, before));
    std::vector<SuppliedValue> supplied;
    for (const auto& one : spending) {
        const auto profile = reader.find(Id<enterprise::Enterprise>{one.supplier_id.value});
        SuppliedValue value{.value = one.value};
        if (profile) {
            value.prefecture_code = profile->prefecture_code;
            value.province_code = profile->province_code;
        }
        supplied.push_back(std::move(value));
    }
    const auto buyer = reader.find(Id<enterprise::Enterprise>{own.value});
    DENGYUN_TRY(content, local_content(supplied, buyer ? buyer->prefecture_code : std::nullopt,
                                       buyer ? buyer->province_code : std::nullopt));
    content.starts_on = starts_on;
    content.ends_on = ends_on;
    return std::move(content);
}

}  // namespace

const meta::Choices& choices_of(Suite) { return suite_choices; }
const meta::Choices& choices_of(Measure) { return measure_choices; }

constinit const meta::Entity Figure::description{
    .name = "studio_figure", .label = {"经营数据", "Figure"}, .fields = figure_fields, .stored = false};
constinit const meta::Entity Studio::description{
    .name = "studio", .label = {"云上工作室", "Business studio"}, .fields = studio_fields, .stored = false};
constinit const meta::Entity RegionShare::description{
    .name = "region_share", .label = {"地区占比", "Share of a region"}, .fields = region_fields, .stored = false};
constinit const meta::Entity LocalContent::description{
    .name = "local_content", .label = {"本地化率", "Local content"}, .fields = content_fields, .stored = false};

void add_routes(api::Routes& routes) {
    routes.declare(Figure::description);
    routes.get<Studio>("/api/v1/studio", api::signed_in, {"云上工作室的各项数据", "The figures of the business studio"},
                       [](const api::Call& call, store::Store& store) { return gather(call, store); });
    routes.get<LocalContent>(
        "/api/v1/local-content", api::needs("purchase_orders.read"),
        {"采购本地化率：各地区的采购额占比", "Local content: purchase value by region"}, tell_local_content,
        {.reach = api::Reach::all,
         .parameters = {{"starts_on", {"开始日期", "From, a date"}},
                        {"ends_on", {"结束日期，默认今天", "Until, a date; today where absent"}}}});
}

}  // namespace dengyun::studio
