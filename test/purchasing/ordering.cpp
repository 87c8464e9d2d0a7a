// Needs, orders, the supplier's answers, changes, and how lines end.
#include "kernel/meta/json.h"
#include "test/purchasing/walk.h"

namespace dengyun::purchase_walk {
namespace {

using purchase_orders::BlanketOrder;
using purchase_orders::BlanketStatus;
using purchase_orders::LineStatus;

std::string schedules(Walk& walk, std::int64_t quantity, std::int64_t days) {
    const auto first = quantity / 2'000 * 1'000;
    if (first < 1'000 || walk.dice().one_in(2))
        return fmt::format(R"([{{"due_on":"{}","quantity":{}}}])", walk.day(days), quantity);
    return fmt::format(R"([{{"due_on":"{}","quantity":{}}},{{"due_on":"{}","quantity":{}}}])", walk.day(days), first,
                       walk.day(days + 7), quantity - first);
}

std::string line_text(Walk& walk, std::string_view more = "") {
    auto& dice = walk.dice();
    const auto quantity = (1 + dice.below(40)) * 1'000;
    return fmt::format(R"({{"description_text":"件 {}","unit":"件","quantity":{},"unit_price":{},"over_rate":{},)"
                       R"("under_rate":{},"price_rate":{},"date_days":{},"has_inspection":{},"schedules":{}{}}})",
                       dice.below(9), dice.one_in(40) ? 0 : quantity, (1 + dice.below(3'000)) * 10'000,
                       dice.one_in(2) ? 100'000 : 0, dice.one_in(2) ? 100'000 : 0, dice.one_in(2) ? 50'000 : 0,
                       dice.below(4), dice.one_in(2),
                       schedules(walk, quantity, dice.below(30) - (dice.one_in(30) ? 9 : 0)), more);
}

std::string order_text(Walk& walk, std::int64_t supplier) {
    std::string lines = line_text(walk);
    for (auto more = walk.dice().below(3); more > 0; --more) lines += "," + line_text(walk);
    return fmt::format(R"({{"title":"采购","supplier_id":"{}","payment_days":{},"lines":[{}]}})", supplier,
                       15 * walk.dice().below(5), lines);
}

std::int64_t one_of(Walk& walk, std::span<const std::int64_t> all) {
    return walk.dice().of(std::vector(all.begin(), all.end()));
}

// An awarded RFQ, as the sourcing module leaves it.
Id<sourcing::Rfx> award(Walk& walk, std::int64_t buyer) {
    const auto supplier = one_of(walk, suppliers);
    const auto quantity = (1 + walk.dice().below(30)) * 1'000;
    const auto price = (1 + walk.dice().below(2'000)) * 10'000;
    Id<sourcing::Rfx> id{};
    const auto made = walk.store().run_write(Scope::system("walk"), [&](store::Unit& unit) -> Result<> {
        sourcing::Rfx rfx{.title = "询价",
                          .award_by = sourcing::AwardBy::line,
                          .lines = {{.position = 1, .description_text = "底板", .quantity = {quantity}, .unit = "件"}},
                          .closes_at = unit.now(),
                          .status = sourcing::RfxStatus::awarded};
        rfx.organisation_id = {buyer};
        rfx.id = unit.new_id<sourcing::Rfx>();
        rfx.number = "RFQ-" + to_text(rfx.id);
        DENGYUN_TRY(row, unit.insert(std::move(rfx)));
        id = row.id;
        sourcing::Bid bid{.rfx_id = row.id,
                          .buyer_id = {buyer},
                          .bidder = fmt::format("organisation:{}", supplier),
                          .bidder_name = "厂",
                          .status = sourcing::BidStatus::won,
                          .offers = {{.position = 1, .unit_price = {price}, .value = {price / 10}}}};
        bid.organisation_id = {supplier};
        DENGYUN_TRY(won, unit.insert(std::move(bid)));
        sourcing::Award winner{.rfx_id = row.id,
                               .position = 1,
                               .bid_id = won.id,
                               .bidder_id = won.organisation_id,
                               .bidder_name = "厂",
                               .rank = 1,
                               .is_winner = true};
        winner.organisation_id = {buyer};
        DENGYUN_CHECK(unit.insert(std::move(winner)));
        return {};
    });
    EXPECT_TRUE(made);
    return id;
}

void order_award(Walk& walk, std::int64_t buyer) {
    const auto rfx = award(walk, buyer);
    const auto answer = walk.command("award order", fmt::format("rfxs/{}/purchase-orders", to_text(rfx)),
                                     fmt::format(R"({{"due_on":"{}","has_inspection":{},"over_rate":100000}})",
                                                 walk.day(5 + walk.dice().below(20)), walk.dice().one_in(3)),
                                     owner_of({buyer}));
    if (answer.status != 200) return;
    for (const auto& id : answer.json.at("order_ids").as_array()) walk.remember(std::string_view(id.as_string()));
}

class Ordering {
  public:
    Ordering(Walk& walk, const PurchaseOrder& order)
        : walk_(walk),
          order_(order),
          path_("purchase-orders/" + to_text(order.id)),
          buyer_(owner_of(order.organisation_id)),
          supplier_(owner_of(order.supplier_id)) {}

    void run() {
        using enum purchase_orders::OrderStatus;
        if (order_.status == draft)
            return walk_.choose({{8, [&] { walk_.command("order issue", path_ + "/issuing/actions", "", buyer_); }},
                                 {2, [&] { edit(); }},
                                 {1, [&] { remove(); }}});
        const auto lines = walk_.lines_of(order_);
        const auto waits = [](const OrderLine& one) {
            return one.status == LineStatus::issued || one.status == LineStatus::changed;
        };
        std::vector<OrderLine> waiting;
        for (const auto& line : lines)
            if (waits(line)) waiting.push_back(line);
        if (!waiting.empty() && !walk_.dice().one_in(4)) return respond(waiting);
        const auto& line = walk_.dice().of(lines);
        walk_.choose({{4, [&] { on_line(line); }}, {order_.status == cancelled ? 0 : 1, [&] { change(lines); }}});
    }

  private:
    void edit() {
        const auto answer =
            walk_.patch("/api/v1/" + path_, fmt::format(R"({{"title":"采购 {}"}})", walk_.dice().below(9)), buyer_);
        walk_.tally("order edit", answer, path_);
    }
    void remove() { walk_.tally("order remove", walk_.remove("/api/v1/" + path_, buyer_), path_); }
    void act(const OrderLine& line, std::string_view action, const api::Caller& who) {
        walk_.move("line", "purchase-order-lines/" + to_text(line.id), action, who, "情况有变");
    }
    void on_line(const OrderLine& line) {
        switch (line.status) {
            case LineStatus::countered:
                return walk_.choose(
                    {{4, [&] { act(line, "accept", buyer_); }}, {1, [&] { act(line, "withdraw", buyer_); }}});
            case LineStatus::issued:
                return walk_.choose({{1, [&] { act(line, "withdraw", buyer_); }},
                                     {1, [&] { act(line, "confirm", supplier_); }},
                                     {1, [&] { act(line, "reject", supplier_); }},
                                     {1, [&] { act(line, "counter", supplier_); }}});
            case LineStatus::changed:
                return walk_.choose(
                    {{2, [&] { act(line, "withdraw", buyer_); }}, {1, [&] { act(line, "keep", supplier_); }}});
            default:
                return walk_.choose({{line.status == LineStatus::open ? 3 : 1, [&] { act(line, "finish", buyer_); }},
                                     {2, [&] { act(line, "close_short", buyer_); }},
                                     {walk_.dice().one_in(4) ? 1 : 0, [&] { act(line, "give_up", supplier_); }},
                                     {1, [&] { act(line, "reopen", buyer_); }}});
        }
    }

    // Some or all of the lines that wait, each answered in its own way.
    void respond(const std::vector<OrderLine>& waiting) {
        std::string text, kind;
        for (const auto& line : waiting) {
            if (!text.empty() && walk_.dice().one_in(4)) continue;
            text += (text.empty() ? "" : ",") + answer_to(line, kind);
        }
        const auto version = order_.terms_version - (walk_.dice().one_in(25) ? 1 : 0);
        walk_.command("respond " + kind, path_ + "/responses",
                      fmt::format(R"({{"terms_version":{},"lines":[{}]}})", version, text), supplier_);
    }
    std::string answer_to(const OrderLine& line, std::string& kind) {
        auto& dice = walk_.dice();
        const auto draw = dice.below(10);
        if (draw < 6) {
            kind = "accept";
            return fmt::format(R"({{"position":{},"code":"5"}})", line.position);
        }
        if (draw == 6) {
            kind = "refuse";
            return fmt::format(R"({{"position":{},"code":"7"{}}})", line.position,
                               dice.one_in(8) ? "" : R"(,"reason":"没有料")");
        }
        if (draw < 9) {
            // A price within the tolerance where there is one.
            kind = "within";
            const auto price = line.unit_price.value + (line.price_rate > 0 ? line.unit_price.value / 50 : -10'000);
            return fmt::format(R"({{"position":{},"code":"3","unit_price":{}}})", line.position, price);
        }
        kind = "counter";
        const auto less = std::max<std::int64_t>(1'000, line.quantity.value / 2'000 * 1'000);
        return fmt::format(R"({{"position":{},"code":"3","quantity":{},"unit_price":{},"schedules":{}}})",
                           line.position, less, line.unit_price.value * 2, schedules(walk_, less, 20));
    }

    // One line says something else, or there is one more.
    void change(const std::vector<OrderLine>& lines) {
        auto& dice = walk_.dice();
        const auto version = order_.terms_version - (dice.one_in(12) ? 1 : 0);
        std::string line;
        if (dice.one_in(4)) {
            line = line_text(walk_);
        } else {
            auto after = purchase_orders::input_of(dice.of(lines));
            after.quantity.value = std::max<std::int64_t>(1'000, after.quantity.value + (dice.below(9) - 3) * 1'000);
            if (dice.one_in(2)) after.unit_price.value += (dice.below(5) - 2) * 10'000;
            after.schedules = {{china_date(walk_.clock.now()) + std::chrono::days(dice.below(20)), after.quantity}};
            line = meta::to_json(after);
        }
        walk_.command("order change", path_ + "/change/actions",
                      fmt::format(R"({{"terms_version":{},"reason":"设计更改","lines":[{}]}})", version, line), buyer_);
    }

    Walk& walk_;
    const PurchaseOrder& order_;
    std::string path_;
    api::Caller buyer_, supplier_;
};

void call_off(Walk& walk, const BlanketOrder& blanket) {
    const auto left = blanket.quantity.value - blanket.called_off.value;
    const auto quantity = walk.pieces({std::max<std::int64_t>(1'000, left / 4'000 * 1'000)});
    const auto answer = walk.command("call off", fmt::format("blanket-orders/{}/call-offs", to_text(blanket.id)),
                                     fmt::format(R"({{"schedules":[{{"due_on":"{}","quantity":{}}}]}})",
                                                 walk.day(3 + walk.dice().below(30)), quantity),
                                     owner_of(blanket.organisation_id));
    if (answer.status == 201) walk.remember(answer.id());
}

}  // namespace

void need_step(Walk& walk) {
    const auto buyer = one_of(walk, buyers);
    if (walk.dice().one_in(6)) return order_award(walk, buyer);
    const auto answer =
        walk.command("order write", "purchase-orders", order_text(walk, one_of(walk, suppliers)), owner_of({buyer}));
    if (answer.status == 201) walk.remember(answer.id());
}

void blanket_step(Walk& walk) {
    auto& dice = walk.dice();
    const auto buyer = one_of(walk, buyers);
    const auto known = walk.any<BlanketOrder>(
        "SELECT id FROM blanket_order WHERE organisation_id = ? AND status IN ('offered', 'agreed') ORDER BY id DESC "
        "LIMIT 4",
        buyer);
    const auto monday =
        (8 - static_cast<std::int64_t>(std::chrono::weekday(china_date(walk.clock.now())).iso_encoding())) % 7;
    if (dice.one_in(5)) {
        walk.command(
            "forecast", "supply-forecasts",
            fmt::format(R"({{"supplier_id":"{}","description_text":"钢带","unit":"kg","weeks":[{{"week_on":"{}",)"
                        R"("quantity":{}}}]}})",
                        one_of(walk, suppliers), walk.day(monday), (1 + dice.below(90)) * 1'000),
            owner_of({buyer}));
        return;
    }
    if (!known || dice.one_in(4)) {
        walk.command("blanket offer", "blanket-orders",
                     fmt::format(R"({{"supplier_id":"{}","description_text":"钢带","unit":"件","quantity":{},)"
                                 R"("unit_price":{},"valid_from":"{}","valid_to":"{}","has_inspection":{}}})",
                                 one_of(walk, suppliers), (20 + dice.below(90)) * 1'000, (1 + dice.below(900)) * 10'000,
                                 walk.day(0), walk.day(30 + dice.below(90)), dice.one_in(3)),
                     owner_of({buyer}));
        return;
    }
    const auto path = "blanket-orders/" + to_text(known->id);
    const auto supplier = owner_of(known->supplier_id), own = owner_of(known->organisation_id);
    const auto act = [&](std::string_view action, const api::Caller& who) {
        walk.move("blanket", path, action, who, "价格不合适");
    };
    if (known->status == BlanketStatus::offered)
        return walk.choose({{6, [&] { act("agree", supplier); }},
                            {1, [&] { act("refuse", supplier); }},
                            {1, [&] { act("withdraw", own); }}});
    walk.choose({{6, [&] { call_off(walk, *known); }}, {1, [&] { act("end", own); }}});
}

void order_step(Walk& walk, const PurchaseOrder& order) { Ordering(walk, order).run(); }

}  // namespace dengyun::purchase_walk
