// Goal: what is cached is short-lived, bounded, and gone at once after a revocation, also one that happens while it is
// being read.
#include "modules/identity/principal_cache.h"

#include <gtest/gtest.h>

namespace dengyun::identity {
namespace {

using namespace std::chrono_literals;
constexpr Instant start = instant_of(1'000'000);

PrincipalCache::Entry entry(std::int64_t user, std::int64_t organisation, std::int64_t session,
                            Instant expires_at = start + 1h) {
    auto principal = std::make_shared<api::Principal>();
    principal->actor = {ActorKind::user, user, "name"};
    principal->user = {user};
    principal->organisation = {organisation};
    principal->session_id = session;
    return {principal, {user}, expires_at};
}

TEST(PrincipalCache, ForgetsAfterItsLifeAndWithTheSession) {
    PrincipalCache cache(2s, 10);
    cache.put("a", entry(1, 10, 100), start, cache.generation());
    cache.put("b", entry(2, 10, 200, start + 1s), start, cache.generation());
    EXPECT_NE(cache.find("a", start + 1999ms), nullptr);
    EXPECT_EQ(cache.find("a", start + 2s), nullptr);
    EXPECT_NE(cache.find("b", start + 999ms), nullptr);
    EXPECT_EQ(cache.find("b", start + 1s), nullptr);
    EXPECT_EQ(cache.find("c", start), nullptr);
}

TEST(PrincipalCache, DropsByUserOrganisationSessionAndKey) {
    PrincipalCache cache(2s, 10);
    const auto fill = [&] {
        cache.put("a", entry(1, 10, 100), start, cache.generation());
        cache.put("b", entry(2, 20, 200), start, cache.generation());
    };
    fill();
    cache.drop_user({1});
    EXPECT_EQ(cache.find("a", start), nullptr);
    EXPECT_NE(cache.find("b", start), nullptr);
    fill();
    cache.drop_organisation({20});
    EXPECT_NE(cache.find("a", start), nullptr);
    EXPECT_EQ(cache.find("b", start), nullptr);
    fill();
    cache.drop_session(100);
    EXPECT_EQ(cache.find("a", start), nullptr);
    auto key = entry(0, 10, 0);
    auto principal = std::make_shared<api::Principal>(*key.principal);
    principal->actor = {ActorKind::api_key, 7, "key"};
    key.principal = principal;
    cache.put("k", key, start, cache.generation());
    cache.drop_key(8);
    EXPECT_NE(cache.find("k", start), nullptr);
    cache.drop_key(7);
    EXPECT_EQ(cache.find("k", start), nullptr);
}

TEST(PrincipalCache, KeepsNothingThatWasReadBeforeARevocation) {
    PrincipalCache cache(2s, 10);
    const auto before = cache.generation();
    cache.drop_user({1});
    cache.put("a", entry(1, 10, 100), start, before);
    EXPECT_EQ(cache.find("a", start), nullptr);
}

TEST(PrincipalCache, StaysWithinItsBound) {
    PrincipalCache cache(2s, 3);
    for (int i = 0; i < 3; ++i) cache.put(std::to_string(i), entry(i, 10, i), start, cache.generation());
    cache.put("3", entry(3, 10, 3), start + 1s, cache.generation());
    EXPECT_NE(cache.find("3", start + 1s), nullptr);
    int found = 0;
    for (int i = 0; i < 4; ++i) found += cache.find(std::to_string(i), start + 1s) != nullptr ? 1 : 0;
    EXPECT_LE(found, 3);
}

}  // namespace
}  // namespace dengyun::identity
