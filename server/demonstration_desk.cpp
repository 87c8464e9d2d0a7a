#include "server/demonstration_desk.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <future>

#include "kernel/base/assert.h"

namespace dengyun::server {

// Whoever sits at the desk now.
class Desk::Present final : public api::Authenticator {
  public:
    explicit Present(const api::Routes& routes) : routes_(routes) {}
    void seat(const Member& who) {
        auto principal = std::make_shared<api::Principal>();
        principal->actor = {ActorKind::user, 0, who.name};
        principal->organisation = who.organisation;
        principal->rate_key = "demonstration";
        for (const auto& permission : routes_.permissions())
            if (permission.roles.contains(who.role)) principal->permissions.emplace_back(permission.name);
        std::ranges::sort(principal->permissions);
        principal_ = std::move(principal);
    }
    Result<std::shared_ptr<const api::Principal>> authenticate(const http::Request&) override { return principal_; }

  private:
    const api::Routes& routes_;
    std::shared_ptr<const api::Principal> principal_;
};

Desk::Desk(Platform& platform)
    : present_(std::make_unique<Present>(platform.routes())),
      application_(std::make_unique<api::Application>(
          api::Application::Needs{.routes = platform.routes(),
                                  .store = platform.store(),
                                  .authenticator = *present_,
                                  .messages = platform.messages(),
                                  .clock = platform.clock()},
          api::ApplicationOptions{.workers = 1, .requests_per_second_key = 0, .requests_per_second_address = 0})) {}

Desk::~Desk() { application_->stop(); }

Desk::Answer Desk::send(const Member& who, http::Request request) {
    present_->seat(who);
    request.request_id = "demonstration";
    if (const auto mark = request.path.find('?'); mark != std::string::npos) {
        request.query = request.path.substr(mark + 1);
        request.path.resize(mark);
    }
    const auto what = std::string(http::name_of(request.method)) + ' ' + request.path + ' ' + request.body;
    // Shared: the thread that answers may still be about it when the answer is here already.
    const auto answered = std::make_shared<std::promise<http::Response>>();
    auto answer = answered->get_future();
    application_->handle(std::make_shared<const http::Request>(std::move(request)),
                         [answered](http::Response response) { answered->set_value(std::move(response)); });
    const auto response = answer.get();
    if (response.body.empty() && response.status < 300) return boost::json::object();
    DENGYUN_TRY(json, meta::parse_json(response.body));
    if (response.status >= 300)
        return fail(ErrorKind::conflict, text_of(json.as_object(), "code"), {},
                    who.name + ": " + what + " -> " + response.body);
    return std::move(json.as_object());
}

Desk::Answer Desk::get(const Member& who, std::string address) { return send(who, {.path = std::move(address)}); }

Desk::Answer Desk::post(const Member& who, std::string address, boost::json::object body) {
    return send(who, {.method = http::Method::post, .path = std::move(address), .body = boost::json::serialize(body)});
}

Desk::Answer Desk::act(const Member& who, const std::string& address, std::string_view action,
                       std::string_view reason) {
    boost::json::object body{{"action", action}};
    if (!reason.empty()) body["reason"] = reason;
    return post(who, address + "/actions", std::move(body));
}

Desk::Answer Desk::change(const Member& who, const std::string& address, boost::json::object body) {
    DENGYUN_TRY(now, get(who, address));
    return send(who, {.method = http::Method::patch,
                      .path = address,
                      .headers = {{"If-Match", api::version_tag(number_of(now, "version"))}},
                      .body = boost::json::serialize(body)});
}

std::string text_of(const boost::json::object& answer, std::string_view name) {
    const auto* value = answer.if_contains(name);
    return value == nullptr || !value->is_string() ? std::string() : std::string(value->as_string());
}

std::int64_t number_of(const boost::json::object& answer, std::string_view name) {
    const auto* value = answer.if_contains(name);
    DENGYUN_ASSERT(value != nullptr && value->is_int64());
    return value->as_int64();
}

bool is_set(const boost::json::object& answer, std::string_view name) {
    const auto* value = answer.if_contains(name);
    return value != nullptr && value->is_bool() && value->as_bool();
}

Instant time_of(const boost::json::object& answer, std::string_view name) {
    const auto at = parse_instant(text_of(answer, name));
    DENGYUN_ASSERT(at.has_value());
    return *at;
}

const boost::json::array& list_of(const boost::json::object& answer, std::string_view name) {
    return answer.at(name).as_array();
}

}  // namespace dengyun::server
