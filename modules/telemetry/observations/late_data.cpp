#include "modules/telemetry/observations/late_data.h"

#include "modules/telemetry/api.h"

namespace dengyun::telemetry {

void LateData::listen(std::function<void(Id<Organisation>)> listener) {
    const std::lock_guard lock(mutex_);
    listener_ = std::move(listener);
}

void LateData::note(Id<Organisation> organisation, const timeseries::Batch& batch, Instant now) {
    // The oldest rows of what was kept back come first: the first row says it for all.
    timeseries::BatchReader rows(batch.bytes());
    if (!rows.next() || instant_at(rows.head().time) > now - Hub::late_after) return;
    const std::lock_guard lock(mutex_);
    if (!listener_) return;
    const auto [told, is_first] = told_.try_emplace(organisation.value, now);
    if (!is_first && now - told->second < Hub::late_pause) return;
    told->second = now;
    listener_(organisation);
}

}  // namespace dengyun::telemetry
