#include "modules/enterprise/test/world.h"

#include <future>

#include "kernel/api/flow_routes.h"
#include "kernel/api/search.h"
#include "kernel/base/assert.h"
#include "kernel/store/events.h"
#include "kernel/store/messages.h"

namespace dengyun::enterprise::test {
namespace {

std::vector<std::string> held_by(api::Role role) {
    std::vector<std::string> names;
    for (const auto& permission : permissions())
        if (permission.roles.contains(role)) names.emplace_back(permission.name);
    std::ranges::sort(names);
    return names;
}

}  // namespace

// Who asks is named by a header; there is no proof to check here.
class World::People final : public api::Authenticator {
  public:
    People() {
        add("owner", ningbo_mould, api::Role::owner);
        add("viewer", ningbo_mould, api::Role::viewer);
        add("worker", ningbo_mould, api::Role::worker);
        add("rival", taizhou_plating, api::Role::owner);
        add("operator", platform, api::Role::platform_operator);
    }
    [[nodiscard]] Result<std::shared_ptr<const api::Principal>> authenticate(const http::Request& request) override {
        const auto found = people_.find(std::string(request.header("x-test-user").value_or("")));
        if (found == people_.end()) return std::shared_ptr<const api::Principal>();
        return found->second;
    }

  private:
    void add(const std::string& name, Id<Organisation> organisation, api::Role role) {
        auto principal = std::make_shared<api::Principal>();
        principal->organisation = organisation;
        principal->user = {static_cast<std::int64_t>(people_.size()) + 1};
        principal->actor = {ActorKind::user, principal->user.value, name};
        principal->permissions = held_by(role);
        principal->rate_key = name;
        people_.emplace(name, std::move(principal));
    }
    std::map<std::string, std::shared_ptr<const api::Principal>> people_;
};

World::World(store::test::Kind kind)
    : clock(instant_of(1'772'323'200'000)),
      database_(kind, enterprise::migrations(), {}),
      people_(std::make_unique<People>()) {
    auto opened = store::Store::open({.url = database_.url()}, clock, random_);
    DENGYUN_ASSERT(opened.has_value());
    store_ = std::move(*opened);
    messages_.add(store::messages());
    messages_.add(enterprise::messages());
    add_routes(routes_, {.file_bytes_max = 100'000});
    api::add_task_route(routes_);
    static constexpr std::array<std::string_view, 1> kinds{"contact"};
    api::add_search_route(routes_, kinds);
    application_ = std::make_unique<api::Application>(
        api::Application::Needs{routes_, *store_, *people_, messages_, clock},
        api::ApplicationOptions{.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});
    jobs_ = std::make_unique<store::JobRunner>(*store_, clock, random_, 1);
    jobs_->add(std::string(api::timer_job_kind), api::timer_job(routes_));

    const auto registered = store_->run_write(Scope::system("registration"), [](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(one, create_profile(unit, ningbo_mould,
                                        NewProfile{.name = "宁波精工模具有限公司", .region_code = "330206"}));
        DENGYUN_TRY(two, create_profile(unit, taizhou_plating,
                                        NewProfile{.name = "台州光亮电镀有限公司", .region_code = "331002"}));
        return one.id && two.id ? Result<>{} : fail(ErrorKind::invalid, "internal");
    });
    EXPECT_TRUE(registered) << registered.error().code << registered.error().detail;
}

World::~World() {
    application_->stop();
    jobs_.reset();
    store_->stop();
}

Answer World::send(http::Method method, std::string_view target, std::string_view body, const Ask& ask) {
    auto request = std::make_shared<http::Request>();
    request->method = method;
    const auto mark = target.find('?');
    request->path = target.substr(0, mark);
    if (mark != std::string_view::npos) request->query = target.substr(mark + 1);
    request->body = body;
    request->request_id = "test";
    request->remote_address = "127.0.0.1";
    request->headers = {
        {"X-Test-User", ask.who}, {"Content-Type", ask.content_type}, {"Accept-Language", ask.language}};
    if (!ask.if_match.empty()) request->headers.push_back({"If-Match", ask.if_match});
    if (!ask.key.empty()) request->headers.push_back({"Idempotency-Key", ask.key});

    // Shared: whoever answers may still be within set_value when the answer is already here.
    auto promise = std::make_shared<std::promise<http::Response>>();
    auto response = promise->get_future();
    application_->handle(request, [promise](http::Response answered) { promise->set_value(std::move(answered)); });
    return Answer(response.get());
}

std::vector<std::string> World::events(Id<Organisation> organisation, std::int64_t after) {
    std::vector<std::string> names;
    const auto read = store_->run_read(Scope::of(organisation, {}), [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(events, store::read_events(reader, {.after = after}));
        for (const auto& event : events) names.push_back(event.name);
        return {};
    });
    EXPECT_TRUE(read);
    return names;
}

std::int64_t World::event_count(Id<Organisation> organisation) {
    return static_cast<std::int64_t>(events(organisation).size());
}

}  // namespace dengyun::enterprise::test
