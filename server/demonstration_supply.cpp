#include "server/demonstration_supply.h"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "kernel/meta/date.h"
#include "kernel/store/jobs.h"

namespace dengyun::server {
namespace {

using Json = boost::json::object;
using boost::json::array;
using std::chrono::days;
using std::chrono::hours;

struct Goods {
    std::string_view title;
    std::string_view unit;
    std::int64_t quantity;   // of the unit
    std::int64_t price_fen;  // per unit
};
constexpr Goods brackets{"车架支架，Q235，镀锌", "件", 2'000, 850};
constexpr Goods boxes{"周转箱 600×400×230", "只", 300, 3'600};
constexpr Goods films{"静电保护膜 1.2 m", "卷", 40, 21'000};
constexpr Goods screws{"十字槽沉头螺钉 M4×12", "千克", 120, 2'400};

class Supply {
  public:
    Supply(Desk& desk, Instant now, const SupplyParties& parties) : desk_(desk), now_(now), parties_(parties) {}

    Result<> play() {
        DENGYUN_CHECK(gather_circle());
        DENGYUN_CHECK(ask());
        DENGYUN_TRY(draft, order(films, 0));
        static_cast<void>(draft);
        DENGYUN_TRY(waiting, issued(screws, 1));
        static_cast<void>(waiting);
        DENGYUN_CHECK(countered());
        return delivered();
    }

  private:
    const Member& supplier(std::size_t number) const { return parties_.suppliers[number]; }
    std::string day(int from_now) const { return meta::date_text(china_date(now_) + days(from_now)); }

    Result<> gather_circle() {
        DENGYUN_TRY(circle,
                    desk_.post(parties_.buyer, "/api/v1/circles",
                               {{"name", "共享单车核心供应圈"}, {"description", "车牌、支架与包装的长期供方"}}));
        for (const auto& one : parties_.suppliers) {
            DENGYUN_TRY(member, desk_.post(parties_.buyer, "/api/v1/circles/" + text_of(circle, "id") + "/members",
                                           {{"member_id", to_text(one.organisation)}}));
            // The last one has not answered yet.
            if (&one == &parties_.suppliers.back()) break;
            DENGYUN_CHECK(desk_.act(one, "/api/v1/circle-members/" + text_of(member, "id"), "accept"));
        }
        return {};
    }

    Result<std::string> rfq(const Goods& goods, Duration open_for, Json more = {}) {
        Json given{{"title", goods.title},
                   {"closes_at", to_text(now_ + open_for)},
                   {"lines", array{Json{{"description_text", goods.title},
                                        {"quantity", goods.quantity * 1'000},
                                        {"unit", goods.unit},
                                        {"due_on", day(30)}}}}};
        for (auto& [name, value] : more) given[name] = value;
        DENGYUN_TRY(made, desk_.post(parties_.buyer, "/api/v1/rfxs", std::move(given)));
        return "/api/v1/rfxs/" + text_of(made, "id");
    }

    // A draft, one that everybody may answer, and an auction that begins soon after the loading.
    Result<> ask() {
        DENGYUN_TRY(draft, rfq(films, days(5)));
        static_cast<void>(draft);
        DENGYUN_TRY(open, rfq(brackets, days(4)));
        DENGYUN_CHECK(desk_.act(parties_.buyer, open, "publish"));
        constexpr Duration until_auction = hours(1);
        DENGYUN_TRY(live, rfq(boxes, until_auction,
                              {{"format", "english"},
                               {"auction_at", to_text(now_ + until_auction)},
                               {"start_price", boxes.quantity * boxes.price_fen},
                               {"price_step", 5'000},
                               {"length_minutes", 120}}));
        DENGYUN_CHECK(desk_.act(parties_.buyer, live, "publish"));
        for (const auto& one : parties_.suppliers)
            DENGYUN_CHECK(desk_.post(one, live + "/entries", {{"terms_version", 1}}));
        return {};
    }

    Result<std::string> order(const Goods& goods, std::size_t from) {
        constexpr std::int64_t micro_yuan_of_fen = 10'000;
        DENGYUN_TRY(
            made,
            desk_.post(parties_.buyer, "/api/v1/purchase-orders",
                       {{"title", goods.title},
                        {"supplier_id", to_text(supplier(from).organisation)},
                        {"lines", array{Json{{"description_text", goods.title},
                                             {"unit", goods.unit},
                                             {"quantity", goods.quantity * 1'000},
                                             {"unit_price", goods.price_fen * micro_yuan_of_fen},
                                             {"schedules", array{Json{{"due_on", day(14)},
                                                                      {"quantity", goods.quantity * 1'000}}}}}}}}));
        return "/api/v1/purchase-orders/" + text_of(made, "id");
    }
    Result<std::string> issued(const Goods& goods, std::size_t from) {
        DENGYUN_TRY(path, order(goods, from));
        DENGYUN_CHECK(desk_.post(parties_.buyer, path + "/issuing/actions"));
        return path;
    }
    Result<> answer(const std::string& order, std::size_t from, Json line) {
        line["position"] = 1;
        DENGYUN_CHECK(desk_.post(supplier(from), order + "/responses",
                                 {{"terms_version", 1}, {"lines", array{std::move(line)}}}));
        return {};
    }

    // A supplier who needs a week more.
    Result<> countered() {
        DENGYUN_TRY(path, issued(boxes, 2));
        return answer(path, 2,
                      {{"code", "3"},
                       {"reason", "模具在用，晚一周交货"},
                       {"schedules", array{Json{{"due_on", day(21)}, {"quantity", boxes.quantity * 1'000}}}}});
    }

    Result<> ship(const std::string& order, std::int64_t pieces, std::string_view lot, std::int64_t received) {
        DENGYUN_TRY(shipment,
                    desk_.post(supplier(0), order + "/shipments",
                               {{"lines", array{Json{{"position", 1}, {"quantity", pieces * 1'000}, {"lot", lot}}}}}));
        DENGYUN_CHECK(desk_.act(supplier(0), "/api/v1/shipments/" + text_of(shipment, "id"), "dispatch"));
        if (received == 0) return {};
        DENGYUN_CHECK(
            desk_.post(parties_.buyer, "/api/v1/shipment-signatures/actions",
                       {{"label_code", text_of(shipment, "label_code")},
                        {"lines", array{Json{{"position", 1}, {"received", received * 1'000}, {"damaged", 0}}}}}));
        return {};
    }

    // Confirmed; a part has come, a part is on its way; a statement waits for the supplier, and an invoice bills more
    // than has come.
    Result<> delivered() {
        DENGYUN_TRY(path, issued(brackets, 0));
        DENGYUN_CHECK(answer(path, 0, {{"code", "5"}}));
        DENGYUN_CHECK(ship(path, 800, "ZJ-2601", 796));
        DENGYUN_CHECK(ship(path, 600, "ZJ-2602", 0));
        DENGYUN_CHECK(desk_.post(parties_.buyer, "/api/v1/statements",
                                 {{"partner_id", to_text(supplier(0).organisation)}, {"until", day(0)}}));
        DENGYUN_TRY(lines, desk_.get(parties_.buyer, path + "/lines?limit=10"));
        constexpr std::int64_t billed = 1'000;
        const auto net = billed * brackets.price_fen;
        DENGYUN_TRY(invoice,
                    desk_.post(supplier(0), "/api/v1/supplier-invoices",
                               {{"number", "26332000000418"},
                                {"buyer_id", to_text(parties_.buyer.organisation)},
                                {"invoiced_on", day(0)},
                                {"lines",
                                 array{Json{{"order_line_id", text_of(list_of(lines, "items").at(0).as_object(), "id")},
                                            {"description_text", brackets.title},
                                            {"unit", brackets.unit},
                                            {"quantity", billed * 1'000},
                                            {"unit_price", brackets.price_fen * 10'000},
                                            {"net", net},
                                            {"tax_rate", 130'000},
                                            {"tax", net * 13 / 100}}}}}));
        DENGYUN_CHECK(desk_.act(supplier(0), "/api/v1/supplier-invoices/" + text_of(invoice, "id"), "submit"));
        return {};
    }

    Desk& desk_;
    const Instant now_;
    const SupplyParties& parties_;
};

}  // namespace

Result<> play_supply(Platform& platform, Instant now, const SupplyParties& parties) {
    Desk desk(platform);
    DENGYUN_CHECK(Supply(desk, now, parties).play());
    // What follows at once from what was done.
    store::JobRunner jobs(platform.store(), platform.clock(), platform.random(), 1);
    platform.add_jobs(jobs);
    while (jobs.run_due() > 0) {
    }
    return {};
}

}  // namespace dengyun::server
