#pragma once
// What the engine says of the invoices of some order lines: what of each line lies on receipts, what it is worth, and
// what is wrong with it. Reads, and changes nothing.
#include <map>
#include <span>
#include <vector>

#include "engines/matching/api.h"
#include "modules/invoicing/rows.h"

namespace dengyun::invoicing {

class Judgement {
  public:
    // Errors: not_found; overflow.
    [[nodiscard]] static Result<Judgement> of(store::Reader& reader, std::span<const Id<OrderLine>> lines);

    // All that touch those order lines, in the order in which they are served. Their places stand for them below.
    [[nodiscard]] const std::vector<SupplierInvoice>& invoices() const { return invoices_; }
    [[nodiscard]] const std::map<Id<OrderLine>, OrderLine>& order_lines() const { return order_lines_; }
    [[nodiscard]] bool covers(const InvoiceLine& line) const { return order_lines_.contains(line.order_line_id); }

    [[nodiscard]] std::vector<matching::Exception> exceptions_of(std::size_t place, const InvoiceLine& line) const;
    // What of a line lies on receipts, or was taken back by credits; of what is decided, as it was.
    [[nodiscard]] Quantity matched_of(std::size_t place, const InvoiceLine& line) const;
    // With tax: what is due of a line of which so much lies on receipts. `taken`: the buyer takes it as it is.
    [[nodiscard]] Result<Money> due_of(std::size_t place, const InvoiceLine& line, Quantity matched, bool taken) const;
    // The lines of statements on which an invoice lies, and how much of it on each.
    [[nodiscard]] std::map<std::int64_t, std::int64_t> laid_of(std::size_t place) const;
    [[nodiscard]] const StatementLine& delivery(std::int64_t id) const { return deliveries_.at(id); }
    // Of an order line what went back after it was invoiced, thousandths.
    [[nodiscard]] std::int64_t returned_of(Id<OrderLine> line) const { return prices_.at(line).returned; }

  private:
    struct Price {
        UnitPrice highest{};
        std::int64_t value = 0;      // fen: what is left of what all that was delivered is worth
        std::int64_t roundings = 0;  // fen: what the sum of rounded amounts may be apart
        std::int64_t returned = 0;   // after it was invoiced
    };

    void add(const OrderLine& line, std::vector<StatementLine> deliveries);
    [[nodiscard]] Result<> find_invoices(store::Reader& reader, Id<OrderLine> line);
    void add_invoice_lines();
    [[nodiscard]] Result<> find_values();
    [[nodiscard]] Result<> find_value(std::size_t place, const InvoiceLine& line);

    std::map<Id<OrderLine>, OrderLine> order_lines_;
    std::map<std::int64_t, StatementLine> deliveries_;
    std::map<Id<OrderLine>, Price> prices_;
    std::map<std::int64_t, Money> worth_;               // of invoice lines, without tax
    std::map<std::int64_t, matching::Exception> dear_;  // invoice lines beyond what their goods are worth
    std::vector<std::int64_t> net_;                     // of the invoice lines what credits leave
    std::vector<SupplierInvoice> invoices_;
    matching::Input input_;
    matching::Match match_;
};

}  // namespace dengyun::invoicing
