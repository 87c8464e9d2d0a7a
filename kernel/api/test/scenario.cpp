#include "kernel/api/test/scenario.h"

#include "kernel/api/flow_routes.h"
#include "kernel/base/assert.h"
#include "kernel/http/http_messages.h"
#include "kernel/store/events.h"
#include "kernel/store/messages.h"

namespace dengyun::api {
namespace {

std::vector<store::Migration> joined(const std::vector<std::span<const store::Migration>>& parts) {
    std::vector<store::Migration> all;
    for (const auto part : parts) all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &store::Migration::number);
    return all;
}

}  // namespace

Scenario::Scenario(const std::function<void(Routes&, store::Store&)>& add_routes,
                   const std::vector<std::span<const store::Migration>>& migrations,
                   const std::vector<std::span<const Message>>& messages)
    : database_(GetParam(), joined(migrations), {}) {
    auto opened = store::Store::open({.url = database_.url()}, clock, random_);
    DENGYUN_ASSERT(opened.has_value());
    store_ = std::move(*opened);
    for (const auto part : {store::messages(), http::messages()}) messages_.add(part);
    for (const auto part : messages) messages_.add(part);
    add_routes(routes_, *store_);
    application_ = std::make_unique<Application>(
        Application::Needs{.routes = routes_,
                           .store = *store_,
                           .authenticator = authenticator_,
                           .messages = messages_,
                           .clock = clock},
        ApplicationOptions{.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});
    jobs_ = std::make_unique<store::JobRunner>(*store_, clock, random_, 1);
    jobs_->add(std::string(timer_job_kind), timer_job(routes_));
}

Scenario::~Scenario() {
    application_->stop();
    jobs_.reset();
    store_->stop();
}

Answer Scenario::send(http::Method method, std::string address, std::string body, const Caller& caller,
                      std::vector<http::Header> headers) {
    return Answer(InProcess::call(
        *application_, caller,
        {.method = method, .address = std::move(address), .body = std::move(body), .headers = std::move(headers)}));
}

Answer Scenario::patch(const std::string& address, std::string body, const Caller& caller) {
    const auto tag = get(address, caller).etag;
    return send(http::Method::patch, address, std::move(body), caller, {{"If-Match", tag}});
}

Answer Scenario::remove(const std::string& address, const Caller& caller) {
    const auto tag = get(address, caller).etag;
    return send(http::Method::delete_, address, {}, caller, {{"If-Match", tag}});
}

Answer Scenario::act(const std::string& address, std::string_view action, const Caller& caller) {
    return post(address + "/actions", fmt::format(R"({{"action":"{}"}})", action), caller);
}

std::vector<std::string> Scenario::events(Id<Organisation> organisation, std::size_t after) {
    std::vector<std::string> names;
    const auto read = store_->run_read(Scope::of(organisation, {}), [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(found, store::read_events(reader, {.after = static_cast<std::int64_t>(after)}));
        for (const auto& event : found) names.push_back(event.name);
        return {};
    });
    EXPECT_TRUE(read);
    return names;
}

}  // namespace dengyun::api
