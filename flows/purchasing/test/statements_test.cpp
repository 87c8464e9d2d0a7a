// Goal: what was accepted comes into the month's statement; both sides confirm, silence confirms, a dispute is agreed
// to or rolls into the next period; what is confirmed is invoiced as it stands.
#include "flows/purchasing/test/world.h"

namespace dengyun::purchasing::test {
namespace {

class Statements : public Scenario {
  protected:
    std::string propose() {
        const auto made = post("/api/v1/statements", R"({"partner_id":"12"})", buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        return made.id();
    }
    std::string confirm(std::string_view id, const api::Caller& caller) {
        const auto done = post(fmt::format("/api/v1/statements/{}/confirmation/actions", id), {}, caller);
        return done.status == 200 ? done.text("status") : done.code();
    }
    std::vector<std::string> lines(std::string_view id) {
        return get(fmt::format("/api/v1/statements/{}/lines", id), supplier).all("status");
    }
    std::string first_line(std::string_view id) {
        return get(fmt::format("/api/v1/statements/{}/lines", id), supplier).all("id").front();
    }
    api::Answer dispute(std::string_view line, std::int64_t pieces, const api::Caller& caller) {
        return post(fmt::format("/api/v1/statement-lines/{}/dispute/actions", line),
                    fmt::format(R"({{"claimed":{},"reason":"清点不符"}})", pieces * 1'000), caller);
    }
};
DENGYUN_BOTH_DATABASES(Statements);

TEST_P(Statements, AreConfirmedByBothAndInvoiced) {
    const auto order = confirmed();
    deliver(order, 60, 58, 1);
    deliver(order, 40, 40, 0, "L2");
    const auto id = propose();
    EXPECT_EQ(post("/api/v1/statements", R"({"partner_id":"12"})", buyer).code(), "statement.nothing_open");
    const auto made = get("/api/v1/statements/" + id, supplier);
    EXPECT_EQ(made.json.at("lines").as_int64(), 2);
    EXPECT_EQ(made.json.at("net_total").as_int64(), 97'000);
    // Both sides' figures stand beside each other.
    EXPECT_EQ(get("/api/v1/statements/" + id + "/lines", buyer).all("shipped").size(), 2U);
    EXPECT_EQ(get("/api/v1/statements/" + id, stranger).status, 404U);
    EXPECT_EQ(confirm(id, buyer), "proposed");
    EXPECT_EQ(lines(id), (std::vector<std::string>{"proposed", "proposed"}));
    EXPECT_EQ(confirm(id, supplier), "confirmed");
    EXPECT_EQ(lines(id), (std::vector<std::string>{"confirmed", "confirmed"}));
    EXPECT_EQ(confirm(id, supplier), "flow.bad_transition");
    const auto invoice =
        post("/api/v1/statements/" + id + "/invoices", R"({"number":"24-001","invoiced_on":"2026-03-02"})", supplier);
    ASSERT_EQ(invoice.status, 201U) << invoice.body;
    EXPECT_EQ(act("/api/v1/supplier-invoices/" + invoice.id(), "submit", supplier).text("status"), "matched");
    EXPECT_EQ(lines(id), (std::vector<std::string>{"payable", "payable"}));
    EXPECT_EQ(
        post("/api/v1/statements/" + id + "/invoices", R"({"number":"24-002","invoiced_on":"2026-03-02"})", supplier)
            .code(),
        "statement.nothing_to_invoice");
}

TEST_P(Statements, AreProposedAndConfirmedByTimeAlone) {
    const auto order = confirmed();
    deliver(order, 100, 100);
    wait(32 * flow::day);  // March is over
    const auto all = get("/api/v1/received-statements", supplier);
    ASSERT_EQ(all.all("id").size(), 1U);
    EXPECT_EQ(all.all("period_ends_on"), std::vector<std::string>{"2026-03-31"});
    wait(invoicing::confirmation_time);
    EXPECT_EQ(get("/api/v1/statements/" + all.all("id")[0], buyer).text("status"), "confirmed");
    EXPECT_EQ(lines(all.all("id")[0]), std::vector<std::string>{"confirmed"});
}

TEST_P(Statements, WithADisputeAreAgreedOrRollOver) {
    const auto order = confirmed();
    deliver(order, 60, 55);
    deliver(order, 45, 45, 0, "L2");
    const auto id = propose();
    const auto line = first_line(id);
    EXPECT_EQ(dispute(line, 61, supplier).issues(), "claimed:exceeds_open");
    EXPECT_EQ(dispute(line, 57, stranger).status, 404U);
    EXPECT_EQ(dispute(line, 57, supplier).text("status"), "disputed");
    EXPECT_EQ(act("/api/v1/statement-lines/" + line, "concur", supplier).code(), "statement_line.own_dispute");
    EXPECT_EQ(confirm(id, buyer), "proposed");
    EXPECT_EQ(confirm(id, supplier), "confirmed");
    EXPECT_EQ(lines(id), (std::vector<std::string>{"disputed", "confirmed"}));
    wait(invoicing::dispute_time);
    EXPECT_EQ(lines(id), std::vector<std::string>{"confirmed"});  // the other rolled over
    EXPECT_EQ(get("/api/v1/statement-lines/" + line, buyer).text("period_ends_on"), "2026-04-30");
    const auto next = propose();
    EXPECT_EQ(dispute(line, 50, buyer).text("status"), "disputed");
    EXPECT_EQ(act("/api/v1/statement-lines/" + line, "concur", supplier).text("status"), "confirmed");
    EXPECT_EQ(get("/api/v1/statements/" + next, buyer).json.at("net_total").as_int64(), 50'000);
}

TEST_P(Statements, AreLoweredByWhatGoesBack) {
    const auto order = confirmed();
    const auto shipment = deliver(order, 100, 100);
    const auto id = propose();
    const auto back = post(fmt::format("/api/v1/shipments/{}/returns", shipment),
                           R"({"quantity":10000,"value":10000,"wanted":"credit","reason":"锈蚀"})", buyer);
    const auto item = "/api/v1/returns/" + back.id();
    act(item, "approve", supplier);
    act(item, "send", buyer);
    act(item, "receive", supplier);
    EXPECT_EQ(act(item, "credit", supplier).text("status"), "credited");
    EXPECT_EQ(get("/api/v1/statements/" + id, buyer).json.at("net_total").as_int64(), 90'000);
}

}  // namespace
}  // namespace dengyun::purchasing::test
