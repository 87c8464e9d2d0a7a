// Goal: mail reaches a real SMTP server, in the open only where that is allowed, over STARTTLS with a name and a
// password, and what is refused is told and taken the next time.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "modules/identity/mail.h"

namespace dengyun::identity {
namespace {

// Debian's aiosmtpd as a process of its own (smtp_server.py), gone at the end.
class SmtpServer {
  public:
    explicit SmtpServer(std::vector<std::string> flags = {}) {
        std::string made = (std::filesystem::temp_directory_path() / "dengyun-smtp-XXXXXX").string();
        DENGYUN_ASSERT(::mkdtemp(made.data()) != nullptr);
        folder_ = made;
        std::vector<std::string> words{"/usr/bin/python3", "-I", "modules/identity/test/smtp_server.py", made};
        words.insert(words.end(), flags.begin(), flags.end());
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        int out[2];
        DENGYUN_ASSERT(::pipe(out) == 0);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
        posix_spawn_file_actions_addclose(&actions, out[0]);
        DENGYUN_ASSERT(::posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ) == 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(out[1]);
        for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) port_ += c;
        ::close(out[0]);
    }
    ~SmtpServer() {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
        std::filesystem::remove_all(folder_);
    }
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;

    // Empty: the server did not start.
    [[nodiscard]] const std::string& port() const { return port_; }
    [[nodiscard]] SmtpOptions options() const {
        return {.url = "smtp://localhost:" + port_,
                .user = {},
                .password = {},
                .from = "dengyun@example.cn",
                .ca_file = (folder_ / "certificate.pem").string()};
    }
    // The first message that it took; empty where there is none.
    [[nodiscard]] std::string taken() const {
        std::ifstream in(folder_ / "1.eml");
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private:
    std::filesystem::path folder_;
    pid_t process_ = 0;
    std::string port_;
};

class SmtpTest : public testing::Test {
  protected:
    Result<> send(const SmtpOptions& options) { return smtp_mail(options, clock_, random_)->send(message_); }

    ManualClock clock_{instant_of(1'772'353'800'000)};
    SystemRandom random_;
    const MailMessage message_{"li@example.cn", "设置新密码", "李师傅，您好\n.\n一行只有一个点"};
};

TEST_F(SmtpTest, SendsInTheOpenOnlyWhereThatIsAllowed) {
    const SmtpServer server;
    ASSERT_FALSE(server.port().empty());
    auto options = server.options();
    EXPECT_EQ(send(options).error().code, "mail.not_sent") << "the server offers no TLS";
    EXPECT_EQ(server.taken(), "");
    options.tls_required = false;
    const auto sent = send(options);
    ASSERT_TRUE(sent) << sent.error().detail;
    const auto taken = server.taken();
    EXPECT_TRUE(
        taken.starts_with(R"({"from": "dengyun@example.cn", "to": ["li@example.cn"], "tls": false, "user": ""})"))
        << taken;
    EXPECT_NE(taken.find("Subject: =?UTF-8?B?" + base64(message_.subject) + "?=\r\n"), std::string::npos) << taken;
    EXPECT_NE(taken.find("\r\n\r\n" + base64(message_.text) + "\r\n"), std::string::npos) << taken;
}

TEST_F(SmtpTest, SignsInOverTls) {
    const SmtpServer server({"--tls", "--auth", "dengyun:the word"});
    ASSERT_FALSE(server.port().empty());
    auto options = server.options();
    EXPECT_EQ(send(options).error().code, "mail.not_sent") << "nobody has signed in";
    options.user = "dengyun";
    options.password = "another word";
    EXPECT_EQ(send(options).error().code, "mail.not_sent");
    options.password = "the word";
    auto trusting_nobody = options;
    trusting_nobody.ca_file.clear();
    const auto untrusted = send(trusting_nobody);
    EXPECT_EQ(untrusted.error().code, "mail.not_sent") << "the system does not know who signed the certificate";
    EXPECT_EQ(untrusted.error().detail.find("the word"), std::string::npos);
    EXPECT_EQ(server.taken(), "");
    const auto sent = send(options);
    ASSERT_TRUE(sent) << sent.error().detail;
    EXPECT_NE(server.taken().find(R"("tls": true, "user": "dengyun"})"), std::string::npos) << server.taken();
}

TEST_F(SmtpTest, TellsARefusalAndIsTakenTheNextTime) {
    const SmtpServer server({"--refuse", "1"});
    ASSERT_FALSE(server.port().empty());
    auto options = server.options();
    options.tls_required = false;
    EXPECT_EQ(send(options).error().code, "mail.not_sent");
    EXPECT_EQ(server.taken(), "");
    EXPECT_TRUE(send(options));
    EXPECT_NE(server.taken(), "");
}

TEST_F(SmtpTest, TellsThatNobodyListens) {
    std::string url;
    {
        const SmtpServer server;
        url = server.options().url;
    }
    EXPECT_EQ(send({.url = url, .user = {}, .password = {}, .from = "dengyun@example.cn"}).error().code,
              "mail.not_sent");
}

}  // namespace
}  // namespace dengyun::identity
