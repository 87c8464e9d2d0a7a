#include "test/refusals/world.h"

#include <fmt/format.h>

#include "kernel/base/digest.h"
#include "kernel/store/jobs.h"

namespace dengyun::refusals {
namespace {

template <class E>
Result<> write_rows(store::Reader& reader, std::string& out) {
    store::Query query{.sort = "id", .limit = store::page_limit_max};
    for (;;) {
        DENGYUN_TRY(page, reader.list<E>(query));
        for (const auto& row : page.items) out += fmt::format("{} {}\n", E::description.name, meta::to_json(row));
        if (!page.next) return {};
        query.after = *page.next;
    }
}

template <class... E>
Result<std::string> rows_of_all(store::Reader& reader) {
    std::string out;
    Result<> done;
    ((done = done ? write_rows<E>(reader, out) : done), ...);
    if (!done) return std::unexpected(done.error());
    return out;
}

}  // namespace

std::string Scenario::everything() {
    auto all = store().read<std::string>(Scope::system("test"), [](store::Reader& reader) {
        return rows_of_all<sourcing::Rfx, sourcing::Bid, sourcing::BidSeal, sourcing::Award,
                           purchase_orders::PurchaseOrder, purchase_orders::OrderLine, purchase_orders::OrderResponse,
                           purchase_orders::OrderVersion, shipments::Shipment, shipments::Receipt,
                           inspections::Inspection, returns::GoodsReturn, invoicing::Statement,
                           invoicing::StatementLine, invoicing::SupplierInvoice, invoicing::MatchException,
                           invoicing::DebitNote, exchange::ReceivedDocument, store::Job>(reader);
    });
    EXPECT_TRUE(all) << all.error().code;
    if (!all) return {};
    for (const std::int64_t organisation : {1, 11, 12, 13})
        *all += fmt::format("events of {}: {}\n", organisation, events({organisation}).size());
    return *all;
}

void Scenario::expect_refused(const Request& request, const Refusal& refusal) {
    SCOPED_TRACE(request.address + " " + request.body.substr(0, 300));
    const auto before = everything();
    for (const auto& [language, text] : {std::pair{"zh", refusal.zh}, std::pair{"en", refusal.en}})
        for (int again = 0; again < 2; ++again) {
            const auto answer =
                send(http::Method::post, request.address, request.body, request.who, {{"Accept-Language", language}});
            EXPECT_GE(answer.status, 400U) << answer.body;
            EXPECT_LT(answer.status, 500U) << answer.body;
            if (refusal.field.empty()) {
                EXPECT_EQ(answer.code(), refusal.code) << answer.body;
                EXPECT_NE(answer.text("title").find(text), std::string::npos) << answer.body;
            } else {
                EXPECT_EQ(answer.issues(), refusal.field + ":" + refusal.code) << answer.body;
                const auto* issues = answer.json.is_object() ? answer.json.as_object().if_contains("issues") : nullptr;
                ASSERT_TRUE(issues != nullptr && issues->is_array()) << answer.body;
                EXPECT_NE(issues->as_array().at(0).at("text").as_string().find(text), std::string::npos) << answer.body;
            }
        }
    EXPECT_EQ(everything(), before);
}

std::string Scenario::published() {
    const auto made = post(
        "/api/v1/rfxs",
        fmt::format(R"({{"title":"车牌冲压","closes_at":"{}","lines":[{{"description_text":"底板","quantity":100000,)"
                    R"("unit":"件"}}]}})",
                    to_text(clock.now() + flow::day)),
        buyer);
    EXPECT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(act("/api/v1/rfxs/" + made.id(), "publish", buyer).text("status"), "published");
    return made.id();
}

Request Scenario::bid_for(std::string_view rfx, std::int64_t terms_version) {
    return {"/api/v1/bids",
            fmt::format(R"({{"rfx_id":"{}","terms_version":{},"sealed":"{}","commitment":"{}"}})", rfx, terms_version,
                        base64(std::string(200, 's')), sha256_hex("commitment")),
            supplier};
}

std::string Scenario::line_id(std::string_view order) {
    return get(fmt::format("/api/v1/purchase-orders/{}/lines", order), buyer).all("id").at(0);
}

Request Scenario::invoice_of(std::string_view order, std::string_view number, std::int64_t pieces) {
    return {"/api/v1/supplier-invoices",
            fmt::format(R"({{"number":"{}","kind":"invoice","buyer_id":"11","invoiced_on":"2026-03-01","lines":[{{)"
                        R"("order_line_id":"{}","description_text":"支架","unit":"件","quantity":{},)"
                        R"("unit_price":10000000,"net":{},"tax_rate":130000,"tax":{}}}]}})",
                        number, line_id(order), pieces * 1'000, pieces * 1'000, pieces * 130),
            supplier};
}

Request Scenario::confirm(std::string_view statement, const api::Caller& who) {
    return {fmt::format("/api/v1/statements/{}/confirmation/actions", statement), {}, who};
}

std::string Scenario::stated(std::string_view order, std::int64_t pieces) {
    delivered(order, pieces);
    const auto made = post("/api/v1/statements", R"({"partner_id":"12"})", buyer);
    EXPECT_EQ(made.status, 201U) << made.body;
    for (const auto& side : {buyer, supplier}) {
        const auto request = confirm(made.id(), side);
        EXPECT_EQ(post(request.address, request.body, side).status, 200U);
    }
    return made.id();
}

}  // namespace dengyun::refusals
