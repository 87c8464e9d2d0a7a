// Measures the answer to a need at size, through the real route: bench_quote [WORKSHOPS] (10,000; three machines each).
// Fills a SQLite database with workshops, machines, rate cards and booked slots, posts needs for a plate of thirteen
// operations and asks for options, each of which is planned, reserved and kept. Tells the first answer, which reads the
// index, and the median and slowest of the others. Ends with 1 where one takes three seconds or more.
#include "bench/cluster.h"

namespace {

using namespace dengyun;
using namespace dengyun::bench;

constexpr int needs = 8;
constexpr double answer_s_max = 3;

}  // namespace

int main(int count, char** words) {
    const std::int64_t workshops = count > 1 ? std::atoll(words[1]) : 10'000;
    std::vector<store::Migration> migrations;
    for (const auto part : {enterprise::migrations(), escrow::migrations(), items::migrations(), capacity::migrations(),
                            orders::migrations(), scores::migrations()})
        migrations.insert(migrations.end(), part.begin(), part.end());
    std::ranges::sort(migrations, {}, &store::Migration::number);
    std::vector<Message> messages;
    for (const auto part : {orders::messages(), items::messages(), plans::messages(), dispatching::messages()})
        messages.insert(messages.end(), part.begin(), part.end());
    // The routes stand on an index of the store.
    api::InProcess server([](api::Routes&) {}, migrations, messages);
    capacity::Index index(server.store());
    const plans::Planner planner(index, plans::Policy{}, {.seconds = 1.5, .start_stopwatch = stopwatch});
    scores::Index scores(server.store());
    dispatching::Solver solver(planner, index, scores);
    api::Routes routes;
    orders::add_routes(routes);
    dispatching::add_routes(routes, solver);
    api::StatedAuthenticator authenticator(routes);
    api::Application application({.routes = routes,
                                  .store = server.store(),
                                  .authenticator = authenticator,
                                  .messages = server.messages(),
                                  .clock = server.clock()},
                                 {.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});

    Cluster cluster(server.store(), workshops);
    const auto filling = stopwatch();
    if (const auto filled = cluster.fill(); !filled) {
        fmt::print("cannot fill: {} {}\n", filled.error().code, filled.error().detail);
        return 1;
    }
    fmt::print("{} workshops, {} machines filled in {:.0f} s\n", workshops, 3 * workshops, filling());
    std::vector<double> answers;
    for (int i = 0; i < needs; ++i) {
        const auto posted = api::InProcess::call(application, api::member(api::Role::owner, 10),
                                                 {http::Method::post, "/api/v1/sales-orders", cluster.need(20'000)});
        const auto watch = stopwatch();
        const auto answer = api::InProcess::call(
            application, api::member(api::Role::platform_operator, 1),
            {http::Method::post, "/api/v1/sales-orders/" + member_of(posted.body, "id") + "/options", "{}"});
        answers.push_back(watch());
        if (answer.status != 200) {
            fmt::print("{} {}\n", posted.body, answer.body);
            return 1;
        }
        fmt::print("  {:.2f} s {}\n", answers.back(), answer.body.substr(0, 220));
    }
    const double first = answers.front();
    std::sort(answers.begin() + 1, answers.end());
    const double slowest = answers.back();
    fmt::print(
        "| measure | figure | target |\n|---|---|---|\n| options of a new order, median of {} | {:.2f} s | < 3 s |\n"
        "| the slowest | {:.2f} s | < 3 s |\n| the first after a start, which reads all machines | {:.2f} s | |\n",
        needs - 1, answers[static_cast<std::size_t>(needs) / 2], slowest, first);
    return slowest < answer_s_max ? 0 : 1;
}
