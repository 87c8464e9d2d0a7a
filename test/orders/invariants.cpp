#include "test/orders/invariants.h"

#include <set>

#include "kernel/store/events.h"

namespace dengyun::order_loop {
namespace {

using orders::OperationTask;
using orders::OrderStatus;
using orders::SalesOrder;
using orders::TaskStatus;
using shipments::Shipment;
using shipments::ShipmentStatus;

bool is_over(OrderStatus status) {
    using enum OrderStatus;
    return status == cancelled || status == expired || status == settled || status == closed || status == closed_short;
}

bool is_frozen(escrow::DisputeStatus status) {
    using enum escrow::DisputeStatus;
    return status != agreed && status != executed && status != lifted;
}

bool may_arrive(const Shipment& shipment) {
    return shipment.status == ShipmentStatus::draft || shipment.status == ShipmentStatus::dispatched ||
           shipment.status == ShipmentStatus::arrived;
}

bool is_under_way(OrderStatus status) {
    using enum OrderStatus;
    return status == released || status == in_production || status == partly_delivered || status == delivered;
}

class Look {
  public:
    Look(World& world, std::map<std::string, std::string>& posted) : world_(world), posted_(posted) {}

    std::string run() {
        load();
        for (const auto& order : orders_) look_at(order);
        for (const auto& row : escrows_) look_at(row);
        look_at_slots();
        look_at_documents();
        look_at_timers();
        look_at_chains();
        return fault_;
    }

  private:
    template <class E>
    std::vector<E> all(std::string_view table) {
        return world_.rows<E>(fmt::format("SELECT id FROM {} ORDER BY id", table));
    }
    void load() {
        orders_ = all<SalesOrder>("sales_order");
        options_ = all<orders::OrderOption>("order_option");
        for (auto& task : all<OperationTask>("operation_task")) tasks_[task.order_id.value].push_back(std::move(task));
        for (auto& shipment : all<Shipment>("shipment")) {
            const bool is_forwarding = shipment.subject_kind == fulfilment::forwarded_subject;
            const auto& key = is_forwarding ? shipment.to_subject_id : shipment.subject_id;
            (is_forwarding ? forwardings_ : shipments_)[key.value().value].push_back(std::move(shipment));
        }
        escrows_ = all<escrow::Escrow>("escrow");
        for (auto& one : all<escrow::Dispute>("escrow_dispute"))
            if (is_frozen(one.status)) disputes_[one.escrow_id.value].push_back(std::move(one));
    }
    void expect(bool holds, const std::string& what) {
        if (!holds && fault_.empty()) fault_ = what;
    }

    void look_at(const SalesOrder& order) {
        const auto& name = order.number;
        expect(order.accepted.value + order.rejected.value <= order.delivered.value,
               name + ": judged beyond delivered");
        expect(order.delivered.value - order.rejected.value <= order.quantity.value,
               name + ": delivered beyond ordered");
        expect(order.returned.value <= order.accepted.value, name + ": returned beyond accepted");
        expect(std::min({order.delivered.value, order.accepted.value, order.rejected.value, order.returned.value}) >= 0,
               name + ": a counter is below zero");
        // Where the price has risen the next release pays the difference.
        expect(order.accepted_value <= orders::value_up_to(order, order.accepted),
               name + ": value of what is accepted");
        std::int64_t done = 0, total = 0, signed_for = 0;
        for (const auto& task : tasks_[order.id.value]) {
            look_at(task);
            done += task.status == TaskStatus::handed_over ? 1 : 0;
            total += task.status == TaskStatus::cancelled ? 0 : 1;
            if (task.is_last) signed_for += received_of(task);
        }
        expect(order.tasks_done == done && order.tasks_total == total, name + ": counters of tasks");
        expect(order.delivered.value <= signed_for,
               fmt::format("{}: delivered {} and signed for {}", name, order.delivered.value, signed_for));
        if (order.escrow_id && is_over(order.status)) ended_.insert(order.escrow_id->value);
        if (is_under_way(order.status))
            for (const auto& task : tasks_[order.id.value]) look_at_inputs(task);
    }

    // Sound pieces of signed shipments.
    std::int64_t received_of(const OperationTask& task) {
        std::int64_t sum = 0;
        for (const auto& shipment : shipments_[task.id.value])
            if (shipment.status == ShipmentStatus::signed_for || shipment.status == ShipmentStatus::closed)
                for (const auto& line : shipment.lines) sum += line.received.value - line.damaged.value;
        return sum;
    }

    void look_at(const OperationTask& task) {
        const auto& name = task.lot_number;
        expect(std::min({task.good.value, task.rework.value, task.scrap.value, task.handed_over.value}) >= 0,
               name + ": a counter is below zero");
        expect(orders::open_quantity(task).value >= 0, name + ": more came out than went in");
        expect(task.handed_over.value <= task.good.value, name + ": handed over beyond good");
        expect(task.paid.value <= task.price.value, name + ": paid beyond its price");
        std::int64_t under_way = 0;
        for (const auto& shipment : shipments_[task.id.value]) {
            const bool is_open = may_arrive(shipment);
            const bool is_signed =
                shipment.status == ShipmentStatus::signed_for || shipment.status == ShipmentStatus::closed;
            if (is_open)
                for (const auto& line : shipment.lines) under_way += line.quantity.value;
            expect(shipment.keeper_id == (is_signed ? shipment.receiver_id : shipment.organisation_id),
                   shipment.label_code + ": the wrong keeper");
        }
        // An order that is closed short takes over what there is, wherever it is.
        if (task.status == TaskStatus::passed)
            expect(task.handed_over.value + under_way <= task.good.value, name + ": more on its way than there is");
        std::int64_t arrived = 0;
        for (const auto& other : tasks_[task.order_id.value])
            for (const auto& input : other.inputs)
                if (input.task_id == task.id) arrived += input.received.value + input.elsewhere.value;
        expect(arrived <= task.handed_over.value,
               fmt::format("{}: {} arrived of {} handed over", name, arrived, task.handed_over.value));
        if (task.slot_id) slots_of_tasks_[task.slot_id->value].push_back(&task);
    }

    // What a task's goods wait for elsewhere is what hand-over notes bring to it, to where it is done.
    void look_at_inputs(const OperationTask& task) {
        if (orders::is_final(task.status)) return;
        for (const auto& input : task.inputs) {
            std::int64_t under_way = 0;
            for (const auto& note : forwardings_[task.id.value]) {
                if (!may_arrive(note) || note.subject_id->value != input.task_id.value) continue;
                for (const auto& line : note.lines) under_way += line.quantity.value;
                if (note.status == ShipmentStatus::draft)
                    expect(note.receiver_id == task.workshop_id, note.label_code + ": to the wrong workshop");
            }
            expect(under_way == input.elsewhere.value, fmt::format("{}: {} of its goods are elsewhere, {} on notes",
                                                                   task.lot_number, input.elsewhere.value, under_way));
        }
    }

    // Where the money is that the row's counters speak of.
    void look_at(const escrow::Escrow& row) {
        const auto& name = row.title;
        expect(escrow::open_amount(row).value >= 0, name + ": overdrawn");
        expect(row.sub_recovered.value <= row.sub_funded.value, name + ": recovered beyond what was passed on");
        look_at_frozen(row);
        using escrow::EscrowStatus;
        constexpr auto created = EscrowStatus::created, held = EscrowStatus::held, cancelled = EscrowStatus::cancelled;
        if (row.status == created || row.status == held || row.status == cancelled) return;
        std::int64_t passed_on = 0, funded_here = 0;
        for (const auto& sub : escrows_) {
            if (sub.parent_id != row.id || sub.status == created || sub.status == cancelled) continue;
            passed_on += sub.total.value - sub.refunded.value;
            if (sub.status != held) funded_here += sub.total.value - sub.refunded.value;
        }
        expect(passed_on == row.sub_funded.value,
               fmt::format("{}: {} passed on, its tasks have {}", name, row.sub_funded.value, passed_on));
        const auto whole = row.total.value - row.deposit.value;
        const auto accepted = row.accepted.value - escrow::deposit_up_to(row, row.accepted.value);
        const auto right = row.total.value - row.refunded.value;
        const auto refunded = row.refunded.value - (row.deposit.value - escrow::deposit_up_to(row, right));
        const auto here = whole - funded_here + row.sub_recovered.value - accepted - refunded;
        const auto held_here = balance(row.escrow_account_id);
        expect(here == held_here, fmt::format("{}: {} in its account, {} by its counters", name, held_here, here));
        expect(balance(row.retention_account_id) == row.retained.value - row.retention_paid.value,
               name + ": retention");
        if (!ended_.contains(row.id.value) || row.frozen.value > 0) return;
        expect(escrow::open_amount(row).value == 0, name + ": the order is over, its money is not");
        expect(held_here == 0 && balance(row.deposit_account_id) == 0,
               name + ": the order is over, its account is not");
    }
    // What is frozen is in dispute, and somebody can decide it: the operator, or those of the return that it follows.
    void look_at_frozen(const escrow::Escrow& row) {
        std::int64_t frozen = 0, of_retention = 0;
        for (const auto& one : disputes_[row.id.value]) {
            frozen += one.amount.value - one.from_retention.value - one.lifted.value;
            of_retention += one.from_retention.value;
            if (!one.follows_subject) continue;
            const auto goods = world_.find(Id<returns::GoodsReturn>{one.subject_id.value().value});
            expect(goods.status != returns::ReturnStatus::closed, row.title + ": frozen for a return that is over");
        }
        expect(frozen == row.frozen.value && of_retention == row.retention_frozen.value,
               fmt::format("{}: {} frozen, {} in dispute", row.title, row.frozen.value, frozen));
    }
    std::int64_t balance(const std::optional<Id<ledger::Account>>& account) {
        if (!account) return 0;
        return world_
            .read<std::int64_t>([&](store::Reader& reader) -> Result<std::int64_t> {
                DENGYUN_TRY(found, ledger::read_balance(reader, ledger::custody_book, *account));
                return found.balance;
            })
            .value();
    }

    // No machine is booked twice, nothing is kept for nobody, and a task's slot is its own.
    void look_at_slots() {
        std::set<std::int64_t> wanted;
        for (const auto& option : options_) {
            const bool is_open =
                option.status == orders::OptionStatus::open || option.status == orders::OptionStatus::agreed;
            if (is_open)
                for (const auto& lot : option.lots)
                    if (lot.slot_id) wanted.insert(lot.slot_id->value);
        }
        for (const auto id : world_.machines) {
            const auto machine = world_.find(id);
            const auto slots =
                world_
                    .read<std::vector<capacity::CapacitySlot>>([&](store::Reader& reader) {
                        return capacity::slots_of(reader, machine, Instant{}, reader.now() + 900 * flow::day);
                    })
                    .value();
            for (std::size_t i = 0; i < slots.size(); ++i) {
                const auto& slot = slots[i];
                const auto name = "slot at " + to_text(slot.starts_at);
                if (i > 0) expect(slots[i - 1].ends_at <= slot.starts_at, name + ": the machine is taken twice");
                const auto found = slots_of_tasks_.find(slot.id.value);
                const auto users = found == slots_of_tasks_.end() ? 0 : found->second.size();
                if (slot.status == capacity::SlotStatus::reserved)
                    expect(wanted.contains(slot.id.value), name + " is kept for nobody: " + slot.purpose);
                if (slot.status == capacity::SlotStatus::booked)
                    expect(users == 1, fmt::format("{} has {} tasks: {}", name, users, slot.purpose));
                if (users == 0) continue;
                expect(found->second.front()->machine_id == machine.id, name + ": of another machine than its task");
                slots_of_tasks_.erase(found);
            }
        }
        if (!slots_of_tasks_.empty())
            expect(false, slots_of_tasks_.begin()->second.front()->lot_number + ": its time is free for others");
    }

    template <class E>
    void look_at_document(std::string_view name, const E& row) {
        const auto text = std::to_string(std::hash<std::string>{}(meta::to_json(row)));
        const auto [known, is_new] = posted_.emplace(fmt::format("{} {}", name, row.id.value), text);
        expect(known->second == text, fmt::format("{} was edited after it was posted", known->first));
    }
    void look_at_documents() {
        for (const auto& row : all<orders::WorkReport>("work_report")) look_at_document("work_report", row);
        for (auto& row : all<shipments::Receipt>("receipt")) {
            if (row.status == shipments::ReceiptStatus::draft) continue;
            // That it was reversed stands on it; what it says stays.
            row.status = shipments::ReceiptStatus::posted;
            row.status_reason.reset();
            row.version = 0;
            row.updated_at = {};
            look_at_document("receipt", row);
        }
        for (const auto& row : all<inspections::Inspection>("inspection"))
            if (row.status != inspections::InspectionStatus::pending) look_at_document("inspection", row);
        for (const auto& row : all<inspections::Concession>("concession"))
            if (row.status != inspections::ConcessionStatus::offered) look_at_document("concession", row);
        for (const auto& row : all<returns::GoodsReturn>("goods_return"))
            if (row.status == returns::ReturnStatus::closed) look_at_document("goods_return", row);
        for (const auto& row : all<orders::CounterOffer>("counter_offer"))
            if (row.status != orders::CounterStatus::proposed) look_at_document("counter_offer", row);
        for (const auto& row : options_)
            if (row.status != orders::OptionStatus::open && row.status != orders::OptionStatus::agreed)
                look_at_document("order_option", row);
        for (const auto& [task, list] : shipments_)
            for (const auto& row : list)
                if (row.status == ShipmentStatus::closed || row.status == ShipmentStatus::lost)
                    look_at_document("shipment", row);
    }

    // Every state that waits for somebody has a default outcome that will come.
    template <class E>
    void look_at_timer(const E& row, const std::set<std::string>& armed) {
        const auto due =
            flow::deadline(E::states, E::description, static_cast<std::int64_t>(row.status), &row, Instant{});
        if (!due) return;
        const auto key = fmt::format("{}:{}", E::description.name, row.id.value);
        expect(armed.contains(key), fmt::format("{} waits for ever as {}", key, meta::name_of(row.status)));
    }
    void look_at_timers() {
        std::set<std::string> armed;
        const auto read = world_.read<bool>([&](store::Reader& reader) -> Result<bool> {
            DENGYUN_CHECK(reader.query("SELECT key FROM job WHERE kind = 'flow.timer' AND status = 'waiting'", {},
                                       [&](const store::Row& row) { armed.emplace(row.text(0)); }));
            return true;
        });
        expect(read.has_value(), "jobs cannot be read");
        for (const auto& row : orders_) look_at_timer(row, armed);
        for (const auto& row : options_) look_at_timer(row, armed);
        for (const auto& [order, list] : tasks_)
            for (const auto& row : list) look_at_timer(row, armed);
        for (const auto& [task, list] : shipments_)
            for (const auto& row : list) look_at_timer(row, armed);
        for (const auto& [task, list] : forwardings_)
            for (const auto& row : list) look_at_timer(row, armed);
        for (const auto& row : escrows_) {
            const bool is_settled =
                row.status == escrow::EscrowStatus::released || row.status == escrow::EscrowStatus::refunded;
            // A settled one waits for the end of its guarantee; one that is all frozen for the decision, which sets it
            // again.
            if (is_settled ? escrow::open_retention(row).value > 0 : escrow::open_amount(row).value > 0)
                look_at_timer(row, armed);
        }
        for (const auto& row : all<escrow::Dispute>("escrow_dispute"))
            if (!row.follows_subject) look_at_timer(row, armed);
        for (const auto& row : all<escrow::Note>("escrow_note")) look_at_timer(row, armed);
        for (const auto& row : all<orders::CounterOffer>("counter_offer")) look_at_timer(row, armed);
        for (const auto& row : all<inspections::Inspection>("inspection")) look_at_timer(row, armed);
        for (const auto& row : all<inspections::Concession>("concession")) look_at_timer(row, armed);
        for (const auto& row : all<returns::GoodsReturn>("goods_return")) look_at_timer(row, armed);
        for (const auto& row : all<capacity::CapacitySlot>("capacity_slot")) look_at_timer(row, armed);
    }

    // Every voucher balances, no account left its bounds; neither the book nor any log was tampered with.
    void look_at_chains() {
        const auto book = ledger::verify_book(world_.store(), ledger::custody_book);
        expect(book && book->fault.empty(), "the book: " + (book ? book->fault : book.error().code));
        const auto log = store::verify_events(world_.store(), Scope::system("walk"));
        expect(log && log->faults.empty(), "the event log");
    }

    World& world_;
    std::map<std::string, std::string>& posted_;
    std::vector<SalesOrder> orders_;
    std::vector<orders::OrderOption> options_;
    std::map<std::int64_t, std::vector<OperationTask>> tasks_;   // by order
    std::map<std::int64_t, std::vector<Shipment>> shipments_;    // by the task that they are from
    std::map<std::int64_t, std::vector<Shipment>> forwardings_;  // by the task that they follow
    std::vector<escrow::Escrow> escrows_;
    std::map<std::int64_t, std::vector<escrow::Dispute>> disputes_;  // open ones, by escrow
    std::set<std::int64_t> ended_;                                   // escrows of orders that are over
    std::map<std::int64_t, std::vector<const OperationTask*>> slots_of_tasks_;
    std::string fault_;
};

}  // namespace

std::string fault_of(World& world, std::map<std::string, std::string>& posted) { return Look(world, posted).run(); }

}  // namespace dengyun::order_loop
