// What holds of all documents of purchases, whatever was done.
#include <algorithm>
#include <set>

#include "kernel/store/events.h"
#include "modules/escrow/api.h"
#include "test/purchasing/documents.h"

namespace dengyun::purchase_walk {
namespace {

using invoicing::DebitNote;
using invoicing::DebitStatus;
using invoicing::InvoiceKind;
using invoicing::InvoiceStatus;
using invoicing::MatchException;
using invoicing::StatementLine;
using invoicing::SupplierInvoice;
using purchase_orders::LineStatus;

class Look {
  public:
    Look(World& world, const Documents& documents, std::map<std::string, std::string>& posted)
        : world_(world), documents_(documents), posted_(posted) {}

    std::string run() {
        look_at_orders();
        look_at_goods();
        look_at_statements();
        look_at_invoices();
        look_at_documents();
        look_at_timers();
        if (!documents_.is_whole) return fault_;
        look_at_sums();
        look_at_money();
        look_at_chains();
        return fault_;
    }

  private:
    void expect(bool holds, const std::string& what) {
        if (!holds && fault_.empty()) fault_ = what;
    }
    // The order follows from its lines; each line keeps within its bounds.
    void look_at_orders() {
        std::map<Id<PurchaseOrder>, std::vector<OrderLine>> of_order;
        for (const auto& [id, line] : documents_.lines) {
            of_order[line.order_id].push_back(line);
            const auto name = fmt::format("{} line {}", line.number, line.position);
            expect(purchase_orders::check_counters(line).has_value(), name + ": counters");
            expect(std::min({line.shipped.value, line.received.value, line.over_received.value, line.accepted.value,
                             line.rejected.value, line.returned.value, line.invoiced.value, line.credited.value,
                             line.price_cut.value}) >= 0,
                   name + ": a counter is below zero");
            const bool is_due = line.status == LineStatus::open && line.accepted >= line.confirmed_quantity;
            expect(!is_due, name + ": everything is accepted and it is open");
        }
        for (const auto& order : documents_.orders) {
            auto copy = order;
            const auto changed = purchase_orders::follow(copy, of_order[order.id]);
            expect(changed && !*changed, order.number + ": does not follow its lines");
        }
        for (const auto& blanket : documents_.blankets)
            expect(blanket.called_off <= blanket.quantity, blanket.number + ": more was called off than there is");
    }

    // What the lines count is what the documents say.
    void look_at_goods() {
        std::map<Id<OrderLine>, std::array<std::int64_t, 3>> said;  // shipped, received, damaged
        for (const auto& shipment : documents_.shipments) {
            using enum shipments::ShipmentStatus;
            if (shipment.status == draft || shipment.status == lost) continue;
            const bool came = shipment.status == signed_for || shipment.status == closed;
            for (const auto& goods : shipment.lines) {
                auto& one = said[line_at({shipment.subject_id->value}, goods.subject_position.value_or(0))];
                one[0] += came ? std::min(goods.quantity.value, goods.received.value) : goods.quantity.value;
                if (!came) continue;
                one[1] += goods.received.value;
                one[2] += goods.damaged.value;
            }
        }
        std::map<std::int64_t, std::int64_t> pending;
        for (const auto& one : documents_.inspections)
            if (one.status == inspections::InspectionStatus::pending)
                pending[one.subject_id->value] += one.quantity.value;
        for (const auto& [id, line] : documents_.lines) {
            const auto name = fmt::format("{} line {}", line.number, line.position);
            // What both agreed to in a statement is counted on the line and not on the receipt.
            const auto agreed = line.received.value - said[id][1];
            expect(line.shipped.value - agreed == said[id][0],
                   fmt::format("{}: {} shipped, by its shipments {}", name, line.shipped.value - agreed, said[id][0]));
            expect(line.rejected.value >= said[id][2], name + ": damaged goods are not rejected");
            const auto unjudged = line.received.value - line.accepted.value - line.rejected.value;
            expect(unjudged <= pending[id.value], fmt::format("{}: {} wait for no inspection", name, unjudged));
        }
    }
    Id<OrderLine> line_at(Id<PurchaseOrder> order, std::int64_t position) {
        for (const auto& [id, line] : documents_.lines)
            if (line.order_id == order && line.position == position) return id;
        return {};
    }

    // What is stated of a line is what was accepted of it, less what went back before it was invoiced.
    void look_at_statements() {
        std::map<Id<OrderLine>, std::int64_t> stated;
        for (const auto& line : documents_.statement_lines) {
            stated[line.order_line_id] += line.quantity.value;
            auto copy = line;
            expect(invoicing::price(copy).has_value() && copy.net == line.net && copy.tax == line.tax,
                   line.order_number + ": a statement line is not quantity by price");
            expect(line.quantity.value >= 0, line.order_number + ": a statement line is below zero");
        }
        for (const auto& [id, line] : documents_.lines) {
            const auto name = fmt::format("{} line {}", line.number, line.position);
            expect(stated[id] >= purchase_orders::net_of(line).value && stated[id] <= line.accepted.value,
                   fmt::format("{}: {} stated, {} accepted and {} returned", name, stated[id], line.accepted.value,
                               line.returned.value));
        }
    }
    void look_at_sums() {
        std::map<std::int64_t, std::array<std::int64_t, 3>> sums;
        for (const auto& line : documents_.statement_lines) {
            if (!line.statement_id) continue;
            auto& sum = sums[line.statement_id->value];
            sum[0] += line.net.value;
            sum[1] += line.tax.value;
            ++sum[2];
        }
        for (const auto& row : documents_.statements) {
            const auto& sum = sums[row.id.value];
            expect(row.net_total.value == sum[0] && row.tax_total.value == sum[1] && row.lines == sum[2],
                   row.number + ": does not add up");
        }
    }

    static bool counts(const SupplierInvoice& one) {
        using enum InvoiceStatus;
        return one.status == submitted || one.status == blocked || one.status == matched || one.status == paid;
    }

    // Nothing is invoiced beyond what was accepted and kept; nothing paid beyond what matched.
    void look_at_invoices() {
        std::map<Id<OrderLine>, std::int64_t> invoiced, credited;
        std::map<std::int64_t, std::int64_t> open, held, debited;
        std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> taken;
        for (const auto& one : documents_.exceptions)
            if (one.status == invoicing::ExceptionStatus::open) ++open[one.invoice_id.value];
        for (const auto& note : documents_.debits) {
            if (note.status == DebitStatus::withdrawn) continue;
            (note.status == DebitStatus::agreed ? debited : held)[note.invoice_id.value] +=
                invoicing::total_of(note).value;
            for (const auto& line : note.lines)
                taken[{note.invoice_id.value, line.position}] += line.net.value + line.tax.value;
        }
        for (const auto& row : documents_.invoices) {
            const auto name = "invoice " + row.number;
            expect(row.status != InvoiceStatus::submitted, name + ": was not matched");
            expect(row.status != InvoiceStatus::matched || invoicing::open_amount(row).value > 0,
                   fmt::format("{}: waits for a payment of nothing, {} of {} paid, {} by debits", name,
                               row.paid_total.value, row.agreed_total.value, row.debited_total.value));
            expect(row.paid_total <= row.agreed_total || !counts(row), name + ": paid beyond what is due");
            expect(row.held_total.value == held[row.id.value], name + ": what is held is not what is in question");
            expect(row.debited_total.value == debited[row.id.value] && row.debited_total <= row.paid_total,
                   name + ": debits");
            expect(row.held_total.value <= row.agreed_total.value - row.paid_total.value,
                   name + ": more is held back than is owed");
            expect(
                (row.status == InvoiceStatus::blocked) == (open[row.id.value] > 0),
                fmt::format("{} is {} with {} open exceptions", name, meta::name_of(row.status), open[row.id.value]));
            if (!counts(row)) continue;
            std::int64_t agreed = 0;
            for (const auto& line : row.lines) {
                agreed += line.agreed.value;
                expect(line.matched <= line.quantity, name + ": matched beyond invoiced");
                expect(line.agreed.value <= line.net.value + line.tax.value, name + ": due beyond invoiced");
                expect(taken[{row.id.value, line.position}] <= line.agreed.value, name + ": debited beyond the line");
                (row.kind == InvoiceKind::invoice ? invoiced : credited)[line.order_line_id] += line.matched.value;
            }
            expect(agreed == row.agreed_total.value, name + ": lines do not add up");
        }
        for (const auto& [id, line] : documents_.lines) {
            const auto name = fmt::format("{} line {}", line.number, line.position);
            expect(line.invoiced.value == invoiced[id],
                   fmt::format("{}: {} invoiced, by its invoices {}", name, line.invoiced.value, invoiced[id]));
            expect(line.credited.value >= credited[id], name + ": credited less than its credit notes say");
        }
        look_at_worth();
    }

    // Together the invoices of a line, less its credits, are due at no more than its goods are worth as stated, unless
    // the buyer took them as they were.
    void look_at_worth() {
        std::map<Id<OrderLine>, std::int64_t> due, roundings, worth;
        std::set<Id<OrderLine>> taken;
        for (const auto& line : documents_.statement_lines) {
            worth[line.order_line_id] += line.net.value + line.tax.value;
            roundings[line.order_line_id] += 3;
        }
        for (const auto& row : documents_.invoices) {
            if (!counts(row)) continue;
            for (const auto& line : row.lines) {
                if (line.is_clean && row.kind == InvoiceKind::invoice) taken.insert(line.order_line_id);
                due[line.order_line_id] += row.kind == InvoiceKind::invoice ? line.agreed.value : -line.agreed.value;
                roundings[line.order_line_id] += 3;
            }
        }
        for (const auto& [id, line] : documents_.lines)
            expect(taken.contains(id) || due[id] <= worth[id] + roundings[id],
                   fmt::format("{} line {}: {} due, its goods are worth {}", line.number, line.position, due[id],
                               worth[id]));
    }

    // What went from buyers to suppliers is what the invoices say, less what was offset.
    void look_at_money() {
        std::map<std::int64_t, std::int64_t> paid;
        for (const auto& row : documents_.invoices)
            paid[row.organisation_id.value] += row.kind == InvoiceKind::invoice
                                                   ? row.paid_total.value - row.debited_total.value
                                                   : -row.paid_total.value;
        for (const auto supplier : suppliers) {
            std::int64_t balance = 0;
            const auto read = world_.store().run_write(Scope::system("walk"), [&](store::Unit& unit) -> Result<> {
                DENGYUN_TRY(account, escrow::payable_of(unit, {supplier}));
                DENGYUN_TRY(found, ledger::read_balance(unit, ledger::custody_book, account.id));
                balance = found.balance;
                return {};
            });
            expect(read && balance == paid[supplier],
                   fmt::format("supplier {}: has {}, was paid {}", supplier, balance, paid[supplier]));
        }
    }

    template <class E>
    void look_at_document(const E& row) {
        const auto text = std::to_string(std::hash<std::string>{}(meta::to_json(row)));
        const auto [known, is_new] = posted_.emplace(fmt::format("{} {}", E::description.name, row.id.value), text);
        expect(known->second == text, fmt::format("{} was edited after it was posted", known->first));
    }
    void look_at_documents() {
        for (auto row : documents_.receipts) {
            if (row.status == shipments::ReceiptStatus::draft) continue;
            // That it was reversed stands on it; what it says stays.
            row.status = shipments::ReceiptStatus::posted;
            row.status_reason.reset();
            row.version = 0;
            row.updated_at = {};
            look_at_document(row);
        }
        for (const auto& row : documents_.inspections)
            if (row.status != inspections::InspectionStatus::pending) look_at_document(row);
        for (const auto& row : documents_.concessions)
            if (row.status != inspections::ConcessionStatus::offered) look_at_document(row);
        for (const auto& row : documents_.returns)
            if (row.status == returns::ReturnStatus::closed) look_at_document(row);
        for (const auto& row : documents_.versions) look_at_document(row);
        for (const auto& row : documents_.responses) look_at_document(row);
        for (const auto& row : documents_.exceptions)
            if (row.status != invoicing::ExceptionStatus::open) look_at_document(row);
        for (const auto& row : documents_.debits)
            if (row.status == DebitStatus::agreed || row.status == DebitStatus::withdrawn) look_at_document(row);
        for (const auto& row : documents_.invoices)
            if (row.status == InvoiceStatus::paid || row.status == InvoiceStatus::withdrawn ||
                row.status == InvoiceStatus::refused)
                look_at_document(row);
    }

    // Every state that waits for somebody has a default outcome that will come; where the state has none, none waits.
    template <class E>
    void look_at_timer(const E& row, const std::map<std::string, std::string>& armed) {
        const auto state = static_cast<std::int64_t>(row.status);
        const auto due = flow::deadline(E::states, E::description, state, &row, Instant{});
        const auto key = fmt::format("{}:{}", E::description.name, row.id.value);
        const auto found = armed.find(key);
        if (!due)
            return expect(found == armed.end(), fmt::format("{} has a timer as {}", key, meta::name_of(row.status)));
        expect(found != armed.end(), fmt::format("{} waits for ever as {}", key, meta::name_of(row.status)));
        if (found == armed.end()) return;
        const bool is_its = found->second.find(fmt::format(R"("state":{},)", state)) != std::string::npos;
        expect(is_its, fmt::format("{} has the timer of another state as {}: {}", key, meta::name_of(row.status),
                                   found->second));
    }
    template <class E>
    void look_at_timers_of(const std::vector<E>& rows, const std::map<std::string, std::string>& armed) {
        for (const auto& row : rows) look_at_timer(row, armed);
    }
    void look_at_timers() {
        const auto armed = armed_timers();
        for (const auto& [id, row] : documents_.lines) look_at_timer(row, armed);
        look_at_timers_of(documents_.shipments, armed);
        look_at_timers_of(documents_.inspections, armed);
        look_at_timers_of(documents_.statement_lines, armed);
        look_at_timers_of(documents_.invoices, armed);
        look_at_timers_of(documents_.debits, armed);
        look_at_timers_of(documents_.blankets, armed);
        look_at_timers_of(documents_.concessions, armed);
        look_at_timers_of(documents_.returns, armed);
        look_at_timers_of(documents_.statements, armed);
    }
    // What each waits for, by its key.
    std::map<std::string, std::string> armed_timers() {
        std::map<std::string, std::string> armed;
        const auto read = world_.read<bool>([&](store::Reader& reader) -> Result<bool> {
            DENGYUN_CHECK(reader.query("SELECT key, data FROM job WHERE kind = 'flow.timer' AND status = 'waiting'", {},
                                       [&](const store::Row& row) { armed.emplace(row.text(0), row.text(1)); }));
            return true;
        });
        expect(read.has_value(), "jobs cannot be read");
        return armed;
    }

    // Every voucher balances, no account left its bounds; neither the book nor any log was tampered with.
    void look_at_chains() {
        const auto book = ledger::verify_book(world_.store(), ledger::custody_book);
        expect(book && book->fault.empty(), "the book: " + (book ? book->fault : book.error().code));
        const auto log = store::verify_events(world_.store(), Scope::system("walk"));
        expect(log && log->faults.empty(), "the event log");
    }

    World& world_;
    const Documents& documents_;
    std::map<std::string, std::string>& posted_;
    std::string fault_;
};

}  // namespace

std::string fault_of(World& world, std::map<std::string, std::string>& posted) {
    return Look(world, all_documents(world), posted).run();
}

std::string fault_of(World& world, const std::set<Id<PurchaseOrder>>& orders,
                     std::map<std::string, std::string>& posted) {
    return orders.empty() ? std::string() : Look(world, documents_of(world, orders), posted).run();
}

}  // namespace dengyun::purchase_walk
