// Goal: a month that ended is evaluated once, by whichever process is first, for every buyer who has a formula; months
// that nothing ran in are made up; what the buyer has published stands.
#include "flows/evaluating/test/world.h"

namespace dengyun::evaluating::test {
namespace {

class Monthly : public Scenario {
  protected:
    Monthly() {
        for (auto* process : {&one_, &other_}) add_jobs(*process);
        start();
        formula(R"({"kind":"on_time","weight":1})");
    }
    void start() {
        const auto started = start_months(store());
        EXPECT_TRUE(started) << started.error().code;
    }
    // Both processes look for work in turn until there is none.
    void pass(Duration time) {
        clock.advance(time);
        while (one_.run_due() + other_.run_due() > 0) {
        }
    }
    std::vector<std::string> drafts(const api::Caller& caller = buyer) {
        return get("/api/v1/evaluations?sort=id", caller).all("title");
    }

  private:
    store::test::SeededRandom random_{7};
    store::JobRunner one_{store(), clock, random_, 1};
    store::JobRunner other_{store(), clock, random_, 1};
};
DENGYUN_BOTH_DATABASES(Monthly);
using Texts = std::vector<std::string>;

TEST_P(Monthly, RoundsAreMadeOnceTheMonthIsOver) {
    EXPECT_EQ(ordered(12, 10), "ok");
    EXPECT_EQ(ordered(13, 10), "ok");
    note(1, 800'000, 11, flow::day / 24);
    pass(30 * flow::day);  // 2026-03-31
    EXPECT_EQ(drafts(), Texts{});
    pass(flow::day);  // 2026-04-01, three in the morning in China is long past
    EXPECT_EQ(drafts(), (Texts{"2026-03-01 – 2026-03-31", "2026-03-01 – 2026-03-31"}));
    const auto made = get("/api/v1/evaluations?supplier_id=12", buyer);
    EXPECT_EQ(made.all("status"), Texts{"draft"});
    EXPECT_EQ(made.json.at("items").at(0).at("total_ppm").as_int64(), 800'000);
    // Nobody else's supplier, and nobody who has no formula.
    EXPECT_EQ(drafts(api::member(api::Role::owner, 14)), Texts{});
}

TEST_P(Monthly, RoundsThatAnOutageHasMissedAreMadeUp) {
    EXPECT_EQ(ordered(12, 10), "ok");
    clock.advance(35 * flow::day);  // 2026-04-05: nothing ran
    EXPECT_EQ(ordered(13, 10), "ok");
    start();               // a process begins: it does not forget the month that waits
    pass(30 * flow::day);  // 2026-05-05
    EXPECT_EQ(drafts(), (Texts{"2026-03-01 – 2026-03-31", "2026-04-01 – 2026-04-30"}));
    pass(flow::day);
    EXPECT_EQ(drafts().size(), 2U);
}

TEST_P(Monthly, RoundsLeaveWhatIsPublished) {
    EXPECT_EQ(ordered(12, 10), "ok");
    note(1, 800'000, 11, flow::day / 24);
    clock.advance(31 * flow::day);
    const auto own = evaluate("2026-03-01", "2026-03-31");
    ASSERT_EQ(own.status, 201U) << own.body;
    publish(own.id());
    pass(flow::day);
    EXPECT_EQ(get("/api/v1/evaluations", buyer).all("status"), Texts{"published"});
}

}  // namespace
}  // namespace dengyun::evaluating::test
