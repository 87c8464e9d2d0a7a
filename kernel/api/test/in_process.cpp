#include "kernel/api/test/in_process.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <future>
#include <unistd.h>

#include "kernel/base/assert.h"
#include "kernel/http/http_messages.h"
#include "kernel/store/messages.h"

namespace dengyun::api {
namespace {

constexpr std::string_view caller_header = "authorization";  // "member 11 owner 1011", "key 11 a.read b.edit"

std::string statement_of(const Caller& caller) {
    if (caller.kind == Caller::Kind::member) {
        const auto user = caller.user ? caller.user.value : 1000 + caller.organisation.value;
        return fmt::format("member {} {} {}", caller.organisation.value, meta::name_of(*caller.role), user);
    }
    std::string text = fmt::format("key {}", caller.organisation.value);
    for (const auto& permission : caller.permissions) text += ' ' + permission;
    return text;
}

std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    DENGYUN_ASSERT(std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size());
    return number;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto space = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, space));
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return words;
}

}  // namespace

Caller member(Role role, std::int64_t organisation, Id<User> user) {
    return {.kind = Caller::Kind::member, .organisation = {organisation}, .role = role, .user = user};
}
Caller key(std::vector<std::string> permissions, std::int64_t organisation) {
    return {Caller::Kind::key, {organisation}, std::nullopt, std::move(permissions)};
}

Result<std::shared_ptr<const Principal>> StatedAuthenticator::authenticate(const http::Request& request) {
    const auto stated = request.header(caller_header);
    if (!stated) return std::shared_ptr<const Principal>{};
    if (ended_) return fail(ErrorKind::unauthenticated, "request.unauthenticated");
    const auto words = words_of(*stated);
    // Other proofs (a device's token) name nobody.
    if (words.empty() || (words[0] != "member" && words[0] != "key")) return std::shared_ptr<const Principal>{};
    DENGYUN_ASSERT(words.size() >= 2);
    auto principal = std::make_shared<Principal>();
    principal->organisation = {number_of(words[1])};
    const bool is_member = words[0] == "member";
    principal->actor = {is_member ? ActorKind::user : ActorKind::api_key, 1, std::string(*stated)};
    principal->rate_key = *stated;
    if (is_member) {
        principal->user = {number_of(words.at(3))};
        principal->actor.id = principal->user.value;
        principal->session_id = 1;
        const auto role = meta::value_of<Role>(words.at(2));
        for (const auto& permission : routes_.permissions())
            if (permission.roles.contains(*role)) principal->permissions.emplace_back(permission.name);
    } else {
        principal->permissions.assign(words.begin() + 2, words.end());
    }
    if (bare_) principal->permissions.clear();
    std::ranges::sort(principal->permissions);
    return principal;
}

InProcess::InProcess(const std::function<void(Routes&)>& add_routes, std::span<const store::Migration> migrations,
                     std::span<const Message> messages) {
    static std::atomic<int> count = 0;
    folder_ = std::filesystem::temp_directory_path() / fmt::format("dengyun-api-{}-{}", getpid(), ++count);
    std::filesystem::create_directories(folder_);
    auto opened = store::Store::open({.url = "sqlite:" + (folder_ / "a.db").string()}, clock_, random_);
    DENGYUN_ASSERT(opened);
    store_ = std::move(*opened);
    migrations_.assign(store::migrations().begin(), store::migrations().end());
    for (auto migration : migrations) {
        migration.number = static_cast<int>(migrations_.size()) + 1;
        migrations_.push_back(migration);
    }
    DENGYUN_ASSERT(store::migrate(*store_, migrations_));
    for (const auto& part : {store::messages(), http::messages(), messages}) messages_.add(part);
    add_routes(routes_);
    application_ = std::make_unique<Application>(
        Application::Needs{.routes = routes_,
                           .store = *store_,
                           .authenticator = authenticator_,
                           .messages = messages_,
                           .clock = clock_},
        ApplicationOptions{.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});
}

InProcess::~InProcess() {
    application_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
}

http::Request request_of(const Caller& caller, const InProcessCall& call) {
    http::Request request{.method = call.method,
                          .headers = call.headers,
                          .body = call.body,
                          .request_id = "test",
                          .remote_address = "127.0.0.1"};
    const auto mark = call.address.find('?');
    request.path = call.address.substr(0, mark);
    if (mark != std::string::npos) request.query = call.address.substr(mark + 1);
    if (caller.kind != Caller::Kind::stranger)
        request.headers.push_back({std::string(caller_header), statement_of(caller)});
    return request;
}

http::Response InProcess::call(const Caller& caller, const InProcessCall& call) {
    return InProcess::call(*application_, caller, call);
}

http::Response InProcess::call(http::Application& application, const Caller& caller, const InProcessCall& call) {
    // Shared: the thread that answers may still be about it when the answer is here already.
    const auto answered = std::make_shared<std::promise<http::Response>>();
    auto answer = answered->get_future();
    application.handle(std::make_shared<const http::Request>(request_of(caller, call)),
                       [answered](http::Response response) { answered->set_value(std::move(response)); });
    return answer.get();
}

std::string text_member(std::string_view json, std::string_view name) {
    const auto value = meta::parse_json(json);
    const auto* object = value ? value->if_object() : nullptr;
    const auto* member = object == nullptr ? nullptr : object->if_contains(name);
    const auto* text = member == nullptr ? nullptr : member->if_string();
    return text == nullptr ? std::string() : std::string(*text);
}

}  // namespace dengyun::api
