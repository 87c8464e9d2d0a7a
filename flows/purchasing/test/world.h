#pragma once
// A scenario of purchasing: a buyer (organisation 11), suppliers (12, 13), somebody else (14); orders, shipments,
// inspections, returns and sourcing behind one application.
#include "flows/purchasing/purchasing.h"
#include "kernel/api/test/scenario.h"

namespace dengyun::purchasing::test {

inline const api::Caller buyer = api::member(api::Role::owner, 11);
inline const api::Caller supplier = api::member(api::Role::owner, 12);
inline const api::Caller other_supplier = api::member(api::Role::owner, 13);
inline const api::Caller stranger = api::member(api::Role::owner, 14);

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // Confirmed: 100 pieces at 10 yuan, 13 %, due on 2026-03-21. `more`: JSON members of the line behind a comma.
    std::string confirmed(std::string_view more = {});
    api::Answer ship(std::string_view order, std::int64_t pieces, std::string_view lot = "L1",
                     const api::Caller& caller = supplier);
    // Shipped, dispatched and signed for; answers the id of the shipment.
    std::string deliver(std::string_view order, std::int64_t pieces, std::int64_t received, std::int64_t damaged = 0,
                        std::string_view lot = "L1");
    api::Answer sign(const api::Answer& shipment, std::int64_t received, std::int64_t damaged = 0, bool over = false);
    // "shipped/received/accepted/rejected/returned status", in pieces.
    std::string counts(std::string_view order);
    purchase_orders::OrderLine line_of(std::string_view order, std::int64_t position = 1);
    void wait(Duration time);

    // An invoice over the first line of an order at 13 %, of the day that invoiced_on says. `more`: JSON members of the
    // line behind a comma.
    api::Answer write(std::string_view order, std::string_view number, std::int64_t pieces,
                      std::int64_t price_micro = 10'000'000, std::string_view more = R"(,"tax_rate":130000)",
                      std::string_view kind = "invoice");
    api::Answer submit(const api::Answer& invoice);
    api::Answer submitted(std::string_view order, std::string_view number, std::int64_t pieces,
                          std::int64_t price_micro = 10'000'000, std::string_view kind = "invoice") {
        return submit(write(order, number, pieces, price_micro, R"(,"tax_rate":130000)", kind));
    }
    // A number of an invoice by its name.
    std::int64_t figure(std::string_view invoice, std::string_view name);
    api::Answer pay(std::string_view invoice, std::string_view body = "{}", const api::Caller& caller = buyer);
    // Into the buyer's account.
    void fund(std::int64_t fen);

    std::string invoiced_on = "2026-03-20";
};

}  // namespace dengyun::purchasing::test
