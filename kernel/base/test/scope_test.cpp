// Goal: a scope reads and writes for the organisations that it names, and only the system changes sides.
#include "kernel/base/scope.h"

#include <gtest/gtest.h>

namespace dengyun {
namespace {

const Actor someone{ActorKind::user, 9, "王芳"};
constexpr Id<Organisation> own{100};
constexpr Id<Organisation> other{200};

TEST(Scope, OfOneOrganisationKeepsToIt) {
    const auto scope = Scope::of(own, someone);
    EXPECT_FALSE(scope.reads_all());
    EXPECT_TRUE(scope.may_write(own));
    EXPECT_FALSE(scope.may_write(other));
    EXPECT_EQ(scope.actor().name, "王芳");
}

TEST(Scope, ThatReadsAllStillWritesItsOwn) {
    const auto scope = Scope::reading_all(own, someone);
    EXPECT_TRUE(scope.reads_all());
    EXPECT_FALSE(scope.may_write(other));
}

TEST(Scope, ThatCrossesWritesBothSidesInTheNameOfAPerson) {
    const auto scope = Scope::crossing(own, someone);
    EXPECT_TRUE(scope.may_write(own));
    EXPECT_TRUE(scope.may_write(other));
    EXPECT_FALSE(scope.is_system());
    EXPECT_EQ(scope.actor().name, "王芳");
    EXPECT_DEATH(static_cast<void>(scope.entering(other)), "broken invariant");
}

TEST(Scope, OfTheSystemEntersAnyOrganisation) {
    const auto scope = Scope::system("jobs").entering(other);
    EXPECT_TRUE(scope.is_system());
    EXPECT_EQ(scope.organisation(), other);
    EXPECT_TRUE(scope.may_write(own));
    EXPECT_EQ(scope.actor().name, "jobs");
    EXPECT_DEATH(static_cast<void>(Scope::of(own, someone).entering(other)), "broken invariant");
}

}  // namespace
}  // namespace dengyun
