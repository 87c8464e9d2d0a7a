#pragma once
// A scenario of one module on either database: its routes behind the application, people who are stated in the call, a
// clock that stands still, jobs that run when told.
//
//   class Items : public api::Scenario {
//     protected:
//       Items() : Scenario(items::add_routes, migrations, messages) {}
//   };
//   DENGYUN_BOTH_DATABASES(Items);
#include <gtest/gtest.h>

#include "kernel/api/test/answer.h"
#include "kernel/api/test/in_process.h"
#include "kernel/store/jobs.h"
#include "kernel/store/test/harness.h"

namespace dengyun::api {

class Scenario : public testing::TestWithParam<store::test::Kind> {
  protected:
    // `add_routes` may look at the store. The migrations keep their numbers.
    Scenario(const std::function<void(Routes&, store::Store&)>& add_routes,
             const std::vector<std::span<const store::Migration>>& migrations,
             const std::vector<std::span<const Message>>& messages);
    ~Scenario() override;

    Answer get(std::string address, const Caller& caller) {
        return send(http::Method::get, std::move(address), {}, caller);
    }
    Answer post(std::string address, std::string body, const Caller& caller) {
        return send(http::Method::post, std::move(address), std::move(body), caller);
    }
    // At the version that the caller sees now.
    Answer patch(const std::string& address, std::string body, const Caller& caller);
    Answer remove(const std::string& address, const Caller& caller);
    Answer act(const std::string& address, std::string_view action, const Caller& caller);
    Answer send(http::Method method, std::string address, std::string body, const Caller& caller,
                std::vector<http::Header> headers = {});
    // The names of the events of an organisation after the first `after`, in order.
    [[nodiscard]] std::vector<std::string> events(Id<Organisation> organisation, std::size_t after = 0);

    ManualClock clock{instant_of(1'772'323'200'000)};  // 2026-03-01T00:00:00Z, a Sunday
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] const Routes& routes() const { return routes_; }
    [[nodiscard]] const MessageCatalogue& messages() const { return messages_; }
    std::size_t run_due_jobs() { return jobs_->run_due(); }

  private:
    store::test::SeededRandom random_{1};
    MessageCatalogue messages_;
    store::test::Database database_;
    std::unique_ptr<store::Store> store_;
    Routes routes_;
    StatedAuthenticator authenticator_{routes_};
    std::unique_ptr<Application> application_;
    std::unique_ptr<store::JobRunner> jobs_;
};

}  // namespace dengyun::api
