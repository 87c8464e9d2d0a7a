// What a workshop and the operator do with a task: drawings, offers and counter-offers, work, reports, verdicts.
#include "test/orders/walk.h"

namespace dengyun::order_loop {
namespace {

using orders::CounterOffer;
using orders::OperationTask;
using orders::SalesOrder;
using orders::TaskStatus;

class Working {
  public:
    Working(Walk& walk, const SalesOrder& order, const OperationTask& task)
        : walk_(walk),
          task_(task),
          path_("operation-tasks/" + to_text(task.id)),
          workshop_(owner_of(task.workshop_id)),
          is_careful_(Walk::is_careful(order.number)) {}

    void fitting() {
        using enum TaskStatus;
        switch (task_.status) {
            case planned:
                return walk_.choose({{3, [this] { acknowledge(); }}, {2, [this] { bring_material(); }}});
            case ready:
                return walk_.choose({{1, [this] { acknowledge(); }}, {1, [this] { act("hold", platform); }}});
            case offered:
                return walk_.choose({{12, [this] { act("accept", workshop_); }},
                                     {4, [this] { on_counter(); }},
                                     {1, [this] { decline(); }}});
            case accepted:
                return walk_.choose({{16, [this] { act("start", workshop_); }},
                                     {1, [this] { act("hold", platform); }},
                                     {1, [this] { act("revoke", platform); }}});
            case running:
                return walk_.choose({{16, [this] { report(); }},
                                     {2, [this] { reverse(); }},
                                     {1, [this] { act("report", workshop_); }},
                                     {1, [this] { act("hold", platform); }}});
            case reported:
                return act("inspect", platform);
            case inspected:
                return walk_.choose({{8, [this] { act("pass", platform); }},
                                     {2, [this] { act("rework", platform); }},
                                     {is_careful_ ? 0 : 1, [this] { act("scrap", platform); }}});
            case rework:
                return act("resume", workshop_);
            case held:
                return resume();
            default:
                return anything();
        }
    }

    void anything() {
        walk_.choose({{2, [this] { acknowledge(); }},
                      {1, [this] { bring_material(); }},
                      {2, [this] { act("accept", workshop_); }},
                      {2, [this] { act("start", workshop_); }},
                      {2, [this] { report(); }},
                      {1, [this] { reverse(); }},
                      {2, [this] { act("inspect", platform); }},
                      {2, [this] { act("pass", platform); }},
                      {1, [this] { act("replan", platform); }},
                      {1, [this] { act("cancel", platform); }},
                      {1, [this] { on_counter(); }},
                      {1, [this] { act("hand_over", workshop_); }}});
    }

  private:
    void act(std::string_view action, const api::Caller& who) {
        // Who works is often not who leads.
        const bool by_worker = &who == &workshop_ && action != "accept" && walk_.dice().one_in(2);
        static_cast<void>(walk_.move("task", path_, action,
                                     by_worker ? api::member(api::Role::worker, task_.workshop_id.value) : who));
    }
    void acknowledge() { walk_.command("task acknowledge", path_ + "/acknowledgement/actions", "", workshop_); }
    void bring_material() { walk_.command("task material", path_ + "/material/actions", "", platform); }
    void decline() {
        if (is_careful_ && !walk_.dice().one_in(3)) return act("accept", workshop_);
        static_cast<void>(walk_.move("task", path_, "decline", workshop_, "排不下"));
    }

    void report() {
        auto& dice = walk_.dice();
        const bool from_rework = task_.rework.value > 0 && !dice.one_in(4);
        const auto open = from_rework ? task_.rework : orders::open_quantity(task_);
        std::int64_t good = walk_.pieces(open), rework = 0, scrap = 0;
        if (dice.one_in(8)) rework = walk_.pieces({1'000});
        if (!is_careful_ && dice.one_in(5)) scrap = walk_.pieces({1'000});
        if (good == open.value && open.value > 3'000) good -= rework + scrap;
        walk_.command("report", path_ + "/reports",
                      fmt::format(R"({{"revision_id":"{}","good":{},"rework":{},"scrap":{},"from_rework":{}{}}})",
                                  to_text(dice.one_in(50) ? Id<items::Revision>{7} : task_.revision_id), good, rework,
                                  scrap, from_rework, !is_careful_ && dice.one_in(12) ? R"(,"is_final":true)" : ""),
                      api::member(api::Role::worker, task_.workshop_id.value));
    }
    void reverse() {
        const auto reports = walk_
                                 .read<std::vector<orders::WorkReport>>(
                                     [&](store::Reader& reader) { return orders::reports_of(reader, task_.id); })
                                 .value();
        if (reports.empty()) return report();
        walk_.command("report reverse", "work-reports/" + to_text(walk_.dice().of(reports).id) + "/reversals", "",
                      workshop_);
    }

    void on_counter() {
        auto& dice = walk_.dice();
        const auto open = walk_.rows<CounterOffer>(
            "SELECT id FROM counter_offer WHERE task_id = ? AND status = 'proposed' ORDER BY id", task_.id.value);
        if (open.empty()) {
            const auto price = std::max<std::int64_t>(1, task_.price.value * (80 + dice.below(50)) / 100);
            std::string body = fmt::format(R"({{"price":{},"reason":"材料涨价")", price);
            if (dice.one_in(3))
                body += fmt::format(R"(,"ends_at":"{}")",
                                    to_text(task_.planned_end_at + std::chrono::hours(dice.below(30) - 3)));
            walk_.command("counter propose", path_ + "/counter-offers", body + "}", workshop_);
            return;
        }
        const auto path = "counter-offers/" + to_text(open.front().id);
        walk_.choose({{4, [&] { static_cast<void>(walk_.move("counter", path, "agree", platform)); }},
                      {2, [&] { static_cast<void>(walk_.move("counter", path, "refuse", platform)); }},
                      {1, [&] { static_cast<void>(walk_.move("counter", path, "withdraw", workshop_)); }}});
    }

    void resume() {
        if (!is_careful_ && walk_.dice().one_in(2)) return act("cancel", platform);
        if (task_.held_from == TaskStatus::ready) return act("back_to_ready", platform);
        act(task_.held_from == TaskStatus::accepted ? "back_to_accepted" : "back_to_running", platform);
    }

    Walk& walk_;
    const OperationTask& task_;
    std::string path_;
    api::Caller workshop_;
    bool is_careful_;
};

}  // namespace

void task_step(Walk& walk, const SalesOrder& order, const OperationTask& task) {
    Working working(walk, order, task);
    if (walk.dice().one_in(8)) return working.anything();
    working.fitting();
}

}  // namespace dengyun::order_loop
