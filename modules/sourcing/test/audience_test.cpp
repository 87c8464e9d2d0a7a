// Goal: what is for a circle is seen and bid for by its members and by nobody else, and who is below the line is not
// invited.
#include "modules/evaluations/api.h"
#include "modules/sourcing/test/world.h"

namespace dengyun::sourcing {
namespace {

using test::buyer;
using test::supplier;
using Texts = std::vector<std::string>;

class Audiences : public test::Scenario {
  protected:
    // A circle of the buyer with these members.
    std::string circle(const std::vector<std::int64_t>& members, std::int64_t leader = 11) {
        const auto made =
            store().write<circles::Circle>(Scope::system("test"), [&](store::Unit& unit) -> Result<circles::Circle> {
                circles::Circle circle{.name = fmt::format("圈 {}", unit.new_id<circles::Circle>().value)};
                circle.organisation_id = {leader};
                DENGYUN_TRY(led, unit.insert(std::move(circle)));
                for (const auto member : members) {
                    DENGYUN_TRY(asked, circles::invite(unit, led, {.member_id = Id<Organisation>{member}}));
                    DENGYUN_CHECK(circles::move_member(unit, std::move(asked), circles::MemberAction::accept,
                                                       {meta::all_seeing(), false, true}));
                }
                return led;
            });
        EXPECT_TRUE(made) << made.error().code;
        return made ? to_text(made->id) : "";
    }
    std::string for_circle(std::string_view circle) {
        return published(fmt::format(R"(,"audience":"circle","circle_id":"{}")", circle));
    }
    void judge(std::int64_t judged) {
        const auto done = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
            evaluations::Evaluation evaluation{.supplier_id = {judged},
                                               .title = "2026-02",
                                               .total_ppm = 400'000,
                                               .line_ppm = 600'000,
                                               .is_below_line = true,
                                               .status = evaluations::EvaluationStatus::published,
                                               .published_at = unit.now()};
            evaluation.organisation_id = {11};
            DENGYUN_CHECK(unit.insert(std::move(evaluation)));
            return {};
        });
        EXPECT_TRUE(done) << done.error().code;
    }
    api::Answer invite(std::string_view rfx, std::int64_t whom) {
        return post("/api/v1/invitations", fmt::format(R"({{"rfx_id":"{}","supplier_id":"{}"}})", rfx, whom), buyer);
    }
};
DENGYUN_BOTH_DATABASES(Audiences);

TEST_P(Audiences, OfACircleAreItsMembers) {
    const auto own = circle({12});
    const auto id = for_circle(own);
    EXPECT_EQ(get("/api/v1/circle-rfxs", supplier(12)).all("id"), Texts{id});
    EXPECT_EQ(get("/api/v1/circle-rfxs", supplier(13)).all("id"), Texts{});
    EXPECT_EQ(get("/api/v1/circle-rfxs?circle_id=" + own, supplier(13)).all("id"), Texts{});
    EXPECT_EQ(get("/api/v1/open-rfxs", supplier(12)).all("id"), Texts{});
    EXPECT_EQ(get("/api/v1/rfxs/" + id, supplier(12)).status, 200U);
    EXPECT_EQ(get("/api/v1/rfxs/" + id, supplier(13)).status, 404U);
    EXPECT_EQ(bid(id, 13, {1, 2}).status, 404U);
    EXPECT_EQ(bid(id, 12, {1, 2}).status, 201U);
    // Another one is invited beside the circle.
    EXPECT_EQ(invite(id, 14).status, 201U);
    EXPECT_EQ(get("/api/v1/rfxs/" + id, supplier(14)).status, 200U);
}

TEST_P(Audiences, HideDrafts) {
    const auto id = drafted(fmt::format(R"(,"audience":"circle","circle_id":"{}")", circle({12})));
    EXPECT_EQ(get("/api/v1/rfxs/" + id, supplier(12)).status, 404U);
    EXPECT_EQ(get("/api/v1/circle-rfxs?status=draft", supplier(12)).all("id"), Texts{});
}

TEST_P(Audiences, NameACircleOfTheBuyersOwn) {
    const auto create = [&](std::string_view more) {
        return post("/api/v1/rfxs",
                    fmt::format(R"({{"title":"冲压","closes_at":"{}","lines":[{{"description_text":"底板",)"
                                R"("quantity":1000,"unit":"件"}}]{}}})",
                                to_text(clock.now() + flow::day), more),
                    buyer)
            .issues();
    };
    EXPECT_EQ(create(R"(,"audience":"circle")"), "circle_id:required");
    EXPECT_EQ(create(fmt::format(R"(,"circle_id":"{}")", circle({}))), "circle_id:only_for_circle");
    EXPECT_EQ(create(fmt::format(R"(,"audience":"circle","circle_id":"{}")", circle({}, 12))),
              "circle_id:unknown_reference");
}

TEST_P(Audiences, LeaveOutWhoIsBelowTheLine) {
    const auto id = published(R"(,"audience":"invited")");
    judge(12);
    const auto refused = invite(id, 12);
    EXPECT_EQ(refused.code(), "evaluation.below_line");
    EXPECT_EQ(refused.issues(), "supplier_id:below_line");
    EXPECT_EQ(get("/api/v1/received-invitations", supplier(12)).all("id"), Texts{});
    EXPECT_EQ(invite(id, 13).status, 201U);
}

// Who falls below it while bids are asked for: not awarded, unless he is exempt.
TEST_P(Audiences, AwardNobodyWhoHasFallenBelowTheLine) {
    const auto id = published();
    const auto bids = opened(id, {{1.30, 20}, {1.40, 20}});
    judge(12);
    EXPECT_EQ(act_on(id, "evaluate").text("status"), "evaluated");
    const auto before = events({11}).size();
    const auto refused = act_on(id, "announce");
    EXPECT_EQ(refused.code(), "evaluation.below_line");
    EXPECT_EQ(refused.issues(), "supplier_id:below_line");
    EXPECT_EQ(status(id), "evaluated");
    EXPECT_EQ(events({11}).size(), before);
    const auto exempt = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
        evaluations::SupplierExemption exemption{.supplier_id = {12},
                                                 .reason = "只有他有这副模具",
                                                 .valid_until = china_date(unit.now()) + std::chrono::days(10),
                                                 .granted_by = "采购经理"};
        exemption.organisation_id = {11};
        DENGYUN_CHECK(evaluations::exempt(unit, std::move(exemption)));
        return {};
    });
    EXPECT_TRUE(exempt) << exempt.error().code;
    EXPECT_EQ(act_on(id, "announce").text("status"), "standstill");
}

}  // namespace
}  // namespace dengyun::sourcing
