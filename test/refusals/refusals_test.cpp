// Goal: what comes too late, twice, from an old version, too much or changed on the way is refused with a clear word in
// both languages that names the field, and changes nothing: not a row, not an event, not a job.
#include <fmt/format.h>

#include "test/refusals/world.h"

namespace dengyun::refusals {
namespace {

class Refusals : public Scenario {
  protected:
    static Request document(const ubl::Document& document, const api::Caller& who) {
        return {"/api/v1/received-documents", ubl::write(document), who};
    }
    ubl::Document order_file(std::string_view order) {
        return file(fmt::format("/api/v1/purchase-orders/{}/ubl", order), supplier);
    }
};
DENGYUN_BOTH_DATABASES(Refusals);

TEST_P(Refusals, ABidThatIsLateOrStale) {
    const auto rfx = published();
    expect_refused(bid_for(rfx, 2), {"rfx.terms_changed", "", "询价条件已变更", "The terms have changed"});
    EXPECT_EQ(patch("/api/v1/rfxs/" + rfx, R"({"terms":"月结 30 天"})", buyer).json.at("terms_version").as_int64(), 2);
    // Who has read the first version has not agreed to the second.
    expect_refused(bid_for(rfx, 1), {"rfx.terms_changed", "", "询价条件已变更", "The terms have changed"});
    clock.advance(flow::day);  // the deadline, before any timer has run
    expect_refused(bid_for(rfx, 2), {"rfx.not_open", "", "已过截止时间", "The deadline has passed"});
    while (run_due_jobs() > 0) {
    }
    expect_refused(bid_for(rfx, 2), {"rfx.not_open", "", "已过截止时间", "The deadline has passed"});
}

// Sums that no page could show, days that nobody means, an auction in which nobody could be undercut.
TEST_P(Refusals, NumbersAndDaysBeyondReason) {
    const auto order = [](std::int64_t quantity, std::int64_t price, std::string_view due_on) {
        return Request{
            "/api/v1/purchase-orders",
            fmt::format(R"({{"title":"支架","supplier_id":"12","lines":[{{"description_text":"支架","unit":"件",)"
                        R"("quantity":{0},"unit_price":{1},"schedules":[{{"due_on":"{2}","quantity":{0}}}]}}]}})",
                        quantity, price, due_on),
            buyer};
    };
    expect_refused(
        order(1'000'000'000'000, 1'000'000'000'000, "2026-03-21"),
        {"total_too_large", "lines", "不能超过 10000000000.00 元", "must not be more than 10000000000.00 yuan"});
    expect_refused(order(1'000, 1'000'000, "9999-12-31"),
                   {"too_far_ahead", "lines.0.schedules.0.due_on", "不能晚于 2126-", "Must not be later than 2126-"});
    const auto rfx = [](std::string_view more) {
        return Request{"/api/v1/rfxs",
                       fmt::format(R"({{"title":"支架","lines":[{{"description_text":"支架","unit":"件",)"
                                   R"("quantity":1000}}],{}}})",
                                   more),
                       buyer};
    };
    expect_refused(rfx(R"("closes_at":"9999-12-31T23:59:59Z")"),
                   {"too_far_ahead", "closes_at", "不能晚于 2126-", "Must not be later than 2126-"});
    expect_refused(rfx(R"("closes_at":"2026-03-05T00:00:00Z","auction_at":"2026-03-05T00:00:00Z","format":"english",)"
                       R"("start_price":100000,"price_step":100000,"length_minutes":10)"),
                   {"too_large", "price_step", "不能大于 999.99", "Must not be more than 999.99"});
    expect_refused(rfx(R"("closes_at":7)"), {"type", "closes_at", "应为 JSON 的", "the JSON type"});
}

TEST_P(Refusals, AnAwardOfWhatWasCancelled) {
    const auto rfx = published();
    ASSERT_EQ(act("/api/v1/rfxs/" + rfx, "cancel", buyer).text("status"), "cancelled");
    for (const std::string_view action : {"award", "evaluate", "publish"})
        expect_refused({"/api/v1/rfxs/" + rfx + "/actions", fmt::format(R"({{"action":"{}"}})", action), buyer},
                       {"flow.bad_transition", "", "现在的状态不允许", "cannot be done in the present state"});
    expect_refused({"/api/v1/rfxs/" + rfx + "/purchase-orders", R"({"due_on":"2026-03-31"})", buyer},
                   {"purchasing.not_awarded", "", "询价单尚未定标", "The RFQ is not awarded"});
    expect_refused(bid_for(rfx, 1), {"rfx.not_open", "", "未在报价中", "bidding is not open"});
}

TEST_P(Refusals, AnAnswerToOldTermsOrBeyondTheTolerances) {
    const auto order = issued(R"(,"date_days":3)");
    const auto responses = fmt::format("/api/v1/purchase-orders/{}/responses", order);
    const auto answer = [&](std::int64_t version, std::string_view line) {
        return Request{responses, fmt::format(R"({{"terms_version":{},"lines":[{{"position":1,{}}}]}})", version, line),
                       supplier};
    };
    expect_refused(answer(2, R"("code":"5")"),
                   {"purchase_order.terms_changed", "", "订单条款已有新版本", "newer version of the terms"});
    expect_refused(answer(1, R"("code":"7")"), {"required", "lines.0.reason", "必填", "Required"});
    ASSERT_EQ(respond(order, R"("code":"5")").status, 201U);
    expect_refused(answer(1, R"("code":"5")"),
                   {"not_waiting", "lines.0.position", "不在等待答复", "does not wait for an answer"});
    ASSERT_EQ(post(fmt::format("/api/v1/purchase-orders/{}/change/actions", order),
                   R"({"terms_version":1,"reason":"少要","lines":[{"position":1,"description_text":"支架","unit":"件",)"
                   R"("quantity":90000,"unit_price":10000000,"date_days":3,)"
                   R"("schedules":[{"due_on":"2026-03-21","quantity":90000}]}]})",
                   buyer)
                  .status,
              200U);
    // What is in force stands: a change is taken, taken within the tolerances, or refused; never countered.
    expect_refused(answer(2, R"("code":"3","quantity":90000,"schedules":[{"due_on":"2026-03-25","quantity":90000}])"),
                   {"change_within_only", "lines.0.code", "容差内同意", "taken within the tolerances"});
    expect_refused(answer(1, R"("code":"5")"),
                   {"purchase_order.terms_changed", "", "订单条款已有新版本", "newer version of the terms"});
}

TEST_P(Refusals, GoodsThatAreMoreThanWereOrderedOrSent) {
    const auto order = confirmed(R"(,"over_rate":50000)");
    const auto shipments = fmt::format("/api/v1/purchase-orders/{}/shipments", order);
    const auto ship_of = [&](std::int64_t pieces) {
        return Request{shipments,
                       fmt::format(R"({{"lines":[{{"position":1,"quantity":{},"lot":"L1"}}]}})", pieces * 1'000),
                       supplier};
    };
    expect_refused(ship_of(106), {"exceeds_open", "lines.0.quantity", "超过可用数量 105", "More than the 105"});
    const auto sent = ship(order, 60);
    expect_refused(ship_of(46), {"exceeds_open", "lines.0.quantity", "超过可用数量 45", "More than the 45"});
    ASSERT_EQ(act("/api/v1/shipments/" + sent.id(), "dispatch", supplier).text("status"), "dispatched");
    const auto sign_for = [&](std::int64_t received, std::int64_t damaged) {
        return Request{"/api/v1/shipment-signatures/actions",
                       fmt::format(R"({{"label_code":"{}","lines":[{{"position":1,"received":{},"damaged":{}}}]}})",
                                   sent.text("label_code"), received * 1'000, damaged * 1'000),
                       buyer};
    };
    expect_refused(sign_for(61, 0), {"exceeds_shipped", "lines.0.received", "60", "60"});
    expect_refused(sign_for(60, 61), {"exceeds_received", "lines.0.damaged", "60", "60"});
    // What was signed for is not signed for otherwise.
    ASSERT_EQ(post(sign_for(60, 0).address, sign_for(60, 0).body, buyer).status, 200U);
    expect_refused(sign_for(59, 0), {"shipment.signed_otherwise", "", "已", "signed"});
}

TEST_P(Refusals, AnInvoiceOrAPaymentThatComesTwice) {
    const auto order = confirmed();
    const auto statement = stated(order, 60);
    const auto first = invoice_of(order, "24-001", 60);
    const auto made = post(first.address, first.body, supplier);
    ASSERT_EQ(made.status, 201U) << made.body;
    expect_refused(first, {"invoiced_before", "number", "已经用过", "used before"});
    // Neither does a space make it another number.
    expect_refused(invoice_of(order, "24-0 01", 1), {"invoiced_before", "number", "已经用过", "used before"});
    ASSERT_EQ(act("/api/v1/supplier-invoices/" + made.id(), "submit", supplier).text("status"), "matched");
    expect_refused({"/api/v1/statements/" + statement + "/invoices",
                    R"({"number":"24-002","invoiced_on":"2026-03-02"})", supplier},
                   {"statement.nothing_to_invoice", "", "没有已确认而未开票的行", "No confirmed line is left"});
    const auto pay = [&](std::string_view invoice, std::string_view body) {
        return Request{fmt::format("/api/v1/supplier-invoices/{}/payments/actions", invoice), std::string(body), buyer};
    };
    expect_refused(pay(made.id(), R"({"amount":67801})"),
                   {"supplier_invoice.exceeds_due", "", "超过应付金额", "More than is due"});
    // The same goods under another number: it is taken in, nothing of it is due, and the first is as it was.
    const auto before = get("/api/v1/supplier-invoices/" + made.id(), supplier).body;
    const auto again = invoice_of(order, "24-003", 60);
    const auto second = post(again.address, again.body, supplier);
    ASSERT_EQ(act("/api/v1/supplier-invoices/" + second.id(), "submit", supplier).text("status"), "blocked");
    EXPECT_EQ(get("/api/v1/supplier-invoices/" + made.id(), supplier).body, before);
    expect_refused(pay(second.id(), R"({"amount":1})"),
                   {"supplier_invoice.exceeds_due", "", "超过应付金额", "More than is due"});
    // Nor is more taken off than is owed.
    expect_refused({"/api/v1/debit-notes",
                    fmt::format(R"({{"invoice_id":"{}","lines":[{{"position":1,"quantity":61000,)"
                                R"("reason":"shortage"}}]}})",
                                made.id()),
                    buyer},
                   {"exceeds_invoiced", "lines.0.quantity", "超过发票上的 60", "More than the 60"});
}

TEST_P(Refusals, AStatementThatIsClosedTwiceOrReceivedOtherwise) {
    const auto order = confirmed();
    const auto statement = stated(order, 60);
    for (const auto& side : {buyer, supplier})
        expect_refused(confirm(statement, side),
                       {"flow.bad_transition", "", "现在的状态不允许", "cannot be done in the present state"});
    expect_refused({"/api/v1/statements", R"({"partner_id":"12"})", buyer},
                   {"statement.nothing_open", "", "没有待对账的交货", "Nothing was delivered"});
    const auto own = file("/api/v1/statements/" + statement + "/ubl", supplier);
    expect_refused(document(own, supplier),
                   {"flow.bad_transition", "", "现在的状态不允许", "cannot be done in the present state"});
    auto other = own;
    other.lines.at(0).debit = Money{1};
    other.debit = other.balance = Money{1};
    expect_refused(document(other, supplier),
                   {"statement_differs", "cac:StatementLine.1.cbc:DebitLineAmount", "678.00", "678.00"});
}

TEST_P(Refusals, AFileThatWasChangedOnTheWayOrComesOnceMoreOtherwise) {
    const auto order = confirmed();
    const auto sent = order_file(order);
    const auto note = ship_note(sent, 60, "LS-1");
    ASSERT_EQ(receive(note, supplier).status, 201U);
    // The same file once more is no second shipment.
    const auto before = everything();
    EXPECT_EQ(receive(note, supplier).status, 201U);
    EXPECT_EQ(everything(), before);
    expect_refused(document(ship_note(sent, 40, "LS-1"), supplier),
                   {"exchange.changed", "", "同一编号的单据，但内容不同", "with another content"});
    expect_refused(document(ship_note(sent, 41, "LS-2"), supplier),
                   {"exceeds_open", "lines.0.quantity", "超过可用数量 40", "More than the 40"});

    auto bill = sent;
    bill.kind = ubl::Kind::invoice;
    bill.id = "24-001";
    bill.order = sent.id;
    auto& line = bill.lines.at(0);
    line.deliveries.clear();
    line.order_line = "1";
    auto tampered = ubl::write(bill);
    const std::string amount = "1000.00</cbc:LineExtensionAmount>";
    const auto at = tampered.rfind(amount);  // of the line: its sum says something else now
    ASSERT_NE(at, std::string::npos) << tampered;
    tampered.replace(at, 4, "9000");
    expect_refused({"/api/v1/received-documents", tampered, supplier},
                   {"ubl_sum", "cbc:LineExtensionAmount", "与各行合计", "The lines add up to"});
    tampered.insert(tampered.find("<Invoice"), R"(<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>)");
    expect_refused({"/api/v1/received-documents", tampered, supplier},
                   {"ubl.document_type", "", "DOCTYPE", "Files with a DOCTYPE are refused"});
    expect_refused({"/api/v1/received-documents", "<Invoice", supplier},
                   {"ubl.malformed", "", "不是有效的 UBL", "not valid UBL"});

    auto change = sent;
    change.kind = ubl::Kind::order_change;
    change.id = "AE-1";
    change.order = sent.id;
    change.version = "3";
    change.note = "改";
    expect_refused(document(change, buyer),
                   {"purchase_order.terms_changed", "", "订单条款已有新版本", "newer version of the terms"});
    auto quotation = sent;
    quotation.kind = ubl::Kind::quotation;
    expect_refused(document(quotation, supplier), {"exchange.bid_is_sealed", "", "设备上密封", "is sealed"});
}

}  // namespace
}  // namespace dengyun::refusals
