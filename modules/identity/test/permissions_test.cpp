// Goal: roles hold what was declared for them, only where they exist, and never more than an organisation can hold.
#include "modules/identity/permissions.h"

#include <gtest/gtest.h>

namespace dengyun::identity {
namespace {

using api::Role;
using api::RoleSet;
using Names = std::vector<std::string>;

constexpr api::Permission declared[] = {
    {"site.edit", {"", ""}, api::leading_roles | RoleSet{Role::planner}},
    {"site.read", {"", ""}, api::every_role},
    {"loan.decide", {"", ""}, RoleSet{Role::bank}},
    {"platform.see", {"", ""}, RoleSet{Role::platform_operator}},
};
const RoleBook book(declared);

TEST(RoleBook, ResolvesBuiltInRoles) {
    EXPECT_EQ(book.resolve(OrganisationKind::enterprise, Names{"owner"}, {}), (Names{"site.edit", "site.read"}));
    EXPECT_EQ(book.resolve(OrganisationKind::enterprise, Names{"worker"}, {}), (Names{"site.read"}));
    EXPECT_EQ(book.resolve(OrganisationKind::enterprise, Names{"worker", "planner"}, {}),
              (Names{"site.edit", "site.read"}));
    EXPECT_EQ(book.resolve(OrganisationKind::enterprise, Names{}, {}), Names{});
    EXPECT_EQ(book.resolve(OrganisationKind::enterprise, Names{"emperor"}, {}), Names{});
}

TEST(RoleBook, PlatformRolesHoldNothingInOrganisationsOfAnotherKind) {
    EXPECT_EQ(book.resolve(OrganisationKind::enterprise, Names{"bank", "platform_operator"}, {}), Names{});
    EXPECT_EQ(book.resolve(OrganisationKind::bank, Names{"bank"}, {}), (Names{"loan.decide", "site.read"}));
    EXPECT_EQ(book.resolve(OrganisationKind::bank, Names{"platform_operator"}, {}), Names{});
    EXPECT_TRUE(RoleBook::exists_in(OrganisationKind::platform, Role::platform_operator));
    EXPECT_FALSE(RoleBook::exists_in(OrganisationKind::government, Role::bank));
    EXPECT_TRUE(RoleBook::exists_in(OrganisationKind::government, Role::owner));
}

TEST(RoleBook, OwnRolesHoldWhatTheyNameButNothingOfAnotherKind) {
    const CustomRole custom[] = {{"clerk", {"site.edit", "loan.decide", "gone.permission"}}};
    EXPECT_EQ(book.resolve(OrganisationKind::enterprise, Names{"clerk"}, custom), (Names{"site.edit"}));
    EXPECT_EQ(book.resolve(OrganisationKind::bank, Names{"clerk"}, custom), (Names{"loan.decide", "site.edit"}));
    EXPECT_EQ(book.grantable_in(OrganisationKind::enterprise), (Names{"site.edit", "site.read"}));
}

TEST(RoleBook, OwnPermissionsAreHeldByTheLeaders) {
    const RoleBook own(permissions());
    EXPECT_TRUE(includes_all(own.permissions_of(Role::owner), Names{"api_keys.edit", "members.edit", "roles.edit"}));
    EXPECT_TRUE(includes_all(own.permissions_of(Role::platform_operator), Names{"platform.see_private"}));
    EXPECT_FALSE(includes_all(own.permissions_of(Role::owner), Names{"platform.see_private"}));
    EXPECT_FALSE(includes_all(own.permissions_of(Role::worker), Names{"members.edit"}));
    EXPECT_EQ(common(Names{"a", "b"}, Names{"b", "c"}), Names{"b"});
}

}  // namespace
}  // namespace dengyun::identity
