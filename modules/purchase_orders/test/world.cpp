#include "modules/purchase_orders/test/world.h"

#include "modules/evaluations/api.h"

namespace dengyun::purchase_orders::test {

std::string line(std::string_view more) {
    return fmt::format(R"({{"description_text":"冲压支架","unit":"件","quantity":100000,"unit_price":12500000,)"
                       R"("schedules":[{{"due_on":"2026-03-11","quantity":60000}},{{"due_on":"2026-03-21",)"
                       R"("quantity":40000}}]{}}})",
                       more);
}

std::string path(std::string_view order, std::string_view rest) {
    return fmt::format("/api/v1/purchase-orders/{}{}", order, rest);
}

Scenario::Scenario()
    : api::Scenario(
          [](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              items::add_routes(routes);
              purchase_orders::add_routes(routes);
              api::add_task_route(routes);
          },
          {enterprise::migrations(), evaluations::migrations(), items::migrations(), purchase_orders::migrations()},
          {enterprise::messages(), evaluations::messages(), items::messages(), purchase_orders::messages()}) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] :
             {std::pair{11, "采购方"}, std::pair{12, "甲厂"}, std::pair{13, "乙厂"}, std::pair{14, "旁人"}}) {
            DENGYUN_TRY(profile, enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            static_cast<void>(profile);
        }
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
}

api::Answer Scenario::write(std::string_view lines, std::string_view more) {
    const auto body = fmt::format(R"({{"title":"三月支架","supplier_id":"12","lines":[{}]{}}})",
                                  lines.empty() ? line() : std::string(lines), more);
    return post("/api/v1/purchase-orders", body, buyer);
}

std::string Scenario::issued(std::string_view lines) {
    const auto made = write(lines);
    EXPECT_EQ(made.status, 201U) << made.body;
    const auto done = post(path(made.id(), "/issuing/actions"), {}, buyer);
    EXPECT_EQ(done.text("status"), "issued") << done.body;
    return made.id();
}

std::string Scenario::confirmed(std::string_view lines) {
    const auto id = issued(lines);
    const auto done = respond(id, R"({"position":1,"code":"5"})");
    EXPECT_EQ(done.status, 201U) << done.body;
    return id;
}

api::Answer Scenario::respond(std::string_view order, std::string_view lines, std::int64_t terms_version,
                              const api::Caller& caller) {
    return post(path(order, "/responses"), fmt::format(R"({{"terms_version":{},"lines":[{}]}})", terms_version, lines),
                caller);
}

api::Answer Scenario::change(std::string_view order, std::string_view lines, std::int64_t terms_version,
                             const api::Caller& caller) {
    return post(path(order, "/change/actions"),
                fmt::format(R"({{"terms_version":{},"reason":"客户加急","lines":[{}]}})", terms_version, lines),
                caller);
}

api::Answer Scenario::move(std::string_view line, std::string_view action, const api::Caller& caller,
                           std::string_view reason) {
    return post(fmt::format("/api/v1/purchase-order-lines/{}/actions", line),
                fmt::format(R"({{"action":"{}","reason":"{}"}})", action, reason), caller);
}

OrderLine Scenario::line_of(std::string_view order, std::int64_t position) {
    OrderLine found;
    const auto read = store().read<OrderLine>(Scope::system("test"), [&](store::Reader& reader) {
        return line_at(reader, *parse_id<PurchaseOrder>(order), position);
    });
    EXPECT_TRUE(read);
    return read ? *read : found;
}

std::string Scenario::status(std::string_view order) { return get(path(order), buyer).text("status"); }

std::string Scenario::line_status(std::string_view order, std::int64_t position) {
    return std::string(meta::name_of(line_of(order, position).status));
}

std::string Scenario::count(std::string_view order, const Counts& more) {
    const auto id = line_of(order).id;
    const auto done = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(counted, purchase_orders::count(unit, id, more));
        static_cast<void>(counted);
        return {};
    });
    if (done) return "ok";
    return done.error().issues.empty() ? done.error().code
                                       : done.error().issues[0].field + ":" + done.error().issues[0].code;
}

void Scenario::wait(Duration time) {
    clock.advance(time);
    while (run_due_jobs() > 0) {
    }
}

}  // namespace dengyun::purchase_orders::test
