#include "edge/gateway/recorder.h"

#include "engines/acquisition/words.h"

namespace dengyun::gateway {

Result<> Recorder::add(std::span<const Sample> samples) {
    Result<> outcome;
    for (const auto& record : records_of(samples)) {
        if (auto appended = queue_.append(record); !appended) outcome = appended;
    }
    if (outcome) {
        samples_ += samples.size();
        is_failing_ = false;
    } else {
        lost_ += samples.size();
        if (!is_failing_.exchange(true)) journal_.say(outcome.error(), "queue");
    }
    return outcome;
}

void Teller::tell(const acquisition::Value& read, std::int64_t at_ms, std::vector<Sample>& samples) {
    for (std::size_t i = 0; i < points_.size(); ++i) {
        auto value = acquisition::scaled(*points_[i], read);
        if (!value || !samplers_[i].takes(points_[i]->sampling, *value, at_ms)) continue;
        samples.push_back({points_[i], std::move(*value), at_ms});
    }
}

}  // namespace dengyun::gateway
