#include "flows/purchasing/test/world.h"

#include "flows/purchasing/test/trade.h"
#include "modules/enterprise/api.h"
#include "modules/escrow/api.h"
#include "modules/ledger/api.h"

namespace dengyun::purchasing::test {

using purchase_orders::OrderLine;

Scenario::Scenario()
    : api::Scenario([this](api::Routes& routes, store::Store&) { add_trade_routes(routes, clock); }, trade_migrations(),
                    trade_messages()) {
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

std::string Scenario::confirmed(std::string_view more) {
    const auto made =
        post("/api/v1/purchase-orders",
             fmt::format(R"({{"title":"三月支架","supplier_id":"12","lines":[{{"description_text":"支架",)"
                         R"("unit":"件","quantity":100000,"unit_price":10000000,)"
                         R"("schedules":[{{"due_on":"2026-03-21","quantity":100000}}]{}}}]}})",
                         more),
             buyer);
    EXPECT_EQ(made.status, 201U) << made.body;
    const auto order = "/api/v1/purchase-orders/" + made.id();
    EXPECT_EQ(post(order + "/issuing/actions", {}, buyer).text("status"), "issued");
    EXPECT_EQ(post(order + "/responses", R"({"terms_version":1,"lines":[{"position":1,"code":"5"}]})", supplier).status,
              201U);
    return made.id();
}

api::Answer Scenario::ship(std::string_view order, std::int64_t pieces, std::string_view lot,
                           const api::Caller& caller) {
    return post(fmt::format("/api/v1/purchase-orders/{}/shipments", order),
                fmt::format(R"({{"lines":[{{"position":1,"quantity":{},"lot":"{}"}}]}})", pieces * 1'000, lot), caller);
}

api::Answer Scenario::sign(const api::Answer& shipment, std::int64_t received, std::int64_t damaged, bool over) {
    return post("/api/v1/shipment-signatures/actions",
                fmt::format(R"({{"label_code":"{}","over_delivery_accepted":{},"lines":[{{"position":1,"received":{},)"
                            R"("damaged":{}}}]}})",
                            shipment.text("label_code"), over, received * 1'000, damaged * 1'000),
                buyer);
}

std::string Scenario::deliver(std::string_view order, std::int64_t pieces, std::int64_t received, std::int64_t damaged,
                              std::string_view lot) {
    const auto made = ship(order, pieces, lot);
    EXPECT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(act("/api/v1/shipments/" + made.id(), "dispatch", supplier).text("status"), "dispatched");
    const auto signed_for = sign(made, received, damaged);
    EXPECT_EQ(signed_for.text("status"), "signed") << signed_for.body;
    return made.id();
}

OrderLine Scenario::line_of(std::string_view order, std::int64_t position) {
    const auto read = store().read<OrderLine>(Scope::system("test"), [&](store::Reader& reader) {
        return purchase_orders::line_at(reader, *parse_id<purchase_orders::PurchaseOrder>(order), position);
    });
    EXPECT_TRUE(read);
    return read ? *read : OrderLine{};
}

std::string Scenario::counts(std::string_view order) {
    const auto line = line_of(order);
    return fmt::format("{}/{}/{}/{}/{} {}", line.shipped.value / 1'000, line.received.value / 1'000,
                       line.accepted.value / 1'000, line.rejected.value / 1'000, line.returned.value / 1'000,
                       meta::name_of(line.status));
}

api::Answer Scenario::write(std::string_view order, std::string_view number, std::int64_t pieces,
                            std::int64_t price_micro, std::string_view more, std::string_view kind) {
    const auto net = pieces * price_micro / 10'000;
    return post("/api/v1/supplier-invoices",
                fmt::format(R"({{"number":"{}","kind":"{}","buyer_id":"11","invoiced_on":"{}","lines":[{{)"
                            R"("order_line_id":"{}","description_text":"支架","unit":"件","quantity":{},)"
                            R"("unit_price":{},"net":{},"tax":{}{}}}]}})",
                            number, kind, invoiced_on, to_text(line_of(order).id), pieces * 1'000, price_micro, net,
                            net * 13 / 100, more),
                supplier);
}

api::Answer Scenario::submit(const api::Answer& invoice) {
    EXPECT_EQ(invoice.status, 201U) << invoice.body;
    return act("/api/v1/supplier-invoices/" + invoice.id(), "submit", supplier);
}

std::int64_t Scenario::figure(std::string_view invoice, std::string_view name) {
    return get(fmt::format("/api/v1/supplier-invoices/{}", invoice), supplier).json.at(name).as_int64();
}

api::Answer Scenario::pay(std::string_view invoice, std::string_view body, const api::Caller& caller) {
    return post(fmt::format("/api/v1/supplier-invoices/{}/payments/actions", invoice), std::string(body), caller);
}

void Scenario::fund(std::int64_t fen) {
    const auto done = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(bank, ledger::open_account(unit, ledger::custody_book,
                                               {.code = "custodian",
                                                .name = "bank",
                                                .kind = ledger::AccountKind::custodian,
                                                .holder = platform_organisation,
                                                .balance_min = std::nullopt}));
        DENGYUN_TRY(cash, escrow::cash_of(unit, {11}));
        ledger::VoucherRequest voucher{.id = unit.new_id<ledger::Voucher>(), .memo = "top up"};
        voucher.transfers.push_back({.id = unit.new_id<ledger::Transfer>(),
                                     .debit_account_id = bank.id,
                                     .credit_account_id = cash.id,
                                     .amount = {fen}});
        DENGYUN_CHECK(ledger::post(unit, ledger::custody_book, voucher));
        return {};
    });
    EXPECT_TRUE(done) << done.error().code << done.error().detail;
}

void Scenario::wait(Duration time) {
    clock.advance(time);
    while (run_due_jobs() > 0) {
    }
}

}  // namespace dengyun::purchasing::test
