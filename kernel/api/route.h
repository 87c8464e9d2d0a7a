#pragma once
// Typed routes: a path, who may call it, what goes in and out, and a plain function. The registry is the one source of
// the dispatcher, the OpenAPI document, the permission test and the reference page.
//
//   routes.get<Enterprise>("/api/v1/enterprises/{id}", needs("enterprise.read"), {"查看企业", "Read an enterprise"},
//       [](const Call& call, store::Reader& reader) -> Result<Enterprise> { … });
//
// Which function a handler is decides how it runs:
//   (const Call&, store::Reader&)            on a worker, on a snapshot
//   (const Call&, store::Unit&, const In&)   as a unit of work: committed together with its events, then answered
//   (const Call&, store::Store&, const In&)  on a worker and outside a unit, for slow things (hashing, partners)
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/api/call.h"
#include "kernel/api/export_rows.h"
#include "kernel/api/notice.h"
#include "kernel/api/permission.h"
#include "kernel/api/task.h"
#include "kernel/flow/state_table.h"
#include "kernel/http/http.h"
#include "kernel/store/store.h"

namespace dengyun::api {

// Who may call. Every route says it; there is no default.
struct Access {
    enum class Kind { anyone, signed_in, permission };
    Kind kind;
    std::string_view permission{};
};
inline constexpr Access anyone{Access::Kind::anyone};
inline constexpr Access signed_in{Access::Kind::signed_in};
constexpr Access needs(std::string_view permission) { return {Access::Kind::permission, permission}; }

// What the handler's unit can see and write.
enum class Reach {
    own,    // the caller's organisation
    all,    // reads every organisation, writes its own: directories, platform roles
    party,  // the organisation that the query parameter `organisation_id` names, else the own: a platform role moves a
            // document of the other side. The handler checks the permission that the state table asks for.
    crossing,  // reads and writes both sides of a document and the books between them, in the caller's name. The
               // handler checks what each side may do.
    system,    // the platform's own work, in the name of the route: sign-in, registration
};

using ReadHandler = std::function<Result<Reply>(const Call&, store::Reader&)>;
using WriteHandler = std::function<Result<Reply>(const Call&, store::Unit&)>;
using WorkHandler = std::function<Result<Reply>(const Call&, store::Store&)>;

struct RouteOptions {
    Reach reach = Reach::own;
    std::string_view list_of{};  // query parameters of a list: the entity whose filters and sorts it takes
    std::vector<std::pair<std::string_view, Label>> parameters{};  // further query parameters
    bool raw_body = false;                                         // the body is bytes and not JSON
    bool exported = false;  // a list: also as {path}.csv and {path}.xlsx, see export_rows.h
};

struct Route {
    http::Method method;
    std::string path;  // "/api/v1/sites/{id}"
    Access access;
    Label summary;
    RouteOptions options;
    const meta::Entity* input = nullptr;
    meta::Mode input_mode = meta::Mode::create;
    const meta::Entity* output = nullptr;
    bool output_is_page = false;
    const flow::StateTable* states = nullptr;  // of the output: its answers carry `actions`
    bool warns = false;                        // its answers carry `warnings`
    unsigned success_status = 200;
    std::variant<ReadHandler, WriteHandler, WorkHandler> handler;
};

struct Nothing {};  // no input, or no output (204)

class Routes {
  public:
    // Answers one described structure.
    template <class Out, class Handler>
    void get(std::string path, Access access, Label summary, Handler handler, RouteOptions options = {}) {
        add<Nothing, Out>(http::Method::get, std::move(path), access, summary, std::move(handler), std::move(options),
                          200);
    }
    // Answers a store::Page<Out> as {"items":[…],"next":…}; where the options say so also as files.
    template <class Out, class Handler>
    void list(std::string path, Access access, Label summary, Handler handler, RouteOptions options = {});
    // 201 where the answer is a new stored entity (with Location: path/id), 200 for another structure or where the path
    // ends in a verb ("/actions"), 204 for Nothing.
    template <class In, class Out, class Handler>
    void post(std::string path, Access access, Label summary, Handler handler, RouteOptions options = {});
    // `In` is the entity: the handler takes a const meta::Patch<In>&; or another structure, read as a change of it.
    template <class In, class Out, class Handler>
    void patch(std::string path, Access access, Label summary, Handler handler, RouteOptions options = {}) {
        add<In, Out, meta::Mode::change>(http::Method::patch, std::move(path), access, summary, std::move(handler),
                                         std::move(options), 200);
    }
    template <class Handler>
    void remove(std::string path, Access access, Label summary, Handler handler, RouteOptions options = {}) {
        add<Nothing, Nothing>(http::Method::delete_, std::move(path), access, summary, std::move(handler),
                              std::move(options), 204);
    }
    // Anything else: the handler answers a Reply itself.
    void add(Route route);

    [[nodiscard]] std::span<const Route> all() const { return routes_; }

    // What the routes stand on, for /api/v1/meta and the checks at start-up.
    void declare(std::span<const Permission> permissions);
    void declare(const meta::Entity& entity, const flow::StateTable* states = nullptr);
    [[nodiscard]] std::span<const Permission> permissions() const { return permissions_; }
    struct Declared {
        const meta::Entity* entity;
        const flow::StateTable* states;
    };
    [[nodiscard]] std::span<const Declared> entities() const { return entities_; }

    // What waits for people, and what they are told about; see task.h and notice.h.
    void declare(TaskSource source);
    void declare(std::span<const Notice> notices);
    [[nodiscard]] std::span<const TaskSource> task_sources() const { return task_sources_; }
    [[nodiscard]] std::span<const Notice> notices() const { return notices_; }

    // What the system does when a timer of a state table fires; see flow_routes.h.
    using FireTimer = std::function<Result<>(store::Unit&, std::int64_t id, std::int64_t state, std::int64_t action)>;
    void add_timer(std::string_view entity, FireTimer fire);
    [[nodiscard]] const FireTimer* timer_of(std::string_view entity) const;

  private:
    template <class Out, class Handler>
    void add_export(const std::string& path, Access access, const Handler& handler, const RouteOptions& options,
                    sheet::Format format);
    template <class In, class Out, meta::Mode mode = meta::Mode::create, class Handler>
    void add(http::Method method, std::string path, Access access, Label summary, Handler handler, RouteOptions options,
             unsigned status);

    std::vector<Route> routes_;
    std::vector<Permission> permissions_;
    std::vector<Declared> entities_;
    std::vector<TaskSource> task_sources_;
    std::vector<Notice> notices_;
    std::map<std::string_view, FireTimer> timers_;
};

// The list query of a call: limit, after, sort, q, and a filter per other parameter that the route does not declare.
[[nodiscard]] Result<store::Query> list_query(const Call& call, const RouteOptions& options);

// ---------------------------------------------------------------------------------------------------------------------

// An entity with a state table names it as `static const flow::StateTable states` and holds `status`.
template <class E>
concept Stateful = requires(const E& entity) {
    { E::states } -> std::convertible_to<const flow::StateTable&>;
    entity.status;
};
// An entity that can be right and yet odd: its warnings travel with the answer and refuse nothing.
template <class E>
concept Warning = requires(const E& entity) {
    { warnings_of(entity) } -> std::same_as<std::vector<Issue>>;
};

namespace detail {

// "列出厂区" / "List site": labels live as long as the registry, which is the process.
[[nodiscard]] Label joined(const Label& verb, const Label& noun);

void write_actions(std::string& out, const flow::StateTable& table, std::int64_t status, const void* entity,
                   Id<Organisation> owner, const Call& call, Instant now);
void write_warnings(std::string& out, const std::vector<Issue>& warnings, const Call& call);

// Whose eyes an answer is for: private fields of another organisation's row are not shown, whatever the caller may see
// at home, except to those who hold "platform.see_private".
[[nodiscard]] const meta::Viewer& viewer_of(const Call& call, Id<Organisation> owner);

template <class Out>
const meta::Viewer& viewer_for(const Call& call, const Out& answer) {
    if constexpr (requires { answer.organisation_id; })
        return viewer_of(call, answer.organisation_id);
    else
        return call.viewer();
}

template <class Out>
void write_answer(std::string& out, const Out& answer, const Call& call, Instant now) {
    meta::write_json(out, Out::description, &answer, viewer_for(call, answer));
    if constexpr (Stateful<Out>) {
        write_actions(out, Out::states, static_cast<std::int64_t>(answer.status), &answer, answer.organisation_id, call,
                      now);
    }
    if constexpr (Warning<Out>) write_warnings(out, warnings_of(answer), call);
}

template <class Out>
Reply reply_with(const Out& answer, const Call& call, Instant now, unsigned status) {
    Reply reply{.status = status};
    if constexpr (!std::same_as<Out, Nothing>) {
        reply.body.reserve(1024);
        write_answer(reply.body, answer, call, now);
        if constexpr (requires { answer.version; }) reply.etag = version_tag(answer.version);
        if constexpr (requires {
                          answer.id;
                          answer.version;
                      }) {
            if (status == 201) reply.location = call.request->path + '/' + to_text(answer.id);
        }
    }
    return reply;
}

template <class In, meta::Mode mode>
auto read_input(const Call& call) {
    if constexpr (mode == meta::Mode::change && requires { In::description; }) {
        return Result<meta::Patch<In>>(meta::Patch<In>(call.request->body, call.viewer()));
    } else {
        return meta::from_json<In>(call.request->body, meta::Mode::create, call.viewer());
    }
}

template <class In, meta::Mode mode>
struct InputOf {
    using type = In;
};
template <class In>
    requires requires { In::description; }
struct InputOf<In, meta::Mode::change> {
    using type = meta::Patch<In>;
};

// Runs the handler with its input where it takes one.
template <class In, meta::Mode mode, class Handler, class Where>
auto invoke(const Handler& handler, const Call& call, Where& where) {
    if constexpr (std::same_as<In, Nothing>) {
        return handler(call, where);
    } else {
        using Answer =
            std::invoke_result_t<const Handler&, const Call&, Where&, const typename InputOf<In, mode>::type&>;
        auto input = read_input<In, mode>(call);
        if (!input) return Answer(std::unexpected(std::move(input).error()));
        return handler(call, where, std::as_const(*input));
    }
}

template <class In, class Out, meta::Mode mode, class Where, class Handler>
auto adapt(Handler handler, unsigned status) {
    return [handler = std::move(handler), status](const Call& call, Where& where) -> Result<Reply> {
        static_cast<void>(status);  // not every shape of answer has one
        auto answer = invoke<In, mode>(handler, call, where);
        if (!answer) return std::unexpected(std::move(answer).error());
        if constexpr (std::same_as<std::remove_cvref_t<decltype(answer)>, Result<Reply>>) {
            return std::move(*answer);
        } else if constexpr (std::same_as<Out, Nothing>) {
            return Reply{.status = 204};
        } else {
            Instant now{};
            if constexpr (requires { where.now(); }) now = where.now();
            return reply_with(*answer, call, now, status);
        }
    };
}

template <class Handler, class Where, class In, meta::Mode mode>
concept Takes = (std::same_as<In, Nothing> && std::invocable<Handler, const Call&, Where&>) ||
                std::invocable<Handler, const Call&, Where&, const typename InputOf<In, mode>::type&>;

}  // namespace detail

template <class In, class Out, meta::Mode mode, class Handler>
void Routes::add(http::Method method, std::string path, Access access, Label summary, Handler handler,
                 RouteOptions options, unsigned status) {
    Route route{.method = method,
                .path = std::move(path),
                .access = access,
                .summary = summary,
                .options = std::move(options),
                .input_mode = mode,
                .success_status = status,
                .handler = {}};
    if constexpr (requires { In::description; }) route.input = &In::description;
    if constexpr (requires { Out::description; }) route.output = &Out::description;
    if constexpr (Stateful<Out>) route.states = &Out::states;
    if constexpr (Warning<Out>) route.warns = true;
    // A reader is asked first: a generic handler would also take a unit.
    if constexpr (detail::Takes<Handler, store::Reader, In, mode>) {
        route.handler = ReadHandler(detail::adapt<In, Out, mode, store::Reader>(std::move(handler), status));
    } else if constexpr (detail::Takes<Handler, store::Unit, In, mode>) {
        route.handler = WriteHandler(detail::adapt<In, Out, mode, store::Unit>(std::move(handler), status));
    } else {
        static_assert(detail::Takes<Handler, store::Store, In, mode>,
                      "the handler takes neither Reader, Unit nor Store");
        route.handler = WorkHandler(detail::adapt<In, Out, mode, store::Store>(std::move(handler), status));
    }
    add(std::move(route));
}

template <class Out, class Handler>
void Routes::add_export(const std::string& path, Access access, const Handler& handler, const RouteOptions& options,
                        sheet::Format format) {
    auto declared = options;
    declared.exported = false;
    declared.parameters.push_back(
        {export_fields_parameter,
         {"哪些字段，逗号分隔，依次为各列", "Which fields, separated by commas, as columns in this order"}});
    add<Nothing, Nothing>(
        http::Method::get, path + '.' + std::string(sheet::name_of(format)), access,
        detail::joined({"导出", "Export"}, Out::description.label),
        [handler, declared, format](const Call& call, store::Reader& reader) -> Result<Reply> {
            DENGYUN_TRY(query, list_query(call, declared));
            DENGYUN_TRY(file, RowExport::begin(call, Out::description, format));
            query.limit = store::page_limit_max;
            for (;;) {
                DENGYUN_TRY(page, handler(call, reader, std::as_const(query)));
                for (const auto& item : page.items) file.add(&item, detail::viewer_for(call, item));
                if (!page.next || file.is_full()) return file.finish(page.next, reader.now());
                query.after = *page.next;
            }
        },
        std::move(declared), 200);
}

template <class Out, class Handler>
void Routes::list(std::string path, Access access, Label summary, Handler handler, RouteOptions options) {
    if (options.exported)
        for (const auto format : {sheet::Format::csv, sheet::Format::xlsx})
            add_export<Out>(path, access, handler, options, format);
    const auto declared = options;
    add<Nothing, Out>(
        http::Method::get, std::move(path), access, summary,
        [handler = std::move(handler), declared](const Call& call, store::Reader& reader) -> Result<Reply> {
            DENGYUN_TRY(query, list_query(call, declared));
            DENGYUN_TRY(page, handler(call, reader, std::as_const(query)));
            Reply reply;
            reply.body.reserve(256 + page.items.size() * 512);
            reply.body = "{\"items\":[";
            for (const auto& item : page.items) {
                if (&item != &page.items.front()) reply.body += ',';
                detail::write_answer(reply.body, item, call, reader.now());
            }
            reply.body += "],\"next\":";
            if (page.next)
                meta::write_json_text(reply.body, *page.next);
            else
                reply.body += "null";
            reply.body += '}';
            return reply;
        },
        std::move(options), 200);
    routes_.back().output_is_page = true;
}

template <class In, class Out, class Handler>
void Routes::post(std::string path, Access access, Label summary, Handler handler, RouteOptions options) {
    unsigned status = 200;
    if constexpr (std::same_as<Out, Nothing>)
        status = 204;
    else if (requires(Out out) { out.version; } && !path.ends_with("/actions"))
        status = 201;
    add<In, Out>(http::Method::post, std::move(path), access, summary, std::move(handler), std::move(options), status);
}

}  // namespace dengyun::api
