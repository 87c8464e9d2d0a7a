// Goal: what happened is written down once, the kept score is the computed one, and its reasons are for the party
// alone.
#include "kernel/api/test/scenario.h"
#include "modules/scores/api.h"

namespace dengyun::scores {
namespace {

const api::Caller party = api::member(api::Role::viewer, 11);
const api::Caller other = api::member(api::Role::owner, 12);

class Scores : public api::Scenario {
  protected:
    Scores() : Scenario([](api::Routes& routes, store::Store&) { add_routes(routes); }, {scores::migrations()}, {}) {}
    std::string noted(std::int64_t subject, Criterion criterion, std::int64_t value, std::int64_t weight = 1) {
        const auto done = store().run_write(Scope::system("test"), [&](store::Unit& unit) {
            ScoreEntry entry{.criterion = criterion,
                             .value_ppm = value,
                             .weight = weight,
                             .what = "批 L1",
                             .subject_kind = "inspection",
                             .subject_id = {subject}};
            entry.organisation_id = {11};
            return note(unit, std::move(entry));
        });
        return done ? "ok" : done.error().issues.front().field + ":" + done.error().issues.front().code;
    }
};
DENGYUN_BOTH_DATABASES(Scores);

TEST_P(Scores, AreWhatTheirEntriesSay) {
    EXPECT_EQ(noted(1, Criterion::quality, 0), "ok");
    EXPECT_EQ(noted(2, Criterion::quality, million), "ok");
    EXPECT_EQ(noted(1, Criterion::quality, million), "ok");  // once
    EXPECT_EQ(noted(1, Criterion::on_time, million), "ok");
    EXPECT_EQ(noted(3, Criterion::on_time, -1), "value_ppm:too_small");
    EXPECT_EQ(noted(3, Criterion::on_time, million + 1), "value_ppm:too_large");
    EXPECT_EQ(noted(3, Criterion::on_time, 1, 0), "weight:too_small");
    EXPECT_EQ(noted(3, Criterion::on_time, 1, weight_max + 1), "weight:too_large");
    EXPECT_EQ(get("/api/v1/score-entries", party).all("id").size(), 3U);
    EXPECT_EQ(get("/api/v1/score-entries", other).all("id").size(), 0U);

    const auto mine = get("/api/v1/scores/11", party);
    ASSERT_EQ(mine.status, 200U) << mine.body;
    EXPECT_EQ(mine.json.at("reasons").as_array().size(), 1U);
    const auto theirs = get("/api/v1/scores/11", other);
    EXPECT_EQ(theirs.json.at("total_ppm"), mine.json.at("total_ppm"));
    EXPECT_EQ(theirs.json.at("reasons").as_array().size(), 0U);
    const auto all = get("/api/v1/scores", other);
    EXPECT_EQ(all.json.at("items").at(0).at("total_ppm"), mine.json.at("total_ppm")) << all.body;
    EXPECT_EQ(all.json.at("items").at(0).at("quality_ppm").as_int64(), 785'714);  // lost (5 * 0.1 + 1) / 7
    const auto read = store().read<std::map<Id<Organisation>, Score>>(
        Scope::system("test"), [](store::Reader& reader) { return all_scores(reader); });
    ASSERT_TRUE(read);
    EXPECT_EQ(read->at({11}).quality_ppm, 785'714);
    clock.advance(std::chrono::days(200));
    EXPECT_GT(get("/api/v1/scores/11", party).json.at("criteria").at(1).at("rate_ppm").as_int64(), 785'714);
}

TEST_P(Scores, TheMigrationIsTheOneOfTheDescriptions) {
    const auto difference = store::schema_difference(store(), entities());
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

TEST_P(Scores, TheCopyInMemoryFollowsWhatIsNoted) {
    Index index(store());
    const auto first = index.scores();
    ASSERT_TRUE(first);
    EXPECT_TRUE((*first)->empty());
    EXPECT_EQ(noted(40, Criterion::on_time, 200'000), "ok");
    const auto second = index.scores();
    ASSERT_TRUE(second);
    ASSERT_EQ((*second)->size(), 1U);
    const auto stored =
        store().read<ScoresByParty>(Scope::system("test"), [](store::Reader& r) { return all_scores(r); });
    EXPECT_EQ((*second)->begin()->second.on_time_ppm, stored->begin()->second.on_time_ppm);
    EXPECT_TRUE((*first)->empty()) << "what was read stays as it was";
    EXPECT_EQ(index.scores()->get(), second->get()) << "nothing has changed, nothing is made anew";
}

}  // namespace
}  // namespace dengyun::scores
