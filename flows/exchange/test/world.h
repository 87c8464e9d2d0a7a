#pragma once
// A scenario of trade by documents: a buyer (organisation 11), a supplier (12) and somebody else (13), known by their
// company codes; everything from RFQs to payments behind one application.
#include "flows/exchange/exchange.h"
#include "flows/purchasing/purchasing.h"
#include "kernel/api/test/scenario.h"
#include "modules/exchange/api.h"

namespace dengyun::exchange::test {

inline const api::Caller buyer = api::member(api::Role::owner, 11);
inline const api::Caller supplier = api::member(api::Role::owner, 12);
inline const api::Caller stranger = api::member(api::Role::owner, 13);
inline constexpr std::string_view buyer_code = "91330200MA2CJ00X0A";
inline constexpr std::string_view supplier_code = "913302007342714356";

class Scenario : public api::Scenario {
  protected:
    Scenario();
    // 100 brackets at 10 yuan and 13 %, due on 2026-03-21, issued; answers the id. `more`: JSON members of the line
    // behind a comma.
    std::string issued(std::string_view more = {});
    std::string confirmed(std::string_view more = {});
    api::Answer respond(std::string_view order, std::string_view line, std::int64_t terms_version = 1);
    // Shipped, dispatched and signed for in full; answers the id of the shipment.
    std::string delivered(std::string_view order, std::int64_t pieces, std::string_view lot = "L1");
    api::Answer ship(std::string_view order, std::int64_t pieces, std::string_view lot = "L1");
    // "Order", "OrderChange", … behind a sequence.
    std::vector<std::string> told(const api::Caller& caller, std::int64_t after = 0);
    // The file that was told last; the file behind an address.
    ubl::Document fetched(const api::Caller& caller) { return file(last_path_, caller); }
    ubl::Document file(const std::string& path, const api::Caller& caller);
    api::Answer receive(const ubl::Document& document, const api::Caller& caller);
    api::Answer order(std::string_view id, const api::Caller& caller = buyer);
    static ubl::Document answer_to(ubl::Document order);
    static ubl::Document ship_note(const ubl::Document& order, std::int64_t pieces, std::string id);

    std::string last_path_;
    std::int64_t last_ = 0;
};

}  // namespace dengyun::exchange::test
