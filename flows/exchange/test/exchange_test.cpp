// Goal: a document of another program becomes what its kind says, once; what is changed, hostile, of a kind that is not
// taken in or from somebody without the right becomes nothing at all.
#include "flows/exchange/exchange.h"

#include "kernel/api/test/scenario.h"
#include "modules/exchange/api.h"
#include "modules/invoicing/api.h"
#include "modules/items/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/shipments/api.h"
#include "modules/sourcing/api.h"

namespace dengyun::exchange {
namespace {

const api::Caller buyer = api::member(api::Role::buyer, 11);
const api::Caller worker = api::member(api::Role::worker, 11);
const api::Caller bookkeeper = api::member(api::Role::bookkeeper, 11);
const api::Caller supplier = api::member(api::Role::owner, 12);

class Exchange : public api::Scenario {
  protected:
    Exchange()
        : api::Scenario(
              [this](api::Routes& routes, store::Store&) {
                  enterprise::add_routes(routes);
                  items::add_routes(routes);
                  sourcing::add_routes(routes, clock);
                  purchase_orders::add_routes(routes);
                  invoicing::add_routes(routes);
                  exchange::add_routes(routes);
                  add_document_routes(routes);
              },
              {enterprise::migrations(), items::migrations(), sourcing::migrations(), shipments::migrations(),
               purchase_orders::migrations(), invoicing::migrations(), exchange::migrations()},
              {enterprise::messages(), items::messages(), sourcing::messages(), shipments::messages(),
               purchase_orders::messages(), invoicing::messages(), ubl::messages(), exchange::messages(),
               document_messages()}) {
        const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto& [id, name, code] :
                 {std::tuple{11, "采购方", "91330200MA2CJ00X0A"}, std::tuple{12, "甲厂", "913302007342714356"}}) {
                DENGYUN_TRY(profile, enterprise::create_profile(
                                         unit, {id}, enterprise::NewProfile{.name = name, .company_code = code}));
                static_cast<void>(profile);
            }
            return {};
        });
        EXPECT_TRUE(made);
    }

    api::Answer receive(const std::string& file, const api::Caller& caller = buyer) {
        return post("/api/v1/received-documents", file, caller);
    }
    std::size_t rfqs() { return get("/api/v1/rfxs", buyer).all("id").size(); }

    // Answers in two weeks; 2,000 plates on two days, and a bag of screws.
    static ubl::Document rfq() {
        const auto day = [](unsigned month, unsigned day_of_month) {
            return ubl::Date(std::chrono::year(2026) / static_cast<int>(month) / static_cast<int>(day_of_month));
        };
        const ubl::Measure all{Quantity{2'000'000}, "C62"};
        const ubl::Measure half{Quantity{1'000'000}, "C62"};
        return {.kind = ubl::Kind::request_for_quotation,
                .id = "ERP-77",
                .issued_on = day(3, 1),
                .issue_time = "08:00:00+08:00",
                .due_on = day(3, 15),
                .note = "共享单车车牌\n月结 30 天",
                .buyer = {.name = "采购方"},
                .lines = {{.id = "10",
                           .item_name = "车牌",
                           .item_description = "PC 1.5 mm",
                           .quantity = all,
                           .deliveries = {{half, day(4, 1)}, {half, day(4, 15)}}},
                          {.id = "20", .item_name = "螺丝", .quantity = ubl::Measure{Quantity{500}, "KGM"}}}};
    }
};
DENGYUN_BOTH_DATABASES(Exchange);

TEST_P(Exchange, TurnsAnRfqIntoADraftAndBack) {
    const auto received = receive(ubl::write(rfq()));
    ASSERT_EQ(received.status, 201U) << received.body;
    EXPECT_EQ(received.text("subject_kind"), "rfx");
    EXPECT_EQ(received.text("number"), "ERP-77");

    const auto id = received.text("subject_id");
    const auto draft = get("/api/v1/rfxs/" + id, buyer);
    EXPECT_EQ(draft.text("title"), "共享单车车牌");
    EXPECT_EQ(draft.text("terms"), "月结 30 天");
    EXPECT_EQ(draft.text("status"), "draft");
    EXPECT_EQ(draft.text("closes_at"), "2026-03-15T15:59:59.999Z");  // the end of the day in China
    const auto& lines = draft.json.at("lines").as_array();
    ASSERT_EQ(lines.size(), 3U) << draft.body;
    EXPECT_EQ(lines[1].at("due_on").as_string(), "2026-04-15");
    EXPECT_EQ(lines[1].at("quantity").as_int64(), 1'000'000);
    EXPECT_EQ(lines[2].at("unit").as_string(), "千克");

    const auto file = get("/api/v1/rfxs/" + id + "/ubl", buyer);
    ASSERT_EQ(file.status, 200U) << file.body;
    const auto again = ubl::read(file.body);
    ASSERT_TRUE(again) << file.body;
    EXPECT_EQ(again->id, draft.text("number"));
    EXPECT_EQ(again->note, rfq().note);
    EXPECT_EQ(again->due_on, rfq().due_on);
    EXPECT_EQ(again->buyer.name, "采购方");
    EXPECT_EQ(again->lines.at(2).quantity, rfq().lines.at(1).quantity);
    EXPECT_EQ(again->lines.at(0).deliveries, std::vector{rfq().lines.at(0).deliveries.at(0)});
    // Who has no part in it learns nothing.
    EXPECT_EQ(get("/api/v1/rfxs/" + id + "/ubl", supplier).status, 404U);
}

TEST_P(Exchange, TakesTheSameFileOnce) {
    const auto first = receive(ubl::write(rfq()));
    const auto again = receive(ubl::write(rfq()));
    EXPECT_EQ(again.text("subject_id"), first.text("subject_id")) << again.body;
    EXPECT_EQ(rfqs(), 1U);
    // The same number with another content is a changed file, not a new one.
    auto changed = rfq();
    changed.lines[0].item_name = "车牌（改）";
    const auto refused = receive(ubl::write(changed));
    EXPECT_EQ(refused.status, 409U) << refused.body;
    EXPECT_EQ(refused.code(), "exchange.changed");
    EXPECT_EQ(rfqs(), 1U);
    EXPECT_EQ(get("/api/v1/received-documents", buyer).all("number"), std::vector<std::string>{"ERP-77"});
}

// 2,000 plates at 1.25 yuan with 13 % tax, half of them two weeks later.
ubl::Document order(std::string_view supplier_code = "913302007342714356") {
    const auto day = [](unsigned month, unsigned day_of_month) {
        return ubl::Date(std::chrono::year(2026) / static_cast<int>(month) / static_cast<int>(day_of_month));
    };
    const ubl::Measure half{Quantity{1'000'000}, "C62"};
    return {.kind = ubl::Kind::order,
            .id = "ERP-PO-5",
            .issued_on = day(3, 1),
            .note = "共享单车车牌",
            .buyer = {.name = "采购方", .company_code = "91330200MA2CJ00X0A"},
            .seller = {.company_code = std::string(supplier_code)},
            .lines = {{.id = "10",
                       .item_name = "车牌",
                       .quantity = ubl::Measure{Quantity{2'000'000}, "C62"},
                       .price = UnitPrice{1'250'000},
                       .tax_rate = 130'000,
                       .deliveries = {{half, day(4, 1)}, {half, day(4, 15)}}}}};
}

TEST_P(Exchange, CarriesAnOrderItsAnswerAndItsInvoice) {
    const auto received = receive(ubl::write(order()));
    ASSERT_EQ(received.status, 201U) << received.body;
    const auto path = "/api/v1/purchase-orders/" + received.text("subject_id");
    EXPECT_EQ(get(path, buyer).text("buyer_reference"), "ERP-PO-5");
    // A draft is its buyer's own, and so is its file.
    EXPECT_EQ(get(path + "/ubl", supplier).status, 404U);
    ASSERT_EQ(post(path + "/issuing/actions", "", buyer).status, 200U);

    // The supplier's program reads it, and answers.
    const auto file = ubl::read(get(path + "/ubl", supplier).body);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->payable, Money{282'500});
    EXPECT_EQ(file->lines.at(0).deliveries, order().lines.at(0).deliveries);
    auto answer = *file;
    answer.kind = ubl::Kind::order_response;
    answer.id = "AB-1";
    answer.order = file->id;
    answer.response = "AP";
    answer.lines.at(0).status = "5";
    auto stale = answer;
    stale.lines.at(0).price = UnitPrice{1'200'000};
    EXPECT_EQ(receive(ubl::write(stale), supplier).code(), "purchase_order.terms_changed");
    const auto confirmed = receive(ubl::write(answer), supplier);
    ASSERT_EQ(confirmed.status, 201U) << confirmed.body;
    EXPECT_EQ(get(path, buyer).text("status"), "confirmed");
    const auto responses = get(path + "/responses", buyer);
    const auto response = ubl::read(get(path + "/responses/" + responses.all("id").at(0) + "/ubl", buyer).body);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->response, "AP");
    EXPECT_EQ(response->lines.at(0).status, "5");

    // He bills it; what he bills is a draft that he submits.
    ubl::Document bill{.kind = ubl::Kind::invoice,
                       .id = "24332000",
                       .issued_on = order().issued_on,
                       .order = file->id,
                       .buyer = file->buyer,
                       .seller = file->seller,
                       .payable = Money{282'500},
                       .lines = {{.id = "1",
                                  .item_name = "车牌",
                                  .quantity = file->lines.at(0).quantity,
                                  .price = file->lines.at(0).price,
                                  .amount = Money{250'000},
                                  .tax = Money{32'500},
                                  .order_line = "1"}}};
    const auto billed = receive(ubl::write(bill), supplier);
    ASSERT_EQ(billed.status, 201U) << billed.body;
    const auto invoice = get("/api/v1/supplier-invoices/" + billed.text("subject_id"), supplier);
    EXPECT_EQ(invoice.text("status"), "draft") << invoice.body;
    EXPECT_EQ(get("/api/v1/supplier-invoices/" + billed.text("subject_id") + "/ubl", buyer).status, 404U);
    const auto written =
        ubl::read(get("/api/v1/supplier-invoices/" + billed.text("subject_id") + "/ubl", supplier).body);
    ASSERT_TRUE(written);
    EXPECT_EQ(written->lines.at(0).order, file->id);
    // The same number once more with another content, and a line that was never ordered.
    bill.lines.at(0).tax = Money{0};
    bill.payable.reset();
    bill.payable = Money{250'000};
    EXPECT_EQ(receive(ubl::write(bill), supplier).code(), "exchange.changed");
    bill.id = "24332001";
    bill.lines.at(0).order_line = "7";
    EXPECT_EQ(receive(ubl::write(bill), supplier).status, 422U);
    EXPECT_EQ(get("/api/v1/supplier-invoices", supplier).all("id").size(), 1U);
}

TEST_P(Exchange, OrdersFromNobodyUnknown) {
    EXPECT_EQ(receive(ubl::write(order("913302007342714999"))).status, 422U);
    EXPECT_EQ(receive(ubl::write(order("91330200MA2CJ00X0A"))).status, 422U);  // oneself
    EXPECT_TRUE(get("/api/v1/purchase-orders", buyer).all("id").empty());
}

TEST_P(Exchange, RefusesAndChangesNothing) {
    EXPECT_EQ(receive("").code(), "ubl.malformed");
    EXPECT_EQ(receive("{}").code(), "ubl.malformed");
    auto bomb = ubl::write(rfq());
    bomb.insert(bomb.find("<RequestForQuotation"), R"(<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>)");
    EXPECT_EQ(receive(bomb).code(), "ubl.document_type");

    auto late = rfq();
    late.due_on = ubl::Date(std::chrono::year(2026) / 2 / 1);
    EXPECT_EQ(receive(ubl::write(late)).status, 422U);
    auto undated = rfq();
    undated.due_on.reset();
    EXPECT_EQ(receive(ubl::write(undated)).status, 422U);
    auto nothing = rfq();
    nothing.lines[0].deliveries[0].quantity->quantity = Quantity{0};
    EXPECT_EQ(receive(ubl::write(nothing)).status, 422U);
    auto long_unit = rfq();
    long_unit.lines[1].quantity->unit = std::string(100, 'x');
    EXPECT_EQ(receive(ubl::write(long_unit)).status, 422U);

    EXPECT_EQ(receive(ubl::write(rfq()), worker).status, 403U);                      // takes in nothing
    EXPECT_EQ(receive(ubl::write(rfq()), bookkeeper).code(), "exchange.not_yours");  // takes in documents, buys nothing
    EXPECT_EQ(rfqs(), 0U);
    EXPECT_TRUE(get("/api/v1/received-documents", buyer).all("id").empty());
}

}  // namespace
}  // namespace dengyun::exchange
