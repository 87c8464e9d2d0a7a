// Goal: a change, a statement and a bid go out and come back as documents, each meaning what it does by hand; an order
// tells each side of all its documents that this side may read. Nobody reads a bid before it is opened.
#include "flows/exchange/test/world.h"

namespace dengyun::exchange::test {
namespace {

using sourcing::Bid;
using sourcing::Rfx;

class Documents : public Scenario {
  protected:
    // Of the order, at the version that follows: fewer of the first line, dearer, and a new line.
    static ubl::Document change_of(const ubl::Document& order, std::string id = "ERP-AE-1") {
        auto change = order;
        change.kind = ubl::Kind::order_change;
        change.id = std::move(id);
        change.order = order.id;
        change.version = "2";
        change.note = "少要一些";
        change.amount.reset();
        change.tax.reset();
        change.payable.reset();
        auto& line = change.lines.at(0);
        line.status = "3";
        line.quantity->quantity = Quantity{90'000};
        line.deliveries.clear();
        line.amount.reset();
        line.tax.reset();
        auto more = line;
        more.status = "1";
        more.id = "20";
        more.item_name = "螺丝";
        more.deliveries.push_back({more.quantity, order.issued_on + std::chrono::days(30)});
        change.lines.push_back(std::move(more));
        return change;
    }
    // An RFQ of organisation 11 with a bid of 12 for both of its lines, as the sourcing module leaves them.
    std::string bid(sourcing::RfxStatus at) {
        std::string id;
        const auto made = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
            Rfx rfx{.number = "RFQ-000001",
                    .title = "支架询价",
                    .lines = {{.position = 1, .description_text = "底板", .quantity = {100'000}, .unit = "件"},
                              {.position = 2, .description_text = "边框", .quantity = {10'000}, .unit = "千克"}},
                    .closes_at = unit.now(),
                    .status = at};
            rfx.organisation_id = {11};
            DENGYUN_TRY(row, unit.insert(std::move(rfx)));
            Bid bid{.rfx_id = row.id, .buyer_id = {11}, .bidder = "organisation:12", .bidder_name = "甲厂"};
            bid.organisation_id = {12};
            bid.status = sourcing::BidStatus::submitted;
            if (at == sourcing::RfxStatus::opened) {
                bid.status = sourcing::BidStatus::opened;
                bid.note = "含运费";
                bid.offers = {{.position = 1, .unit_price = {3'000'000}, .value = {30'000}},
                              {.position = 2,
                               .unit_price = {2'500'000},
                               .value = {2'500},
                               .delivers_on = std::chrono::sys_days(std::chrono::year(2026) / 4 / 1)}};
            }
            DENGYUN_TRY(kept, unit.insert(std::move(bid)));
            id = to_text(kept.id);
            return {};
        });
        EXPECT_TRUE(made) << made.error().code << made.error().detail;
        return id;
    }
    std::vector<std::string> of_order(const std::string& id, const api::Caller& caller) {
        const auto answer = get("/api/v1/purchase-orders/" + id + "/documents", caller);
        EXPECT_EQ(answer.status, 200U) << answer.body;
        std::vector<std::string> all;
        for (const auto& one : answer.json.at("documents").as_array()) {
            all.push_back(std::string(one.at("entity").as_string()));
            if (const auto* path = one.at("path").if_string())
                EXPECT_TRUE(ubl::read(get(std::string(*path), caller).body)) << *path;
        }
        std::ranges::sort(all);
        return all;
    }
};
DENGYUN_BOTH_DATABASES(Documents);
using Names = std::vector<std::string>;

TEST_P(Documents, OfAChangeMakeTheNextVersion) {
    const auto id = issued(R"(,"over_rate":50000)");
    const auto path = "/api/v1/purchase-orders/" + id;
    ASSERT_EQ(respond(id, R"("code":"5")").status, 201U);
    auto change = change_of(file(path + "/ubl", buyer));
    change.order = "ERP-PO-5";  // his program knows the order by its own number
    const auto taken = receive(change, buyer);
    ASSERT_EQ(taken.status, 201U) << taken.body;
    EXPECT_EQ(taken.text("subject_id"), id);
    EXPECT_EQ(order(id).json.at("terms_version").as_int64(), 2);
    const auto lines = get(path + "/lines", supplier);
    EXPECT_EQ(lines.all("status"), (Names{"changed", "issued"}));
    const auto& first = lines.json.at("items").at(0);
    EXPECT_EQ(first.at("quantity").as_int64(), 90'000);
    EXPECT_EQ(first.at("confirmed_quantity").as_int64(), 100'000);  // what is in force stands
    EXPECT_EQ(first.at("over_rate").as_int64(), 50'000);            // what the document does not speak of
    EXPECT_EQ(first.at("schedules").at(0).at("quantity").as_int64(), 90'000);
    // The same file once more makes nothing new.
    EXPECT_EQ(receive(change, buyer).text("id"), taken.text("id"));
    EXPECT_EQ(order(id).json.at("terms_version").as_int64(), 2);

    // The supplier's program reads the change, and that it is one.
    EXPECT_EQ(told(supplier), (Names{"Order", "OrderChange"}));
    const auto read = fetched(supplier);
    EXPECT_EQ(read.order, order(id).text("number"));
    EXPECT_EQ(read.version, "2");
    EXPECT_EQ(read.note, "少要一些");
    ASSERT_EQ(read.lines.size(), 2U);
    EXPECT_EQ(read.lines.at(0).status, "3");
    EXPECT_EQ(read.lines.at(0).quantity, change.lines.at(0).quantity);
    EXPECT_EQ(read.lines.at(1).status, "1");
    EXPECT_EQ(read.lines.at(1).item_name, "螺丝");
    EXPECT_EQ(get(path + "/versions/1/ubl", supplier).status, 404U);
    EXPECT_EQ(get(path + "/versions/2/ubl", stranger).status, 404U);
}

TEST_P(Documents, OfAChangeThatDoNotFitChangeNothing) {
    const auto id = confirmed();
    const auto path = "/api/v1/purchase-orders/" + id;
    const auto change = change_of(file(path + "/ubl", buyer));
    const auto refused = [&](auto alter) {
        auto other = change;
        alter(other);
        const auto answer = receive(other, buyer);
        EXPECT_GE(answer.status, 400U);
        return answer.issues().empty() ? answer.code() : answer.issues();
    };
    EXPECT_EQ(refused([](auto& one) { one.version = "3"; }), "purchase_order.terms_changed");
    EXPECT_EQ(refused([](auto& one) { one.version = "1"; }), "cbc:SequenceNumberID:too_small");
    EXPECT_EQ(refused([](auto& one) { one.note.clear(); }), "cbc:Note:required");
    EXPECT_EQ(refused([](auto& one) { one.order = "ERP-PO-6"; }), "cac:OrderReference/cbc:ID:unknown_reference");
    EXPECT_EQ(refused([](auto& one) { one.lines.at(0).id = "7"; }),
              "cac:OrderLine.1.cac:LineItem/cbc:ID:unknown_reference");
    EXPECT_EQ(refused([](auto& one) { one.lines.at(0).status = "2"; }),
              "cac:OrderLine.1.cac:LineItem/cbc:LineStatusCode:unknown_choice");
    EXPECT_EQ(refused([](auto& one) { one.lines.at(0).quantity->quantity = Quantity{0}; }),
              "lines.0.quantity:too_small lines.0.schedules.0.quantity:too_small");
    EXPECT_EQ(receive(change, supplier).status, 422U);  // it is not his order to change
    EXPECT_EQ(order(id).json.at("terms_version").as_int64(), 1);
    EXPECT_TRUE(get("/api/v1/received-documents", buyer).all("id").empty());
}

TEST_P(Documents, OfAStatementConfirmIt) {
    delivered(confirmed(), 100);
    const auto made = post("/api/v1/statements", R"({"partner_id":"12"})", buyer);
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto path = "/api/v1/statements/" + made.id();
    const auto statement = file(path + "/ubl", supplier);
    EXPECT_EQ(statement.balance, Money{113'000});
    auto other = statement;
    other.lines.at(0).debit = Money{113'001};
    other.debit = other.balance = Money{113'001};
    EXPECT_EQ(receive(other, supplier).issues(), "cac:StatementLine.1.cbc:DebitLineAmount:statement_differs");
    other = statement;
    other.lines.at(0).id = "2";
    EXPECT_EQ(receive(other, supplier).issues(), "cac:StatementLine.1.cbc:ID:unknown_reference");
    other = statement;
    other.id = "ST-202603-7";
    EXPECT_EQ(receive(other, supplier).issues(), "cbc:ID:unknown_reference");
    EXPECT_EQ(receive(statement, stranger).issues(), "cbc:ID:unknown_reference");
    EXPECT_EQ(get(path, buyer).text("status"), "proposed");

    const auto taken = receive(statement, supplier);
    ASSERT_EQ(taken.status, 201U) << taken.body;
    EXPECT_EQ(taken.text("subject_kind"), "statement");
    EXPECT_EQ(get(path, buyer).text("status"), "proposed");
    ASSERT_EQ(receive(statement, buyer).status, 201U);
    EXPECT_EQ(get(path, buyer).text("status"), "confirmed");
}

TEST_P(Documents, OfABidAreReadOnceItIsOpened) {
    const auto sealed = bid(sourcing::RfxStatus::closed);
    EXPECT_EQ(get("/api/v1/bids/" + sealed + "/ubl", buyer).status, 404U);
    EXPECT_EQ(get("/api/v1/bids/" + sealed + "/ubl", stranger).status, 404U);
    // Neither can the platform read it for its own bidder: his device has the key.
    EXPECT_EQ(get("/api/v1/bids/" + sealed + "/ubl", supplier).code(), "exchange.nothing_quoted");
}

TEST_P(Documents, OfAnOpenedBidSayWhatItOffers) {
    const auto opened = bid(sourcing::RfxStatus::opened);
    const auto quotation = file("/api/v1/bids/" + opened + "/ubl", buyer);
    EXPECT_EQ(quotation.kind, ubl::Kind::quotation);
    EXPECT_EQ(quotation.request, "RFQ-000001");
    EXPECT_EQ(quotation.seller.company_code, supplier_code);
    EXPECT_EQ(quotation.note, "含运费");
    EXPECT_EQ(quotation.payable, Money{32'500});
    ASSERT_EQ(quotation.lines.size(), 2U);
    EXPECT_EQ(quotation.lines.at(0).price, UnitPrice{3'000'000});
    EXPECT_EQ(quotation.lines.at(1).quantity, (ubl::Measure{Quantity{10'000}, "KGM"}));
    EXPECT_EQ(quotation.lines.at(1).request_line, "2");
    EXPECT_EQ(quotation.lines.at(1).deliveries.size(), 1U);
    EXPECT_EQ(file("/api/v1/bids/" + opened + "/ubl", supplier), quotation);
    EXPECT_EQ(get("/api/v1/bids/" + opened + "/ubl", stranger).status, 404U);
    // None is taken in: the platform could read it.
    EXPECT_EQ(receive(quotation, supplier).code(), "exchange.bid_is_sealed");
}

// An auction knows one price for all of it.
TEST_P(Documents, AnOfferOfAnAuctionIsOneLot) {
    const auto begins = clock.now() + std::chrono::hours(2);
    const auto rfx = post("/api/v1/rfxs",
                          fmt::format(R"({{"title":"边框竞价","format":"english","closes_at":"{0}","auction_at":"{0}",)"
                                      R"("start_price":100000,"price_step":1000,"length_minutes":60,"lines":[)"
                                      R"({{"description_text":"边框","quantity":100000,"unit":"件"}},)"
                                      R"({{"description_text":"螺钉","quantity":2500,"unit":"千克"}}]}})",
                                      to_text(begins)),
                          buyer);
    ASSERT_EQ(rfx.status, 201U) << rfx.body;
    ASSERT_EQ(act("/api/v1/rfxs/" + rfx.id(), "publish", buyer).text("status"), "published");
    const auto entry = post("/api/v1/rfxs/" + rfx.id() + "/entries", R"({"terms_version":1})", supplier);
    ASSERT_EQ(entry.status, 201U) << entry.body;
    const auto path = "/api/v1/bids/" + entry.id() + "/ubl";
    EXPECT_EQ(get(path, supplier).code(), "exchange.nothing_quoted");
    clock.set(begins);
    while (run_due_jobs() > 0) {
    }
    const auto auction = get("/api/v1/rfxs/" + rfx.id() + "/auction", buyer).id();
    ASSERT_EQ(post("/api/v1/auctions/" + auction + "/offers", R"({"amount":90000})", supplier).status, 201U);
    EXPECT_EQ(get(path, buyer).status, 404U) << "while it runs bidders are known by their alias alone";
    clock.advance(std::chrono::hours(1));
    while (run_due_jobs() > 0) {
    }
    const auto quotation = file(path, buyer);
    EXPECT_EQ(quotation.payable, Money{90'000});
    ASSERT_EQ(quotation.lines.size(), 1U);
    EXPECT_EQ(quotation.lines.at(0).quantity, (ubl::Measure{Quantity{1'000}, "LO"}));
    EXPECT_EQ(quotation.lines.at(0).price, UnitPrice{900'000'000});
    EXPECT_EQ(quotation.lines.at(0).item_description, "边框 100.000 件; 螺钉 2.500 千克");
    EXPECT_EQ(file(path, supplier), quotation);
}

// What a buyer's program takes off an invoice is a debit note here, and the supplier's program is told of it; what does
// not say what we would count changes nothing.
TEST_P(Documents, DebitNotesAreWrittenReadAndRefused) {
    const auto id = confirmed();
    delivered(id, 100);
    const auto statement = post("/api/v1/statements", R"({"partner_id":"12"})", buyer).id();
    for (const auto& side : {buyer, supplier})
        ASSERT_EQ(post("/api/v1/statements/" + statement + "/confirmation/actions", {}, side).status, 200U);
    const auto invoice = post("/api/v1/statements/" + statement + "/invoices",
                              R"({"number":"24-1","invoiced_on":"2026-03-02"})", supplier);
    ASSERT_EQ(act("/api/v1/supplier-invoices/" + invoice.id(), "submit", supplier).text("status"), "matched");
    const auto by_hand = post("/api/v1/debit-notes",
                              fmt::format(R"({{"invoice_id":"{}","lines":[{{"position":1,"quantity":1000,)"
                                          R"("reason":"defects","note":"毛刺"}}]}})",
                                          invoice.id()),
                              buyer);
    ASSERT_EQ(by_hand.status, 201U) << by_hand.body;
    EXPECT_EQ(told(supplier).back(), "DebitNote");
    const auto note = fetched(supplier);
    EXPECT_EQ(note.invoice, "24-1");
    EXPECT_EQ(note.lines.at(0).status, "defects");
    EXPECT_EQ(note.payable, Money{1'130});
    EXPECT_EQ(get("/api/v1/debit-notes/" + by_hand.id() + "/ubl", stranger).status, 404U);

    // The same from the buyer's program, for two pieces more.
    auto given = note;
    given.id = "ERP-DN-5";
    given.invoice = "24 - 1";
    given.lines.at(0).quantity->quantity = {2'000};
    given.lines.at(0).amount = given.amount = Money{2'000};
    given.lines.at(0).tax = given.tax = Money{260};
    given.payable = Money{2'260};
    EXPECT_EQ(receive(given, supplier).code(), "request.invalid")
        << "an invoice of his own is not one that he received";
    EXPECT_EQ(receive(given, stranger).code(), "request.invalid");
    auto wrong = given;
    wrong.lines.at(0).amount = wrong.amount = Money{1'900};
    wrong.payable = Money{2'160};
    EXPECT_EQ(receive(wrong, buyer).issues(), "cac:DebitNoteLine.1.cbc:LineExtensionAmount:debit_differs");
    wrong = given;
    wrong.invoice = "24-2";
    EXPECT_EQ(receive(wrong, buyer).issues(),
              "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID:unknown_reference");
    wrong = given;
    wrong.lines.at(0).invoice_line.clear();
    EXPECT_EQ(receive(wrong, buyer).issues(),
              "cac:DebitNoteLine.1.cac:BillingReference/cac:BillingReferenceLine/cbc:ID:required");
    wrong = given;
    wrong.lines.at(0).invoice_line = "7";
    EXPECT_EQ(receive(wrong, buyer).issues(), "lines.0.position:unknown_line");
    wrong = given;
    wrong.lines.at(0).status = "bad mood";
    EXPECT_EQ(receive(wrong, buyer).issues(), "lines.0.reason:unknown_choice");
    wrong = given;
    wrong.lines.at(0).quantity->quantity = {100'000};
    wrong.lines.at(0).amount = wrong.amount = Money{100'000};
    wrong.lines.at(0).tax = wrong.tax = Money{13'000};
    wrong.payable = Money{113'000};
    EXPECT_EQ(receive(wrong, buyer).status, 422U) << "more than is still owed";
    EXPECT_EQ(get("/api/v1/debit-notes", buyer).all("id").size(), 1U);

    const auto taken = receive(given, buyer);
    ASSERT_EQ(taken.status, 201U) << taken.body;
    EXPECT_EQ(taken.text("subject_kind"), "debit_note");
    const auto made = get("/api/v1/debit-notes/" + taken.text("subject_id"), supplier);
    EXPECT_EQ(made.text("status"), "issued");
    EXPECT_EQ(made.text("note").substr(0, 8), "ERP-DN-5");
    EXPECT_EQ(receive(given, buyer).text("subject_id"), taken.text("subject_id")) << "once";
    EXPECT_EQ(get("/api/v1/debit-notes", buyer).all("id").size(), 2U);
    // What is written is read again as it is.
    const auto again = file("/api/v1/debit-notes/" + taken.text("subject_id") + "/ubl", buyer);
    EXPECT_EQ(again.lines.at(0).quantity->quantity, Quantity{2'000});
    EXPECT_EQ(again.payable, Money{2'260});
}

TEST_P(Documents, OfAnOrderAreListedForEachSide) {
    const auto id = issued(R"(,"has_inspection":true)");
    EXPECT_EQ(of_order(id, supplier), Names{"purchase_order_version"});
    ASSERT_EQ(respond(id, R"("code":"5")").status, 201U);
    delivered(id, 60);
    const auto draft = ship(id, 40, "L2");
    ASSERT_EQ(draft.status, 201U) << draft.body;
    const auto inspection = get("/api/v1/inspections?status=pending", buyer).all("id").at(0);
    ASSERT_EQ(
        post("/api/v1/inspections/" + inspection + "/results/actions", R"({"inspected":60,"nonconforming":0})", buyer)
            .status,
        200U);
    ASSERT_EQ(act("/api/v1/inspections/" + inspection, "accept", buyer).status, 200U);
    const auto statement = post("/api/v1/statements", R"({"partner_id":"12"})", buyer).id();
    for (const auto& side : {buyer, supplier})
        ASSERT_EQ(post("/api/v1/statements/" + statement + "/confirmation/actions", {}, side).status, 200U);
    const auto invoice = post("/api/v1/statements/" + statement + "/invoices",
                              R"({"number":"24-1","invoiced_on":"2026-03-02"})", supplier);
    ASSERT_EQ(invoice.status, 201U) << invoice.body;
    const Names shared{"inspection", "purchase_order_response", "purchase_order_version", "receipt", "shipment",
                       "statement"};
    EXPECT_EQ(of_order(id, buyer), shared);
    // Drafts are their maker's own.
    EXPECT_EQ(of_order(id, supplier), (Names{"inspection", "purchase_order_response", "purchase_order_version",
                                             "receipt", "shipment", "shipment", "statement", "supplier_invoice"}));
    ASSERT_EQ(act("/api/v1/supplier-invoices/" + invoice.id(), "submit", supplier).status, 200U);
    ASSERT_EQ(post("/api/v1/debit-notes",
                   fmt::format(R"({{"invoice_id":"{}","lines":[{{"position":1,"quantity":1000,"reason":"defects"}}]}})",
                               invoice.id()),
                   buyer)
                  .status,
              201U);
    EXPECT_EQ(of_order(id, buyer),
              (Names{"debit_note", "inspection", "purchase_order_response", "purchase_order_version", "receipt",
                     "shipment", "statement", "supplier_invoice"}));
    // Who may not read invoices is told of the goods alone.
    const auto worker = of_order(id, api::member(api::Role::worker, 11));
    EXPECT_EQ(std::ranges::count(worker, "supplier_invoice") + std::ranges::count(worker, "statement"), 0);
    EXPECT_EQ(std::ranges::count(worker, "purchase_order_version"), 1);
    EXPECT_EQ(get("/api/v1/purchase-orders/" + id + "/documents", stranger).status, 404U);
}

}  // namespace
}  // namespace dengyun::exchange::test
