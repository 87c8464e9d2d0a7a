#pragma once
// A platform with this module alone, on either database, and browsers that talk to it without a socket.
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <vector>

#include "kernel/api/application.h"
#include "kernel/store/events.h"
#include "kernel/store/test/harness.h"
#include "modules/identity/api.h"

namespace dengyun::identity::test {

// Keeps what it is given; can be told to fail.
class RecordingMail final : public MailAdapter {
  public:
    Result<> send(const MailMessage& message) override {
        if (fails) return fail(ErrorKind::unavailable, "mail.not_sent");
        sent.push_back(message);
        return {};
    }
    std::vector<MailMessage> sent;
    bool fails = false;
};

struct Answer {
    unsigned status = 0;
    boost::json::value json;
    std::string text;
    std::vector<http::Header> headers;

    [[nodiscard]] std::string header(std::string_view name) const;  // "" where absent
    [[nodiscard]] std::string code() const;                         // of a problem
    // The code of the issue on a field; "" where there is none.
    [[nodiscard]] std::string issue(std::string_view field) const;
    // By JSON pointer, as text; "" where absent.
    [[nodiscard]] std::string at(std::string_view pointer) const;
};

class Platform {
  public:
    explicit Platform(store::test::Kind kind, IdentityOptions options = cheap_options());
    ~Platform();
    [[nodiscard]] static IdentityOptions cheap_options();

    [[nodiscard]] Answer send(http::Request request);
    // An organisation with its owner, who signs in as `login` with `password`.
    struct Founded {
        Id<Organisation> organisation;
        Id<User> owner;
    };
    Founded found(const std::string& login, OrganisationKind kind = OrganisationKind::enterprise,
                  std::vector<std::string> roles = {"owner"});
    [[nodiscard]] std::vector<std::string> event_names(Id<Organisation> organisation);
    [[nodiscard]] std::string all_event_data(Id<Organisation> organisation);
    // The same database served anew with other options.
    void restart(IdentityOptions options);
    // A further process on the same database: its own Identity and cache.
    [[nodiscard]] std::unique_ptr<Identity> another_identity(api::Routes& routes);

    static constexpr std::string_view password = "correct horse battery";
    ManualClock clock{instant_of(1'772'353'800'000)};  // 2026-03-01T08:30:00Z
    store::test::SeededRandom random{20260301};
    RecordingMail mail;
    std::unique_ptr<store::Store> store;
    api::Routes routes;
    std::unique_ptr<Identity> identity;
    MessageCatalogue messages;
    std::unique_ptr<api::Application> application;

  private:
    std::unique_ptr<store::test::Database> database_;
};

// One browser or program: keeps its cookie and its token against forged requests.
class Client {
  public:
    explicit Client(Platform& platform) : platform_(platform) {}
    Answer get(const std::string& path);
    Answer post(const std::string& path, const std::string& json = {});
    Answer patch(const std::string& path, const std::string& json, const std::string& etag = {});
    Answer remove(const std::string& path, const std::string& etag = {});
    Answer sign_in(const std::string& login, std::string_view password = Platform::password,
                   const std::string& code = {});

    std::string cookie;
    std::string csrf;
    std::string bearer;
    std::string address = "192.0.2.1";

  private:
    Answer call(http::Method method, const std::string& path, const std::string& json, const std::string& etag);
    Platform& platform_;
};

}  // namespace dengyun::identity::test
