// Goal: what the module declares hangs together: the state machine is the one that people reviewed and the
// documentation draws, the migration makes the tables, and no answer holds a token's hash.
#include "kernel/flow/test/drawn.h"
#include "modules/circles/test/world.h"
#include "modules/enterprise/api.h"

namespace dengyun::circles {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(CircleMember::states, "Member of a circle (供应圈成员)", "modules/circles/members/member.cpp");
}

TEST(States, OfAMemberMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(CircleMember::states), R"(
            send_again  accept      decline     lapse       revoke      leave       remove
invited     invited     joined      declined    lapsed      revoked     -           -
joined      -           -           -           -           -           left        removed
declined    -           -           -           -           -           -           -
lapsed      -           -           -           -           -           -           -
revoked     -           -           -           -           -           -           -
left        -           -           -           -           -           -           -
removed     -           -           -           -           -           -           -
)");
}

TEST(Member, HasNoTokenInJson) {
    EXPECT_EQ(meta::to_json(CircleMember{.token_hash = "SECRET"}).find("SECRET"), std::string::npos);
}

class Schema : public test::Scenario {};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all(entities().begin(), entities().end());
    all.insert(all.end(), enterprise::entities().begin(), enterprise::entities().end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
    for (const auto& message : circles::messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
}

}  // namespace
}  // namespace dengyun::circles
