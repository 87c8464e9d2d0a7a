// Goal: the programs of a buyer and a supplier carry an order to its invoice by documents alone: each finds what the
// other has written in its own list, in order and once; a ship note and a receipt move the goods, and what does not
// fit changes nothing.
#include "flows/exchange/exchange.h"
#include "flows/purchasing/purchasing.h"
#include "kernel/api/test/scenario.h"
#include "modules/circles/api.h"
#include "modules/enterprise/api.h"
#include "modules/evaluations/api.h"
#include "modules/exchange/api.h"
#include "modules/items/api.h"
#include "modules/ledger/api.h"
#include "modules/scores/api.h"

namespace dengyun::exchange {
namespace {

const api::Caller buyer = api::member(api::Role::owner, 11);
const api::Caller supplier = api::member(api::Role::owner, 12);
const api::Caller stranger = api::member(api::Role::owner, 13);

class Goods : public api::Scenario {
  protected:
    Goods()
        : api::Scenario(
              [this](api::Routes& routes, store::Store&) {
                  enterprise::add_routes(routes);
                  items::add_routes(routes);
                  sourcing::add_routes(routes, clock);
                  purchase_orders::add_routes(routes);
                  shipments::add_routes(routes, purchasing::after_shipment);
                  invoicing::add_routes(routes);
                  scores::add_routes(routes);
                  purchasing::add_routes(routes);
                  exchange::add_routes(routes);
                  add_document_routes(routes);
              },
              {enterprise::migrations(), circles::migrations(), evaluations::migrations(), items::migrations(),
               sourcing::migrations(), purchase_orders::migrations(), shipments::migrations(),
               inspections::migrations(), returns::migrations(), invoicing::migrations(), ledger::migrations(),
               scores::migrations(), exchange::migrations()},
              {enterprise::messages(), evaluations::messages(), items::messages(), sourcing::messages(),
               purchase_orders::messages(), shipments::messages(), invoicing::messages(), ledger::messages(),
               purchasing::messages(), ubl::messages(), exchange::messages(), document_messages()}) {
        const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto& [id, name, code] :
                 {std::tuple{11, "采购方", "91330200MA2CJ00X0A"}, std::tuple{12, "甲厂", "913302007342714356"}}) {
                DENGYUN_CHECK(
                    enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name, .company_code = code}));
            }
            return {};
        });
        EXPECT_TRUE(made);
    }

    // 100 brackets at 10 yuan, issued.
    std::string issued() {
        const auto made = post(
            "/api/v1/purchase-orders",
            R"({"title":"三月支架","supplier_id":"12","lines":[{"description_text":"支架","unit":"件",)"
            R"("quantity":100000,"unit_price":10000000,"schedules":[{"due_on":"2026-03-21","quantity":100000}]}]})",
            buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        EXPECT_EQ(post("/api/v1/purchase-orders/" + made.id() + "/issuing/actions", {}, buyer).status, 200U);
        return made.id();
    }
    // "Order PO-000001", … behind a sequence.
    std::vector<std::string> told(const api::Caller& caller, std::int64_t after = 0) {
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
    // The file that was told last.
    ubl::Document fetched(const api::Caller& caller) {
        const auto file = get(last_path_, caller);
        EXPECT_EQ(file.status, 200U) << last_path_ << file.body;
        const auto document = ubl::read(file.body);
        EXPECT_TRUE(document) << file.body;
        return document ? *document : ubl::Document{};
    }
    api::Answer receive(const ubl::Document& document, const api::Caller& caller) {
        return post("/api/v1/received-documents", ubl::write(document), caller);
    }
    std::string status(const std::string& order) {
        return get("/api/v1/purchase-orders/" + order, buyer).text("status");
    }
    static ubl::Document answer_to(ubl::Document order) {
        order.kind = ubl::Kind::order_response;
        order.order = std::exchange(order.id, "AB-1");
        order.response = "AP";
        order.lines.at(0).status = "5";
        return order;
    }
    static ubl::Document ship_note(const ubl::Document& order, std::int64_t pieces, std::string id) {
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

    std::string last_path_;
    std::int64_t last_ = 0;
};
DENGYUN_BOTH_DATABASES(Goods);
using Told = std::vector<std::string>;

TEST_P(Goods, GoFromTheOrderToTheReceiptByDocumentsAlone) {
    const auto id = issued();
    EXPECT_EQ(told(buyer), Told{});  // his own doing
    EXPECT_EQ(told(supplier), Told{"Order"});
    const auto order = fetched(supplier);
    const auto read_up_to = last_;
    EXPECT_EQ(told(supplier, read_up_to), Told{});
    EXPECT_EQ(told(stranger), Told{});
    EXPECT_EQ(get(last_path_, stranger).status, 404U);

    ASSERT_EQ(receive(answer_to(order), supplier).status, 201U);
    EXPECT_EQ(told(buyer), Told{"OrderResponse"});

    const auto shipped = receive(ship_note(order, 60, "LS-1"), supplier);
    ASSERT_EQ(shipped.status, 201U) << shipped.body;
    // The same file once more makes nothing new, another one of that number is refused.
    EXPECT_EQ(receive(ship_note(order, 60, "LS-1"), supplier).text("subject_id"), shipped.text("subject_id"));
    EXPECT_EQ(receive(ship_note(order, 61, "LS-1"), supplier).code(), "exchange.changed");
    const auto too_much = receive(ship_note(order, 41, "LS-2"), supplier);
    EXPECT_EQ(too_much.status, 422U) << too_much.body;
    EXPECT_EQ(receive(ship_note(order, 10, "LS-3"), buyer).status, 422U);  // he is not the supplier
    EXPECT_EQ(told(buyer), (Told{"OrderResponse", "DespatchAdvice"}));
    const auto advice = fetched(buyer);
    EXPECT_EQ(advice.id, shipped.text("subject_number"));
    EXPECT_EQ(advice.order, order.id);

    // The buyer's warehouse counts 58, three of them damaged.
    ubl::Document receipt = advice;
    receipt.kind = ubl::Kind::receipt_advice;
    receipt.id = "WE-1";
    receipt.despatch = advice.id;
    receipt.lines.at(0).quantity = ubl::Measure{Quantity{58'000}, "C62"};
    receipt.lines.at(0).rejected_quantity = ubl::Measure{Quantity{3'000}, "C62"};
    receipt.lines.at(0).reject_reason = "压伤";
    receipt.lines.at(0).despatch_line = "1";
    auto broken = receipt;
    broken.id = "WE-0";
    broken.lines.at(0).rejected_quantity = ubl::Measure{Quantity{59'000}, "C62"};
    EXPECT_EQ(receive(broken, buyer).status, 422U);
    broken.despatch = "no label";
    EXPECT_EQ(receive(broken, buyer).status, 422U);
    EXPECT_EQ(receive(receipt, supplier).status, 422U);
    const auto counted = receive(receipt, buyer);
    ASSERT_EQ(counted.status, 201U) << counted.body;
    EXPECT_EQ(receive(receipt, buyer).text("subject_id"), counted.text("subject_id"));
    EXPECT_EQ(told(supplier, read_up_to), Told{"ReceiptAdvice"});
    const auto seen = fetched(supplier);
    EXPECT_EQ(seen.lines.at(0).short_quantity, (ubl::Measure{Quantity{2'000}, "C62"}));
    EXPECT_EQ(seen.lines.at(0).reject_reason, "压伤");
    EXPECT_EQ(status(id), "open");
}

TEST_P(Goods, TellsAnOrderOnceHoweverManyLinesAndChangesItHas) {
    const auto id = issued();
    const auto changed = post("/api/v1/purchase-orders/" + id + "/change/actions",
                              R"({"terms_version":1,"reason":"少要","lines":[{"position":1,"description_text":"支架",)"
                              R"("unit":"件","quantity":90000,"unit_price":10000000,)"
                              R"("schedules":[{"due_on":"2026-03-21","quantity":90000}]}]})",
                              buyer);
    ASSERT_LT(changed.status, 300U) << changed.body;
    EXPECT_EQ(told(supplier), Told{"Order"});
    EXPECT_EQ(fetched(supplier).lines.at(0).quantity, (ubl::Measure{Quantity{90'000}, "C62"}));
    EXPECT_EQ(get("/api/v1/outgoing-documents?after=x", supplier).status, 422U);
}

}  // namespace
}  // namespace dengyun::exchange
