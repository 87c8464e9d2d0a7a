#include "modules/listings/listings/listing.h"

#include <algorithm>
#include <set>

#include "modules/reference/api.h"

namespace dengyun::listings {
namespace {

constexpr meta::Choice sides[] = {{"supply", {"供应", "Supply"}}, {"demand", {"求购", "Demand"}}};
constexpr meta::Choices side_choices{"listing_side", sides};
constexpr meta::Choice kinds[] = {{"spot_goods", {"现货", "Spot goods"}}, {"consignment", {"代销寄售", "Consignment"}},
                                  {"storage", {"仓储", "Storage"}},       {"logistics", {"物流", "Logistics"}},
                                  {"finance", {"金融", "Finance"}},       {"leasing", {"租赁", "Leasing"}}};
constexpr meta::Choices kind_choices{"listing_kind", kinds};
constexpr meta::Choice goods_kinds[] = {{"plastics", {"塑料", "Plastics"}},
                                        {"rubber", {"橡胶", "Rubber"}},
                                        {"steel", {"钢材", "Steel"}},
                                        {"nonferrous_metals", {"有色金属", "Non-ferrous metals"}},
                                        {"chemicals", {"化工原料", "Chemicals"}},
                                        {"packaging", {"包装材料", "Packaging"}},
                                        {"fasteners", {"紧固件", "Fasteners"}},
                                        {"electronics", {"电子元器件", "Electronic components"}},
                                        {"tooling", {"模具与刀具", "Moulds and tools"}},
                                        {"used_equipment", {"二手设备", "Used equipment"}},
                                        {"other", {"其他", "Other"}}};
constexpr meta::Choices goods_kind_choices{"goods_kind", goods_kinds};
constexpr meta::Choice audiences[] = {{"network", {"全网公开", "The whole network"}},
                                      {"circle", {"仅选定企业", "Chosen enterprises only"}}};
constexpr meta::Choices audience_choices{"listing_audience", audiences};
constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},
                                     {"open", {"挂牌中", "Open"}},
                                     {"filled", {"已成交", "Filled"}},
                                     {"expired", {"已过期", "Expired"}},
                                     {"withdrawn", {"已撤下", "Withdrawn"}}};
constexpr meta::Choices status_choices{"listing_status", statuses};
constexpr meta::Choice actions[] = {{"publish", {"挂牌", "Publish"}}, {"fill", {"标记成交", "Mark as filled"}},
                                    {"expire", {"到期", "Expire"}},   {"withdraw", {"撤下", "Withdraw"}},
                                    {"lapse", {"逾期失效", "Lapse"}}, {"reopen", {"重新编辑", "Draft again"}}};
constexpr meta::Choices action_choices{"listing_action", actions};

constexpr std::string_view trade = "listings.trade";
using L = Listing;
constexpr auto fields = meta::record<L>(
    meta::field<&L::side>("side", {"供求", "Side"}, {.flags = meta::required | meta::immutable | meta::filterable}),
    meta::field<&L::kind>("kind", {"类别", "Kind"}, {.flags = meta::required | meta::immutable | meta::filterable}),
    meta::field<&L::title>("title", {"标题", "Title"}, {.flags = meta::required | meta::searchable, .length_max = 100}),
    meta::field<&L::goods_kind>("goods_kind", {"货物种类", "Kind of goods"}, {.flags = meta::filterable}),
    meta::field<&L::goods>("goods", {"品名", "Goods"}, {.flags = meta::searchable, .length_max = 60}),
    meta::field<&L::grade>("grade", {"牌号", "Grade"},
                           {.flags = meta::searchable,
                            .length_max = 60,
                            .help = {"例如 PA-757；匹配时不分大小写和连字符",
                                     "Such as PA-757; case and dashes do not matter for matches"}}),
    meta::field<&L::specification>("specification", {"规格说明", "Specification"},
                                   {.flags = meta::searchable, .length_max = 2'000, .format = meta::Format::multiline}),
    meta::field<&L::quantity>("quantity", {"数量", "Quantity"},
                              {.min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, {.length_max = 10}),
    meta::field<&L::unit_price>("unit_price", {"单价", "Unit price"},
                                {.min = 1,
                                 .max = unit_price_max,
                                 .format = meta::Format::micro_yuan,
                                 .help = {"不填为面议；求购时为可接受的最高价",
                                          "Absent: to be negotiated; of a demand: the most that is paid"}}),
    meta::field<&L::region_code>(
        "region_code", {"所在地", "Place"},
        {.flags = meta::required | meta::filterable, .length_max = 6, .format = meta::Format::region}),
    meta::field<&L::province_code>("province_code", {"省份", "Province"},
                                   {.flags = meta::read_only | meta::filterable, .length_max = 6}),
    meta::field<&L::deliver_on>(
        "deliver_on", {"交货日期", "Delivery date"},
        {.help = {"供应：最早可交货；求购：最晚须交货", "Supply: not before; demand: not later"}}),
    meta::field<&L::valid_until>("valid_until", {"有效期至", "Valid until"},
                                 {.flags = meta::required | meta::sortable}),
    meta::field<&L::audience>("audience", {"范围", "Audience"}, {.flags = meta::filterable}),
    meta::field<&L::circle>(
        "circle", {"选定企业", "Chosen enterprises"},
        {.items_max = static_cast<std::uint32_t>(circle_max), .reference = "organisation", .read_permission = trade}),
    meta::field<&L::circle_id>("circle_id", {"供应圈", "Circle"}, {.flags = meta::filterable, .reference = "circle"}),
    meta::field<&L::photos>("photos", {"照片", "Photos"},
                            {.items_max = static_cast<std::uint32_t>(photos_max),
                             .format = meta::Format::file,
                             .reference = "stored_file"}),
    meta::field<&L::agreed>("agreed", {"已谈妥数量", "Agreed on"},
                            {.flags = meta::read_only, .format = meta::Format::milli}),
    meta::field<&L::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&L::status_reason>("status_reason", {"说明", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&L::demonstration>("demonstration", {"演示数据", "Demonstration data"}, {.flags = meta::read_only}));

// The market is read over all organisations.
constexpr std::string_view by_kind[] = {"status", "side", "kind", "goods_kind"};
constexpr std::string_view by_audience[] = {"audience", "status"};
constexpr std::string_view by_circle[] = {"circle_id", "status"};
constexpr meta::Index indexes[] = {{.name = "listing_kind", .columns = by_kind, .across_organisations = true},
                                   {.name = "listing_audience", .columns = by_audience, .across_organisations = true},
                                   {.name = "listing_circle", .columns = by_circle, .across_organisations = true}};

using S = ListingStatus;
using A = ListingAction;
constexpr flow::Rules owner{.permission = trade};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::draft, A::publish, S::open, {.permission = trade, .event = "published"}),
    flow::transition(S::draft, A::lapse, S::withdrawn, nobody),
    flow::transition(S::open, A::fill, S::filled, owner),
    flow::transition(S::open, A::expire, S::expired, nobody),
    flow::transition(S::open, A::withdraw, S::withdrawn, owner),
    flow::transition(S::expired, A::reopen, S::draft, {.permission = trade, .event = "reopened"}),
    flow::transition(S::withdrawn, A::reopen, S::draft, {.permission = trade, .event = "reopened"}),
};
constexpr std::array timers{
    flow::timer(S::draft, draft_time, A::lapse),
    flow::timer(S::open, end_of_date, A::expire, "valid_until"),
};
static_assert(flow::sound(transitions, timers));

void check_goods(const Listing& listing, std::vector<Issue>& issues) {
    const auto missing = [&](bool is_there, std::string_view field) {
        if (!is_there) issues.push_back({std::string(field), "required"});
    };
    const bool is_goods = listing.kind == ListingKind::spot_goods;
    if (is_goods) {
        missing(listing.goods_kind.has_value(), "goods_kind");
        missing(!listing.goods.value_or("").empty(), "goods");
        missing(listing.quantity.has_value(), "quantity");
    }
    if (is_goods || listing.quantity || listing.unit_price) missing(!listing.unit.value_or("").empty(), "unit");
}

void check_circle(const Listing& listing, std::vector<Issue>& issues) {
    if (listing.audience == ListingAudience::network) {
        if (!listing.circle.empty()) issues.push_back({"circle", "only_for_circle"});
        if (listing.circle_id) issues.push_back({"circle_id", "only_for_circle"});
        return;
    }
    if (listing.circle.empty() && !listing.circle_id) issues.push_back({"circle", "required"});
    std::set<Id<Organisation>> seen;
    for (std::size_t i = 0; i < listing.circle.size(); ++i) {
        const auto member = listing.circle[i];
        if (member == listing.organisation_id) issues.push_back({"circle." + std::to_string(i), "same_party"});
        if (!seen.insert(member).second) issues.push_back({"circle." + std::to_string(i), "taken"});
    }
}

}  // namespace

const meta::Choices& choices_of(ListingSide) { return side_choices; }
const meta::Choices& choices_of(ListingKind) { return kind_choices; }
const meta::Choices& choices_of(GoodsKind) { return goods_kind_choices; }
const meta::Choices& choices_of(ListingAudience) { return audience_choices; }
const meta::Choices& choices_of(ListingStatus) { return status_choices; }
const meta::Choices& choices_of(ListingAction) { return action_choices; }

std::optional<Quantity> remaining(const Listing& listing) {
    if (!listing.quantity) return std::nullopt;
    return Quantity{std::max<std::int64_t>(listing.quantity->value - listing.agreed.value, 0)};
}

Result<> complete(Listing& listing, Instant now) {
    std::vector<Issue> issues;
    check_goods(listing, issues);
    const auto path = reference::regions().path(listing.region_code);
    if (path.empty()) {
        issues.push_back({"region_code", "unknown_reference"});
    } else {
        listing.province_code = path.front()->code;
    }
    if (Instant(listing.valid_until) + end_of_date <= now) issues.push_back({"valid_until", "in_past"});
    if (listing.valid_until > china_date(now) + std::chrono::days(valid_days_max))
        issues.push_back({"valid_until", "beyond_a_year"});
    if (listing.quantity && *listing.quantity < listing.agreed)
        issues.push_back({"quantity", "below_agreed", to_text(listing.agreed)});
    check_circle(listing, issues);
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

constinit const meta::Entity Listing::description{
    .name = "listing", .label = {"供求信息", "Listing"}, .fields = fields, .indexes = indexes, .title_field = "title"};
constinit const flow::StateTable Listing::states =
    flow::state_table<ListingStatus, ListingAction>("listing", transitions, timers);

}  // namespace dengyun::listings
