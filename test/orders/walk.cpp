#include "test/orders/walk.h"

#include <algorithm>

#include "test/orders/invariants.h"

namespace dengyun::order_loop {
namespace {

constexpr std::size_t orders_open = 8;
constexpr std::size_t tail_length = 40;
constexpr std::size_t steps_checked = 1'000;  // at least, and
constexpr std::size_t looks_max = 20;         // so often: each look is at everything that there is

std::string shortened(const std::string& text, std::size_t length) {
    return text.size() <= length ? text : text.substr(0, length) + "…";
}

}  // namespace

std::optional<Walk::Fault> Walk::run(const std::vector<int>& steps) {
    const auto between = std::max(steps_checked, steps.size() / looks_max);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        step(steps[i]);
        const bool looks = (i + 1) % between == 0 || i + 1 == steps.size();
        if (fault_.empty() && looks) fail_with(fault_of(*this, posted_));
        if (!fault_.empty()) return Fault{i + 1, fault_};
    }
    return std::nullopt;
}

void Walk::step(int number) {
    step_ = number;
    dice_ = Dice(seed_, number);
    if (dice_.one_in(120)) return pass_time();
    if (dice_.one_in(400)) return machine_step(*this);
    if (open_.empty() || (open_.size() < orders_open && dice_.one_in(10))) return need_step(*this);
    const auto id = dice_.of(open_);
    const auto order = read<orders::SalesOrder>([&](store::Reader& reader) { return reader.find(id); });
    using enum orders::OrderStatus;
    const bool is_over = !order || order->status == closed || order->status == cancelled || order->status == expired ||
                         order->status == closed_short;
    // What is over stays for a while: goods may come back.
    if (!order || (is_over && dice_.one_in(12))) {
        std::erase(open_, id);
        return;
    }
    on_order(*order);
}

void Walk::on_order(const orders::SalesOrder& order) {
    const auto tasks = read<std::vector<orders::OperationTask>>([&](store::Reader& reader) {
                           return orders::tasks_of(reader, order.id);
                       }).value();
    if (tasks.empty() || dice_.one_in(6)) return order_step(*this, order);
    // Mostly where something can be done: planned ones wait for others, and what is over is over.
    std::vector<orders::OperationTask> open;
    for (const auto& one : tasks)
        if (!orders::is_final(one.status) && one.status != orders::TaskStatus::planned) open.push_back(one);
    const auto& task = dice_.of(open.empty() || dice_.one_in(6) ? tasks : open);
    const bool has_goods = task.status == orders::TaskStatus::passed ||
                           task.status == orders::TaskStatus::handed_over ||
                           task.status == orders::TaskStatus::reported;
    if (order.delivered.value > 0 && dice_.one_in(4)) return delivery_step(*this, order);
    if (has_goods ? !dice_.one_in(4) : dice_.one_in(30)) return goods_step(*this, order, task);
    task_step(*this, order, task);
}

void Walk::pass_time() {
    clock.advance(dice_.one_in(20) ? std::chrono::hours(24 * (1 + dice_.below(40)))
                                   : std::chrono::hours(1 + dice_.below(12)));
    counts_["clock"].done += static_cast<int>(run_due_jobs());
    check_timers();
}

// The default outcome of a state that waited too long must always be possible.
void Walk::check_timers() {
    const auto failed = read<std::string>([&](store::Reader& reader) -> Result<std::string> {
        std::string text;
        DENGYUN_CHECK(reader.query(
            "SELECT key, data, last_error FROM job WHERE status IN ('waiting', 'failed') AND last_error <> ?",
            std::array{meta::Scalar(std::string_view())}, [&](const store::Row& row) {
                text += fmt::format("the timer of {} ({}) fails: {}; ", row.text(0), row.text(1), row.text(2));
            }));
        return text;
    });
    if (!failed)
        fail_with(failed.error().code + failed.error().detail);
    else if (!failed->empty())
        fail_with(*failed);
}

void Walk::choose(const std::vector<Choice>& choices) {
    std::int64_t sum = 0;
    for (const auto& one : choices) sum += one.weight;
    auto left = dice_.below(sum);
    for (const auto& one : choices) {
        if (left < one.weight) return one.run();
        left -= one.weight;
    }
}

std::int64_t Walk::events() {
    return read<std::int64_t>([&](store::Reader& reader) -> Result<std::int64_t> {
               return ids(reader, "SELECT CAST(COALESCE(SUM(sequence), 0) AS BIGINT) FROM event_head", {}).at(0);
           })
        .value_or(-1);
}

api::Answer Walk::command(std::string name, const std::string& path, const std::string& body, api::Caller who) {
    if (dice_.one_in(30)) {
        const auto organisation = dice_.of(std::vector<std::int64_t>{1, 11, 12, 13, 14, 15, 16, stranger_organisation});
        who = dice_.one_in(3) ? api::member(api::Role::worker, organisation) : owner_of({organisation});
    }
    std::vector<http::Header> headers;
    const bool is_sent_twice = dice_.one_in(40);
    if (is_sent_twice) headers.push_back({"Idempotency-Key", fmt::format("walk-{}-{}", step_, ++keys_)});
    const bool is_watched = dice_.one_in(20);
    const auto before = is_watched ? events() : 0;
    const auto answer = send(http::Method::post, "/api/v1/" + path, body, who, headers);
    tally(name, answer,
          fmt::format("{:6} {} {} {} {}", step_, who.organisation.value, name, path, shortened(body, 160)));
    if (is_watched && answer.status >= 400 && events() != before)
        fail_with(name + " was refused and changed something");
    if (!is_sent_twice) return answer;
    const auto between = events();
    const auto again = send(http::Method::post, "/api/v1/" + path, body, who, headers);
    if (again.status != answer.status) fail_with(fmt::format("{} twice: {}, then {}", name, answer.body, again.body));
    if (events() != between) fail_with(name + " counted twice under one key");
    return answer;
}

api::Answer Walk::move(std::string_view entity, const std::string& path, std::string_view action,
                       const api::Caller& who, std::string_view reason) {
    const auto body = reason.empty() ? fmt::format(R"({{"action":"{}"}})", action)
                                     : fmt::format(R"({{"action":"{}","reason":"{}"}})", action, reason);
    return command(fmt::format("{} {}", entity, action), path + "/actions", body, who);
}

void Walk::tally(const std::string& name, const api::Answer& answer, const std::string& line) {
    auto& count = counts_[name];
    ++(answer.status < 300 ? count.done : count.refused);
    if (answer.status >= 300) ++refusals_[answer.code().empty() ? std::to_string(answer.status) : answer.code()];
    tail_.push_back(fmt::format("{} -> {} {}", line, answer.status,
                                answer.status < 300 ? answer.text("status") : answer.code() + " " + answer.issues()));
    if (tail_.size() > tail_length) tail_.pop_front();
    if (answer.status >= 500) fail_with(fmt::format("{} breaks: {}", name, answer.body));
}

std::int64_t Walk::pieces(Quantity likely) {
    if (dice_.one_in(30)) return dice_.of(std::vector<std::int64_t>{-1'000, 500, 0, 9'000'000'000'000'000'000});
    const auto whole = likely.value / orders::one_piece;
    if (dice_.one_in(3)) return (1 + dice_.below(std::max<std::int64_t>(1, whole + 2))) * orders::one_piece;
    return likely.value;
}

std::string Walk::tail() const {
    std::string text;
    for (const auto& line : tail_) text += line + '\n';
    return text;
}

std::string Walk::summary() const {
    std::string text;
    for (const auto& [name, count] : counts_) text += fmt::format("{:32} {:7} {:7}\n", name, count.done, count.refused);
    for (const auto& [code, count] : refusals_) text += fmt::format("  {:40} {:7}\n", code, count);
    return text;
}

}  // namespace dengyun::order_loop
