// Goods on their way, at the gate, under inspection and back again.
#include "test/purchasing/walk.h"

namespace dengyun::purchase_walk {
namespace {

using inspections::Inspection;
using returns::GoodsReturn;
using returns::ReturnStatus;
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
        if (inspection && dice.one_in(2)) return decide(*inspection);
        const auto back = walk_.any<GoodsReturn>(
            "SELECT id FROM goods_return WHERE subject_kind = 'purchase_order' AND subject_id = ? AND status <> "
            "'closed' ORDER BY id",
            subject);
        if (back && dice.one_in(3)) return on_return(*back);
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

    void on_return(const GoodsReturn& goods) {
        const auto path = "returns/" + to_text(goods.id);
        const auto asks = owner_of(goods.organisation_id), answers = owner_of(goods.supplier_id);
        const auto act = [&](std::string_view action, const api::Caller& who) {
            walk_.move("return", path, action, who, "按约定");
        };
        switch (goods.status) {
            case ReturnStatus::requested:
                return walk_.choose({{4, [&] { act("approve", answers); }},
                                     {2, [&] { act("refuse", answers); }},
                                     {1, [&] { act("close", asks); }}});
            case ReturnStatus::approved:
                return act("send", asks);
            case ReturnStatus::refused:
                return act("dispute", asks);
            case ReturnStatus::disputed:
                walk_.command("return decide", path + "/decision/actions",
                              fmt::format(R"({{"is_upheld":{},"decision":"按检验结论"}})", walk_.dice().one_in(2)),
                              platform);
                return;
            case ReturnStatus::sent:
                return act("receive", answers);
            case ReturnStatus::received:
                return walk_.choose({{1, [&] { act("repair", answers); }},
                                     {1, [&] { act("replace", answers); }},
                                     {5, [&] { act("credit", answers); }}});
            default:
                return act("close", asks);
        }
    }

    void decide(const Inspection& inspection) {
        auto& dice = walk_.dice();
        const auto path = "inspections/" + to_text(inspection.id);
        const auto inspector = owner_of(inspection.organisation_id), supplier = owner_of(inspection.supplier_id);
        if (!inspection.nonconforming) return write_down(inspection, path, inspector);
        const auto offer = walk_.any<inspections::Concession>(
            "SELECT id FROM concession WHERE inspection_id = ? AND status = 'offered' ORDER BY id",
            inspection.id.value);
        if (offer && !dice.one_in(6)) return answer(*offer);
        const auto verdict = [&](std::string_view action) { walk_.move("inspection", path, action, inspector); };
        if (*inspection.nonconforming <= inspection.accept_number)
            return walk_.choose({{9, [&] { verdict("accept"); }}, {1, [&] { verdict("reject"); }}});
        walk_.choose({{3, [&] { verdict("reject"); }},
                      {1, [&] { verdict("accept"); }},
                      {3,
                       [&] {
                           walk_.command("inspection split", path + "/split/actions",
                                         fmt::format(R"({{"accepted_quantity":{}}})",
                                                     walk_.pieces({inspection.quantity.value / 2'000 * 1'000})),
                                         inspector);
                       }},
                      {6, [&] {
                           walk_.command("concession offer", path + "/concessions",
                                         fmt::format(R"({{"price_cut":{},"reason":"可用"}})", 1 + dice.below(5'000)),
                                         dice.one_in(2) ? inspector : supplier);
                       }}});
    }
    void write_down(const Inspection& inspection, const std::string& path, const api::Caller& who) {
        auto& dice = walk_.dice();
        const auto bad = dice.one_in(2) ? inspection.accept_number + 1 : 0;
        const auto found = std::min(bad, inspection.sample_size);
        walk_.command("inspection results", path + "/results/actions",
                      fmt::format(R"({{"inspected":{},"nonconforming":{},"defects":[{}]}})",
                                  inspection.sample_size - (dice.one_in(12) ? 1 : 0), found,
                                  found == 0 ? "" : R"({"defect_class":"major","characteristic":"毛刺"})"),
                      who);
    }
    void answer(const inspections::Concession& concession) {
        const auto path = "concessions/" + to_text(concession.id);
        const auto party = owner_of(concession.party_id), offerer = owner_of(concession.organisation_id);
        walk_.choose({{3, [&] { walk_.move("concession", path, "agree", party); }},
                      {1, [&] { walk_.move("concession", path, "refuse", party); }},
                      {1, [&] { walk_.move("concession", path, "withdraw", offerer); }}});
    }

    Walk& walk_;
    const PurchaseOrder& order_;
};

}  // namespace

void goods_step(Walk& walk, const PurchaseOrder& order) { Goods(walk, order).run(); }

}  // namespace dengyun::purchase_walk
