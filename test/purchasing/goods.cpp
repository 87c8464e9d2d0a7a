// Goods on their way and at the gate; what is judged and goes back is walking/goods.h's.
#include "test/walking/goods.h"

#include "test/purchasing/walk.h"

namespace dengyun::purchase_walk {
namespace {

using inspections::Inspection;
using returns::GoodsReturn;
using shipments::Shipment;
using shipments::ShipmentStatus;

class Goods {
  public:
    Goods(Walk& walk, const PurchaseOrder& order) : walk_(walk), order_(order) {}

    void run() {
        auto& dice = walk_.dice();
        const auto subject = order_.id.value;
        const auto inspection = walk_.any<Inspection>(
            "SELECT i.id FROM inspection i JOIN purchase_order_line l ON l.id = i.subject_id WHERE l.order_id = ? AND "
            "i.status = 'pending' ORDER BY i.id",
            subject);
        if (inspection && dice.one_in(2)) return walking::judge(walk_, walk_, *inspection);
        const auto back = walk_.any<GoodsReturn>(
            "SELECT id FROM goods_return WHERE subject_kind = 'purchase_order' AND subject_id = ? AND status <> "
            "'closed' ORDER BY id",
            subject);
        if (back && dice.one_in(3)) return walking::send_back(walk_, *back, platform);
        const auto series = walk_.any<inspections::SamplingRecord>(
            "SELECT id FROM sampling_record WHERE organisation_id = ? AND is_discontinued = 1 ORDER BY id",
            order_.organisation_id.value);
        if (series && dice.one_in(6)) {
            walk_.command("series resume", "sampling-records/" + to_text(series->id) + "/resumption/actions", "",
                          owner_of(order_.organisation_id));
            return;
        }
        const auto moving = walk_.any<Shipment>(
            "SELECT id FROM shipment WHERE subject_kind = 'purchase_order' AND subject_id = ? AND status IN ('draft', "
            "'dispatched', 'arrived') ORDER BY id",
            subject);
        if (moving && !dice.one_in(3)) return on_shipment(*moving);
        const auto there = walk_.any<Shipment>(
            "SELECT id FROM shipment WHERE subject_kind = 'purchase_order' AND subject_id = ? AND status IN "
            "('signed', 'closed') ORDER BY id",
            subject);
        if (there && dice.one_in(3)) return on_arrived(*there);
        ship();
    }

  private:
    void ship() {
        auto& dice = walk_.dice();
        const auto lines = walk_.lines_of(order_);
        std::string text;
        for (const auto& line : lines) {
            const auto open = purchase_orders::open_to_ship(line).value;
            const bool is_open = purchase_orders::is_in_force(line.status) && open > 0;
            if (!is_open && !dice.one_in(12)) continue;
            const auto likely = dice.one_in(2) ? open : std::max<std::int64_t>(1'000, open / 2'000 * 1'000);
            text += fmt::format(R"({}{{"position":{},"quantity":{},"lot":"L{}-{}"}})", text.empty() ? "" : ",",
                                line.position, dice.one_in(20) ? open + 1'000 : walk_.pieces({likely}), number_of_lot(),
                                line.position);
        }
        if (text.empty()) return;
        walk_.command("ship", "purchase-orders/" + to_text(order_.id) + "/shipments", R"({"lines":[)" + text + "]}",
                      owner_of(order_.supplier_id));
    }
    // Mostly a new one.
    std::int64_t number_of_lot() { return walk_.dice().below(walk_.dice().one_in(4) ? 3 : 1'000'000); }

    void on_shipment(const Shipment& shipment) {
        const auto path = "shipments/" + to_text(shipment.id);
        const auto sender = owner_of(shipment.organisation_id), receiver = owner_of(shipment.receiver_id);
        const auto act = [&](std::string_view action, const api::Caller& who) {
            walk_.move("shipment", path, action, who, "翻车");
        };
        switch (shipment.status) {
            case ShipmentStatus::draft:
                return act("dispatch", sender);
            case ShipmentStatus::dispatched:
                return walk_.choose({{8, [&] { sign(shipment); }},
                                     {2, [&] { act("arrive", receiver); }},
                                     {2, [&] { act("report_arrival", sender); }},
                                     {1, [&] { act("lose", sender); }}});
            default:
                return walk_.choose({{4, [&] { sign(shipment); }},
                                     {2, [&] { act("sign", receiver); }},
                                     {3, [&] { receive(shipment); }}});
        }
    }
    void on_arrived(const Shipment& shipment) {
        walk_.choose({{1, [&] { sign(shipment); }},
                      {1,
                       [&] {
                           walk_.move("shipment", "shipments/" + to_text(shipment.id), "close",
                                      owner_of(shipment.receiver_id));
                       }},
                      {3, [&] { reverse(shipment); }},
                      {3, [&] { send_back(shipment); }}});
    }

    void sign(const Shipment& shipment) {
        auto& dice = walk_.dice();
        std::string text, kind = "sign full";
        for (const auto& line : shipment.lines) {
            auto received = line.quantity.value;
            std::int64_t damaged = 0;
            if (dice.one_in(4)) received = walk_.pieces(line.quantity);
            if (dice.one_in(5)) damaged = walk_.pieces({1'000});
            if (damaged > 0)
                kind = "sign damaged";
            else if (received != line.quantity.value && kind == "sign full")
                kind = received > line.quantity.value ? "sign over" : "sign short";
            text += fmt::format(R"({}{{"position":{},"received":{},"damaged":{}}})", text.empty() ? "" : ",",
                                line.position, received, damaged);
        }
        walk_.command(kind, "shipment-signatures/actions",
                      fmt::format(R"({{"label_code":"{}","over_delivery_accepted":{},"lines":[{}]}})",
                                  shipment.label_code, dice.one_in(2), text),
                      owner_of(shipment.receiver_id));
    }
    // Counted first and posted later.
    void receive(const Shipment& shipment) {
        const auto who = owner_of(shipment.receiver_id);
        const auto draft = walk_.any<shipments::Receipt>(
            "SELECT id FROM receipt WHERE shipment_id = ? AND status = 'draft' ORDER BY id", shipment.id.value);
        if (draft) {
            walk_.move("receipt", "receipts/" + to_text(draft->id), "post", who);
            return;
        }
        walk_.command("receipt draft", "shipments/" + to_text(shipment.id) + "/receipts", "{}", who);
    }
    void reverse(const Shipment& shipment) {
        const auto posted = walk_.any<shipments::Receipt>(
            "SELECT id FROM receipt WHERE shipment_id = ? AND status = 'posted' ORDER BY id", shipment.id.value);
        if (posted)
            walk_.move("receipt", "receipts/" + to_text(posted->id), "reverse", owner_of(shipment.receiver_id), "点错");
    }
    void send_back(const Shipment& shipment) {
        const auto& line = walk_.dice().of(shipment.lines);
        const auto likely = std::max<std::int64_t>(1'000, line.received.value / 4'000 * 1'000);
        walk_.command("return request", "shipments/" + to_text(shipment.id) + "/returns",
                      fmt::format(R"({{"position":{},"quantity":{},"value":5000,"wanted":"credit","reason":"毛刺"}})",
                                  line.position, walk_.pieces({likely})),
                      owner_of(shipment.receiver_id));
    }

    Walk& walk_;
    const PurchaseOrder& order_;
};

}  // namespace

void goods_step(Walk& walk, const PurchaseOrder& order) { Goods(walk, order).run(); }

}  // namespace dengyun::purchase_walk
