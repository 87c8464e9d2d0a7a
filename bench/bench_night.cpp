// Measures the night's plan at size: bench_night [WORKSHOPS] [TASKS] (10,000; three machines each; 2,000 open tasks).
// Fills a SQLite database as bench_quote does, brings orders for plates through their routes to released until so many
// tasks are open, takes some of their machines out of order, and plans the night: everything is read, planned and kept
// as changes. Ends with 1 where that takes a minute or more.
#include "bench/cluster.h"
#include "flows/ordering/ordering.h"
#include "modules/ledger/api.h"

namespace {

using namespace dengyun;
using namespace dengyun::bench;

constexpr double night_s_max = 60;
constexpr std::int64_t pieces = 2'000;
constexpr std::size_t broken = 20;

Result<> give_cash(store::Unit& unit) {
    DENGYUN_TRY(cash, escrow::cash_of(unit, {10}));
    DENGYUN_TRY(bank, ledger::open_account(unit, ledger::custody_book,
                                           {.code = "custodian",
                                            .name = "银行",
                                            .kind = ledger::AccountKind::custodian,
                                            .holder = platform_organisation,
                                            .balance_min = std::nullopt,
                                            .balance_max = Money{0}}));
    DENGYUN_CHECK(ledger::post(unit, ledger::custody_book,
                               {.id = unit.new_id<ledger::Voucher>(),
                                .transfers = {{.id = unit.new_id<ledger::Transfer>(),
                                               .debit_account_id = bank.id,
                                               .credit_account_id = cash.id,
                                               .amount = {100'000'000'000}}}}));
    return {};
}

// Released, by the routes that people use; answers how many tasks it has.
class Running {
  public:
    Running(api::Application& application, store::Store& store) : application_(application), store_(store) {}

    Result<std::int64_t> release(const std::string& need) {
        const auto buyer = api::member(api::Role::owner, 10);
        const auto platform = api::member(api::Role::platform_operator, 1);
        DENGYUN_TRY(posted, call(buyer, "/api/v1/sales-orders", need));
        const auto order = member_of(posted, "id");
        DENGYUN_TRY(quoted, call(platform, "/api/v1/sales-orders/" + order + "/options", "{}"));
        const auto at = quoted.find("\"options\":[\"") + 12;
        const auto option = quoted.substr(at, quoted.find('"', at) - at);
        DENGYUN_CHECK(call(buyer, "/api/v1/order-options/" + option + "/actions", R"({"action":"accept"})"));
        DENGYUN_CHECK(call(buyer, "/api/v1/sales-orders/" + order + "/actions", R"({"action":"fund"})"));
        DENGYUN_CHECK(call(platform, "/api/v1/sales-orders/" + order + "/actions", R"({"action":"release"})"));
        return store_.read<std::int64_t>(Scope::system("bench"), [&](store::Reader& reader) -> Result<std::int64_t> {
            DENGYUN_TRY(tasks, orders::tasks_of(reader, *parse_id<orders::SalesOrder>(order)));
            if (machines.size() < broken) machines.push_back(tasks[tasks.size() / 2].machine_id);
            return static_cast<std::int64_t>(tasks.size());
        });
    }
    std::vector<Id<capacity::Machine>> machines;  // of some tasks

  private:
    Result<std::string> call(const api::Caller& who, const std::string& path, std::string body) {
        const auto answer = api::InProcess::call(application_, who, {http::Method::post, path, std::move(body)});
        if (answer.status >= 300) return fail(ErrorKind::conflict, "bench.refused", {}, path + " " + answer.body);
        return answer.body;
    }
    api::Application& application_;
    store::Store& store_;
};

Result<> run(store::Store& store, api::Application& application, dispatching::Solver& solver, std::int64_t workshops,
             std::int64_t wanted) {
    Cluster cluster(store, workshops);
    auto watch = stopwatch();
    DENGYUN_CHECK(cluster.fill());
    DENGYUN_CHECK(store.run_write(Scope::system("bench"), give_cash));
    fmt::print("{} workshops, {} machines filled in {:.0f} s\n", workshops, 3 * workshops, watch());
    watch = stopwatch();
    Running running(application, store);
    std::int64_t tasks = 0, orders = 0;
    for (; tasks < wanted; ++orders) {
        DENGYUN_TRY(made, running.release(cluster.need(pieces)));
        tasks += made;
    }
    fmt::print("{} orders with {} open tasks released in {:.0f} s\n", orders, tasks, watch());
    DENGYUN_CHECK(store.run_write(Scope::system("bench"), [&](store::Unit& unit) -> Result<> {
        for (const auto id : running.machines) {
            DENGYUN_TRY(machine, unit.find(id));
            machine.is_available = false;
            DENGYUN_CHECK(unit.update(std::move(machine)));
        }
        return {};
    }));
    watch = stopwatch();
    DENGYUN_TRY(report, dispatching::plan_night(store, solver, {}));
    const auto taken = watch();
    fmt::print(
        "| measure | figure | target |\n|---|---|---|\n| night's plan of {} open tasks ({} orders), {} of them "
        "with a broken machine: {} changes proposed, {} orders stuck | {:.1f} s | < {:.0f} s |\n",
        tasks, report.orders, running.machines.size(), report.proposed, report.unplanned, taken, night_s_max);
    if (taken >= night_s_max) return fail(ErrorKind::limit, "bench.too_slow");
    return {};
}

}  // namespace

int main(int count, char** words) {
    const std::int64_t workshops = count > 1 ? std::atoll(words[1]) : 10'000;
    const std::int64_t tasks = count > 2 ? std::atoll(words[2]) : 2'000;
    std::vector<store::Migration> migrations;
    for (const auto part : {enterprise::migrations(), ledger::migrations(), escrow::migrations(), items::migrations(),
                            capacity::migrations(), orders::migrations(), scores::migrations()})
        migrations.insert(migrations.end(), part.begin(), part.end());
    std::ranges::sort(migrations, {}, &store::Migration::number);
    std::vector<Message> messages;
    for (const auto part : {orders::messages(), items::messages(), plans::messages(), dispatching::messages(),
                            ordering::messages(), escrow::messages(), ledger::messages()})
        messages.insert(messages.end(), part.begin(), part.end());
    api::InProcess server([](api::Routes&) {}, migrations, messages);
    capacity::Index index(server.store());
    const plans::Planner planner(index, plans::Policy{}, {.seconds = 1.5, .start_stopwatch = stopwatch});
    scores::Index scores(server.store());
    dispatching::Solver solver(planner, index, scores);
    api::Routes routes;
    orders::add_routes(routes);
    ordering::add_routes(routes);
    dispatching::add_routes(routes, solver);
    api::StatedAuthenticator authenticator(routes);
    api::Application application({.routes = routes,
                                  .store = server.store(),
                                  .authenticator = authenticator,
                                  .messages = server.messages(),
                                  .clock = server.clock()},
                                 {.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});
    const auto done = run(server.store(), application, solver, workshops, tasks);
    if (done) return 0;
    fmt::print("{} {}\n", done.error().code, done.error().detail);
    return 1;
}
