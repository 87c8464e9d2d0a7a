#pragma once
// A scenario of trade in which everything that is stored can be compared: what is refused has changed nothing of it.
#include "flows/exchange/test/world.h"

namespace dengyun::refusals {

using exchange::test::buyer;
using exchange::test::supplier;

struct Request {
    std::string address;
    std::string body;
    api::Caller who;
};
// What a refusal has to say: the code, the field where it is about one, and words of the text in both languages.
struct Refusal {
    std::string code;
    std::string field;  // empty: it is about the whole
    std::string zh;
    std::string en;
};

class Scenario : public exchange::test::Scenario {
  protected:
    // Asks in both languages, twice each: refused as it should be, and nothing changed.
    void expect_refused(const Request& request, const Refusal& refusal);
    // Every row of every table that trade writes, and how many events everybody's log has.
    std::string everything();

    // An RFQ for sealed bids that closes in a day, published.
    std::string published();
    // A bid as a device sends it; nobody can open it, as always before the deadline.
    static Request bid_for(std::string_view rfx, std::int64_t terms_version);
    // Over the first line of an order at its price and 13 %.
    Request invoice_of(std::string_view order, std::string_view number, std::int64_t pieces);
    // Delivered, stated, confirmed by both; answers the statement.
    std::string stated(std::string_view order, std::int64_t pieces);
    static Request confirm(std::string_view statement, const api::Caller& who);
    std::string line_id(std::string_view order);
};

}  // namespace dengyun::refusals
