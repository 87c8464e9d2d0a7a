#include "edge/gateway/mtconnect/source.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include "kernel/base/digest.h"

namespace dengyun::gateway {
namespace {

constexpr std::size_t observations_per_request = 1'000;
constexpr int requests_per_pass = 50;
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
    // Until nothing new comes, in steps.
    for (int i = 0; outcome && i < requests_per_pass; ++i) {
        const auto read = read_next();
        if (!read) outcome = std::unexpected(read.error());
        if (!read || *read < observations_per_request) break;
    }
    if (outcome) {
        condition_.succeeded();
        backoff_.reset();
        return now + std::chrono::milliseconds(connection_.period_ms);
    }
    condition_.failed("gateway.connection_lost", outcome.error().code + ' ' + outcome.error().detail);
    return now + backoff_.next();
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
    auto streams = read_streams(answer.body);
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
