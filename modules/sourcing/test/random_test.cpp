// Goal: whatever buyer, bidders, guests' clock and timers do, in any order: bids stay sealed until they are opened, who
// has not agreed to the terms is not awarded, one winner a line, counters fit, what is final stays. Most commands are
// refused; a refused one changes nothing.
#include <map>
#include <random>

#include "kernel/base/test/sanitized.h"
#include "modules/sourcing/test/world.h"

namespace dengyun::sourcing::test {
namespace {

constexpr int commands = dengyun::test::is_sanitized ? 1'000 : 3'000;
constexpr std::size_t rfxs_kept = 4;  // older ones are left alone

class RandomSourcing : public Scenario {
  protected:
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_); }
    std::int64_t someone() { return 12 + below(3); }
    // A refused command leaves no event behind.
    void run(std::string_view name, const std::function<api::Answer()>& command) {
        const auto before = all_events();
        const auto answer = command();
        const bool done = answer.status < 300;
        ++(done ? counts_[std::string(name)].first : counts_[std::string(name)].second);
        EXPECT_LT(answer.status, 500U) << name << answer.body;
        if (!done) EXPECT_EQ(all_events(), before) << name << answer.body;
    }
    std::int64_t all_events() {
        std::int64_t count = 0;
        const auto read = store().run_read(Scope::system("test"), [&](store::Reader& reader) {
            return reader.query("SELECT COUNT(*) FROM event", {},
                                [&](const store::Row& row) { count = row.integer(0); });
        });
        EXPECT_TRUE(read);
        return count;
    }
    void make() {
        const bool live = below(2) == 0;
        const auto at = to_text(clock.now() + flow::day);
        static constexpr std::array formats{"english", "three_round", "dutch", "japanese"};
        const auto* format = formats[static_cast<std::size_t>(below(4))];
        const bool rises = std::string_view(format) == "dutch";
        rfxs_.push_back(drafted(
            live ? fmt::format(
                       R"(,"format":"{}","auction_at":"{}","start_price":50000,"limit_price":{},"price_step":1000,)"
                       R"("length_minutes":10,"step_seconds":60,"pause_seconds":60,"turn_seconds":60)",
                       format, at, rises ? 60'000 : 40'000)
                 : fmt::format(R"(,"award_by":"{}","criteria":[{{"name":"x","weight":100000,"worst":0,"best":9}}])",
                               below(2) == 0 ? "line" : "lot")));
        if (rfxs_.size() > rfxs_kept) rfxs_.erase(rfxs_.begin());
        act_on(rfxs_.back(), "publish");
    }
    std::string a_bid(std::int64_t who) {
        const auto all = get("/api/v1/bids?sort=-id&limit=8", supplier(who)).all("id");
        return all.empty() ? "1" : all[static_cast<std::size_t>(below(std::ssize(all)))];
    }
    void command();
    void check();

    std::mt19937_64 random_{20'261'127};
    std::vector<std::string> rfxs_;
    std::map<std::string, std::pair<int, int>> counts_;  // done, refused
    std::map<std::string, std::string> final_;           // bids and RFxs that cannot move any more
};

void RandomSourcing::command() {
    const auto rfx = rfxs_[static_cast<std::size_t>(below(std::ssize(rfxs_)))];
    const auto who = someone();
    const auto price = [&] { return static_cast<double>(below(40) - 2) / 10; };
    switch (below(14)) {
        case 0:
        case 1:
            return run("bid", [&] {
                return bid(rfx, who, {price(), price()}, 1 + below(2),
                           fmt::format(R"(,"answers":[{{"criterion":1,"value":{}}}])", below(12)));
            });
        case 2:
        case 3:
            return run("enter", [&] {
                return post(
                    "/api/v1/rfxs/" + rfx + "/entries",
                    fmt::format(R"({{"terms_version":{}{}}})", 1 + below(2), below(3) == 0 ? R"(,"amount":45000)" : ""),
                    supplier(who));
            });
        case 4:
        case 5:
        case 6:
            return run("offer", [&] {
                const auto auction = get("/api/v1/rfxs/" + rfx + "/auction", buyer);
                const auto* now = auction.status == 200 ? auction.json.as_object().if_contains("price") : nullptr;
                const auto amount = now != nullptr && below(2) == 0 ? now->as_int64() : 52'000 - below(15) * 1'000;
                return post("/api/v1/auctions/" + (auction.status == 200 ? auction.id() : "1") + "/offers",
                            fmt::format(R"({{"amount":{}}})", amount), supplier(who));
            });
        case 7:
        case 8: {
            const auto id = a_bid(who);
            if (keys.contains(id)) return run("key", [&] { return give_key(id, below(9) == 0 ? someone() : who); });
            return;
        }
        case 9:
            return run("bid move", [&] {
                static constexpr std::array moves{"withdraw", "confirm", "confirm", "replace", "win", "lapse"};
                return act("/api/v1/bids/" + a_bid(who), moves[static_cast<std::size_t>(below(6))], supplier(who));
            });
        case 10:
            return run("rfx move", [&] {
                static constexpr std::array moves{"evaluate", "announce", "evaluate", "announce", "award",
                                                  "close",    "open",     "cancel",   "publish"};
                return act_on(rfx, moves[static_cast<std::size_t>(below(9))], below(9) == 0 ? supplier(who) : buyer);
            });
        case 11:
            if (below(4) == 0)
                return run("amend", [&] { return patch("/api/v1/rfxs/" + rfx, R"({"terms":"x"})", buyer); });
            return;
        case 12:
            static constexpr std::array<Duration, 4> steps{std::chrono::seconds(30), std::chrono::minutes(1),
                                                           std::chrono::hours(6), flow::day};
            return pass(steps[static_cast<std::size_t>(below(4))]);
        default:
            if (below(4) == 0) make();
    }
}

void RandomSourcing::check() {
    const auto read = store().run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
        const auto none = [&](std::string_view what, std::string_view sql) {
            return reader.query(sql, {},
                                [&](const store::Row& row) { ADD_FAILURE() << what << " " << row.integer(0); });
        };
        DENGYUN_CHECK(
            none("a price before the opening",
                 "SELECT b.id FROM bid b JOIN rfx r ON r.id = b.rfx_id WHERE r.format = 'sealed' AND b.status IN "
                 "('submitted', 'stale') AND b.amount IS NOT NULL"));
        DENGYUN_CHECK(
            none("counted under terms that nobody agreed to",
                 "SELECT b.id FROM bid b JOIN rfx r ON r.id = b.rfx_id WHERE b.status IN ('opened', 'won', 'lost') "
                 "AND b.terms_version <> r.terms_version"));
        DENGYUN_CHECK(
            none("two winners",
                 "SELECT rfx_id FROM award WHERE is_winner = 1 GROUP BY rfx_id, position HAVING COUNT(*) > 1"));
        DENGYUN_CHECK(
            none("open bids of what is over",
                 "SELECT b.id FROM bid b JOIN rfx r ON r.id = b.rfx_id WHERE r.status IN ('awarded', 'cancelled', "
                 "'unsuccessful') AND b.status IN ('submitted', 'stale', 'opened')"));
        DENGYUN_CHECK(none("an auction that runs on without its RFx",
                           "SELECT a.id FROM auction a JOIN rfx r ON r.id = a.rfx_id WHERE a.status = 'running' AND "
                           "r.status <> 'closed'"));
        DENGYUN_CHECK(none("offers that are not counted",
                           "SELECT a.id FROM auction a WHERE a.offers <> (SELECT COUNT(*) FROM auction_move m WHERE "
                           "m.auction_id = a.id AND m.alias > 0 AND m.number > 0)"));
        return reader.query(
            "SELECT id, status FROM bid WHERE status IN ('won', 'lost', 'void', 'withdrawn', 'disqualified')", {},
            [&](const store::Row& row) {
                const auto [at, fresh] = final_.try_emplace(id_to_text(row.integer(0)), row.text(1));
                EXPECT_EQ(at->second, row.text(1));
            });
    });
    EXPECT_TRUE(read) << read.error().code << read.error().detail;
}

DENGYUN_BOTH_DATABASES(RandomSourcing);

TEST_P(RandomSourcing, CommandsHoldEveryInvariant) {
    make();
    for (int i = 0; i < commands && !HasFailure(); ++i) {
        command();
        if (i % 50 == 0) check();
    }
    check();
    for (const auto& [name, count] : counts_)
        EXPECT_GT(count.first, 0) << name << " was never done, and refused " << count.second << " times";
}

}  // namespace
}  // namespace dengyun::sourcing::test
