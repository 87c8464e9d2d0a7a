#include "server/demonstration_orders.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>

#include "kernel/meta/date.h"

namespace dengyun::server {
namespace {

using Json = boost::json::object;
using std::chrono::days;
using std::chrono::hours;

enum class Until { draft, quoted, accepted, released };

struct Need {
    std::string_view item;
    std::int64_t pieces = 0;
    Duration before;        // the loading
    days due;               // after it was posted
    std::string_view kind;  // of the option that is accepted
    std::string_view reference;
    Until until = Until::released;
    Ending ending = Ending::open;
    Duration stuck{};  // so long before the loading work came to a standstill
    std::vector<Incident> incidents{};
    std::int64_t material_micro_yuan = 0;  // of a piece
    std::int64_t weight_g = 0;
    std::int64_t guarantee_days = 90;
};

// The oldest first. Nobody has ordered the clamp KG-052 yet: whoever tries the loop himself meets a drawing that no
// workshop has acknowledged.
const std::vector<Need>& needs() {
    using enum IncidentKind;
    static const std::vector<Need> all{
        {.item = "BP-220",
         .pieces = 600,
         .before = days(20),
         .due = days(14),
         .kind = "fastest",
         .reference = "CG-2019-031",
         .ending = Ending::settled,
         .incidents = {{counter, 40}},
         .material_micro_yuan = 2'400'000,
         .weight_g = 110},
        {.item = "BP-220",
         .pieces = 300,
         .before = days(19),
         .due = days(12),
         .kind = "fastest",
         .reference = "CG-2019-032",
         .ending = Ending::settled,
         .material_micro_yuan = 2'400'000,
         .weight_g = 110,
         .guarantee_days = 0},
        {.item = "SK-410",
         .pieces = 400,
         .before = days(16),
         .due = days(15),
         .kind = "cheapest",
         .reference = "CG-2019-034",
         .ending = Ending::bad_lot,
         .incidents = {{rework, 10}},
         .material_micro_yuan = 9'600'000,
         .weight_g = 420},
        {.item = "MB-118",
         .pieces = 1'200,
         .before = days(12),
         .due = days(16),
         .kind = "fastest",
         .reference = "CG-2019-036",
         .ending = Ending::half_delivered,
         .material_micro_yuan = 5'200'000,
         .weight_g = 480},
        {.item = "CP-2019",
         .pieces = 20'000,
         .before = days(9),
         .due = days(21),
         .kind = "cheapest",
         .reference = "CG-2019-037",
         .stuck = hours(36),
         .incidents = {{decline, 20}, {rework, 40}},
         .material_micro_yuan = 1'900'000,
         .weight_g = 55},
        {.item = "SK-410",
         .pieces = 150,
         .before = hours(40),
         .due = days(15),
         .kind = "fastest",
         .reference = "CG-2019-039",
         .incidents = {{breakdown, 10}},
         .material_micro_yuan = 9'600'000,
         .weight_g = 420},
        {.item = "DZ-036",
         .pieces = 300,
         .before = hours(20),
         .due = days(18),
         .kind = "safest",
         .reference = "CG-2019-040",
         .incidents = {{silence, 10, 1}, {unjudged, 10, 2}, {silence, 20}},
         .material_micro_yuan = 11'000'000,
         .weight_g = 1'900},
        {.item = "MB-118",
         .pieces = 800,
         .before = hours(10),
         .due = days(20),
         .kind = "cheapest",
         .reference = "CG-2019-041",
         .until = Until::accepted,
         .material_micro_yuan = 5'200'000,
         .weight_g = 480},
        {.item = "CP-2019",
         .pieces = 5'000,
         .before = hours(4),
         .due = days(25),
         .kind = "",
         .reference = "CG-2019-042",
         .until = Until::quoted,
         .material_micro_yuan = 1'900'000,
         .weight_g = 55},
        {.item = "BP-220",
         .pieces = 2'000,
         .before = hours(2),
         .due = days(30),
         .kind = "",
         .reference = "CG-2019-043",
         .until = Until::draft},
    };
    return all;
}

class Play {
  public:
    Play(Desk& desk, const OrderParties& parties)
        : desk_(desk), parties_(parties), floor_(desk, parties.operator_, parties.owner) {}

    Result<> begin() {
        DENGYUN_TRY(sites, desk_.get(parties_.buyer, "/api/v1/sites?limit=10"));
        for (const auto& row : list_of(sites, "items"))
            if (is_set(row.as_object(), "is_headquarters") || site_.empty()) site_ = text_of(row.as_object(), "id");
        DENGYUN_TRY(items, desk_.get(parties_.buyer, "/api/v1/items?limit=100"));
        for (const auto& row : list_of(items, "items"))
            items_[text_of(row.as_object(), "number")] = text_of(row.as_object(), "id");
        return {};
    }

    Result<> go_on(Instant now, Instant end) {
        for (; next_ < needs().size() && end - needs()[next_].before <= now; ++next_)
            DENGYUN_CHECK(post(needs()[next_], now, end));
        for (auto& order : running_) DENGYUN_CHECK(floor_.work(order, now));
        return {};
    }

    // Whoever has an offer or work in hand now counts first.
    Result<std::vector<Id<Organisation>>> busiest() {
        std::map<std::int64_t, int> weights;
        for (const auto& order : running_) {
            DENGYUN_TRY(page, desk_.get(parties_.operator_, "/api/v1/sales-orders/" + order.id + "/tasks?limit=200"));
            for (const auto& row : list_of(page, "items")) {
                const auto status = text_of(row.as_object(), "status");
                const bool is_now =
                    status == "offered" || status == "accepted" || status == "running" || status == "passed";
                if (is_now || status == "planned")
                    weights[parse_id<Organisation>(text_of(row.as_object(), "workshop_id"))
                                .value_or(Id<Organisation>{})
                                .value] += is_now ? 10 : 1;
            }
        }
        std::vector<Id<Organisation>> all;
        for (const auto& [workshop, weight] : weights) all.push_back({workshop});
        std::ranges::sort(all, {}, [&](Id<Organisation> one) { return std::pair(-weights.at(one.value), one.value); });
        return all;
    }

  private:
    Result<> post(const Need& need, Instant now, Instant end) {
        const auto& item = items_.at(std::string(need.item));
        DENGYUN_TRY(revisions, desk_.get(parties_.buyer, "/api/v1/revisions?status=released&item_id=" + item));
        const auto revision = text_of(list_of(revisions, "items").at(0).as_object(), "id");
        const auto due = china_date(now) + need.due;
        DENGYUN_TRY(order, desk_.post(parties_.buyer, "/api/v1/sales-orders",
                                      {{"item_id", item},
                                       {"revision_id", revision},
                                       {"quantity", need.pieces * 1'000},
                                       {"due_on", meta::date_text(due)},
                                       {"site_id", site_},
                                       {"buyer_reference", need.reference},
                                       {"retention_rate", 30'000},
                                       {"guarantee_days", need.guarantee_days}}));
        const auto path = "/api/v1/sales-orders/" + text_of(order, "id");
        if (need.until == Until::draft) return {};
        DENGYUN_CHECK(desk_.post(parties_.operator_, path + "/options",
                                 {{"material_unit_price", need.material_micro_yuan},
                                  {"piece_weight_g", need.weight_g},
                                  {"material_ready_at", to_text(now + hours(6))}}));
        if (need.until == Until::quoted) return {};
        DENGYUN_TRY(option, option_of(path, need.kind));
        DENGYUN_CHECK(desk_.act(parties_.buyer, "/api/v1/order-options/" + option, "accept"));
        if (need.until == Until::accepted) return {};
        DENGYUN_CHECK(desk_.act(parties_.buyer, path, "fund"));
        DENGYUN_CHECK(desk_.act(parties_.operator_, path, "release"));
        running_.push_back({.id = text_of(order, "id"),
                            .buyer = parties_.buyer,
                            .open = need.pieces * 1'000,
                            .incidents = need.incidents,
                            .ending = need.ending,
                            .judged_from = need.ending == Ending::bad_lot ? end - hours(20) : now});
        if (need.stuck > Duration{}) running_.back().stuck_from = end - need.stuck;
        return {};
    }

    Result<std::string> option_of(const std::string& order, std::string_view kind) {
        DENGYUN_TRY(options, desk_.get(parties_.buyer, order + "/options?limit=50"));
        const auto& all = list_of(options, "items");
        for (const auto& row : all)
            if (text_of(row.as_object(), "kind") == kind) return text_of(row.as_object(), "id");
        return text_of(all.at(0).as_object(), "id");
    }

    Desk& desk_;
    const OrderParties& parties_;
    Floor floor_;
    std::string site_;
    std::map<std::string, std::string> items_;  // ids by number
    std::size_t next_ = 0;
    std::vector<RunningOrder> running_;
};

}  // namespace

Result<std::vector<Id<Organisation>>> play_orders(Platform& platform, ManualClock& clock, Instant end,
                                                  const OrderParties& parties,
                                                  const std::function<Result<>(Instant)>& beside) {
    constexpr Duration tick = std::chrono::minutes(30);
    store::JobRunner jobs(platform.store(), clock, platform.random(), 1);
    platform.add_jobs(jobs);
    Desk desk(platform);
    Play play(desk, parties);
    DENGYUN_CHECK(play.begin());
    for (auto now = clock.now();; now = std::min(now + tick, end)) {
        clock.set(now);
        while (jobs.run_due() > 0) {
        }
        DENGYUN_CHECK(play.go_on(now, end));
        DENGYUN_CHECK(beside(now));
        if (now == end) return play.busiest();
    }
}

}  // namespace dengyun::server
