#include "modules/listings/test/world.h"

#include <boost/json.hpp>

#include "modules/enterprise/api.h"
#include "modules/scores/api.h"

namespace dengyun::listings::test {

Scenario::Scenario()
    : api::Scenario(
          [](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              scores::add_routes(routes);
              listings::add_routes(routes);
              api::add_task_route(routes);
          },
          {enterprise::migrations(), circles::migrations(), scores::migrations(), listings::migrations()},
          {enterprise::messages(), listings::messages()}) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] : {std::pair{11, "注塑厂"}, std::pair{12, "塑料贸易商"},
                                       std::pair{13, "另一贸易商"}, std::pair{14, "银行"}, std::pair{15, "旁人"}})
            DENGYUN_CHECK(enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
}

std::string Scenario::body(std::string_view side, std::string_view more) {
    auto all = boost::json::parse(R"({"kind":"spot_goods","title":"ABS 现货","goods_kind":"plastics","goods":"ABS",)"
                                  R"("grade":"PA-757","quantity":20000,"unit":"吨","unit_price":11000000000,)"
                                  R"("region_code":"330281","valid_until":"2026-04-30"})")
                   .as_object();
    all["side"] = side;
    const auto given = boost::json::parse(more);
    for (const auto& [name, value] : given.as_object()) {
        if (value.is_null())
            all.erase(name);
        else
            all[name] = value;
    }
    return boost::json::serialize(all);
}

std::string Scenario::drafted(const api::Caller& caller, std::string_view side, std::string_view more) {
    const auto made = post("/api/v1/listings", body(side, more), caller);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

std::string Scenario::published(const api::Caller& caller, std::string_view side, std::string_view more) {
    const auto id = drafted(caller, side, more);
    const auto done = act("/api/v1/listings/" + id, "publish", caller);
    EXPECT_EQ(done.text("status"), "open") << done.body;
    return id;
}

api::Answer Scenario::offer(std::string_view listing, const api::Caller& caller, std::int64_t yuan, std::int64_t tons,
                            std::string_view more) {
    return post(fmt::format("/api/v1/listings/{}/negotiations", listing),
                fmt::format(R"({{"quantity":{},"unit_price":{}{}}})", tons * 1'000, yuan * 1'000'000, more), caller);
}

api::Answer Scenario::offer_again(std::string_view negotiation, const api::Caller& caller, std::int64_t yuan,
                                  std::int64_t tons) {
    return post(fmt::format("/api/v1/negotiations/{}/offers/actions", negotiation),
                fmt::format(R"({{"quantity":{},"unit_price":{}}})", tons * 1'000, yuan * 1'000'000), caller);
}

std::string Scenario::move(std::string_view negotiation, std::string_view action, const api::Caller& caller) {
    const auto moved = post(fmt::format("/api/v1/negotiations/{}/actions", negotiation),
                            fmt::format(R"({{"action":"{}"}})", action), caller);
    return moved.status == 200 ? moved.text("status") : moved.code();
}

std::string Scenario::listing_status(std::string_view id, const api::Caller& caller) {
    return get(fmt::format("/api/v1/listings/{}", id), caller).text("status");
}

void Scenario::pass(Duration time) {
    clock.advance(time);
    run_due_jobs();
}

}  // namespace dengyun::listings::test
