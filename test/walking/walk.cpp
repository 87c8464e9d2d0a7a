#include "test/walking/walk.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/base/assert.h"

namespace dengyun::walking {
namespace {

constexpr std::size_t tail_length = 40;
constexpr std::size_t steps_checked = 1'000;  // at least, and
constexpr std::size_t looks_max = 20;         // so often: each look is at everything that there is
constexpr std::int64_t one_piece = 1'000;     // thousandths of a unit

std::string shortened(const std::string& text, std::size_t length) {
    return text.size() <= length ? text : text.substr(0, length) + "…";
}

}  // namespace

std::vector<std::int64_t> World::ids(store::Reader& reader, std::string_view sql,
                                     std::span<const meta::Scalar> values) {
    std::vector<std::int64_t> found;
    const auto done = reader.query(sql, values, [&](const store::Row& row) { found.push_back(row.integer(0)); });
    DENGYUN_ASSERT(done.has_value());
    return found;
}

std::int64_t World::events() {
    return read<std::int64_t>([&](store::Reader& reader) -> Result<std::int64_t> {
               return ids(reader, "SELECT CAST(COALESCE(SUM(sequence), 0) AS BIGINT) FROM event_head", {}).at(0);
           })
        .value_or(-1);
}

std::string World::fingerprint(std::span<const std::string_view> tables) {
    return read<std::string>([&](store::Reader& reader) -> Result<std::string> {
               auto text = std::to_string(events());
               for (const auto table : tables)
                   DENGYUN_CHECK(reader.query(
                       fmt::format("SELECT COUNT(*), CAST(COALESCE(SUM(version), 0) AS BIGINT), "
                                   "CAST(COALESCE(SUM(updated_at % 1000003), 0) AS BIGINT), CAST(COALESCE(SUM(id % "
                                   "1000003), 0) AS BIGINT) FROM \"{}\"",
                                   table),
                       {}, [&](const store::Row& row) {
                           text += fmt::format(" {}:{}/{}/{}/{}", table, row.integer(0), row.integer(1), row.integer(2),
                                               row.integer(3));
                       }));
               return text;
           })
        .value_or("cannot be read");
}

std::string World::failed_timers() {
    const auto failed = read<std::string>([&](store::Reader& reader) -> Result<std::string> {
        std::string text;
        DENGYUN_CHECK(reader.query(
            "SELECT key, data, last_error FROM job WHERE status IN ('waiting', 'failed') AND last_error <> ?",
            std::array{meta::Scalar(std::string_view())}, [&](const store::Row& row) {
                text += fmt::format("the timer of {} ({}) fails: {}; ", row.text(0), row.text(1), row.text(2));
            }));
        return text;
    });
    return failed ? *failed : failed.error().code + failed.error().detail;
}

std::optional<Walk::Fault> Walk::run(const std::vector<int>& steps) {
    const auto between = std::max(steps_checked, steps.size() / looks_max);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        number_ = steps[i];
        dice_ = Dice(seed_, number_);
        step();
        if (fault_.empty()) fault_ = fault_of_step();
        const bool looks = (i + 1) % between == 0 || i + 1 == steps.size();
        if (fault_.empty() && looks) fault_ = fault();
        if (!fault_.empty()) return Fault{i + 1, fault_};
    }
    return std::nullopt;
}

void Walk::pass_time() {
    world_.clock.advance(dice_.one_in(20) ? std::chrono::hours(24 * (1 + dice_.below(40)))
                                          : std::chrono::hours(1 + dice_.below(12)));
    counts_["clock"].done += static_cast<int>(world_.run_due_jobs());
    // The default outcome of a state that waited too long must always be possible.
    if (auto failed = world_.failed_timers(); !failed.empty()) fail_with(std::move(failed));
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

api::Answer Walk::command(std::string name, const std::string& path, const std::string& body, api::Caller who) {
    if (dice_.one_in(30)) who = anybody();
    std::vector<http::Header> headers;
    const bool is_sent_twice = dice_.one_in(40);
    if (is_sent_twice) headers.push_back({"Idempotency-Key", fmt::format("walk-{}-{}", number_, ++keys_)});
    const bool is_watched = dice_.one_in(20);
    const auto before = is_watched ? world_.fingerprint(watched_tables()) : std::string();
    const auto answer = world_.send(http::Method::post, "/api/v1/" + path, body, who, headers);
    tally(name, answer,
          fmt::format("{:6} {} {} {} {}", number_, who.organisation.value, name, path, shortened(body, 160)));
    if (is_watched && answer.status >= 400 && world_.fingerprint(watched_tables()) != before)
        fail_with(name + " was refused and changed something");
    if (!is_sent_twice) return answer;
    const auto between = world_.events();
    const auto again = world_.send(http::Method::post, "/api/v1/" + path, body, who, headers);
    if (again.status != answer.status) fail_with(fmt::format("{} twice: {}, then {}", name, answer.body, again.body));
    if (world_.events() != between) fail_with(name + " counted twice under one key");
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
    const auto whole = likely.value / one_piece;
    if (dice_.one_in(3)) return (1 + dice_.below(std::max<std::int64_t>(1, whole + 2))) * one_piece;
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

}  // namespace dengyun::walking
