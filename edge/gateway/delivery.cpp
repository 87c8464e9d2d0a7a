#include "edge/gateway/delivery.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "edge/gateway/lines.h"

namespace dengyun::gateway {
namespace {

constexpr long written = 204;
constexpr long too_long = 413;
constexpr std::size_t refusals_max = 1'000;
// What is wrong with the lines or their device, and will be the next time: refused in whole or part, no such device and
// no room for one.
constexpr std::array<long, 3> final_answers{400, 409, 422};

// The code of the platform's own answer; empty where something between us answers instead, which decides nothing.
std::string code_in(const std::string& body) {
    boost::json::error_code error;
    const auto answer = boost::json::parse(body, error);
    if (error || !answer.is_object()) return {};
    const auto* code = answer.get_object().if_contains("code");
    return code != nullptr && code->is_string() ? std::string(code->get_string()) : std::string();
}

}  // namespace

void Delivery::refuse(const std::string& device, const std::string& code, const std::string& body) {
    ++refused_;
    if (refusals_.size() >= refusals_max) refusals_.clear();
    if (std::exchange(refusals_[device], code) != code)
        journal_.say(Severity::error, "gateway.lines_refused", device + ": " + body);
}

Delivery::Sent Delivery::send(const std::string& device, const std::string& lines) {
    std::string path = "/write?precision=ms";
    if (!device.empty()) path += "&device=" + client_.escaped(device);
    const auto answer = client_.post(path, lines, "text/plain; charset=utf-8");
    if (answer.status == written) {
        refusals_.erase(device);
        return Sent::taken;
    }
    if (answer.status == too_long) return Sent::too_long;
    const auto code = code_in(answer.body);
    if (!code.empty() && std::ranges::find(final_answers, answer.status) != final_answers.end()) {
        refuse(device, code, answer.body);
        return Sent::taken;
    }
    if (!std::exchange(is_unreachable_, true))
        journal_.say(Severity::warning, "gateway.platform_unreachable",
                     answer.status == 0 ? std::string() : std::to_string(answer.status));
    return Sent::later;
}

Result<Delivery::Outcome> Delivery::pass() {
    DENGYUN_TRY(batch, queue_.read(batch_bytes_));
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
    for (const auto& [device, lines] : by_device) {
        const auto sent = send(device, lines);
        if (sent == Sent::later) return Outcome::unreachable;
        if (sent == Sent::taken) continue;
        // Sent again in smaller parts; what was taken of it is sent twice, which changes nothing.
        if (batch.records.size() > 1) {
            batch_bytes_ = std::max<std::size_t>(1, batch_bytes_ / 2);
            return pass();
        }
        refuse(device, "413", "413");
    }
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
