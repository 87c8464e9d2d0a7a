// Goal: a document of another program becomes what its kind says, once; what is changed, hostile, of a kind that is not
// taken in or from somebody without the right becomes nothing at all.
#include "flows/exchange/exchange.h"

#include "kernel/api/test/scenario.h"
#include "modules/exchange/api.h"
#include "modules/items/api.h"
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
                  exchange::add_routes(routes);
                  add_document_routes(routes);
              },
              {enterprise::migrations(), items::migrations(), sourcing::migrations(), exchange::migrations()},
              {enterprise::messages(), items::messages(), sourcing::messages(), ubl::messages(), exchange::messages(),
               document_messages()}) {
        const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto& [id, name] : {std::pair{11, "采购方"}, std::pair{12, "甲厂"}}) {
                DENGYUN_TRY(profile, enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
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
