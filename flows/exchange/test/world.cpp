#include "flows/exchange/test/world.h"

#include "flows/purchasing/test/trade.h"
#include "modules/enterprise/api.h"

namespace dengyun::exchange::test {
namespace {

template <class T>
std::vector<T> with(std::vector<T> all, std::initializer_list<T> more) {
    all.insert(all.end(), more);
    return all;
}

}  // namespace

Scenario::Scenario()
    : api::Scenario(
          [this](api::Routes& routes, store::Store&) {
              purchasing::test::add_trade_routes(routes, clock);
              exchange::add_routes(routes);
              add_document_routes(routes);
          },
          with(purchasing::test::trade_migrations(), {exchange::migrations()}),
          with(purchasing::test::trade_messages(), {ubl::messages(), exchange::messages(), document_messages()})) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name, code] :
             {std::tuple{11, "采购方", buyer_code}, std::tuple{12, "甲厂", supplier_code}}) {
            DENGYUN_CHECK(enterprise::create_profile(
                unit, {id}, enterprise::NewProfile{.name = name, .company_code = std::string(code)}));
        }
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
}

std::string Scenario::issued(std::string_view more) {
    const auto made =
        post("/api/v1/purchase-orders",
             fmt::format(R"({{"title":"三月支架","supplier_id":"12","buyer_reference":"ERP-PO-5","lines":[{{)"
                         R"("description_text":"支架","unit":"件","quantity":100000,"unit_price":10000000,)"
                         R"("schedules":[{{"due_on":"2026-03-21","quantity":100000}}]{}}}]}})",
                         more),
             buyer);
    EXPECT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(post("/api/v1/purchase-orders/" + made.id() + "/issuing/actions", {}, buyer).status, 200U);
    return made.id();
}

api::Answer Scenario::respond(std::string_view id, std::string_view line, std::int64_t terms_version) {
    return post(fmt::format("/api/v1/purchase-orders/{}/responses", id),
                fmt::format(R"({{"terms_version":{},"lines":[{{"position":1,{}}}]}})", terms_version, line), supplier);
}

std::string Scenario::confirmed(std::string_view more) {
    auto id = issued(more);
    const auto answered = respond(id, R"("code":"5")");
    EXPECT_EQ(answered.status, 201U) << answered.body;
    return id;
}

api::Answer Scenario::ship(std::string_view id, std::int64_t pieces, std::string_view lot) {
    return post(fmt::format("/api/v1/purchase-orders/{}/shipments", id),
                fmt::format(R"({{"lines":[{{"position":1,"quantity":{},"lot":"{}"}}]}})", pieces * 1'000, lot),
                supplier);
}

std::string Scenario::delivered(std::string_view id, std::int64_t pieces, std::string_view lot) {
    const auto made = ship(id, pieces, lot);
    EXPECT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(act("/api/v1/shipments/" + made.id(), "dispatch", supplier).text("status"), "dispatched");
    const auto signed_for =
        post("/api/v1/shipment-signatures/actions",
             fmt::format(R"({{"label_code":"{}","lines":[{{"position":1,"received":{},"damaged":0}}]}})",
                         made.text("label_code"), pieces * 1'000),
             buyer);
    EXPECT_EQ(signed_for.text("status"), "signed") << signed_for.body;
    return made.id();
}

std::vector<std::string> Scenario::told(const api::Caller& caller, std::int64_t after) {
    const auto answer = get("/api/v1/outgoing-documents?after=" + std::to_string(after), caller);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    std::vector<std::string> all;
    for (const auto& one : answer.json.at("documents").as_array()) {
        all.push_back(std::string(one.at("kind").as_string()));
        last_path_ = one.at("path").as_string();
    }
    last_ = answer.json.at("sequence").as_int64();
    return all;
}

ubl::Document Scenario::file(const std::string& path, const api::Caller& caller) {
    const auto file = get(path, caller);
    EXPECT_EQ(file.status, 200U) << path << file.body;
    const auto document = ubl::read(file.body);
    EXPECT_TRUE(document) << file.body;
    return document ? *document : ubl::Document{};
}

api::Answer Scenario::receive(const ubl::Document& document, const api::Caller& caller) {
    return post("/api/v1/received-documents", ubl::write(document), caller);
}

api::Answer Scenario::order(std::string_view id, const api::Caller& caller) {
    return get(fmt::format("/api/v1/purchase-orders/{}", id), caller);
}

ubl::Document Scenario::answer_to(ubl::Document order) {
    order.kind = ubl::Kind::order_response;
    order.order = std::exchange(order.id, "AB-1");
    order.response = "AP";
    order.lines.at(0).status = "5";
    return order;
}

ubl::Document Scenario::ship_note(const ubl::Document& order, std::int64_t pieces, std::string id) {
    return {.kind = ubl::Kind::despatch_advice,
            .id = std::move(id),
            .issued_on = order.issued_on,
            .order = order.id,
            .buyer = order.buyer,
            .seller = order.seller,
            .lines = {{.id = "1",
                       .note = "L-7",
                       .item_name = "支架",
                       .quantity = ubl::Measure{Quantity{pieces * 1'000}, "C62"},
                       .order_line = "1"}}};
}

}  // namespace dengyun::exchange::test
