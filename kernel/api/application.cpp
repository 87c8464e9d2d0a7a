#include "kernel/api/application.h"

#include "kernel/api/path_table.h"
#include "kernel/api/reach.h"
#include "kernel/api/worker_pool.h"
#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/http/problem.h"
#include "kernel/http/rate_limit.h"
#include "kernel/http/text.h"
#include "kernel/store/idempotency.h"

namespace dengyun::api {
namespace {

using std::chrono::steady_clock;

bool is_unsafe(http::Method method) {
    return method != http::Method::get && method != http::Method::head && method != http::Method::options;
}

// Everything that one request carries through its stages.
struct Exchange {
    Call call;
    const Route* route = nullptr;
    http::Respond respond;
    steady_clock::time_point started = steady_clock::now();
};

// A browser sends its cookie on its own; the token shows that the call comes from our page. Keys carry no cookie.
Result<> check_forgery(const http::Request& request, const Principal* principal) {
    if (principal == nullptr || principal->csrf_token.empty() || !is_unsafe(request.method)) return {};
    if (equal_in_constant_time(request.header("x-csrf-token").value_or(""), principal->csrf_token)) return {};
    return fail(ErrorKind::forbidden, "request.csrf_token_missing");
}

Result<Reply> with_kept_answer(const WriteHandler& handler, const Call& call, store::Unit& unit, std::string_view key,
                               std::string_view digest) {
    DENGYUN_TRY(kept, store::kept_answer(unit, key, digest));
    if (kept) {
        Reply reply{.status = kept->status, .body = std::move(kept->body), .location = std::move(kept->location)};
        reply.headers.push_back({"Idempotent-Replay", "true"});
        return reply;
    }
    DENGYUN_TRY(reply, handler(call, unit));
    DENGYUN_CHECK(store::keep_answer(unit, key, digest, {reply.status, reply.location, reply.body}));
    return std::move(reply);
}

// A form on another site can send JSON as text/plain, and so sign its visitor in as somebody else; it cannot say that
// it is JSON. Programs may leave the type out.
bool says_it_is_not_json(const Route& route, const http::Request& request) {
    if (route.input == nullptr || route.options.raw_body || request.body.empty()) return false;
    const auto type = request.header("content-type");
    constexpr std::string_view json = "application/json";
    if (!type) return false;
    const auto stated = http::trimmed(type->substr(0, type->find(';')));
    return !http::equal_without_case(stated, json);
}

// What a 404 of a route says: "site.not_found" on /api/v1/sites/{id} and below it, after what a GET of the item
// answers. The route decides and not what was looked up, so that a row that is there and hidden reads like none.
std::unordered_map<const Route*, std::string> not_found_codes(std::span<const Route> routes) {
    const auto item_of = [](std::string_view path) { return path.substr(0, path.rfind('}') + 1); };
    std::map<std::string_view, std::string_view> entities;
    for (const auto& route : routes)
        if (route.method == http::Method::get && route.output != nullptr && item_of(route.path) == route.path)
            entities[route.path] = route.output->name;
    std::unordered_map<const Route*, std::string> codes;
    for (const auto& route : routes)
        if (const auto entity = entities.find(item_of(route.path)); entity != entities.end())
            codes[&route] = std::string(entity->second) + ".not_found";
    return codes;
}

bool is_version_tag(std::string_view etag) { return etag.starts_with("\"v"); }

}  // namespace

class Application::Implementation {
  public:
    Implementation(Needs needs, ApplicationOptions options)
        : needs_(needs),
          options_(options),
          paths_(needs.routes.all()),
          not_found_codes_(not_found_codes(needs.routes.all())),
          by_key_(options.requests_per_second_key, options.requests_per_second_key * options.burst_seconds, keys_max,
                  needs.clock),
          by_address_(options.requests_per_second_address, options.requests_per_second_address * options.burst_seconds,
                      keys_max, needs.clock),
          pool_(options.workers, options.queue_max) {}

    void handle(std::shared_ptr<const http::Request> request, http::Respond respond);
    void upgrade(std::shared_ptr<const http::Request> request, Upgrade decide);

    Fallback fallback_;
    Observer observer_;
    struct SocketRoute {
        Access access;
        Listen listen;
    };
    std::map<std::string, SocketRoute, std::less<>> sockets_;
    std::map<std::string, Later, std::less<>> laters_;
    void stop() { pool_.stop(); }

  private:
    static constexpr std::size_t keys_max = 100'000;

    void dispatch(std::shared_ptr<Exchange> exchange);
    Result<> admit(Call& call, const Access& access);
    void write(std::shared_ptr<Exchange> exchange, const WriteHandler& handler);
    void answer(Exchange& exchange, Result<Reply> reply);
    void refuse(Exchange& exchange, Error error, std::vector<http::Header> headers = {});
    // With a status that no kind of error stands for.
    void refuse_as(Exchange& exchange, unsigned status, std::string_view code);
    void observe(const Exchange& exchange, unsigned status, const Error* error);

    Needs needs_;
    ApplicationOptions options_;
    PathTable paths_;
    const std::unordered_map<const Route*, std::string> not_found_codes_;
    http::RateLimiter by_key_;
    http::RateLimiter by_address_;
    WorkerPool pool_;
};

void Application::Implementation::handle(std::shared_ptr<const http::Request> request, http::Respond respond) {
    auto exchange = std::make_shared<Exchange>();
    exchange->respond = std::move(respond);
    auto& call = exchange->call;
    call.language = choose_language(request->header("accept-language").value_or(""));
    call.messages = &needs_.messages;
    call.request = std::move(request);

    auto match = paths_.find(call.request->method, call.request->path);
    if (match.route == nullptr && match.allowed.empty() && fallback_) {
        if (auto response = fallback_(*call.request)) {
            observe(*exchange, response->status, nullptr);
            return exchange->respond(std::move(*response));
        }
    }
    if (!by_address_.take(call.request->remote_address))
        return refuse(*exchange, Error{ErrorKind::limit, "request.rate_limited"}, {{"Retry-After", "1"}});
    if (match.route == nullptr) {
        if (match.allowed.empty()) return refuse(*exchange, Error{ErrorKind::not_found, "request.not_found"});
        std::string allow;
        for (const auto method : match.allowed) allow += (allow.empty() ? "" : ", ") + std::string(name_of(method));
        return refuse(*exchange, Error{ErrorKind::method_not_allowed, "request.method_not_allowed"},
                      {{"Allow", allow}});
    }
    exchange->route = match.route;
    if (says_it_is_not_json(*match.route, *call.request)) return refuse_as(*exchange, 415, "request.not_json");
    call.path_parameters = std::move(match.parameters);
    WorkerPool::Task task = [this, exchange] { dispatch(exchange); };
    if (!pool_.submit(task)) refuse(*exchange, Error{ErrorKind::unavailable, "request.busy"}, {{"Retry-After", "1"}});
}

Result<> Application::Implementation::admit(Call& call, const Access& access) {
    auto query = http::parse_query(call.request->query);
    if (!query) return fail(ErrorKind::invalid, "request.bad_query");
    call.query_parameters = std::move(*query);

    auto principal = needs_.authenticator.authenticate(*call.request);
    // A stale cookie must not lock anybody out of signing in again.
    if (!principal && access.kind != Access::Kind::anyone) return std::unexpected(std::move(principal).error());
    if (principal) call.principal = std::move(*principal);
    if (call.principal) {
        if (!call.request->header("accept-language")) call.language = call.principal->language;
        if (!by_key_.take(call.principal->rate_key)) return fail(ErrorKind::limit, "request.rate_limited");
    }
    DENGYUN_CHECK(check_access(access, call.principal.get()));
    return check_forgery(*call.request, call.principal.get());
}

void Application::Implementation::dispatch(std::shared_ptr<Exchange> exchange) {
    auto& call = exchange->call;
    const auto& route = *exchange->route;
    if (auto admitted = admit(call, route.access); !admitted) return refuse(*exchange, admitted.error());
    auto scope = scope_for(route, call);
    if (!scope) return refuse(*exchange, scope.error());
    call.scope = std::move(*scope);

    const auto later = route.method == http::Method::get ? laters_.find(route.path) : laters_.end();
    if (later != laters_.end()) {
        later->second(call, [this, exchange](Result<Reply> reply) { answer(*exchange, std::move(reply)); });
    } else if (const auto* read = std::get_if<ReadHandler>(&route.handler)) {
        Result<Reply> reply = Reply{};
        auto done = needs_.store.run_read(call.scope, [&](store::Reader& reader) -> Result<> {
            reply = (*read)(call, reader);
            return {};
        });
        if (!done) reply = std::unexpected(std::move(done).error());
        answer(*exchange, std::move(reply));
    } else if (const auto* handler = std::get_if<WriteHandler>(&route.handler)) {
        write(std::move(exchange), *handler);
    } else {
        answer(*exchange, std::get<WorkHandler>(route.handler)(call, needs_.store));
    }
}

void Application::Implementation::write(std::shared_ptr<Exchange> exchange, const WriteHandler& handler) {
    const auto& call = exchange->call;
    std::string key;
    std::string digest;
    if (call.request->method == http::Method::post && call.principal) {
        key = call.request->header("idempotency-key").value_or("");
        constexpr std::size_t key_length_max = 100;
        if (key.size() > key_length_max)
            return refuse(*exchange, Error{ErrorKind::invalid, "request.bad_idempotency_key"});
        if (!key.empty())
            digest = sha256_hex(call.request->path + '?' + call.request->query + '\n' + call.request->body);
    }
    auto reply = std::make_shared<Reply>();
    auto work = [exchange, reply, &handler, key, digest](store::Unit& unit) -> Result<> {
        auto made =
            key.empty() ? handler(exchange->call, unit) : with_kept_answer(handler, exchange->call, unit, key, digest);
        if (!made) return std::unexpected(std::move(made).error());
        *reply = std::move(*made);
        return {};
    };
    auto done = [this, exchange, reply](Result<> outcome) {
        if (outcome)
            answer(*exchange, std::move(*reply));
        else
            refuse(*exchange, outcome.error());
    };
    needs_.store.submit_write(call.scope, std::move(work), std::move(done));
}

void Application::Implementation::answer(Exchange& exchange, Result<Reply> reply) {
    if (!reply) return refuse(exchange, reply.error());
    const auto& request = *exchange.call.request;
    http::Response response{.status = reply->status, .content_type = std::move(reply->content_type)};
    response.headers = std::move(reply->headers);
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    if (!reply->location.empty()) response.headers.push_back({"Location", std::move(reply->location)});
    // The version of a row is for If-Match. It says neither which row stands at this address now nor who looks at it,
    // so that only what is tagged by its content can be told to be unchanged.
    const bool unchanged = reply->status == 200 && !is_version_tag(reply->etag) && !reply->etag.empty() &&
                           request.header("if-none-match") == std::string_view(reply->etag);
    if (!reply->etag.empty()) response.headers.push_back({"ETag", std::move(reply->etag)});
    if (unchanged)
        response.status = 304;
    else
        response.body = std::move(reply->body);
    observe(exchange, response.status, nullptr);
    exchange.respond(std::move(response));
}

void Application::Implementation::refuse(Exchange& exchange, Error error, std::vector<http::Header> headers) {
    if (error.code == "request.not_found")
        if (const auto code = not_found_codes_.find(exchange.route); code != not_found_codes_.end())
            error.code = code->second;
    auto response = http::problem(error, needs_.messages, exchange.call.language, exchange.call.request->request_id);
    for (auto& header : headers) response.headers.push_back(std::move(header));
    response.headers.push_back({"Cache-Control", "no-store"});
    observe(exchange, response.status, &error);
    exchange.respond(std::move(response));
}

void Application::Implementation::refuse_as(Exchange& exchange, unsigned status, std::string_view code) {
    const Error error{ErrorKind::invalid, std::string(code)};
    auto response =
        http::refusal(status, code, needs_.messages, exchange.call.language, exchange.call.request->request_id);
    response.headers.push_back({"Cache-Control", "no-store"});
    observe(exchange, response.status, &error);
    exchange.respond(std::move(response));
}

void Application::Implementation::observe(const Exchange& exchange, unsigned status, const Error* error) {
    if (!observer_) return;
    const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - exchange.started);
    const auto& call = exchange.call;
    observer_({.request = call.request.get(),
               .route = exchange.route == nullptr ? std::string_view("-") : std::string_view(exchange.route->path),
               .status = status,
               .duration = duration,
               .error = error,
               .actor_name = call.principal ? std::string_view(call.principal->actor.name) : std::string_view{}});
}

void Application::Implementation::upgrade(std::shared_ptr<const http::Request> request, Upgrade decide) {
    struct Pending {
        Call call;
        Upgrade decide;
    };
    auto pending = std::make_shared<Pending>();
    pending->decide = std::move(decide);
    pending->call.request = std::move(request);
    pending->call.messages = &needs_.messages;
    const auto refuse_with = [this](Pending& waiting, const Error& error) {
        waiting.decide(http::problem(error, needs_.messages, waiting.call.language, waiting.call.request->request_id));
    };
    if (!by_address_.take(pending->call.request->remote_address))
        return refuse_with(*pending, Error{ErrorKind::limit, "request.rate_limited"});
    const auto found = sockets_.find(pending->call.request->path);
    if (found == sockets_.end()) return refuse_with(*pending, Error{ErrorKind::not_found, "request.not_found"});
    WorkerPool::Task task = [this, pending, refuse_with, &route = found->second] {
        auto& call = pending->call;
        if (auto admitted = admit(call, route.access); !admitted) return refuse_with(*pending, admitted.error());
        if (call.principal) call.scope = Scope::of(call.principal->organisation, call.principal->actor);
        auto listener = route.listen(call);
        if (!listener) return refuse_with(*pending, listener.error());
        pending->decide(std::move(*listener));
    };
    if (!pool_.submit(task)) refuse_with(*pending, Error{ErrorKind::unavailable, "request.busy"});
}

Application::Application(Needs needs, ApplicationOptions options)
    : implementation_(std::make_unique<Implementation>(needs, options)) {}
Application::~Application() = default;
void Application::set_fallback(Fallback fallback) { implementation_->fallback_ = std::move(fallback); }
void Application::set_observer(Observer observer) { implementation_->observer_ = std::move(observer); }
void Application::add_socket(std::string path, Access access, Listen listen) {
    implementation_->sockets_.insert_or_assign(std::move(path), Implementation::SocketRoute{access, std::move(listen)});
}
void Application::add_later(std::string path, Later later) {
    implementation_->laters_.insert_or_assign(std::move(path), std::move(later));
}
void Application::handle(std::shared_ptr<const http::Request> request, http::Respond respond) {
    implementation_->handle(std::move(request), std::move(respond));
}
void Application::upgrade(std::shared_ptr<const http::Request> request, Upgrade decide) {
    implementation_->upgrade(std::move(request), std::move(decide));
}
void Application::stop() { implementation_->stop(); }

}  // namespace dengyun::api
