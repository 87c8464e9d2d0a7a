// Goal: the same request is answered the same way for a day, a different one under its key is refused.
#include "kernel/store/idempotency.h"

#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

using namespace std::chrono_literals;

class IdempotencyTest : public WithTools {
  protected:
    // As the API does it: the kept answer, or the work with its answer kept.
    Result<std::string> post(const Scope& scope, std::string key, std::string digest, std::string name) {
        return store().write<std::string>(scope, [&](Unit& unit) -> Result<std::string> {
            DENGYUN_TRY(kept, kept_answer(unit, key, digest));
            if (kept) return kept->body + " again, " + std::to_string(kept->status) + " " + kept->location;
            DENGYUN_CHECK(unit.insert(named(name)));
            DENGYUN_CHECK(keep_answer(unit, key, digest, {201, "/tools/1", name}));
            return name;
        });
    }
};

TEST_P(IdempotencyTest, GivesTheFirstAnswerAgain) {
    EXPECT_EQ(post(ours, "k", "d", "drill").value(), "drill");
    EXPECT_EQ(post(ours, "k", "d", "drill").value(), "drill again, 201 /tools/1");
    EXPECT_EQ(post(ours, "k", "other", "drill").error().code, "request.idempotency_key_reused");
    EXPECT_EQ(names(ours, {}).size(), 1U);
    // Of this organisation and this actor only.
    EXPECT_EQ(post(theirs, "k", "d", "drill").value(), "drill");
    EXPECT_EQ(post(Scope::of(ours.organisation(), {ActorKind::api_key, 7, "key"}), "k", "d", "tap").value(), "tap");
}

TEST_P(IdempotencyTest, KeepsNoAnswerOfAFailure) {
    ASSERT_TRUE(add(ours, "drill"));
    EXPECT_EQ(post(ours, "k", "d", "drill").error().code, "request.taken");
    EXPECT_EQ(post(ours, "k", "d", "tap").value(), "tap");
}

TEST_P(IdempotencyTest, WorkUnderATakenKeyIsDoneAtMostOnce) {
    const auto taken = [&](std::string_view digest) {
        std::string text;
        const auto done = store().run_write(ours, [&](Unit& unit) -> Result<> {
            DENGYUN_TRY(kept, take_key(unit, "k", digest));
            text = kept ? kept->body : "begins";
            return {};
        });
        return done ? text : done.error().code;
    };
    const auto write = [&](const std::function<Result<>(Unit&)>& work) { EXPECT_TRUE(store().run_write(ours, work)); };
    EXPECT_EQ(taken("d"), "begins");
    EXPECT_EQ(taken("d"), "request.in_progress");
    EXPECT_EQ(taken("other"), "request.idempotency_key_reused");
    write([](Unit& unit) { return free_key(unit, "k"); });  // it failed
    EXPECT_EQ(taken("d"), "begins");
    write([](Unit& unit) { return fill_in_answer(unit, "k", {200, {}, "done"}); });
    EXPECT_EQ(taken("d"), "done");
    clock.advance(24h + 1ms);
    EXPECT_EQ(taken("other"), "begins");
}

TEST_P(IdempotencyTest, ForgetsAfterADay) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(post(ours, fmt::format("k{}", i), "d", fmt::format("tool {}", i)));
    clock.advance(24h + 1ms);
    EXPECT_EQ(post(ours, "k0", "other", "fresh").value(), "fresh");
    const auto dropped = [&](unsigned limit) {
        return store().write<std::int64_t>(system, [&](Unit& unit) { return drop_old_answers(unit, limit); }).value();
    };
    EXPECT_EQ(dropped(1), 1);
    EXPECT_EQ(dropped(100), 1);
    EXPECT_EQ(dropped(100), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM kept_answer"), 1);
}

DENGYUN_BOTH_DATABASES(IdempotencyTest);

}  // namespace
}  // namespace dengyun::store::test
