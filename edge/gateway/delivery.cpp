#include "edge/gateway/delivery.h"

#include <algorithm>
#include <array>
#include <map>

#include "edge/gateway/lines.h"

namespace dengyun::gateway {
namespace {

constexpr long written = 204;
// What is wrong with the lines or their device, and will be the next time: refused in whole or part, no such device and
// no room for one, too long.
constexpr std::array<long, 4> final_answers{400, 409, 413, 422};

}  // namespace

// False: try again later.
bool Delivery::send(const std::string& device, const std::string& lines) {
    std::string path = "/write?precision=ms";
    if (!device.empty()) path += "&device=" + client_.escaped(device);
    const auto answer = client_.post(path, lines, "text/plain; charset=utf-8");
    if (answer.status == written) return true;
    if (std::ranges::find(final_answers, answer.status) == final_answers.end()) {
        if (!std::exchange(is_unreachable_, true))
            journal_.say(Severity::warning, "gateway.platform_unreachable",
                         answer.status == 0 ? std::string() : std::to_string(answer.status));
        return false;
    }
    ++refused_;
    journal_.say(Severity::error, "gateway.lines_refused", device + ": " + answer.body);
    return true;
}

Result<Delivery::Outcome> Delivery::pass() {
    DENGYUN_TRY(batch, queue_.read(batch_bytes_max));
    if (batch.records.empty()) {
        DENGYUN_CHECK(queue_.release(batch.next));
        return Outcome::nothing;
    }
    std::map<std::string, std::string, std::less<>> by_device;
    for (const auto& text : batch.records) {
        const auto record = record_in(text);
        auto found = by_device.find(record.device);
        if (found == by_device.end()) found = by_device.emplace(record.device, std::string()).first;
        found->second += record.lines;
    }
    for (const auto& [device, lines] : by_device)
        if (!send(device, lines)) return Outcome::unreachable;
    if (std::exchange(is_unreachable_, false)) journal_.say(Severity::information, "gateway.platform_reached");
    DENGYUN_CHECK(queue_.release(batch.next));
    delivered_ += batch.records.size();
    return Outcome::delivered;
}

void Delivery::start(std::chrono::milliseconds pause) {
    thread_ = std::thread([this, pause] { run(pause); });
}

void Delivery::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    queue_.wake();
    if (thread_.joinable()) thread_.join();
}

void Delivery::wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    stopping_.wait_for(lock, time, [&] { return is_stopping_; });
}

void Delivery::run(std::chrono::milliseconds pause) {
    const auto is_stopping = [this] {
        const std::lock_guard lock(mutex_);
        return is_stopping_;
    };
    bool is_told = false;
    while (!is_stopping()) {
        const auto outcome = pass();
        if (!outcome) {
            if (!std::exchange(is_told, true)) journal_.say(outcome.error(), "queue");
            wait(backoff_.next());
        } else if (*outcome == Outcome::unreachable) {
            wait(backoff_.next());
        } else {
            is_told = false;
            backoff_.reset();
            if (*outcome == Outcome::nothing) queue_.wait_for_more(longest_pause);
            // What comes meanwhile goes in one request; a backlog goes without a pause.
            if (*outcome == Outcome::nothing || queue_.state().bytes < batch_bytes_max) wait(pause);
        }
    }
}

}  // namespace dengyun::gateway
