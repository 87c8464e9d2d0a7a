#include "modules/identity/test/platform.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <future>

namespace dengyun::identity::test {
namespace {

void add_once(MessageCatalogue& catalogue, std::span<const Message> messages) {
    for (const auto& message : messages)
        if (!catalogue.contains(message.code)) catalogue.add({&message, 1});
}

}  // namespace

std::string Answer::header(std::string_view name) const {
    for (const auto& header : headers)
        if (header.name == name) return header.value;
    return {};
}

std::string Answer::at(std::string_view pointer) const {
    boost::system::error_code error;
    const auto* found = json.find_pointer(pointer, error);
    if (found == nullptr) return {};
    return found->is_string() ? std::string(found->get_string()) : boost::json::serialize(*found);
}

std::string Answer::code() const { return at("/code"); }

std::string Answer::issue(std::string_view field) const {
    const auto* object = json.if_object();
    const auto* issues = object == nullptr ? nullptr : object->if_contains("issues");
    if (issues == nullptr || !issues->is_array()) return {};
    for (const auto& issue : issues->get_array())
        if (issue.at("field").get_string() == field) return std::string(issue.at("code").get_string());
    return {};
}

IdentityOptions Platform::cheap_options() {
    IdentityOptions options;
    options.password_hash = {.memory_bytes = 8192, .passes = 1, .at_once_max = 2, .waiting_max = 8};
    options.public_url = "https://dengyun.example";
    return options;
}

Platform::Platform(store::test::Kind kind, IdentityOptions options)
    : database_(std::make_unique<store::test::Database>(kind, migrations(), std::span<const meta::Entity* const>{})) {
    auto opened = store::Store::open({.url = database_->url()}, clock, random);
    if (!opened) throw std::runtime_error("store: " + opened.error().detail);
    store = std::move(*opened);
    add_once(messages, identity::messages());
    restart(std::move(options));
}

void Platform::restart(IdentityOptions options) {
    application.reset();
    identity = std::make_unique<Identity>(Identity::Needs{*store, clock, random, mail, std::string(32, 'k')}, options);
    routes = {};
    identity->add_routes(routes);
    application = std::make_unique<api::Application>(
        api::Application::Needs{routes, *store, *identity, messages, clock}, api::ApplicationOptions{.workers = 4});
}

Platform::~Platform() {
    application->stop();
    identity->stop();
    store->stop();
}

Answer Platform::send(http::Request request) {
    request.request_id = "test";
    std::promise<http::Response> promise;
    auto future = promise.get_future();
    application->handle(std::make_shared<const http::Request>(std::move(request)),
                        [&promise](http::Response response) { promise.set_value(std::move(response)); });
    auto response = future.get();
    Answer answer{.status = response.status,
                  .json = {},
                  .text = std::move(response.body),
                  .headers = std::move(response.headers)};
    boost::system::error_code error;
    if (!answer.text.empty()) answer.json = boost::json::parse(answer.text, error);
    return answer;
}

Platform::Founded Platform::found(const std::string& login, OrganisationKind kind, std::vector<std::string> roles) {
    const auto hash = identity->hash_password(password, login);
    if (!hash) throw std::runtime_error(hash.error().code);
    auto founded = store->write<Founded>(Scope::system("test"), [&](store::Unit& unit) -> Result<Founded> {
        DENGYUN_TRY(organisation, create_organisation(unit, {.name = login + " 厂", .kind = kind}));
        DENGYUN_TRY(user, create_user_with_membership(unit, {.organisation = organisation.id,
                                                             .login = login,
                                                             .display_name = login + " 先生",
                                                             .email = login + "@example.cn",
                                                             .password_hash = *hash,
                                                             .roles = roles}));
        return Founded{organisation.id, user.id};
    });
    if (!founded) throw std::runtime_error(founded.error().code + founded.error().detail);
    return *founded;
}

std::vector<std::string> Platform::event_names(Id<Organisation> organisation) {
    std::vector<std::string> names;
    const auto events = store->read<std::vector<store::Event>>(
        Scope::of(organisation, {}), [](store::Reader& reader) { return store::read_events(reader, {.limit = 200}); });
    if (!events) throw std::runtime_error(events.error().detail);
    for (const auto& event : *events) names.push_back(event.name);
    return names;
}

std::string Platform::all_event_data(Id<Organisation> organisation) {
    std::string data;
    const auto events = store->read<std::vector<store::Event>>(
        Scope::of(organisation, {}), [](store::Reader& reader) { return store::read_events(reader, {.limit = 200}); });
    for (const auto& event : *events) data += event.data + '\n';
    return data;
}

std::unique_ptr<Identity> Platform::another_identity(api::Routes& other_routes) {
    auto other =
        std::make_unique<Identity>(Identity::Needs{*store, clock, random, mail, std::string(32, 'k')}, cheap_options());
    other->add_routes(other_routes);
    return other;
}

Answer Client::call(http::Method method, const std::string& path, const std::string& json, const std::string& etag) {
    http::Request request{.method = method, .path = path, .body = json, .remote_address = address};
    if (const auto question = path.find('?'); question != std::string::npos) {
        request.query = path.substr(question + 1);
        request.path = path.substr(0, question);
    }
    request.headers.push_back({"User-Agent", "Test/1.0"});
    if (!json.empty()) request.headers.push_back({"Content-Type", "application/json"});
    if (!cookie.empty()) request.headers.push_back({"Cookie", "dengyun_session=" + cookie});
    if (!csrf.empty()) request.headers.push_back({"X-CSRF-Token", csrf});
    if (!bearer.empty()) request.headers.push_back({"Authorization", "Bearer " + bearer});
    if (!etag.empty()) request.headers.push_back({"If-Match", etag});
    auto answer = platform_.send(std::move(request));
    constexpr std::string_view name = "dengyun_session=";
    if (const auto set = answer.header("Set-Cookie"); set.starts_with(name)) {
        cookie = set.substr(name.size(), set.find(';') - name.size());
        csrf = answer.at("/csrf_token");
    }
    return answer;
}

Answer Client::get(const std::string& path) { return call(http::Method::get, path, {}, {}); }
Answer Client::post(const std::string& path, const std::string& json) {
    return call(http::Method::post, path, json, {});
}
Answer Client::patch(const std::string& path, const std::string& json, const std::string& etag) {
    return call(http::Method::patch, path, json, etag);
}
Answer Client::remove(const std::string& path, const std::string& etag) {
    return call(http::Method::delete_, path, {}, etag);
}

Answer Client::sign_in(const std::string& login, std::string_view password, const std::string& code) {
    boost::json::object body{{"login", login}, {"password", password}};
    if (!code.empty()) body["totp_code"] = code;
    return post("/api/v1/session", boost::json::serialize(body));
}

}  // namespace dengyun::identity::test
