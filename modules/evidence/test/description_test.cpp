// Goal: what the module declares hangs together: every code has a text, and the migration makes the tables of the
// descriptions.
#include <algorithm>
#include <gtest/gtest.h>

#include "kernel/store/test/harness.h"
#include "modules/evidence/api.h"

namespace dengyun::evidence {
namespace {

TEST(Messages, AreInBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
    for (const auto* choices : {&choices_of(Verdict{}), &choices_of(Reason{})})
        for (const auto& entry : choices->entries)
            EXPECT_TRUE(!entry.label.zh.empty() && !entry.label.en.empty()) << entry.name;
}

class Schema : public store::test::BothDatabases {
  protected:
    Schema() : BothDatabases({}, migrations()) {}
};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    const auto difference = store::schema_difference(store(), entities());
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::evidence
