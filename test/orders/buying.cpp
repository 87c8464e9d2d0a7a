// What buyer and operator do with an order: the need, options, money, verdicts, changes of the plan, and its end.
#include <algorithm>

#include "test/orders/walk.h"

namespace dengyun::order_loop {
namespace {

using orders::OptionPurpose;
using orders::OrderOption;
using orders::OrderStatus;
using orders::SalesOrder;

class Buying {
  public:
    Buying(Walk& walk, const SalesOrder& order) : walk_(walk), order_(order), path_("sales-orders/" + id_text()) {}

    void fitting() {
        using enum OrderStatus;
        switch (order_.status) {
            case draft:
                return walk_.choose({{16, [this] { ask(); }}, {1, [this] { cancel(); }}, {1, [this] { quote(); }}});
            case quoted:
                return walk_.choose({{12, [this] { on_option("accept", buyer); }},
                                     {2, [this] { ask(); }},
                                     {2, [this] { on_option("decline", buyer); }},
                                     {2, [this] { on_option("withdraw", platform); }},
                                     {1, [this] { cancel(); }}});
            case accepted:
                return walk_.choose({{14, [this] { act("fund", buyer); }}, {1, [this] { cancel(); }}});
            case funded:
                return walk_.choose({{14, [this] { act("release", platform); }}, {1, [this] { cancel(); }}});
            case released:
            case in_production:
            case partly_delivered:
                return running();
            case delivered:
                return walk_.choose({{5, [this] { judge(); }}, {4, [this] { act("settle", buyer); }}});
            case terminating:
                return order_.terminated_by_supplier ? act("agree_short", buyer) : act("close_short", platform);
            default:
                return anything();
        }
    }

    void anything() {
        walk_.choose({{2, [this] { ask(); }},
                      {2, [this] { quote(); }},
                      {3, [this] { on_option("accept", buyer); }},
                      {2, [this] { act("fund", buyer); }},
                      {2, [this] { act("release", platform); }},
                      {2, [this] { act("settle", buyer); }},
                      {2, [this] { judge(); }},
                      {1, [this] { act("close_short", platform); }},
                      {1, [this] { act("agree_short", buyer); }},
                      {2, [this] { draw_reserve(); }},
                      {2, [this] { on_money(); }},
                      {2, [this] { change(); }}});
    }

  private:
    [[nodiscard]] std::string id_text() const { return to_text(order_.id); }
    void act(std::string_view action, const api::Caller& who) {
        static_cast<void>(walk_.move("order", path_, action, who));
    }
    void running() {
        walk_.choose({{has_trouble() ? 40 : 2, [this] { change(); }},
                      {order_.delivered.value > 0 ? 12 : 1, [this] { judge(); }},
                      {2, [this] { draw_reserve(); }},
                      {2, [this] { on_money(); }},
                      {order_.delivered.value > 0 ? 2 : 0, [this] { act("deliver", platform); }},
                      {1, [this] {
                           if (walk_.dice().one_in(Walk::is_careful(order_.number) ? 12 : 3)) terminate();
                       }}});
    }

    void ask() {
        auto& dice = walk_.dice();
        std::string body = fmt::format(R"({{"valid_hours":{})", 1 + dice.below(72));
        if (dice.one_in(3)) body += R"(,"material_unit_price":2000000)";
        walk_.command("options", path_ + "/options", body + "}", platform);
    }
    void quote() { act("quote", platform); }
    void cancel() {
        if (walk_.dice().one_in(2)) return act("cancel", buyer);
        static_cast<void>(walk_.move("order", path_, "refuse", platform, "不接"));
    }
    std::vector<OrderOption> open_options(OptionPurpose purpose) {
        return walk_
            .read<std::vector<OrderOption>>(
                [&](store::Reader& reader) { return orders::open_options_of(reader, order_, purpose); })
            .value();
    }
    void on_option(std::string_view action, const api::Caller& who) {
        const auto options = open_options(OptionPurpose::quote);
        if (options.empty()) return ask();
        static_cast<void>(walk_.move("option", "order-options/" + to_text(walk_.dice().of(options).id), action, who));
    }
    bool has_trouble() {
        using enum orders::TaskStatus;
        const auto tasks = walk_
                               .read<std::vector<orders::OperationTask>>(
                                   [&](store::Reader& reader) { return orders::tasks_of(reader, order_.id); })
                               .value();
        return !open_options(OptionPurpose::change).empty() ||
               std::ranges::any_of(tasks, [](const orders::OperationTask& task) {
                   return task.status == declined || task.status == expired || task.status == revoked ||
                          task.status == scrapped;
               });
    }
    // What goes wrong is solved again; who has to agree does so, mostly.
    void change() {
        const auto options = open_options(OptionPurpose::change);
        if (options.empty() || walk_.dice().one_in(10)) {
            walk_.command("change propose", path_ + "/changes", "{}", platform);
            return;
        }
        const auto& option = options.back();
        const auto path = "order-options/" + to_text(option.id);
        const bool is_agreed = option.status == orders::OptionStatus::agreed;
        walk_.choose({{10,
                       [&] {
                           static_cast<void>(walk_.move("change", path + "/change", is_agreed ? "accept" : "agree",
                                                        is_agreed ? buyer : platform));
                       }},
                      {1, [&] { static_cast<void>(walk_.move("change", path, "decline", buyer)); }},
                      {1, [&] { static_cast<void>(walk_.move("change", path, "withdraw", platform)); }}});
    }

    void judge() {
        auto& dice = walk_.dice();
        const Quantity open{order_.delivered.value - order_.accepted.value - order_.rejected.value};
        const bool rejects = dice.one_in(Walk::is_careful(order_.number) ? 40 : 4);
        const auto some = walk_.pieces(open);
        walk_.command("verdict", path_ + "/verdicts/actions",
                      fmt::format(R"({{"accepted":{},"rejected":{}}})", rejects ? 0 : some, rejects ? some : 0), buyer);
    }
    void draw_reserve() {
        walk_.command("reserve", path_ + "/reserve/actions",
                      fmt::format(R"({{"amount":{}}})", 1 + walk_.dice().below(order_.reserve.value + 10)), platform);
    }
    void terminate() {
        const bool by_supplier = walk_.dice().one_in(2);
        walk_.command(by_supplier ? "order abandon" : "order terminate", path_ + "/termination/actions",
                      fmt::format(R"({{"settlement":{},"reason":"不做了"}})",
                                  walk_.dice().one_in(2) ? 0 : walk_.dice().below(order_.price.value + 1'000)),
                      by_supplier ? platform : buyer);
    }

    // Disputes and notes about the order's money.
    void on_money() {
        if (!order_.escrow_id) return act("fund", buyer);
        const auto path = "escrows/" + to_text(*order_.escrow_id);
        const auto some = 1 + walk_.dice().below(std::max<std::int64_t>(order_.price.value / 4, 1));
        const auto& side = walk_.dice().one_in(2) ? buyer : platform;
        const auto own_disputes = walk_.rows<escrow::Dispute>(
            "SELECT id FROM escrow_dispute WHERE escrow_id = ? AND status IN ('open', 'negotiation', 'arbitration', "
            "'decided', 'appealed') ORDER BY id",
            order_.escrow_id->value);
        const auto notes = walk_.rows<escrow::Note>(
            "SELECT id FROM escrow_note WHERE escrow_id = ? AND status = 'proposed' ORDER BY id",
            order_.escrow_id->value);
        if (!own_disputes.empty() && !walk_.dice().one_in(4)) return on_dispute(walk_.dice().of(own_disputes), side);
        if (!notes.empty() && !walk_.dice().one_in(4)) {
            const auto of_note = "escrow-notes/" + to_text(notes.front().id);
            walk_.choose({{3, [&] { static_cast<void>(walk_.move("note", of_note, "agree", platform)); }},
                          {2, [&] { static_cast<void>(walk_.move("note", of_note, "contest", platform, "不认")); }},
                          {1, [&] { static_cast<void>(walk_.move("note", of_note, "withdraw", buyer)); }}});
            return;
        }
        walk_.choose({{1,
                       [&] {
                           walk_.command("dispute open", path_ + "/disputes",
                                         fmt::format(R"({{"amount":{},"reason":"质量"}})", some), side);
                       }},
                      {1, [&] {
                           walk_.command("note propose", path + "/notes",
                                         fmt::format(R"({{"kind":"{}","amount":{},"reason":"迟交"}})",
                                                     walk_.dice().one_in(2) ? "penalty" : "bonus", 1 + some / 20),
                                         buyer);
                       }}});
    }
    void on_dispute(const escrow::Dispute& dispute, const api::Caller& side) {
        const auto path = "escrow-disputes/" + to_text(dispute.id);
        const auto whole = escrow::in_dispute(dispute).value;
        const auto part = walk_.dice().below(whole + 1);
        const auto move = [&](std::string_view action) {
            static_cast<void>(walk_.move("dispute", path, action, side, "见附件"));
        };
        using enum escrow::DisputeStatus;
        const bool is_decided = dispute.status == decided;
        const bool awaits_decision = dispute.status == arbitration || dispute.status == appealed;
        walk_.choose(
            {{awaits_decision ? 12 : 1,
              [&] {
                  walk_.command(
                      "dispute decide", path + "/decision/actions",
                      fmt::format(R"({{"to_supplier":{},"to_buyer":{},"decision":"各半"}})", part, whole - part),
                      platform);
              }},
             {is_decided ? 12 : 1, [&] { move("appeal"); }},
             {awaits_decision ? 1 : 4, [&] { move("escalate"); }},
             {dispute.proposed_to_supplier ? 4 : 1, [&] { move("agree"); }},
             {3,
              [&] { walk_.command("dispute state", path + "/statements/actions", R"({"statement":"属实"})", side); }},
             {3, [&] {
                  walk_.command("dispute propose", path + "/proposals/actions",
                                fmt::format(R"({{"to_supplier":{}}})", part), side);
              }}});
    }

    Walk& walk_;
    const SalesOrder& order_;
    std::string path_;
};

}  // namespace

void order_step(Walk& walk, const SalesOrder& order) {
    Buying buying(walk, order);
    if (walk.dice().one_in(8)) return buying.anything();
    buying.fitting();
}

void need_step(Walk& walk) {
    auto& dice = walk.dice();
    const auto due = china_date(walk.clock.now()) + std::chrono::days(5 + dice.below(40));
    std::string body =
        fmt::format(R"({{"item_id":"{}","revision_id":"{}","quantity":{},"due_on":"{}","site_id":"{}")",
                    to_text(walk.item), to_text(walk.revision), walk.pieces({(1 + dice.below(90)) * 1'000}),
                    to_text(Instant(due)).substr(0, 10), to_text(walk.buyer_site));
    if (dice.one_in(3)) body += fmt::format(R"(,"deposit_rate":{})", dice.below(orders::deposit_rate_max));
    if (dice.one_in(2))
        body += fmt::format(R"(,"retention_rate":{},"guarantee_days":{})", dice.below(orders::retention_rate_max),
                            dice.below(20));
    if (dice.one_in(3)) body += fmt::format(R"(,"tolerance_rate":{})", dice.below(orders::tolerance_rate_max));
    const auto made = walk.command("need", "sales-orders", body + "}", buyer);
    if (made.status == 201) walk.remember(*parse_id<SalesOrder>(made.id()));
}

void machine_step(Walk& walk) {
    const auto machine = walk.find(walk.dice().of(walk.machines));
    const auto path = "/api/v1/machines/" + to_text(machine.id);
    const auto who = owner_of(machine.organisation_id);
    const auto done = walk.patch(path, fmt::format(R"({{"is_available":{}}})", !machine.is_available), who);
    walk.tally(machine.is_available ? "machine breaks" : "machine works again", done, path);
}

}  // namespace dengyun::order_loop
