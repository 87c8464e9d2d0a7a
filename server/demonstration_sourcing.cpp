#include "server/demonstration_sourcing.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <functional>

#include "kernel/base/digest.h"
#include "kernel/base/vault.h"
#include "kernel/meta/date.h"

namespace dengyun::server {
namespace {

using Json = boost::json::object;
using boost::json::array;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Goods {
    std::string_view title;
    std::string_view unit;
    std::int64_t quantity;
    std::int64_t price_fen;  // about, per unit
};
constexpr Goods rivets{"开口型平圆头抽芯铆钉 4×10", "千克", 80, 4'150};
constexpr Goods coats{"车牌底板阳极氧化加工", "件", 5'000, 180};
constexpr Goods pallets{"川字塑料托盘 1200×1000", "只", 150, 13'800};

constexpr Goods hinges{"304 不锈钢合页 60×40", "件", 3'000, 420};
constexpr Goods cartons{"五层瓦楞纸箱 500×400×300", "只", 4'000, 610};

// A bid as its bidder's device keeps it: docs/adr/0018-sealed-bids.md.
struct KeptBid {
    const Member* bidder;
    std::string path;
    std::string key;  // base64
};
// An RFQ with what its bidders keep and, in a live format, its auction.
struct Asked {
    std::string rfx;
    std::string id;
    std::vector<KeptBid> kept;
};
// By supplier; 0: that one says nothing.
using Each = std::array<std::int64_t, 3>;

}  // namespace

class Sourcing::Play {
  public:
    Play(Platform& platform, Instant begin, Instant end, SupplyParties parties)
        : platform_(platform), desk_(platform), parties_(std::move(parties)) {
        const auto sealed = begin + days(1);
        const auto live = begin + days(5);
        const auto judged = end - days(5);
        steps_ = {
            // Awarded and ordered.
            {sealed,
             [this](Instant now) { return ask_for_bids(rivets, now, days(2), {4'100, 4'350, 4'240}, awarded_); }},
            {sealed + days(2) + minutes(30), [this](Instant) { return open_bids(awarded_); }},
            {sealed + days(3), [this](Instant) { return announce(awarded_); }},
            {sealed + days(6), [this](Instant now) { return order_award(now); }},
            // Awarded after an auction.
            {live, [this](Instant now) { return call_auction(coats, now, hours(24), 90, over_); }},
            {live + days(1) + minutes(30), [this](Instant) { return offer(over_, coats, {96, 94, 0}); }},
            {live + days(1) + hours(1), [this](Instant) { return offer(over_, coats, {0, 92, 90}); }},
            {live + days(2), [this](Instant) { return announce(over_); }},
            // Opened, and judged now.
            {judged, [this](Instant now) { return ask_for_bids(hinges, now, days(3), {410, 0, 395}, opened_); }},
            {judged + days(3) + minutes(30), [this](Instant) { return open_bids(opened_); }},
            // Still sealed.
            {end - days(1),
             [this](Instant now) { return ask_for_bids(cartons, now, days(4), {0, 598, 605}, sealed_); }},
            // The auction that runs.
            {end - hours(4), [this](Instant now) { return call_auction(pallets, now, hours(3), 300, running_); }},
            {end - minutes(30), [this](Instant) { return offer(running_, pallets, {98, 0, 95}); }},
            {end, [this](Instant) { return offer(running_, pallets, {94, 93, 0}); }},
            {end - days(2), [this](Instant now) { return evaluate(now); }},
            {end - days(1), [this](Instant) { return appeal(); }},
        };
        std::ranges::sort(steps_, {}, &Step::at);
    }

    Result<> go_on(Instant now) {
        for (; next_ < steps_.size() && steps_[next_].at <= now; ++next_) DENGYUN_CHECK(steps_[next_].take(now));
        return {};
    }

  private:
    struct Step {
        Instant at;
        std::function<Result<>(Instant)> take;
    };

    Result<> ask(const Goods& goods, Instant now, Duration open_for, Json more, Asked& asked) {
        Json given{{"title", goods.title},
                   {"closes_at", to_text(now + open_for)},
                   {"standstill_days", 2},
                   {"lines", array{Json{{"description_text", goods.title},
                                        {"quantity", goods.quantity * 1'000},
                                        {"unit", goods.unit},
                                        {"due_on", meta::date_text(china_date(now) + days(40))}}}}};
        for (auto& [name, value] : more) given[name] = value;
        DENGYUN_TRY(made, desk_.post(parties_.buyer, "/api/v1/rfxs", std::move(given)));
        asked.id = text_of(made, "id");
        asked.rfx = "/api/v1/rfxs/" + asked.id;
        DENGYUN_CHECK(desk_.act(parties_.buyer, asked.rfx, "publish"));
        return {};
    }

    // Sealed bids: who is the cheapest is not the best where it takes him three weeks longer.
    Result<> ask_for_bids(const Goods& goods, Instant now, Duration open_for, const Each& prices_fen, Asked& asked) {
        const Json lead{{"name", "交货天数"}, {"unit", "天"}, {"weight", 200'000}, {"worst", 30}, {"best", 5}};
        DENGYUN_CHECK(ask(goods, now, open_for, {{"opening_hours", 12}, {"criteria", array{lead}}}, asked));
        constexpr Each lead_days{29, 7, 12};
        for (std::size_t i = 0; i < prices_fen.size(); ++i)
            if (prices_fen[i] > 0) DENGYUN_CHECK(bid(parties_.suppliers[i], asked, prices_fen[i], lead_days[i]));
        return {};
    }

    Result<> bid(const Member& who, Asked& asked, std::int64_t price_fen, std::int64_t lead_days) {
        const auto document =
            boost::json::serialize(Json{{"offers", array{Json{{"position", 1}, {"unit_price", price_fen * 10'000}}}},
                                        {"answers", array{Json{{"criterion", 1}, {"value", lead_days}}}}});
        std::string key(vault_key_bytes, '\0');
        platform_.random().fill({reinterpret_cast<std::uint8_t*>(key.data()), key.size()});
        const auto binding = fmt::format("dengyun-bid-v1\n{}\norganisation:{}", asked.id, to_text(who.organisation));
        DENGYUN_TRY(made, desk_.post(who, "/api/v1/bids",
                                     {{"rfx_id", asked.id},
                                      {"terms_version", 1},
                                      {"sealed", Vault(key).seal(document, binding, platform_.random())},
                                      {"commitment", sha256_hex(binding + "\n" + key + document)}}));
        asked.kept.push_back({&who, "/api/v1/bids/" + text_of(made, "id"), base64(key)});
        return {};
    }

    Result<> open_bids(const Asked& asked) {
        for (const auto& one : asked.kept)
            DENGYUN_CHECK(desk_.post(*one.bidder, one.path + "/key/actions", {{"key", one.key}}));
        return {};
    }

    Result<> announce(const Asked& asked) {
        DENGYUN_CHECK(desk_.act(parties_.buyer, asked.rfx, "evaluate"));
        DENGYUN_CHECK(desk_.act(parties_.buyer, asked.rfx, "announce"));
        return {};
    }

    Result<> order_award(Instant now) {
        DENGYUN_TRY(made, desk_.post(parties_.buyer, awarded_.rfx + "/purchase-orders",
                                     {{"due_on", meta::date_text(china_date(now) + days(30))}}));
        for (const auto& id : list_of(made, "order_ids")) {
            const auto path = fmt::format("/api/v1/purchase-orders/{}", std::string_view(id.as_string()));
            DENGYUN_TRY(order, desk_.post(parties_.buyer, path + "/issuing/actions"));
            for (const auto& one : parties_.suppliers)
                if (to_text(one.organisation) == text_of(order, "supplier_id"))
                    DENGYUN_CHECK(
                        desk_.post(one, path + "/responses",
                                   {{"terms_version", 1}, {"lines", array{Json{{"position", 1}, {"code", "5"}}}}}));
        }
        return {};
    }

    Result<> call_auction(const Goods& goods, Instant now, Duration until, std::int64_t length_minutes, Asked& asked) {
        DENGYUN_CHECK(ask(goods, now, until,
                          {{"format", "english"},
                           {"auction_at", to_text(now + until)},
                           {"start_price", goods.quantity * goods.price_fen},
                           {"price_step", 1'000},
                           {"length_minutes", length_minutes}},
                          asked));
        for (const auto& one : parties_.suppliers)
            DENGYUN_CHECK(desk_.post(one, asked.rfx + "/entries", {{"terms_version", 1}}));
        return {};
    }

    // In per cent of the starting price; 0: that supplier says nothing.
    Result<> offer(const Asked& asked, const Goods& goods, const Each& percents) {
        DENGYUN_TRY(auction, desk_.get(parties_.buyer, asked.rfx + "/auction"));
        for (std::size_t i = 0; i < percents.size(); ++i)
            if (percents[i] > 0)
                DENGYUN_CHECK(desk_.post(parties_.suppliers[i],
                                         "/api/v1/auctions/" + text_of(auction, "id") + "/offers",
                                         {{"amount", goods.quantity * goods.price_fen * percents[i] / 100}}));
        return {};
    }

    // Two suppliers of the last two weeks: one evaluation is published, the other still a draft.
    Result<> evaluate(Instant now) {
        DENGYUN_CHECK(desk_.post(
            parties_.buyer, "/api/v1/evaluation-formulas",
            {{"criteria", array{Json{{"kind", "on_time"}, {"weight", 40}}, Json{{"kind", "quality"}, {"weight", 30}},
                                Json{{"kind", "response"}, {"weight", 10}},
                                Json{{"kind", "judged"}, {"name", "配合与服务"}, {"weight", 20}}}},
             {"line_ppm", 300'000},
             {"records_min", 5}}));
        for (const std::size_t one : {std::size_t{0}, std::size_t{1}}) {
            DENGYUN_TRY(made, desk_.post(parties_.buyer, "/api/v1/evaluations",
                                         {{"supplier_id", to_text(parties_.suppliers[one].organisation)},
                                          {"starts_on", meta::date_text(china_date(now) - days(18))},
                                          {"ends_on", meta::date_text(china_date(now) - days(1))}}));
            const auto path = "/api/v1/evaluations/" + text_of(made, "id");
            DENGYUN_CHECK(
                desk_.post(parties_.buyer, path + "/judgements/actions",
                           {{"judgements", array{Json{{"position", 4},
                                                      {"value_ppm", one == 0 ? 600'000 : 900'000},
                                                      {"comment", one == 0 ? "加急件沟通偏慢" : "主动提前备料"}}}}}));
            if (one > 0) continue;
            evaluation_ = text_of(made, "id");
            DENGYUN_CHECK(desk_.act(parties_.buyer, path, "publish"));
        }
        return {};
    }

    Result<> appeal() {
        DENGYUN_CHECK(desk_.post(parties_.suppliers[0], "/api/v1/evaluation-appeals",
                                 {{"evaluation_id", evaluation_},
                                  {"grounds", "加急件当天已电话确认，微信记录可查；请重新评“配合与服务”。"}}));
        return {};
    }

    Platform& platform_;
    Desk desk_;
    const SupplyParties parties_;
    std::vector<Step> steps_;
    std::size_t next_ = 0;
    Asked awarded_, over_, opened_, sealed_, running_;
    std::string evaluation_;
};

Sourcing::Sourcing(Platform& platform, Instant begin, Instant end, SupplyParties parties)
    : play_(std::make_unique<Play>(platform, begin, end, std::move(parties))) {}
Sourcing::~Sourcing() = default;

Result<> Sourcing::go_on(Instant now) { return play_->go_on(now); }

}  // namespace dengyun::server
