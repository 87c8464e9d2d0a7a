// Goal: whatever the buyer, the operator, the workshops, the clock and the timers do, in any order and as often as they
// like: money adds up, no escrow is overdrawn, counters keep their bounds, what is posted is never edited, and no
// machine is booked twice. Most commands are refused; a refused one changes nothing.
#include <random>

#include "flows/ordering/test/world.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::ordering::test {
namespace {

constexpr int commands = dengyun::test::is_sanitized ? 2'000 : 100'000;
constexpr int orders_kept = 6;  // older ones are left alone
constexpr int commands_checked = 2'000;

using orders::OrderAction;
using orders::TaskAction;

class RandomOrders : public Scenario {
  protected:
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_); }
    Quantity pieces() { return {(below(140) - 20) * 1'000 + (below(50) == 0 ? 500 : 0)}; }
    // Anybody may try anything: most of the time the side whose move it is.
    flow::Mover someone(bool other_side) {
        const bool wrong = below(20) == 0;
        return {wrong ? meta::stranger() : meta::all_seeing(), false, below(20) == 0 ? !other_side : other_side};
    }
    template <class T>
    void run(std::string_view name, const std::function<Result<T>(store::Unit&)>& work) {
        const auto done = unit<T>(work);
        auto& count = counts_[std::string(name)];
        ++(done ? count.first : count.second);
        if (!done) ++refusals_[done.error().code];
    }

    Result<OrderOption> offer(store::Unit& u, const SalesOrder& order);
    void command();
    std::int64_t next_of(Id<SalesOrder> id);
    std::int64_t next_of(Id<OperationTask> id);
    void on_order(Id<SalesOrder> id);
    void on_task(Id<OperationTask> id);
    void on_report(Id<OperationTask> id);
    void check();
    void check_orders(store::Unit& u);
    void check_slots(store::Unit& u);
    void check_reports(store::Unit& u);

    std::mt19937_64 random_{20'261'127};
    std::vector<Id<SalesOrder>> open_;
    std::vector<Id<SalesOrder>> all_;
    std::map<std::string, std::pair<int, int>> counts_;  // done, refused
    std::map<std::string, int> refusals_;
    std::map<std::int64_t, std::string> posted_reports_;
};

Result<OrderOption> RandomOrders::offer(store::Unit& u, const SalesOrder& order) {
    OrderOption option{.routing_id = routing,
                       .setup = {below(100'000)},
                       .transport = {below(50'000)},
                       .margin = {below(30'000)},
                       .reserve = {below(30'000)},
                       .promise_at = u.now() + 30 * flow::day,
                       .reserved_until = u.now() + std::chrono::hours(1 + below(48)),
                       .workshops = 2};
    auto start = u.now() + std::chrono::hours(below(24 * 40));
    for (std::size_t i = 0; i < 2; ++i) {
        const auto where = static_cast<std::size_t>(below(2));
        const auto end = start + std::chrono::hours(9 + below(16));
        DENGYUN_TRY(slot, capacity::reserve(u, {.machine = machines.at(where),
                                                .starts_at = start,
                                                .ends_at = end,
                                                .holder = platform_organisation,
                                                .purpose = order.number,
                                                .expires_at = option.reserved_until}));
        const Money price{i == 0 ? option.setup.value : below(200'000)};
        option.work.value += i == 0 ? 0 : price.value;
        option.lots.push_back({.operation_id = operations.at(i),
                               .operation_number = 10 + 10 * static_cast<std::int64_t>(i),
                               .workshop_id = workshop_organisations.at(where),
                               .site_id = sites.at(where),
                               .machine_id = machines.at(where),
                               .slot_id = slot.id,
                               .quantity_in = order.quantity,
                               .quantity_out = order.quantity,
                               .starts_at = start,
                               .ends_at = end,
                               .price = price,
                               .needs_material = below(4) == 0 && i == 0});
        start = end;
    }
    option.moves = {{.from = 0, .to = 1, .quantity = order.quantity},
                    {.from = 1, .to = -1, .quantity = order.quantity}};
    option.price.value =
        option.setup.value + option.work.value + option.transport.value + option.margin.value + option.reserve.value;
    return orders::add_option(u, order, std::move(option));
}

// The command that fits the state, so that the walk also gets to the end.
std::int64_t RandomOrders::next_of(Id<SalesOrder> id) {
    switch (find(id).status) {
        case orders::OrderStatus::draft:
            return 0;
        case orders::OrderStatus::quoted:
            return 2;
        case orders::OrderStatus::accepted:
            return 3;
        case orders::OrderStatus::funded:
            return 5;
        case orders::OrderStatus::partly_delivered:
            return 10;
        case orders::OrderStatus::delivered:
            return 10 + below(3);
        case orders::OrderStatus::terminating:
            return 9;
        default:
            return below(13);
    }
}

std::int64_t RandomOrders::next_of(Id<OperationTask> id) {
    const auto task = find(id);
    switch (task.status) {
        case orders::TaskStatus::planned:
            return below(2) == 0 ? 0 : 13;
        case orders::TaskStatus::offered:
            return 1;
        case orders::TaskStatus::accepted:
            return 3;
        case orders::TaskStatus::running:
            return below(4) == 0 ? 10 : 5;
        case orders::TaskStatus::reported:
            return below(4) == 0 ? 14 : 7;
        case orders::TaskStatus::inspected:
            return 8;
        case orders::TaskStatus::rework:
            return 9;
        case orders::TaskStatus::passed:
            return task.is_last ? 17 : 15;
        case orders::TaskStatus::held:
            return 11 + below(2);
        default:
            return 19;
    }
}

void RandomOrders::on_order(Id<SalesOrder> id) {
    const auto with = [&](std::string_view name,
                          const std::function<Result<SalesOrder>(store::Unit&, SalesOrder)>& work) {
        run<SalesOrder>(name, [&](store::Unit& u) -> Result<SalesOrder> {
            DENGYUN_TRY(order, u.find(id));
            return work(u, std::move(order));
        });
    };
    switch (below(2) == 0 ? next_of(id) : below(13)) {
        case 0:
        case 1:
            return with("offer", [&](store::Unit& u, SalesOrder order) -> Result<SalesOrder> {
                DENGYUN_TRY(made, offer(u, order));
                static_cast<void>(made);
                return quote(u, std::move(order), someone(true));
            });
        case 2:
            return with("accept", [&](store::Unit& u, SalesOrder order) -> Result<SalesOrder> {
                DENGYUN_TRY(options, orders::open_options_of(u, order, orders::OptionPurpose::quote));
                if (options.empty()) return fail(ErrorKind::not_found, "request.not_found");
                const auto which = static_cast<std::size_t>(below(static_cast<std::int64_t>(options.size())));
                return accept(u, options.at(which), someone(false));
            });
        case 3:
        case 4:
            return with("fund",
                        [&](store::Unit& u, SalesOrder order) { return fund(u, std::move(order), someone(false)); });
        case 5:
        case 6:
            return with("release",
                        [&](store::Unit& u, SalesOrder order) { return release(u, std::move(order), someone(true)); });
        case 7:
            if (below(8) != 0) return;
            return with("call off", [&](store::Unit& u, SalesOrder order) {
                const bool refuses = below(2) == 0;
                return call_off(u, std::move(order), refuses ? OrderAction::refuse : OrderAction::cancel,
                                someone(refuses));
            });
        case 8:
            if (below(8) != 0) return;
            return with("terminate", [&](store::Unit& u, SalesOrder order) -> Result<SalesOrder> {
                if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
                return terminate(u, std::move(order), {below(500'000) - 50'000}, someone(below(2) == 0));
            });
        case 9:
            return with("close short", [&](store::Unit& u, SalesOrder order) {
                const bool by_supplier = !order.terminated_by_supplier;
                return close_short(u, std::move(order), someone(by_supplier));
            });
        case 10:
            return with("judge", [&](store::Unit& u, SalesOrder order) {
                return judge(u, std::move(order), pieces(), pieces());
            });
        case 11:
            return with("settle",
                        [&](store::Unit& u, SalesOrder order) { return settle(u, std::move(order), someone(false)); });
        default:
            return with("credit", [&](store::Unit& u, SalesOrder order) -> Result<SalesOrder> {
                if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
                DENGYUN_TRY(left, credit_return(u, order, pieces()));
                static_cast<void>(left);
                return u.find(order.id);
            });
    }
}

void RandomOrders::on_report(Id<OperationTask> id) {
    run<orders::WorkReport>("report", [&](store::Unit& u) -> Result<orders::WorkReport> {
        DENGYUN_TRY(task, u.find(id));
        const orders::WorkReport given{.revision_id = below(30) == 0 ? Id<items::Revision>{7} : revision,
                                       .good = below(3) == 0 ? orders::open_quantity(task) : pieces(),
                                       .rework = below(2) == 0 ? Quantity{} : pieces(),
                                       .scrap = below(2) == 0 ? Quantity{} : pieces(),
                                       .from_rework = below(4) == 0,
                                       .is_final = below(5) == 0,
                                       .reported_by = "工人"};
        DENGYUN_TRY(made, orders::report(u, std::move(task), given));
        if (below(10) != 0) return std::move(made);
        return orders::reverse(u, made, "工人");
    });
}

void RandomOrders::on_task(Id<OperationTask> id) {
    const auto with = [&](std::string_view name,
                          const std::function<Result<OperationTask>(store::Unit&, OperationTask)>& work) {
        run<OperationTask>(name, [&](store::Unit& u) -> Result<OperationTask> {
            DENGYUN_TRY(task, u.find(id));
            return work(u, std::move(task));
        });
    };
    const auto act = [&](TaskAction action, bool other_side) {
        with(meta::name_of(action), [&, action, other_side](store::Unit& u, OperationTask task) {
            return act_on_task(u, std::move(task), action, someone(other_side));
        });
    };
    switch (below(2) == 0 ? next_of(id) : below(20)) {
        case 0:
            return with("acknowledge",
                        [&](store::Unit& u, OperationTask task) { return acknowledge(u, task, "工人"); });
        case 1:
        case 2:
            return act(TaskAction::accept, true);
        case 3:
        case 4:
            return act(TaskAction::start, true);
        case 5:
        case 6:
            return on_report(id);
        case 7:
            return act(TaskAction::inspect, false);
        case 8:
            return act(below(3) == 0 ? TaskAction::rework : TaskAction::pass, false);
        case 9:
            return act(below(6) == 0 ? TaskAction::scrap : TaskAction::resume, false);
        case 10:
            return act(below(4) == 0 ? TaskAction::decline : TaskAction::report, true);
        case 11:
            return act(below(4) == 0 ? TaskAction::revoke : TaskAction::back_to_running, false);
        case 12:
            return act(below(6) == 0 ? TaskAction::hold : TaskAction::back_to_accepted, false);
        case 13:
            return with("material",
                        [&](store::Unit& u, OperationTask task) { return supply_material(u, std::move(task)); });
        case 14:
            return with("regrade", [&](store::Unit& u, OperationTask task) {
                return orders::regrade(u, std::move(task), pieces(), {});
            });
        case 15:
        case 16:
            return with("hand over", [&](store::Unit& u, OperationTask task) -> Result<OperationTask> {
                DENGYUN_TRY(next, orders::successors_of(u, task));
                if (next.empty()) return fail(ErrorKind::not_found, "request.not_found");
                const Quantity good{task.good.value - task.handed_over.value};
                return hand_over(u, task.id, next.front().id, below(2) == 0 ? good : pieces());
            });
        case 17:
        case 18:
            return with("deliver", [&](store::Unit& u, OperationTask task) -> Result<OperationTask> {
                DENGYUN_TRY(order, u.find(task.order_id));
                const Quantity good{task.good.value - task.handed_over.value};
                DENGYUN_TRY(done, deliver(u, std::move(order), task.id, below(2) == 0 ? good : pieces()));
                static_cast<void>(done);
                return u.find(task.id);
            });
        default:
            return with("replan", [&](store::Unit& u, OperationTask task) {
                const auto where = static_cast<std::size_t>(below(2));
                const orders::PlannedLot lot{.workshop_id = workshop_organisations.at(where),
                                             .site_id = sites.at(where),
                                             .machine_id = machines.at(where),
                                             .starts_at = u.now(),
                                             .ends_at = u.now() + flow::day,
                                             .price = {below(250'000)}};
                return replan(u, std::move(task), lot, someone(false));
            });
    }
}

void RandomOrders::command() {
    if (open_.size() < orders_kept) {
        run<SalesOrder>("need", [&](store::Unit& u) -> Result<SalesOrder> {
            SalesOrder order{.item_id = item,
                             .revision_id = revision,
                             .quantity = {(1 + below(100)) * 1'000},
                             .due_on = china_date(u.now()) + std::chrono::days(below(40)),
                             .site_id = buyer_site,
                             .deposit_rate = below(3) == 0 ? below(orders::deposit_rate_max) : 0,
                             .retention_rate = below(3) == 0 ? below(orders::retention_rate_max) : 0,
                             .guarantee_days = below(20)};
            order.organisation_id = buyer_organisation;
            DENGYUN_TRY(made, orders::add_order(u, std::move(order)));
            open_.push_back(made.id);
            all_.push_back(made.id);
            return std::move(made);
        });
        return;
    }
    const auto which = static_cast<std::size_t>(below(static_cast<std::int64_t>(open_.size())));
    const auto id = open_.at(which);
    if (below(3) == 0) return on_order(id);
    std::vector<OperationTask> of_order = tasks(find(id));
    if (of_order.empty()) return on_order(id);
    on_task(of_order.at(static_cast<std::size_t>(below(static_cast<std::int64_t>(of_order.size())))).id);
}

void RandomOrders::check_orders(store::Unit& u) {
    for (const auto id : all_) {
        const auto order = u.find(id).value();
        EXPECT_LE(order.accepted.value + order.rejected.value, order.delivered.value);
        EXPECT_LE(order.delivered.value - order.rejected.value, order.quantity.value);
        EXPECT_LE(order.returned.value, order.accepted.value);
        EXPECT_EQ(order.accepted_value, orders::value_up_to(order, order.accepted));
        if (order.escrow_id) {
            const auto row = u.find(*order.escrow_id).value();
            EXPECT_GE(escrow::open_amount(row).value, 0);
            EXPECT_LE(row.sub_funded.value, row.total.value - row.deposit.value - row.margin.value - row.reserve.value);
            EXPECT_GE(row.sub_funded.value, row.sub_recovered.value);
            using enum orders::OrderStatus;
            const bool over = order.status == cancelled || order.status == settled || order.status == closed ||
                              order.status == closed_short;
            if (over && row.status != escrow::EscrowStatus::cancelled)
                EXPECT_EQ(escrow::open_amount(row).value, 0) << order.number;
        }
        std::int64_t done = 0;
        for (const auto& task : orders::tasks_of(u, id).value()) {
            EXPECT_GE(orders::open_quantity(task).value, 0) << task.lot_number;
            EXPECT_GE(std::min({task.good.value, task.rework.value, task.scrap.value}), 0) << task.lot_number;
            EXPECT_LE(task.handed_over.value, task.good.value) << task.lot_number;
            EXPECT_LE(task.paid.value, task.price.value) << task.lot_number;
            done += task.status == orders::TaskStatus::handed_over ? 1 : 0;
        }
        EXPECT_EQ(order.tasks_done, done);
    }
}

// No two slots of one machine that are reserved (and not over), booked or used overlap.
void RandomOrders::check_slots(store::Unit& u) {
    for (const auto machine : machines) {
        const auto found =
            capacity::slots_of(u, u.find(machine).value(), u.now() - 400 * flow::day, u.now() + 400 * flow::day);
        ASSERT_TRUE(found);
        for (std::size_t i = 1; i < found->size(); ++i)
            EXPECT_LE((*found)[i - 1].ends_at, (*found)[i].starts_at) << to_text((*found)[i].starts_at);
    }
}

void RandomOrders::check_reports(store::Unit& u) {
    for (const auto id : open_)
        for (const auto& task : orders::tasks_of(u, id).value())
            for (const auto& report : orders::reports_of(u, task.id).value()) {
                const auto text = meta::to_json(report);
                const auto [known, is_new] = posted_reports_.emplace(report.id.value, text);
                EXPECT_EQ(known->second, text);
                EXPECT_EQ(report.version, 1);
            }
}

void RandomOrders::check() {
    const auto checked = unit<Money>([&](store::Unit& u) -> Result<Money> {
        check_orders(u);
        check_slots(u);
        check_reports(u);
        return Money{};
    });
    ASSERT_TRUE(checked);
    // Every voucher balances, no account left its bounds, the chain of hashes holds.
    const auto proof = ledger::verify_book(store(), ledger::custody_book);
    ASSERT_TRUE(proof);
    ASSERT_EQ(proof->fault, "");
}

// The rules are the same on both databases, which the other tests of this flow walk through; this one is long.
INSTANTIATE_TEST_SUITE_P(Sqlite, RandomOrders, testing::Values(store::test::Kind::sqlite));

TEST_P(RandomOrders, HoldEveryInvariant) {
    top_up(buyer_organisation, 1'000'000'000'000);
    top_up(platform_organisation, 100'000'000);
    for (int i = 0; i < commands && !HasFailure(); ++i) {
        command();
        if (below(100) == 0) {
            clock.advance(std::chrono::hours(1 + below(12)));
            run_due_jobs();
        }
        // Those that are over make room for new ones.
        if (below(20) == 0)
            std::erase_if(open_, [&](Id<SalesOrder> id) {
                using enum orders::OrderStatus;
                const auto status = find(id).status;
                return status == closed || status == cancelled || status == expired || status == closed_short;
            });
        if ((i + 1) % commands_checked == 0) check();
    }
    check();
    std::string text;
    for (const auto& [name, done] : counts_) text += fmt::format("{} {}/{}, ", name, done.first, done.second);
    RecordProperty("commands", text);
    // The walk went everywhere: every kind of command succeeded, and was refused. Under a sanitizer it is too short for
    // that.
    if (dengyun::test::is_sanitized) return;
    for (const auto& [name, done] : counts_) {
        // An order without a single lost piece is too rare here to be settled; test/money_path_test.cpp settles.
        if (name != "settle") EXPECT_GT(done.first, 0) << name << ": " << text;
        if (name != "need" && name != "material") EXPECT_GT(done.second, 0) << name;
    }
    EXPECT_FALSE(refusals_.contains("internal"));
}

}  // namespace
}  // namespace dengyun::ordering::test
