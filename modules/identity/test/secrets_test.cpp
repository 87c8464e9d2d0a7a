// Goal: passwords are hashed with bounded memory and checked, sealed secrets open only for their owner and key, mail
// cannot be bent by what people type.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <latch>
#include <thread>
#include <unistd.h>

#include "modules/identity/mail.h"
#include "modules/identity/password_hasher.h"

namespace dengyun::identity {
namespace {

constexpr PasswordHashOptions cheap{.memory_bytes = 8192, .passes = 1, .at_once_max = 2, .waiting_max = 2};

TEST(PasswordHasher, VerifiesWhatItHashed) {
    PasswordHasher hasher(cheap);
    const auto hash = hasher.hash("correct horse");
    ASSERT_TRUE(hash);
    EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << *hash;
    EXPECT_NE(*hash, hasher.hash("correct horse").value_or("")) << "salted";
    EXPECT_EQ(hasher.verify(*hash, "correct horse"), true);
    EXPECT_EQ(hasher.verify(*hash, "wrong horse"), false);
    EXPECT_EQ(hasher.verify("", "correct horse"), false) << "no password at all";
    EXPECT_EQ(hasher.verify("", "a decoy that is compared and never matches"), false);
    EXPECT_EQ(hasher.verify("not a hash", "correct horse"), false);
    EXPECT_FALSE(hasher.is_outdated(*hash));
    auto stronger = cheap;
    stronger.passes = 2;
    EXPECT_TRUE(PasswordHasher(stronger).is_outdated(*hash));
}

TEST(PasswordHasher, RefusesBeyondItsQueue) {
    auto options = cheap;
    options.memory_bytes = 4UL * 1024 * 1024;
    options.at_once_max = 1;
    options.waiting_max = 0;
    PasswordHasher hasher(options);
    constexpr int callers = 8;
    std::atomic<int> done = 0;
    std::atomic<int> refused = 0;
    std::latch start(callers);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < callers; ++i)
            threads.emplace_back([&] {
                start.arrive_and_wait();
                const auto hash = hasher.hash("correct horse");
                if (hash)
                    ++done;
                else if (hash.error().code == "session.busy")
                    ++refused;
            });
    }
    EXPECT_GE(done, 1);
    EXPECT_EQ(done + refused, callers);
}

TEST(PasswordHasher, KnowsTheBoundsOfItsOptions) {
    EXPECT_TRUE(PasswordHasher::sound({}));
    EXPECT_FALSE(PasswordHasher::sound({.memory_bytes = 1024}));
    EXPECT_FALSE(PasswordHasher::sound({.memory_bytes = std::size_t{2} << 30}));
    EXPECT_FALSE(PasswordHasher::sound({.passes = 0}));
    EXPECT_FALSE(PasswordHasher::sound({.at_once_max = 17}));
}

class FolderTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / fmt::format("dengyun-identity-{}-{}", getpid(), random_.token(6));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    SystemRandom random_;
    std::filesystem::path folder_;
};

TEST_F(FolderTest, OutboxHoldsOneFilePerMessage) {
    ManualClock clock(instant_of(1'772'353'800'000));
    const auto mail = outbox_mail(folder_ / "outbox", "dengyun@example.cn", clock, random_);
    ASSERT_TRUE(mail->send({"li@example.cn", "设置新密码", "您好"}));
    ASSERT_TRUE(mail->send({"li@example.cn", "设置新密码", "您好"}));
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "outbox")) {
        ++files;
        std::ifstream in(entry.path());
        const std::string text((std::istreambuf_iterator<char>(in)), {});
        EXPECT_TRUE(text.find("To: <li@example.cn>\r\n") != std::string::npos) << text;
        EXPECT_TRUE(text.find("Date: Sun, 01 Mar 2026 08:30:00 +0000\r\n") != std::string::npos) << text;
        EXPECT_TRUE(text.ends_with("\r\n\r\n5oKo5aW9\r\n")) << text;
    }
    EXPECT_EQ(files, 2U);
}

TEST_F(FolderTest, MailRefusesAddressesThatWouldBecomeHeaders) {
    const auto at = instant_of(0);
    EXPECT_EQ(mail_text({"a@b\r\nBcc: c@d", "x", "y"}, "me@x", at, random_).error().code, "mail.bad_address");
    EXPECT_EQ(mail_text({"<a@b>", "x", "y"}, "me@x", at, random_).error().code, "mail.bad_address");
    EXPECT_EQ(mail_text({"nobody", "x", "y"}, "me@x", at, random_).error().code, "mail.bad_address");
    const auto text = mail_text({"a@b", "line\r\nBcc: c@d", "y"}, "me@x", at, random_);
    ASSERT_TRUE(text);
    EXPECT_EQ(text->find("Bcc"), std::string::npos);
}

}  // namespace
}  // namespace dengyun::identity
