// Goal: the migration is what the descriptions ask for, on both databases; every message has both languages.
#include <gtest/gtest.h>

#include "kernel/store/test/harness.h"
#include "modules/identity/api.h"

namespace dengyun::identity {
namespace {

class SchemaTest : public store::test::BothDatabases {
  protected:
    SchemaTest() : BothDatabases({}, migrations()) {}
};
DENGYUN_BOTH_DATABASES(SchemaTest);

TEST_P(SchemaTest, MigrationBringsWhatTheDescriptionsAskFor) {
    const auto difference = store::schema_difference(store(), entities());
    ASSERT_TRUE(difference) << difference.error().detail;
    EXPECT_EQ(*difference, "");
}

TEST_P(SchemaTest, SweepDropsOnlyWhatIsOver) {
    const ThrottlePolicy policy{"test", 1, Duration{1000}, Duration{1000}, Duration{3'600'000}};
    const auto attempt = [&](store::Unit& unit) { return admit(unit, policy, "subject"); };
    ASSERT_TRUE(store().write<Admission>(system, attempt));
    const auto rows = [&] {
        std::int64_t count = -1;
        const auto read = store().run_read(system, [&](store::Reader& reader) {
            return reader.query("SELECT COUNT(*) FROM throttle_entry", {},
                                [&](const store::Row& row) { count = row.integer(0); });
        });
        EXPECT_TRUE(read);
        return count;
    };
    const auto sweep = [](store::Unit& unit) { return Identity::sweep(unit, 100); };
    ASSERT_TRUE(store().run_write(system, sweep));
    EXPECT_EQ(rows(), 1);
    clock.advance(std::chrono::hours(25));
    ASSERT_TRUE(store().run_write(system, sweep));
    EXPECT_EQ(rows(), 0);
}

TEST(Messages, SpeakBothLanguages) {
    for (const auto& message : messages()) {
        EXPECT_FALSE(message.text.zh.empty()) << message.code;
        EXPECT_FALSE(message.text.en.empty()) << message.code;
    }
}

}  // namespace
}  // namespace dengyun::identity
