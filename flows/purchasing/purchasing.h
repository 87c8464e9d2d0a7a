#pragma once
// Purchasing: what moves a purchase order together with the documents of other modules, each in one unit of work. An
// award becomes orders; a supplier ships against an order; the buyer's signature, verdicts and returns move its lines.
// The unit's scope writes both sides (Scope::crossing, Scope::system).
#include "kernel/store/events.h"
#include "modules/inspections/api.h"
#include "modules/invoicing/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/returns/api.h"
#include "modules/shipments/api.h"
#include "modules/sourcing/api.h"

namespace dengyun::purchasing {

// What shipments and returns are made for, with the line in ShipmentLine::subject_position; what inspections are about.
inline constexpr std::string_view order_subject = "purchase_order";
inline constexpr std::string_view line_subject = "purchase_order_line";
inline constexpr std::string_view award_source = "rfx";

// What an award leaves open.
struct AwardInput {
    std::optional<meta::Date> due_on;  // of lines that name no day
    std::int64_t tax_rate = 130'000;
    std::int64_t payment_days = 30;
    terms::BuyerKind buyer_kind = terms::BuyerKind::other;
    std::int64_t over_rate = 0;
    std::int64_t under_rate = 0;
    std::int64_t date_days = 0;
    bool has_inspection = false;
    static const meta::Entity description;
};
struct AwardedOrders {
    std::vector<Id<purchase_orders::PurchaseOrder>> order_ids;
    static const meta::Entity description;
};
// One draft for each winner, at the prices of his bid; the RFQ is contracted. Errors: conflict
// "purchasing.not_awarded", "purchasing.guest_winner" (a winner without an account cannot be sent an order); invalid
// with an issue on due_on (required); of purchase_orders::add_order.
[[nodiscard]] Result<AwardedOrders> order_award(store::Unit& unit, const sourcing::Rfx& rfx, const AwardInput& input);

struct ShipLineInput {
    std::int64_t position = 0;
    Quantity quantity{};
    std::string lot;
    std::int64_t packages = 1;
    static const meta::Entity description;
};
struct ShipInput {
    std::vector<ShipLineInput> lines;
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    std::optional<Instant> expected_at;
    std::optional<std::string> note;
    static const meta::Entity description;
};
// A ship note as a draft, with its label. Errors: invalid with issues on lines (required), lines.N.position
// (unknown_line), lines.N.quantity (exceeds_open: what is in force with its tolerance, less what was shipped and what
// lies in other drafts); conflict "purchase_order_line.not_in_force", "inspection.discontinued".
[[nodiscard]] Result<shipments::Shipment> ship(store::Unit& unit, const purchase_orders::PurchaseOrder& order,
                                               const ShipInput& input);

// Goods of an order line are accepted: they go into the next statement, at the price that a concession leaves, and
// invoices that wait for them are matched again.
[[nodiscard]] Result<> deliver(store::Unit& unit, const purchase_orders::OrderLine& line,
                               const shipments::Shipment& shipment, const shipments::ShipmentLine& goods,
                               Quantity accepted, Money price_cut = {});

// The buyer pays what is due of an invoice, all or a part, from his cash account to the supplier's; credit notes are
// offset first. Errors: conflict "supplier_invoice.exceeds_due", "transfer.insufficient_funds".
[[nodiscard]] Result<invoicing::SupplierInvoice> pay(store::Unit& unit, invoicing::SupplierInvoice invoice,
                                                     std::optional<Money> amount);

// What follows from moves of the three modules.
[[nodiscard]] Result<> after_shipment(store::Unit& unit, const shipments::Shipment& shipment,
                                      const shipments::Receipt* receipt);
// A receipt is reversed: what it has counted goes back, as long as nothing follows from it. Errors: conflict
// "purchasing.returned", "purchasing.judged", "statement_line.stated"; of purchase_orders::count.
[[nodiscard]] Result<> undo_receipt(store::Unit& unit, const shipments::Shipment& shipment,
                                    const shipments::Receipt& receipt);
[[nodiscard]] Result<> after_verdict(store::Unit& unit, const inspections::Inspection& inspection);
[[nodiscard]] Result<> after_return(store::Unit& unit, const returns::GoodsReturn& moved);

// Writes down for the scores how soon suppliers answer orders; what receipts say is written with them. Works on a
// thread of its own from its making to `stop`.
class Scoring {
  public:
    Scoring(store::Store& store, const Clock& clock);
    void stop() { subscriber_.stop(); }
    // Handles what is there now on the caller's thread; answers how many events. For tests.
    std::size_t run_due() { return subscriber_.run_due(); }

  private:
    store::Subscriber subscriber_;
};

void add_routes(api::Routes& routes);
[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::purchasing
