#include "server/demonstration_listings.h"

#include <algorithm>

#include "modules/listings/api.h"

namespace dengyun::server {
namespace {

using listings::GoodsKind;
using listings::Listing;
using listings::ListingKind;
using listings::ListingSide;

struct Goods {
    ListingSide side;
    GoodsKind kind;
    std::string_view goods;
    std::string_view grade;
    std::string_view specification;
    std::int64_t quantity;  // of the unit
    std::string_view unit;
    std::int64_t yuan;  // per unit; 0: to be negotiated
    int delivers_in_days;
};
constexpr auto supply = ListingSide::supply;
constexpr auto demand = ListingSide::demand;
// Grades of the trade; prices of no day in particular.
constexpr Goods goods[] = {
    {supply, GoodsKind::plastics, "ABS", "PA-757", "本色，25 kg/袋，余料整袋未拆", 8, "吨", 10'900, 3},
    {supply, GoodsKind::plastics, "ABS", "0215A", "本色，通用级", 20, "吨", 10'400, 5},
    {supply, GoodsKind::plastics, "PP", "T30S", "拉丝级，熔指 3", 15, "吨", 7'600, 2},
    {demand, GoodsKind::plastics, "ABS", "PA-757", "外观件用，要求原厂原包", 5, "吨", 11'200, 10},
    {supply, GoodsKind::plastics, "PC", "1100", "透明，阻燃 V2", 3'000, "千克", 15, 4},
    {demand, GoodsKind::plastics, "PP", "T30S", "周转箱用料", 10, "吨", 7'700, 14},
    {supply, GoodsKind::plastics, "PA66", "101L", "本色，未改性", 2, "吨", 0, 7},
    {demand, GoodsKind::plastics, "PC", "", "灯罩用，透光率不低于 88%", 2, "吨", 15'500, 20},
    {supply, GoodsKind::plastics, "POM", "M90-44", "标准级，整板", 6, "吨", 12'800, 6},
    {demand, GoodsKind::steel, "模具钢", "718H", "预硬，厚 80 mm 以上", 4, "吨", 21'000, 15},
    {supply, GoodsKind::steel, "模具钢", "718H", "余料，厚 100 mm", 3, "吨", 19'800, 2},
    {supply, GoodsKind::packaging, "吸塑托盘", "", "600×400，可叠放", 2'000, "只", 3, 5},
};

struct Service {
    std::string_view partner;  // the kind of organisation; empty: an enterprise
    ListingKind kind;
    std::string_view title;
    std::string_view specification;
};
constexpr Service services[] = {
    {"bank", ListingKind::finance, "订单融资：凭平台托管订单放款", "额度不超过已托管金额的七成，账期最长 90 天"},
    {"service_provider", ListingKind::logistics, "宁波—台州—温州零担专线，次日达", "每日 18 点前上门取货，按吨计价"},
    {"service_provider", ListingKind::storage, "余姚塑料原料仓，防潮，可代管出入库", "最小 50 平方米，按天计"},
    {"service_provider", ListingKind::consignment, "塑料余料代销，成交后付款", "入库验货，按批次挂牌，每周结算"},
};

Listing common(const store::Unit& unit, Id<Organisation> owner, std::string_view region_code, int days) {
    Listing listing{.region_code = std::string(region_code),
                    .valid_until = china_date(unit.now()) + std::chrono::days(days),
                    .demonstration = true};
    listing.organisation_id = owner;
    return listing;
}

Result<Listing> post(store::Unit& unit, Listing listing) {
    DENGYUN_TRY(added, listings::add_listing(unit, std::move(listing)));
    return listings::move_listing(unit, std::move(added), listings::ListingAction::publish,
                                  {meta::all_seeing(), true, false});
}

Listing listing_of(const Goods& what, Listing listing, Instant now) {
    listing.side = what.side;
    listing.title = std::string(what.goods) + (what.grade.empty() ? "" : " ") + std::string(what.grade) +
                    (what.side == supply ? " 现货" : " 求购");
    listing.goods_kind = what.kind;
    listing.goods = std::string(what.goods);
    if (!what.grade.empty()) listing.grade = std::string(what.grade);
    listing.specification = std::string(what.specification);
    listing.quantity = Quantity{what.quantity * 1'000};
    listing.unit = std::string(what.unit);
    if (what.yuan > 0) listing.unit_price = UnitPrice{what.yuan * 1'000'000};
    listing.deliver_on = china_date(now) + std::chrono::days(what.delivers_in_days);
    return listing;
}

// An offer for the buyer's demand, two yuan in a hundred above what he wants to pay.
Result<> add_negotiation(store::Unit& unit, const Listing& wanted, Id<Organisation> opener) {
    const auto price = multiply_divide(wanted.unit_price.value_or(UnitPrice{1'000'000}).value, 102, 100);
    if (!price) return std::unexpected(price.error());
    DENGYUN_CHECK(listings::open_negotiation(unit, wanted, opener,
                                             {.quantity = wanted.quantity,
                                              .unit_price = UnitPrice{*price},
                                              .deliver_on = wanted.deliver_on,
                                              .terms = "含税，送货到厂，款到发货"}));
    return {};
}

}  // namespace

Result<> add_demonstration_listings(store::Unit& unit, const ListingParties& parties) {
    std::vector<std::size_t> moulders;
    for (std::size_t i = 0; i < parties.firms.size(); ++i)
        if (parties.cluster.enterprises[i].kind == demo::Kind::injection_moulding && parties.firms[i] != parties.buyer)
            moulders.push_back(i);
    if (moulders.empty()) return {};
    const auto buyer =
        static_cast<std::size_t>(std::ranges::find(parties.firms, parties.buyer) - parties.firms.begin());
    std::size_t next = 0;
    bool is_negotiated = false;
    for (const auto& what : goods) {
        const auto moulder = moulders[next++ % moulders.size()];
        const auto is_buyers = what.side == demand && what.kind == GoodsKind::plastics;
        const auto poster = is_buyers ? buyer : moulder;
        const auto& region = parties.cluster.enterprises[poster].place.region_code;
        DENGYUN_TRY(posted, post(unit, listing_of(what, common(unit, parties.firms[poster], region, 45), unit.now())));
        if (!is_buyers || is_negotiated) continue;
        is_negotiated = true;
        DENGYUN_CHECK(add_negotiation(unit, posted, parties.firms[moulder]));
    }
    for (const auto& service : services) {
        const auto found = std::ranges::find(parties.cluster.partners, service.partner, &demo::Partner::kind);
        if (found == parties.cluster.partners.end()) continue;
        const auto place = static_cast<std::size_t>(found - parties.cluster.partners.begin());
        auto listing = common(unit, parties.partners[place], found->region_code, 90);
        listing.kind = service.kind;
        listing.title = std::string(service.title);
        listing.specification = std::string(service.specification);
        DENGYUN_TRY(posted, post(unit, std::move(listing)));
        static_cast<void>(posted);
    }
    return {};
}

}  // namespace dengyun::server
