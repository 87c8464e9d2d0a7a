// Goal: every route lets in exactly those whom it declares. Generated from the registry: each route is called as every
// built-in role, with an API key without permissions and by a stranger; and what one organisation creates, another
// neither sees nor changes.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <unistd.h>

#include "kernel/api/flow_routes.h"
#include "kernel/api/test/in_process.h"
#include "modules/enterprise/api.h"
#include "modules/evaluations/api.h"
#include "server/platform.h"
#include "test/key_pair.h"
#include "test/permissions/sample_body.h"
#include "test/permissions/special_bodies.h"

namespace dengyun::test {
namespace {

using api::Access;
using api::Caller;
using api::InProcessCall;
using api::Reach;
using api::Role;
using api::Route;
using api::text_member;
using http::Method;

constexpr std::int64_t own = 11;
constexpr std::int64_t foreign = 12;
constexpr std::int64_t partner = 13;  // an enterprise that documents can be made out to

std::string title_of(const Route& route) { return std::string(name_of(route.method)) + ' ' + route.path; }

// By the path that it was created at, or by a name of its own.
using Created = std::map<std::string, std::string, std::less<>>;

std::string filled(std::string body, const Created& created) {
    auto words = created;
    words["soon"] = to_text(SystemClock().now() + std::chrono::days(30));
    words["later"] = to_text(SystemClock().now() + std::chrono::days(32));
    words["soon_day"] = words["soon"].substr(0, 10);
    words["sealed"] = std::string(80, 'A');
    words["commitment"] = std::string(64, '0');
    for (const auto& [word, value] : words) {
        const auto mark = '{' + word + '}';
        if (const auto at = body.find(mark); at != std::string::npos) body.replace(at, mark.size(), value);
    }
    return body;
}

std::string body_for(const Route& route, const Created& created) {
    if (const auto special = special_body(title_of(route))) return filled(std::string(*special), created);
    if (route.options.raw_body) return "bytes";
    if (route.states != nullptr && route.input == &api::ActionInput::description)
        return fmt::format(R"({{"action":"{}"}})", route.states->actions().entries.front().name);
    if (route.input == nullptr) return {};
    return route.input_mode == meta::Mode::change ? "{}" : sample_body(*route.input);
}

// Query parameters that a route does not do without.
const std::map<std::string, std::string, std::less<>> special_queries{{"POST /api/v1/files", "?name=sample.pdf"}};

std::string with_id(std::string path, std::string_view id) {
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
        path.replace(at, path.find('}') - at + 1, id);
    return path;
}

InProcessCall call_of(const Route& route, std::string address, const Created& made = {}) {
    if (const auto query = special_queries.find(title_of(route)); query != special_queries.end())
        address += query->second;
    InProcessCall call{.method = route.method, .address = std::move(address), .body = body_for(route, made)};
    if (route.method == Method::patch || route.method == Method::delete_)
        call.headers.push_back({"If-Match", "\"v1\""});
    return call;
}

struct NamedCaller {
    std::string name;
    Caller caller;
};
std::vector<NamedCaller> all_callers() {
    std::vector<NamedCaller> callers{{"stranger", api::stranger}, {"key without permissions", api::key({}, own)}};
    const auto roles = choices_of(Role{}).entries;
    for (std::size_t i = 0; i < roles.size(); ++i)
        callers.push_back({std::string(roles[i].name), api::member(static_cast<Role>(i), own)});
    return callers;
}

class PermissionsTest : public testing::Test {
  protected:
    enum class Verdict { let_in, unauthenticated, forbidden };
    // What the declaration says; nothing else is consulted.
    Verdict declared(const Route& route, const Caller& caller) {
        if (route.access.kind == Access::Kind::anyone) return Verdict::let_in;
        if (caller.kind == Caller::Kind::stranger) return Verdict::unauthenticated;
        if (route.access.kind == Access::Kind::signed_in) return Verdict::let_in;
        if (!caller.role) return Verdict::forbidden;
        const auto permission =
            std::ranges::find(routes().permissions(), route.access.permission, &api::Permission::name);
        return permission->roles.contains(*caller.role) ? Verdict::let_in : Verdict::forbidden;
    }
    static Verdict seen(const http::Response& response) {
        const auto code = text_member(response.body, "code");
        if (response.status == 401 && code == "request.unauthenticated") return Verdict::unauthenticated;
        if (response.status == 403 && code == "request.forbidden") return Verdict::forbidden;
        return Verdict::let_in;
    }

    // The whole platform, with nothing of it replaced but who calls.
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / fmt::format("dengyun-permissions-{}", getpid());
        server::Settings settings;
        settings.data = folder_.string();
        settings.log_level = "error";
        settings.password_memory_kib = 8'192;
        settings.password_passes = 1;
        connect_a_partner(settings);
        auto opened = server::Platform::open(settings, server::Platform::Schema::migrate);
        ASSERT_TRUE(opened) << opened.error().code << ' ' << opened.error().detail;
        platform_ = std::move(*opened);
        authenticator_ = std::make_unique<api::StatedAuthenticator>(platform_->routes());
        application_ = std::make_unique<api::Application>(
            api::Application::Needs{.routes = platform_->routes(),
                                    .store = platform_->store(),
                                    .authenticator = *authenticator_,
                                    .messages = platform_->messages(),
                                    .clock = platform_->clock()},
            api::ApplicationOptions{.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});
        add_organisation(own);
        add_organisation(foreign);
        const auto known = platform_->store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto& [id, name] : {std::pair{own, "单位"}, std::pair{partner, "伙伴"}})
                DENGYUN_CHECK(enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            return {};
        });
        ASSERT_TRUE(known) << known.error().code << ' ' << known.error().detail;
    }
    void TearDown() override {
        application_.reset();
        platform_.reset();
        std::filesystem::remove_all(folder_);
    }
    // One that nobody answers for: payments can be made, and no job is run here that would send them.
    void connect_a_partner(server::Settings& settings) {
        const auto keys = folder_ / "keys";
        std::filesystem::create_directories(keys);
        settings.payments_url = "http://127.0.0.1:9";
        settings.payments_key = (keys / "own.pem").string();
        settings.payments_partner_key = (keys / "partner.pem").string();
        settings.payments_secret = (keys / "secret").string();
        write_key_pair(settings.payments_key, settings.payments_partner_key);
        std::ofstream(settings.payments_secret) << std::string(32, 'k');
    }
    void add_organisation(std::int64_t id) {
        const auto made = platform_->store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(organisation,
                        identity::create_organisation(unit, {.name = fmt::format("单位 {}", id), .id = {id}}));
            DENGYUN_TRY(user, identity::create_user_with_membership(unit, {.organisation = organisation.id,
                                                                           .login = fmt::format("owner{}", id),
                                                                           .display_name = "业主"}));
            users_.push_back(user.id);
            return {};
        });
        ASSERT_TRUE(made) << made.error().code << ' ' << made.error().detail;
    }
    http::Response call(const Caller& caller, const InProcessCall& asked) {
        return api::InProcess::call(*application_, caller, asked);
    }
    // One that anybody may bid for.
    std::string published_rfx(const Caller& buyer) {
        const auto create = std::ranges::find(routes().all(), "POST /api/v1/rfxs", title_of);
        const auto id = text_member(call(buyer, call_of(*create, create->path)).body, "id");
        const auto done = call(buyer, {.method = Method::post,
                                       .address = fmt::format("/api/v1/rfxs/{}/actions", id),
                                       .body = R"({"action":"publish"})"});
        EXPECT_EQ(done.status, 200U) << done.body;
        return id;
    }
    http::Response post(const Caller& caller, std::string path, std::string body) {
        auto done = call(caller, {.method = Method::post, .address = std::move(path), .body = std::move(body)});
        EXPECT_LT(done.status, 300U) << done.body;
        return done;
    }
    // A line of an order that the buyer has received whole.
    std::string line_sold_by(std::int64_t supplier_id, std::int64_t buyer_id) {
        const auto supplier = api::member(Role::owner, supplier_id), buyer = api::member(Role::owner, buyer_id);
        const auto made =
            post(buyer, "/api/v1/purchase-orders",
                 filled(R"({"title":"二月","supplier_id":"{supplier}","lines":[{"description_text":"支架",)"
                        R"("unit":"件","quantity":1000,"unit_price":10000000,)"
                        R"("schedules":[{"due_on":"{soon_day}","quantity":1000}]}]})",
                        {{"supplier", std::to_string(supplier_id)}}));
        const auto order = "/api/v1/purchase-orders/" + text_member(made.body, "id");
        post(buyer, order + "/issuing/actions", {});
        post(supplier, order + "/responses", R"({"terms_version":1,"lines":[{"position":1,"code":"5"}]})");
        const auto shipment =
            post(supplier, order + "/shipments", R"({"lines":[{"position":1,"quantity":1000,"lot":"S"}]})").body;
        post(supplier, "/api/v1/shipments/" + text_member(shipment, "id") + "/actions", R"({"action":"dispatch"})");
        post(buyer, "/api/v1/shipment-signatures/actions",
             fmt::format(R"({{"label_code":"{}","lines":[{{"position":1,"received":1000,"damaged":0}}]}})",
                         text_member(shipment, "label_code")));
        const auto lines = boost::json::parse(call(buyer, {.address = order + "/lines"}).body);
        return std::string(lines.at("items").at(0).at("id").as_string());
    }
    // Over such a line; matched, and not paid.
    std::string invoice_of(std::int64_t supplier_id, std::int64_t buyer_id) {
        const auto supplier = api::member(Role::owner, supplier_id);
        const auto made =
            post(supplier, "/api/v1/supplier-invoices",
                 fmt::format(R"({{"number":"7","kind":"invoice","buyer_id":"{}","invoiced_on":"2999-01-01","lines":[{{)"
                             R"("order_line_id":"{}","description_text":"支架","unit":"件","quantity":1000,)"
                             R"("unit_price":10000000,"net":1000,"tax":130}}]}})",
                             buyer_id, line_sold_by(supplier_id, buyer_id)));
        const auto id = text_member(made.body, "id");
        post(supplier, "/api/v1/supplier-invoices/" + id + "/actions", R"({"action":"submit"})");
        return id;
    }
    // One of the own organisation, by the partner, that can be appealed.
    std::string published_evaluation() {
        const auto made = platform_->store().write<evaluations::Evaluation>(
            Scope::system("test"), [](store::Unit& unit) -> Result<evaluations::Evaluation> {
                evaluations::Evaluation evaluation{.supplier_id = {own},
                                                   .title = "2026-01",
                                                   .total_ppm = 500'000,
                                                   .status = evaluations::EvaluationStatus::published,
                                                   .published_at = unit.now()};
                evaluation.organisation_id = {partner};
                return unit.insert(std::move(evaluation));
            });
        EXPECT_TRUE(made) << made.error().code;
        return made ? to_text(made->id) : "";
    }
    [[nodiscard]] const api::Routes& routes() const { return platform_->routes(); }

    std::filesystem::path folder_;
    std::vector<Id<User>> users_;  // the owners of the two organisations
    std::unique_ptr<server::Platform> platform_;
    std::unique_ptr<api::StatedAuthenticator> authenticator_;
    std::unique_ptr<api::Application> application_;
};

TEST_F(PermissionsTest, EveryRouteNamesAKnownPermission) {
    std::set<std::string_view> names;
    for (const auto& permission : routes().permissions()) {
        EXPECT_TRUE(names.insert(permission.name).second) << permission.name << " is declared twice";
        EXPECT_EQ(std::ranges::count(permission.name, '.'), 1) << permission.name;
        EXPECT_FALSE(permission.label.zh.empty() || permission.label.en.empty()) << permission.name;
    }
    for (const auto& route : routes().all()) {
        if (route.access.kind == Access::Kind::permission)
            EXPECT_TRUE(names.contains(route.access.permission)) << title_of(route) << ": " << route.access.permission;
        EXPECT_FALSE(route.summary.zh.empty() || route.summary.en.empty()) << title_of(route);
    }
}

TEST_F(PermissionsTest, EveryRouteLetsInWhomItDeclares) {
    for (const auto& [name, caller] : all_callers()) {
        for (const auto& route : routes().all()) {
            const auto response = call(caller, call_of(route, with_id(route.path, "999999999")));
            EXPECT_EQ(seen(response), declared(route, caller))
                << title_of(route) << " as " << name << ": " << response.status << ' ' << response.body;
            EXPECT_LT(response.status, 500U) << title_of(route) << " as " << name;
            const auto code = text_member(response.body, "code");
            if (response.status >= 400)
                EXPECT_TRUE(platform_->messages().contains(code)) << title_of(route) << ": " << code << " has no text";
        }
    }
}

// Open to anyone is the exception: each such route is named here, so that none becomes open by accident.
TEST_F(PermissionsTest, OnlyTheseAreOpenToAnyone) {
    const std::set<std::string> expected{
        "GET /api/openapi.json",
        "GET /api/reference",
        "GET /api/reference/reference.css",
        "GET /api/reference/reference.js",
        "GET /api/v1/meta",
        "GET /api/v1/demonstration",
        "GET /api/v1/industries",
        "GET /api/v1/regions",
        "POST /api/v1/payment-notifications/actions",
        // Whoever holds an invitation's token is the supplier that was asked.
        "POST /api/v1/invitation-links/views",
        "POST /api/v1/invitation-links/bids",
        "POST /api/v1/invitation-links/keys",
        "POST /api/v1/invitation-links/actions",
        // The same of an invitation into a circle.
        "POST /api/v1/circle-invitation-links/views",
        // Whoever holds a device's token is the device.
        "POST /write",
        "POST /api/v2/write",
        "POST /api/v1/telemetry",
        "POST /api/v1/gateway-reports",
        "GET /api/v1/{token}/rpc",
        "POST /api/v1/{token}/rpc",
        "POST /api/v1/{token}/rpc/{number}",
        "POST /api/v1/{token}/telemetry",
        "POST /api/v1/session",
        "POST /api/v1/registrations",
        "POST /api/v1/password-resets",
        "POST /api/v1/password-resets/confirmation",
    };
    std::set<std::string> open;
    for (const auto& route : routes().all())
        if (route.access.kind == Access::Kind::anyone) open.insert(title_of(route));
    EXPECT_EQ(open, expected);
}

// Creates with every route that creates, then reaches for the row from another organisation by every route of that row.
TEST_F(PermissionsTest, AnotherOrganisationNeitherSeesNorChangesARow) {
    const auto owner = api::member(Role::owner, own, users_.at(0));
    const auto other = api::member(Role::owner, foreign, users_.at(1));
    int created_rows = 0;
    Created made{
        {"component", text_member(call(owner, {.method = Method::post,
                                               .address = "/api/v1/items",
                                               .body = R"({"number":"0","name":"板","unit":"张","kind":"material"})"})
                                      .body,
                                  "id")},
        {"their_rfx", published_rfx(api::member(Role::owner, partner))},
        {"their_evaluation", published_evaluation()},
        {"sold_line", line_sold_by(own, partner)},
        {"their_invoice", invoice_of(partner, own)}};
    line_sold_by(partner, own);  // for a statement
    for (const auto& create : routes().all()) {
        if (create.method != Method::post || create.success_status != 201 || create.path.contains('{')) continue;
        if (create.access.kind == Access::Kind::anyone) continue;     // opens a session or an organisation of its own
        if (declared(create, owner) == Verdict::forbidden) continue;  // the platform's own rows
        const auto created = call(owner, call_of(create, create.path, made));
        EXPECT_EQ(created.status, 201U) << title_of(create) << ": " << created.body;
        if (created.status != 201) continue;
        ++created_rows;
        const auto id = text_member(created.body, "id");
        made[create.path] = id;
        const auto before = call(owner, {.address = create.path + '/' + id}).body;
        for (const auto& route : routes().all()) {
            if (!route.path.starts_with(create.path + "/{id}") || route.options.reach == Reach::all) continue;
            const auto response = call(other, call_of(route, with_id(route.path, id)));
            const bool may_ask = declared(route, other) == Verdict::let_in;
            EXPECT_EQ(response.status, may_ask ? 404U : 403U)
                << title_of(route) << " of another organisation's row: " << response.body;
            if (route.options.reach != Reach::party) continue;
            // Naming the other side opens nothing to who is not of the platform.
            const auto named =
                call(other, call_of(route, with_id(route.path, id) + fmt::format("?organisation_id={}", own)));
            EXPECT_TRUE(named.status == 403 || named.status == 404)
                << title_of(route) << ": " << named.status << ' ' << named.body;
        }
        EXPECT_EQ(call(owner, {.address = create.path + '/' + id}).body, before) << title_of(create);
        for (const auto& list : routes().all()) {
            if (list.path != create.path || list.method != Method::get || list.options.reach == Reach::all) continue;
            EXPECT_EQ(call(other, {.address = list.path}).body.find('"' + id + '"'), std::string::npos)
                << title_of(list);
            EXPECT_NE(call(owner, {.address = list.path}).body.find('"' + id + '"'), std::string::npos)
                << title_of(list);
        }
    }
    EXPECT_GT(created_rows, 0);
}

}  // namespace
}  // namespace dengyun::test
