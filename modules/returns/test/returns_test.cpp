// Goal: goods go back only where they were received, once, and each side's silence has a default; what is refused can
// be disputed and is decided by who is no party. The state machine is the one that people reviewed.

#include "kernel/api/test/scenario.h"
#include "kernel/flow/test/drawn.h"
#include "modules/enterprise/api.h"
#include "modules/items/api.h"
#include "modules/returns/api.h"

namespace dengyun::returns {
namespace {

TEST(States, OfAReturnMeetEveryAction) {
    // Row by row: the actions that leave a state, and where to.
    const std::map<std::string, std::string> expected{
        {"requested", "approve>approved refuse>refused deem_approved>approved close>closed "},
        {"approved", "send>sent keep>closed "},
        {"refused", "dispute>disputed settle>closed "},
        {"disputed", "uphold>approved dismiss>closed "},
        {"sent", "receive>received deem_received>received "},
        {"received", "repair>repaired replace>replaced credit>credited deem_credited>credited "},
        {"repaired", "close>closed settle>closed "},
        {"replaced", "close>closed settle>closed "},
        {"credited", "close>closed settle>closed "}};
    std::map<std::string, std::string> seen;
    const auto& table = GoodsReturn::states;
    for (const auto& row : table.transitions)
        seen[std::string(table.states().entries[static_cast<std::size_t>(row.from)].name)] +=
            fmt::format("{}>{} ", table.actions().entries[static_cast<std::size_t>(row.action)].name,
                        table.states().entries[static_cast<std::size_t>(row.to)].name);
    EXPECT_EQ(seen, expected);
    EXPECT_EQ(table.timers.size(), expected.size());  // every state that waits has a default
}

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(GoodsReturn::states, "Return (退货单)", "modules/returns/goods_return.cpp");
}

const api::Caller supplier = api::member(api::Role::owner, 11);
const api::Caller buyer = api::member(api::Role::owner, 12);
const api::Caller other = api::member(api::Role::owner, 13);
const api::Caller arbiter = api::member(api::Role::platform_operator, 1);

class Returns : public api::Scenario {
  protected:
    Returns()
        : Scenario(
              [](api::Routes& routes, store::Store&) {
                  enterprise::add_routes(routes);
                  items::add_routes(routes);
                  shipments::add_routes(routes);
                  add_routes(routes);
                  api::add_task_route(routes);
              },
              {enterprise::migrations(), items::migrations(), shipments::migrations(), returns::migrations()},
              {enterprise::messages(), shipments::messages(), returns::messages()}) {
        const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto& [id, name] : {std::pair{11, "甲厂"}, std::pair{12, "乙方"}, std::pair{13, "丙厂"}})
                DENGYUN_CHECK(enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
            return {};
        });
        EXPECT_TRUE(made);
    }
    // 500 pieces, of which 480 have arrived.
    std::string shipment(bool is_signed = true) {
        const auto made = post(
            "/api/v1/shipments",
            R"({"receiver_id":"12","lines":[{"lot":"L1","goods":"车牌","unit":"件","quantity":500000}]})", supplier);
        act("/api/v1/shipments/" + made.id(), "dispatch", supplier);
        if (is_signed)
            post("/api/v1/shipment-signatures/actions",
                 fmt::format(R"({{"label_code":"{}","lines":[{{"position":1,"received":480000}}]}})",
                             made.text("label_code")),
                 buyer);
        return made.id();
    }
    api::Answer ask(std::string_view shipment, std::int64_t quantity, const api::Caller& caller = buyer) {
        return post(fmt::format("/api/v1/shipments/{}/returns", shipment),
                    fmt::format(R"({{"quantity":{},"value":50000,"wanted":"credit","reason":"孔径超差"}})", quantity),
                    caller);
    }
    std::string move(std::string_view id, std::string_view action, const api::Caller& caller,
                     std::string_view reason = "因") {
        const auto moved = post(fmt::format("/api/v1/returns/{}/actions", id),
                                fmt::format(R"({{"action":"{}","reason":"{}"}})", action, reason), caller);
        return moved.status == 200 ? moved.text("status") : moved.code();
    }
    std::string status(std::string_view id) { return get(fmt::format("/api/v1/returns/{}", id), buyer).text("status"); }
    void wait(Duration time) {
        clock.advance(time);
        run_due_jobs();
    }
};
DENGYUN_BOTH_DATABASES(Returns);

TEST_P(Returns, GoBackOnceAndOnlyWhatWasReceived) {
    EXPECT_EQ(ask(shipment(false), 1'000).code(), "goods_return.not_received");
    const auto goods = shipment();
    EXPECT_EQ(ask(goods, 480'001).issues(), "quantity:exceeds_received");
    EXPECT_EQ(ask(goods, 0).issues(), "quantity:too_small");
    EXPECT_EQ(ask(goods, 1'000, supplier).status, 404U);
    EXPECT_EQ(ask(goods, 1'000, other).status, 404U);
    const auto made = ask(goods, 400'000);
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("lot"), "L1");
    EXPECT_EQ(ask(goods, 80'001).issues(), "quantity:exceeds_received");
    const auto id = made.id();
    EXPECT_EQ(get("/api/v1/incoming-returns", supplier).all("id"), std::vector{id});
    EXPECT_NE(get("/api/v1/tasks", supplier).body.find("returns_to_answer"), std::string::npos);
    EXPECT_EQ(move(id, "approve", buyer), "request.forbidden");
    EXPECT_EQ(move(id, "approve", other), "goods_return.not_found");
    EXPECT_EQ(move(id, "approve", supplier), "approved");
    EXPECT_EQ(move(id, "send", buyer), "sent");
    EXPECT_EQ(move(id, "receive", supplier), "received");
    EXPECT_EQ(move(id, "credit", supplier), "credited");
    EXPECT_EQ(move(id, "close", buyer), "closed");
    EXPECT_EQ(ask(goods, 80'001).issues(), "quantity:exceeds_received");  // it has gone back
    EXPECT_EQ(ask(goods, 80'000).status, 201U);
    EXPECT_EQ(events({11}).back(), "goods_return.created");
}

TEST_P(Returns, AreSentBackWithACarrierThatTheOtherSideSees) {
    const auto id = ask(shipment(), 1'000).id();
    const auto sending = fmt::format("/api/v1/returns/{}/sending/actions", id);
    const auto with = R"({"carrier":"顺丰","tracking_number":"SF 12"})";
    EXPECT_EQ(post(sending, with, buyer).status, 409U);  // nobody has approved
    move(id, "approve", supplier);
    EXPECT_EQ(post(sending, with, supplier).status, 403U);
    EXPECT_EQ(post(sending, with, other).status, 404U);
    const auto sent = post(sending, with, buyer);
    ASSERT_EQ(sent.status, 200U) << sent.body;
    EXPECT_EQ(sent.text("status"), "sent");
    EXPECT_NE(sent.text("sent_at"), "");
    EXPECT_EQ(get("/api/v1/returns/" + id, supplier).text("tracking_number"), "SF 12");
    EXPECT_EQ(events({11}).back(), "goods_return.sent");
    EXPECT_EQ(post(sending, with, buyer).status, 409U);  // once
}

TEST_P(Returns, HaveADefaultInEveryState) {
    const auto id = ask(shipment(), 1'000).id();
    wait(answer_time);
    EXPECT_EQ(status(id), "approved");
    EXPECT_EQ(move(id, "send", buyer), "sent");
    wait(travel_time);
    EXPECT_EQ(status(id), "received");
    wait(settling_time);
    EXPECT_EQ(status(id), "credited");
    wait(closing_time);
    EXPECT_EQ(status(id), "closed");
    const auto kept = ask(shipment(), 1'000).id();
    move(kept, "approve", supplier);
    wait(sending_time);
    EXPECT_EQ(status(kept), "closed");
}

TEST_P(Returns, AreDisputedAndDecidedByWhoIsNoParty) {
    const auto goods = shipment();
    const auto id = ask(goods, 1'000).id();
    EXPECT_EQ(post(fmt::format("/api/v1/returns/{}/actions", id), R"({"action":"refuse"})", supplier).issues(),
              "reason:required");
    EXPECT_EQ(move(id, "refuse", supplier), "refused");
    EXPECT_EQ(move(id, "dispute", supplier), "request.forbidden");
    EXPECT_EQ(move(id, "dispute", buyer), "disputed");
    EXPECT_EQ(move(id, "uphold", buyer), "request.forbidden");
    const auto decision = fmt::format("/api/v1/returns/{}/decision/actions", id);
    const auto upheld = R"({"is_upheld":true,"decision":"检验报告属实"})";
    EXPECT_EQ(post(decision, upheld, supplier).status, 403U);
    EXPECT_EQ(get("/api/v1/disputed-returns", arbiter).all("id"), std::vector{id});
    EXPECT_EQ(post(decision, upheld, arbiter).text("status"), "approved");
    EXPECT_EQ(post(decision, upheld, arbiter).code(), "flow.bad_transition");

    const auto silent = ask(goods, 1'000).id();
    move(silent, "refuse", supplier);
    wait(dispute_time);
    EXPECT_EQ(status(silent), "closed");  // the refusal stands
    EXPECT_EQ(status(id), "closed");      // not sent back in time
}

class Schema : public Returns {};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all(entities().begin(), entities().end());
    for (const auto part : {enterprise::entities(), items::entities(), shipments::entities()})
        all.insert(all.end(), part.begin(), part.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
    for (const auto& message : returns::messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
}

}  // namespace
}  // namespace dengyun::returns
