#pragma once
// The API without a network, for tests: routes over a fresh SQLite database, called as any role of any organisation.
// Who calls is said in the call; permissions are those that the routes declare for the role.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kernel/api/application.h"
#include "kernel/store/migrations.h"

namespace dengyun::api {

struct Caller {
    enum class Kind { stranger, member, key };
    Kind kind = Kind::stranger;
    Id<Organisation> organisation{};
    std::optional<Role> role{};              // of a member
    std::vector<std::string> permissions{};  // of a key
    Id<User> user{};                         // of a member; none: one that no table knows
};
[[nodiscard]] Caller member(Role role, std::int64_t organisation = 11, Id<User> user = {});
[[nodiscard]] Caller key(std::vector<std::string> permissions, std::int64_t organisation = 11);
inline const Caller stranger{};

struct InProcessCall {
    http::Method method = http::Method::get;
    std::string address;  // path and query
    std::string body{};
    std::vector<http::Header> headers{};
};

// Finds out who calls from what the test has written into the request.
class StatedAuthenticator final : public Authenticator {
  public:
    explicit StatedAuthenticator(const Routes& routes) : routes_(routes) {}
    [[nodiscard]] Result<std::shared_ptr<const Principal>> authenticate(const http::Request& request) override;
    // From here on nobody is let in, or whoever calls holds no permission: a session that ends, a role that is taken
    // away.
    void end_sessions() { ended_ = true; }
    void take_permissions() { bare_ = true; }

  private:
    const Routes& routes_;
    std::atomic<bool> ended_ = false;
    std::atomic<bool> bare_ = false;
};

class InProcess {
  public:
    // `add_routes` adds what is tested; `migrations` are numbered anew, behind the kernel's own.
    InProcess(const std::function<void(Routes&)>& add_routes, std::span<const store::Migration> migrations,
              std::span<const Message> messages);
    ~InProcess();
    InProcess(const InProcess&) = delete;
    InProcess& operator=(const InProcess&) = delete;

    [[nodiscard]] http::Response call(const Caller& caller, const InProcessCall& call);
    // As above, on a store and routes of one's own.
    [[nodiscard]] static http::Response call(http::Application& application, const Caller& caller,
                                             const InProcessCall& call);

    [[nodiscard]] Routes& routes() { return routes_; }
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] StatedAuthenticator& authenticator() { return authenticator_; }
    [[nodiscard]] Application& application() { return *application_; }
    [[nodiscard]] ManualClock& clock() { return clock_; }
    [[nodiscard]] Random& random() { return random_; }
    [[nodiscard]] const MessageCatalogue& messages() const { return messages_; }

  private:
    std::filesystem::path folder_;
    ManualClock clock_{instant_of(1'767'225'600'000)};
    SystemRandom random_;
    std::vector<store::Migration> migrations_;
    MessageCatalogue messages_;
    Routes routes_;
    StatedAuthenticator authenticator_{routes_};
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<Application> application_;
};

// The member of a problem answer or of any JSON object that is a text; empty where there is none.
[[nodiscard]] std::string text_member(std::string_view json, std::string_view name);
// The address that a caller is named by; tests use it for what is not an ordinary call (a WebSocket).
[[nodiscard]] http::Request request_of(const Caller& caller, const InProcessCall& call);

}  // namespace dengyun::api
