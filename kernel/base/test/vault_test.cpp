// Goal: a sealed secret opens for its owner with the server's key only, and the key lies where nobody else reads it.
#include "kernel/base/vault.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel/base/random.h"

namespace dengyun {
namespace {

TEST(Vault, OpensForTheOwnerWithTheKeyOnly) {
    SystemRandom random;
    const Vault vault(std::string(32, 'k'));
    const auto sealed = vault.seal("secret", "17", random);
    EXPECT_NE(sealed, vault.seal("secret", "17", random));
    EXPECT_EQ(vault.open(sealed, "17"), "secret");
    EXPECT_EQ(vault.open(sealed, "18").error().code, "vault.wrong_key");
    EXPECT_EQ(Vault(std::string(32, 'x')).open(sealed, "17").error().code, "vault.wrong_key");
    auto bent = sealed;
    bent[40] = bent[40] == 'A' ? 'B' : 'A';
    EXPECT_EQ(vault.open(bent, "17").error().code, "vault.wrong_key");
    EXPECT_EQ(vault.open("", "17").error().code, "vault.wrong_key");
}

class KeyFileTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / fmt::format("dengyun-vault-{}-{}", getpid(), random_.token(6));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    SystemRandom random_;
    std::filesystem::path folder_;
};

TEST_F(KeyFileTest, IsMadeOnceAndForItsOwnerOnly) {
    const auto file = folder_ / "secret.key";
    const auto made = load_or_create_key(file, random_);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->size(), vault_key_bytes);
    EXPECT_EQ(load_or_create_key(file, random_), *made);
    struct stat status{};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    std::ofstream(file) << "short";
    EXPECT_EQ(load_or_create_key(file, random_).error().code, "vault.bad_key_file");
    EXPECT_EQ(load_or_create_key(folder_ / "no" / "key", random_).error().code, "vault.bad_key_file");
}

}  // namespace
}  // namespace dengyun
