// Goal: what the module declares hangs together: every code has a text, nothing private can be found or sorted by, and
// the state machine is the one that people reviewed.
#include <gtest/gtest.h>

#include "kernel/flow/state_table.h"
#include "kernel/flow/test/drawn.h"
#include "modules/enterprise/certificates/rules.h"
#include "modules/enterprise/test/world.h"

namespace dengyun::enterprise {
namespace {

TEST(CertificateStates, EveryStateMeetsEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Certificate::states), R"(
           submit     withdraw   lapse      verify     reject     revise     expire     revoke
draft      submitted  -          -          -          -          -          -          -
submitted  -          draft      draft      verified   rejected   -          -          -
verified   -          -          -          -          -          -          expired    revoked
rejected   -          -          -          -          -          draft      -          -
expired    -          -          -          -          -          -          -          revoked
revoked    -          -          -          -          -          -          -          -
)");
}

TEST(CertificateStates, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Certificate::states, "Certificate (证书)", "modules/enterprise/certificates/certificate.cpp");
}

TEST(Description, HidesPrivateFieldsFromFiltersSortsAndSearch) {
    for (const auto* entity : entities())
        for (const auto& field : entity->fields) {
            const bool revealing =
                field.has(meta::filterable) || field.has(meta::sortable) || field.has(meta::searchable);
            EXPECT_FALSE(!field.options.read_permission.empty() && revealing) << entity->name << '.' << field.name;
        }
}

TEST(Description, NamesAKnownPermissionForEveryPrivateField) {
    for (const auto* entity : entities())
        for (const auto& field : entity->fields)
            for (const auto name : {field.options.read_permission, field.options.write_permission})
                EXPECT_TRUE(name.empty() || std::ranges::count(permissions(), name, &api::Permission::name) == 1)
                    << field.name;
}

TEST(Description, HasATextForEveryCodeOfItsGuards) {
    MessageCatalogue catalogue;
    catalogue.add(messages());
    for (const auto code : {"certificate.no_file", "certificate.no_last_day", "certificate.no_longer_valid",
                            "certificate.not_draft", "site.too_many", "contact.too_many", "capability.too_many",
                            "certificate.too_many", "file.quota_exceeded", "issue.in_future", "issue.before_issue",
                            "issue.no_way_to_reach", "issue.outside_china", "issue.far_from_region"})
        EXPECT_TRUE(catalogue.contains(code)) << code;
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
}

TEST(Description, MarksWhatIsVerifiedByThePlatformOnly) {
    for (const auto& permission : permissions()) {
        if (permission.name != "certificates.verify") continue;
        for (int r = 0; r <= static_cast<int>(api::Role::viewer); ++r)
            EXPECT_FALSE(permission.roles.contains(static_cast<api::Role>(r)));
        EXPECT_TRUE(permission.roles.contains(api::Role::platform_operator));
        EXPECT_TRUE(permission.roles.contains(api::Role::government));
    }
}

class Schema : public test::Scenario {};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    const auto difference = store::schema_difference(world.store(), entities());
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::enterprise
