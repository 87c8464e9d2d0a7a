#include "edge/gateway/mtconnect/source.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>

#include "kernel/base/digest.h"

namespace dengyun::gateway {
namespace {

constexpr std::size_t observations_per_request = 1'000;
constexpr int requests_per_pass = 50;
constexpr std::chrono::milliseconds piece_wait{500};    // so long may stopping take
constexpr std::chrono::milliseconds heartbeat{10'000};  // the agent says something at least so often
constexpr std::size_t whole_bytes_max = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds first_pause{1'000};
constexpr std::chrono::milliseconds longest_pause{60'000};

// Numbers as numbers; states, programs and messages as they are.
acquisition::Value value_in(const std::string& text) {
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && at == end && std::isfinite(number)) return number;
    return text;
}

}  // namespace

MtconnectSource::MtconnectSource(const acquisition::MtconnectConnection& connection, SourceNeeds needs,
                                 timeseries::Files& positions)
    : connection_(connection),
      needs_(needs),
      files_(positions),
      position_name_("mtconnect-" + sha256_hex(connection.name + '\n' + connection.url).substr(0, 16)),
      condition_(connection.name, needs.journal),
      client_({.address = connection.url,
               .authorization = {},
               .time_max = std::chrono::milliseconds(connection.timeout_ms)}),
      backoff_(first_pause, longest_pause) {
    for (const auto& item : connection_.items) tellers_.emplace(item.id, std::vector{&item.point});
}

Moment MtconnectSource::pass(Moment now) {
    auto outcome = load();
    bool is_heard = true;
    if (outcome && connection_.is_streamed) {
        const auto followed = follow();
        is_heard = followed.value_or(false);
        if (!followed) outcome = std::unexpected(followed.error());
    } else if (outcome) {
        outcome = poll();
    }
    if (outcome) {
        if (is_heard) {
            condition_.succeeded();
            backoff_.reset();
        }
        return following_ ? now : now + std::chrono::milliseconds(connection_.period_ms);
    }
    following_.reset();
    condition_.failed("gateway.connection_lost", outcome.error().code + ' ' + outcome.error().detail);
    return now + backoff_.next();
}

// Until nothing new comes, in steps.
Result<> MtconnectSource::poll() {
    for (int i = 0; i < requests_per_pass; ++i) {
        DENGYUN_TRY(read, read_next());
        if (read < observations_per_request) break;
    }
    return {};
}

Result<bool> MtconnectSource::follow() {
    const auto silent = [] { return fail(ErrorKind::unavailable, "gateway.agent_silent"); };
    if (!following_) {
        if (position_.instance == 0) {
            DENGYUN_TRY(read, read_next());
            if (position_.instance == 0) return read > 0;
        }
        following_ = std::unique_ptr<Following>(new Following{
            .stream = edge::Stream(
                {.url = fmt::format("{}/sample?from={}&count={}&interval={}&heartbeat={}", connection_.url,
                                    position_.next, observations_per_request, connection_.period_ms, heartbeat.count()),
                 .connect_max = std::chrono::milliseconds(connection_.timeout_ms)}),
            .heard = std::chrono::steady_clock::now()});
    }
    const auto piece = following_->stream.next(piece_wait);
    const auto now = std::chrono::steady_clock::now();
    if (!piece.bytes.empty()) {
        following_->heard = now;
        DENGYUN_CHECK(take_piece(piece.bytes));
    }
    // The agent has begun again: from its present values.
    if (position_.instance == 0) {
        following_.reset();
        return true;
    }
    if (!piece.is_ended) {
        if (now - following_->heard > 2 * heartbeat + std::chrono::milliseconds(connection_.timeout_ms))
            return silent();
        return !piece.bytes.empty();
    }
    // An answer that is no stream is a document as when it is asked for, or what the agent objects to.
    const auto ended = std::exchange(following_, nullptr);
    if (ended->parts || ended->whole.empty()) return silent();
    DENGYUN_TRY(read, take_document(ended->whole));
    static_cast<void>(read);
    return true;
}

Result<> MtconnectSource::take_piece(const std::string& bytes) {
    auto& following = *following_;
    if (!following.parts && following.whole.empty())
        if (const auto boundary = boundary_in(following.stream.content_type())) following.parts.emplace(*boundary);
    if (!following.parts) {
        following.whole += bytes;
        if (following.whole.size() <= whole_bytes_max) return {};
        return fail(ErrorKind::invalid, "gateway.mtconnect_malformed", {}, "too long");
    }
    following.parts->feed(bytes);
    for (;;) {
        DENGYUN_TRY(part, following.parts->next());
        if (!part) return {};
        DENGYUN_TRY(read, take_document(*part));
        static_cast<void>(read);
        if (position_.instance == 0) return {};
    }
}

Result<> MtconnectSource::load() {
    if (is_loaded_) return {};
    DENGYUN_TRY(text, read_small_file(files_, position_name_));
    is_loaded_ = true;
    if (text) std::sscanf(text->c_str(), "%lu %lu", &position_.instance, &position_.next);
    return {};
}

Result<std::size_t> MtconnectSource::read_next() {
    const bool is_first = position_.instance == 0;
    const auto answer = client_.get(is_first ? "/current"
                                             : "/sample?from=" + std::to_string(position_.next) +
                                                   "&count=" + std::to_string(observations_per_request));
    if (answer.status == 0) return fail(ErrorKind::unavailable, "gateway.agent_silent");
    return take_document(answer.body);
}

Result<std::size_t> MtconnectSource::take_document(std::string_view text) {
    const bool is_first = position_.instance == 0;
    auto streams = read_streams(text);
    if (!streams) {
        // Asked for what it does not hold (any more): begins with what it holds now.
        if (streams.error().code == "gateway.mtconnect_refused" && !is_first) {
            needs_.journal.say(Severity::warning, "gateway.observations_missed", connection_.name);
            position_ = {};
        }
        return std::unexpected(streams.error());
    }
    if (!is_first && streams->instance != position_.instance) {
        needs_.journal.say(Severity::warning, "gateway.observations_missed", connection_.name);
        position_ = {};
        return observations_per_request;  // once more, from the start
    }
    DENGYUN_CHECK(take(*streams));
    return streams->observations.size();
}

Result<> MtconnectSource::take(const Streams& streams) {
    std::vector<Sample> samples;
    for (const auto& observation : streams.observations) {
        const auto [from, to] = tellers_.equal_range(observation.item);
        for (auto teller = from; teller != to; ++teller)
            teller->second.tell(value_in(observation.value), observation.at_ms, samples);
    }
    if (streams.instance == position_.instance && streams.next == position_.next) return {};
    DENGYUN_CHECK(needs_.recorder.add(samples));
    DENGYUN_CHECK(needs_.recorder.sync());
    position_ = {streams.instance, streams.next};
    return replace_file(files_, position_name_,
                        std::to_string(position_.instance) + ' ' + std::to_string(position_.next));
}

}  // namespace dengyun::gateway
