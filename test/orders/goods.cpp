// Goods on their way, at the gate and under inspection; what is judged and goes back is walking/goods.h's.
#include "test/walking/goods.h"

#include "test/orders/walk.h"

namespace dengyun::order_loop {
namespace {

using inspections::Inspection;
using orders::OperationTask;
using orders::SalesOrder;
using returns::GoodsReturn;
using shipments::Shipment;
using shipments::ShipmentStatus;

class Goods {
  public:
    Goods(Walk& walk, const SalesOrder& order) : walk_(walk), is_careful_(Walk::is_careful(order.number)) {}

    void send(const SalesOrder& order, const OperationTask& task) {
        const auto next = walk_
                              .read<std::vector<OperationTask>>(
                                  [&](store::Reader& reader) { return orders::successors_of(reader, task); })
                              .value();
        const auto path = "operation-tasks/" + to_text(task.id);
        const auto receiver = next.empty() ? order.organisation_id : walk_.dice().of(next).workshop_id;
        const auto who = owner_of(task.workshop_id);
        if (receiver == task.workshop_id && !walk_.dice().one_in(10)) {
            walk_.command("pass on", path + "/passing-on/actions", "", who);
            return;
        }
        walk_.command("send", path + "/shipments",
                      fmt::format(R"({{"quantity":{},"receiver_id":"{}"}})",
                                  walk_.pieces({task.good.value - task.handed_over.value}), to_text(receiver)),
                      who);
    }

    void on_shipment(const Shipment& shipment) {
        const auto path = "shipments/" + to_text(shipment.id);
        const auto sender = owner_of(shipment.organisation_id), receiver = owner_of(shipment.receiver_id);
        const auto act = [&](std::string_view action, const api::Caller& who) {
            static_cast<void>(walk_.move("shipment", path, action, who));
        };
        switch (shipment.status) {
            case ShipmentStatus::draft:
                return act("dispatch", sender);
            case ShipmentStatus::dispatched:
                return walk_.choose({{6, [&] { sign(shipment); }},
                                     {2, [&] { act("arrive", receiver); }},
                                     {2, [&] { act("report_arrival", sender); }},
                                     {is_careful_ ? 0 : 1, [&] { act("lose", sender); }}});
            case ShipmentStatus::arrived:
                return walk_.choose({{4, [&] { sign(shipment); }},
                                     {2, [&] { act("sign", receiver); }},
                                     {2, [&] { receive(shipment); }}});
            default:
                return walk_.choose({{1, [&] { sign(shipment); }},
                                     {1, [&] { act("close", receiver); }},
                                     {1, [&] { reverse(shipment); }},
                                     {is_careful_ ? 2 : 6, [&] { send_back(shipment); }}});
        }
    }

    // Begun, written down and decided; several steps of a walk.
    void inspect(const std::string& of, std::string_view kind, std::int64_t id, const api::Caller& who) {
        const auto all = walk_.rows<Inspection>(
            "SELECT id FROM inspection WHERE subject_kind = ? AND subject_id = ? AND status = 'pending' ORDER BY id",
            kind, id);
        if (!all.empty())
            return walking::judge(walk_, walk_, all.front(),
                                  {.bad_one_in = is_careful_ ? 8 : 3, .price_cut_max = 20'000});
        walk_.command("inspect", of + "/inspections",
                      fmt::format(R"({{"aql":"{}"{}}})", walk_.dice().one_in(2) ? "1.0" : "10",
                                  walk_.dice().one_in(3) ? R"(,"is_resubmitted":true)" : ""),
                      who);
    }

  private:
    void sign(const Shipment& shipment) {
        auto& dice = walk_.dice();
        const auto shipped = shipment.lines.front().quantity.value;
        std::int64_t received = shipped, damaged = 0;
        if (!is_careful_ && dice.one_in(3)) received = walk_.pieces({shipped});
        if (!is_careful_ && dice.one_in(3)) damaged = walk_.pieces({1'000});
        walk_.command(
            damaged > 0          ? "sign damaged"
            : received > shipped ? "sign over"
            : received < shipped ? "sign short"
                                 : "sign full",
            "shipment-signatures/actions",
            fmt::format(
                R"({{"label_code":"{}","over_delivery_accepted":{},"lines":[{{"position":1,"received":{},"damaged":{}}}]}})",
                shipment.label_code, dice.one_in(6), received, damaged),
            owner_of(shipment.receiver_id));
    }
    // Counted first and posted later.
    void receive(const Shipment& shipment) {
        const auto who = owner_of(shipment.receiver_id);
        const auto drafts = walk_.rows<shipments::Receipt>(
            "SELECT id FROM receipt WHERE shipment_id = ? AND status = 'draft' ORDER BY id", shipment.id.value);
        if (!drafts.empty()) {
            static_cast<void>(walk_.move("receipt", "receipts/" + to_text(drafts.front().id), "post", who));
            return;
        }
        const auto received =
            is_careful_ ? shipment.lines.front().quantity.value : walk_.pieces(shipment.lines.front().quantity);
        walk_.command("receipt draft", "shipments/" + to_text(shipment.id) + "/receipts",
                      fmt::format(R"({{"lines":[{{"position":1,"received":{}}}]}})", received), who);
    }
    void reverse(const Shipment& shipment) {
        const auto posted = walk_.rows<shipments::Receipt>(
            "SELECT id FROM receipt WHERE shipment_id = ? AND status = 'posted' ORDER BY id", shipment.id.value);
        if (posted.empty()) return sign(shipment);
        static_cast<void>(walk_.move("receipt", "receipts/" + to_text(posted.front().id), "reverse",
                                     owner_of(shipment.receiver_id), "点错"));
    }
    void send_back(const Shipment& shipment) {
        const auto open = walk_.rows<GoodsReturn>(
            "SELECT id FROM goods_return WHERE shipment_id = ? AND status <> 'closed' ORDER BY id", shipment.id.value);
        if (!open.empty() && !walk_.dice().one_in(6)) {
            const auto& goods = walk_.dice().of(open);
            return walking::send_back(walk_, goods, goods.supplier_id == platform_organisation ? buyer : platform);
        }
        const auto likely = std::max<std::int64_t>(1'000, shipment.lines.front().received.value / 4'000 * 1'000);
        walk_.command(
            "return request", "shipments/" + to_text(shipment.id) + "/returns",
            fmt::format(R"({{"quantity":{},"value":5000,"wanted":"credit","reason":"毛刺"}})", walk_.pieces({likely})),
            owner_of(shipment.receiver_id));
    }

    Walk& walk_;
    bool is_careful_;
};

std::vector<Shipment> shipments_of(Walk& walk, const OperationTask& task) {
    return walk
        .read<std::vector<Shipment>>([&](store::Reader& reader) -> Result<std::vector<Shipment>> {
            DENGYUN_TRY(all, shipments::shipments_for(reader, fulfilment::task_subject, {task.id.value}));
            DENGYUN_TRY(notes, shipments::shipments_for(reader, fulfilment::forwarded_subject, {task.id.value}));
            all.insert(all.end(), notes.begin(), notes.end());
            return std::move(all);
        })
        .value();
}

// One that waits for somebody, where there is one.
const Shipment& shipment_to_move(Walk& walk, const std::vector<Shipment>& all) {
    for (const auto& one : all)
        if (one.status != ShipmentStatus::signed_for && one.status != ShipmentStatus::closed &&
            one.status != ShipmentStatus::lost)
            return one;
    return walk.dice().of(all);
}

}  // namespace

void goods_step(Walk& walk, const SalesOrder& order, const OperationTask& task) {
    Goods goods(walk, order);
    if (task.status == orders::TaskStatus::reported)
        return goods.inspect("operation-tasks/" + to_text(task.id), fulfilment::task_subject, task.id.value, platform);
    const auto all = shipments_of(walk, task);
    const bool has_more = task.status == orders::TaskStatus::passed && task.good > task.handed_over;
    if (all.empty() || (has_more && walk.dice().one_in(3))) return goods.send(order, task);
    goods.on_shipment(shipment_to_move(walk, all));
}

void delivery_step(Walk& walk, const SalesOrder& order) {
    Goods goods(walk, order);
    if (order.delivered.value > order.accepted.value + order.rejected.value && walk.dice().one_in(2))
        return goods.inspect("sales-orders/" + to_text(order.id), fulfilment::order_subject, order.id.value, buyer);
    order_step(walk, order);
}

}  // namespace dengyun::order_loop
