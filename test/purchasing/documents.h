#pragma once
// The documents of purchases that a look at the invariants is about: all that there are, or those of some orders.
#include <set>

#include "test/purchasing/walk.h"

namespace dengyun::purchase_walk {

struct Documents {
    bool is_whole = false;
    std::vector<PurchaseOrder> orders;
    std::map<Id<OrderLine>, OrderLine> lines;
    std::vector<purchase_orders::OrderVersion> versions;
    std::vector<purchase_orders::OrderResponse> responses;
    std::vector<purchase_orders::BlanketOrder> blankets;  // of a whole
    std::vector<shipments::Shipment> shipments;
    std::vector<shipments::Receipt> receipts;
    std::vector<inspections::Inspection> inspections;
    std::vector<inspections::Concession> concessions;
    std::vector<returns::GoodsReturn> returns;
    std::vector<invoicing::StatementLine> statement_lines;
    std::vector<invoicing::Statement> statements;  // of a whole
    // With an invoice that is about lines of several orders come its exceptions and debits, not those orders.
    std::vector<invoicing::SupplierInvoice> invoices;
    std::vector<invoicing::MatchException> exceptions;
    std::vector<invoicing::DebitNote> debits;
};
[[nodiscard]] Documents all_documents(World& world);
[[nodiscard]] Documents documents_of(World& world, const std::set<Id<PurchaseOrder>>& orders);

}  // namespace dengyun::purchase_walk
