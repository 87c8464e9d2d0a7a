#include "modules/identity/test/platform.h"

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <future>

#include "kernel/base/digest.h"

namespace dengyun::store {
std::span<const Migration> migrations();
}

namespace dengyun::identity::testing {
namespace {

const char* server_address() { return std::getenv("DENGYUN_TEST_POSTGRESQL"); }

// Runs one statement as the server's administrator.
void administer(const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(server_address()), &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), &PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) ADD_FAILURE() << sql << ": " << PQerrorMessage(connection.get());
}

// The same server as an ordinary role, so that row-level security holds.
std::string address_of(const std::string& role, const std::string& database) {
    std::string address = server_address();
    const auto at = address.find('@');
    const auto slash = address.find('/', at);
    const auto question = address.find('?', slash);
    const auto rest = question == std::string::npos ? std::string() : address.substr(question);
    return "postgresql://" + role + address.substr(at, slash - at) + '/' + database + rest;
}

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto& migration : store::migrations()) all.push_back(migration);
    for (const auto& migration : migrations()) all.push_back(migration);
    return all;
}

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

std::vector<Database> databases() {
    if (server_address() == nullptr) return {Database::sqlite};
    return {Database::sqlite, Database::postgresql};
}

std::string name_of(Database database) { return database == Database::sqlite ? "sqlite" : "postgresql"; }

IdentityOptions Platform::cheap_options() {
    IdentityOptions options;
    options.password_hash = {.memory_bytes = 8192, .passes = 1, .at_once_max = 2, .waiting_max = 8};
    options.public_url = "https://dengyun.example";
    return options;
}

Platform::Platform(Database database, IdentityOptions options) {
    std::string url;
    const auto name = hex(random.token(6));
    if (database == Database::sqlite) {
        folder_ = std::filesystem::temp_directory_path() / fmt::format("dengyun-identity-{}-{}", getpid(), name);
        std::filesystem::create_directories(folder_);
        url = "sqlite:" + (folder_ / "test.db").string();
    } else {
        database_name_ = "identity_" + name;
        administer("CREATE ROLE " + database_name_ + " LOGIN NOSUPERUSER");
        administer("CREATE DATABASE " + database_name_ + " OWNER " + database_name_);
        url = address_of(database_name_, database_name_);
    }
    auto opened = store::Store::open({.url = url}, clock, random);
    if (!opened) throw std::runtime_error("store: " + opened.error().detail);
    store = std::move(*opened);
    if (auto done = store::migrate(*store, all_migrations()); !done) throw std::runtime_error("migrate: " + done.error().detail);
    add_once(messages, identity::messages());
    restart(std::move(options));
}

void Platform::restart(IdentityOptions options) {
    application.reset();
    identity = std::make_unique<Identity>(Identity::Needs{*store, clock, random, mail, std::string(32, 'k')}, options);
    routes = {};
    identity->add_routes(routes);
    application = std::make_unique<api::Application>(api::Application::Needs{routes, *store, *identity, messages, clock},
                                                     api::ApplicationOptions{.workers = 4});
}

Platform::~Platform() {
    application->stop();
    identity->stop();
    store->stop();
    application.reset();
    identity.reset();
    store.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    if (!database_name_.empty()) {
        administer("DROP DATABASE " + database_name_);
        administer("DROP ROLE " + database_name_);
    }
}

Answer Platform::send(http::Request request) {
    request.request_id = "test";
    std::promise<http::Response> promise;
    auto future = promise.get_future();
    application->handle(std::make_shared<const http::Request>(std::move(request)),
                        [&promise](http::Response response) { promise.set_value(std::move(response)); });
    auto response = future.get();
    Answer answer{.status = response.status, .json = {}, .text = std::move(response.body), .headers = std::move(response.headers)};
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
    auto other = std::make_unique<Identity>(Identity::Needs{*store, clock, random, mail, std::string(32, 'k')}, cheap_options());
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
Answer Client::post(const std::string& path, const std::string& json) { return call(http::Method::post, path, json, {}); }
Answer Client::patch(const std::string& path, const std::string& json, const std::string& etag) {
    return call(http::Method::patch, path, json, etag);
}
Answer Client::remove(const std::string& path, const std::string& etag) { return call(http::Method::delete_, path, {}, etag); }

Answer Client::sign_in(const std::string& login, std::string_view password, const std::string& code) {
    boost::json::object body{{"login", login}, {"password", password}};
    if (!code.empty()) body["totp_code"] = code;
    return post("/api/v1/session", boost::json::serialize(body));
}

}  // namespace dengyun::identity::testing
