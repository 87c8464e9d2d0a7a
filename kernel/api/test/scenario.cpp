#include "kernel/api/test/scenario.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "kernel/api/flow_routes.h"
#include "kernel/base/assert.h"
#include "kernel/http/http_messages.h"
#include "kernel/store/events.h"
#include "kernel/store/messages.h"

namespace dengyun::api {
namespace {

namespace json = boost::json;

std::vector<store::Migration> joined(const std::vector<std::span<const store::Migration>>& parts) {
    std::vector<store::Migration> all;
    for (const auto part : parts) all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &store::Migration::number);
    return all;
}

}  // namespace

std::string Answer::text(std::string_view member) const {
    const auto* object = json.if_object();
    const auto* value = object == nullptr ? nullptr : object->if_contains(member);
    if (value == nullptr || value->is_null()) return {};
    if (const auto* string = value->if_string()) return std::string(*string);
    return json::serialize(*value);
}

std::string Answer::issues() const {
    std::string text;
    const auto* issues = json.is_object() ? json.as_object().if_contains("issues") : nullptr;
    if (issues == nullptr) return text;
    for (const auto& issue : issues->as_array()) {
        if (!text.empty()) text += ' ';
        text += std::string(issue.at("field").as_string()) + ':' + std::string(issue.at("code").as_string());
    }
    return text;
}

std::string Answer::actions() const {
    std::string text;
    for (const auto& action : json.at("actions").as_array())
        text += (text.empty() ? "" : " ") + std::string(action.as_string());
    return text;
}

std::vector<std::string> Answer::all(std::string_view member) const {
    std::vector<std::string> values;
    for (const auto& item : json.at("items").as_array()) {
        const auto& value = item.at(member);
        values.push_back(value.is_string() ? std::string(value.as_string()) : json::serialize(value));
    }
    return values;
}

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
    const auto given = InProcess::call(
        *application_, caller,
        {.method = method, .address = std::move(address), .body = std::move(body), .headers = std::move(headers)});
    Answer answer{.status = given.status, .json = {}, .body = given.body, .etag = {}};
    for (const auto& header : given.headers)
        if (header.name == "ETag") answer.etag = header.value;
    if (given.content_type.ends_with("json") && !given.body.empty()) answer.json = meta::parse_json(given.body).value();
    return answer;
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
