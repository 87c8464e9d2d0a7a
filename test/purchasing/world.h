#pragma once
// Purchases as the product wires them: orders, shipments, receipts, inspections, returns, statements, invoices, credit
// and debit notes, payments, on either database. Two buyers (organisations 11 and 15), two suppliers (12, 13), the
// platform's operator (1) and a stranger (14).
#include "flows/purchasing/purchasing.h"
#include "modules/ledger/api.h"
#include "test/walking/walk.h"

namespace dengyun::purchase_walk {

using walking::owner_of;
using walking::platform;

inline constexpr std::int64_t buyers[] = {11, 15};
inline constexpr std::int64_t suppliers[] = {12, 13};
inline constexpr std::int64_t stranger_organisation = 14;
// Whatever a command may write to.
inline constexpr std::string_view tables[] = {"purchase_order",
                                              "purchase_order_line",
                                              "purchase_order_version",
                                              "purchase_order_response",
                                              "blanket_order",
                                              "supply_forecast",
                                              "shipment",
                                              "receipt",
                                              "inspection",
                                              "concession",
                                              "goods_return",
                                              "statement",
                                              "statement_line",
                                              "supplier_invoice",
                                              "match_exception",
                                              "debit_note",
                                              "rfx"};

class World : public walking::World {
  public:
    World();

  private:
    static Result<> fill(store::Unit& unit);
};

}  // namespace dengyun::purchase_walk
