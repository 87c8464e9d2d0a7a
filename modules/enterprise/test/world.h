#pragma once
// A small world for the tests of this module: a database of either kind, the module's routes behind the application, a
// few people, and a clock that stands still. Requests go in as the network edge hands them over and come back whole.
#include <gtest/gtest.h>

#include "kernel/api/application.h"
#include "kernel/api/test/answer.h"
#include "kernel/base/clock.h"
#include "kernel/store/jobs.h"
#include "kernel/store/test/harness.h"
#include "modules/enterprise/api.h"

namespace dengyun::enterprise::test {

inline constexpr Id<Organisation> ningbo_mould{100};
inline constexpr Id<Organisation> taizhou_plating{200};
inline constexpr Id<Organisation> platform{300};

using api::Answer;

struct Ask {
    std::string who =
        "owner";  // owner, viewer, worker (of Ningbo Mould); rival (of Taizhou Plating); operator; "" nobody
    std::string if_match{};
    std::string key{};  // Idempotency-Key
    std::string content_type = "application/json";
    std::string language = "en";
};

class World {
  public:
    explicit World(store::test::Kind kind);
    ~World();

    Answer get(std::string_view target, const Ask& ask = {}) { return send(http::Method::get, target, {}, ask); }
    Answer post(std::string_view target, std::string_view body, const Ask& ask = {}) {
        return send(http::Method::post, target, body, ask);
    }
    Answer patch(std::string_view target, std::string_view body, const Ask& ask) {
        return send(http::Method::patch, target, body, ask);
    }
    Answer remove(std::string_view target, const Ask& ask) { return send(http::Method::delete_, target, {}, ask); }
    Answer send(http::Method method, std::string_view target, std::string_view body, const Ask& ask);

    // "entity.name" of the events of an organisation after the first `after`, in order.
    [[nodiscard]] std::vector<std::string> events(Id<Organisation> organisation, std::int64_t after = 0);
    [[nodiscard]] std::int64_t event_count(Id<Organisation> organisation);
    std::size_t run_due_jobs() { return jobs_->run_due(); }

    ManualClock clock;
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] const api::Routes& routes() const { return routes_; }
    [[nodiscard]] const MessageCatalogue& messages() const { return messages_; }

  private:
    class People;
    store::test::SeededRandom random_{1};
    MessageCatalogue messages_;
    store::test::Database database_;
    std::unique_ptr<store::Store> store_;
    api::Routes routes_;
    std::unique_ptr<People> people_;
    std::unique_ptr<api::Application> application_;
    std::unique_ptr<store::JobRunner> jobs_;
};

// A fixture over both databases.
class Scenario : public testing::TestWithParam<store::test::Kind> {
  protected:
    World world{GetParam()};
};

}  // namespace dengyun::enterprise::test
