#include "edge/gateway/source.h"

namespace dengyun::gateway {

void Condition::succeeded() {
    const std::lock_guard lock(mutex_);
    ++state_.reads;
    if (!state_.is_connected && is_told_)
        journal_.say(Severity::information, "gateway.connection_restored", state_.name);
    state_.is_connected = true;
    is_told_ = false;
    state_.failure.clear();
}

void Condition::failed(std::string_view code, const std::string& why) {
    const std::lock_guard lock(mutex_);
    ++state_.failures;
    state_.is_connected = false;
    state_.failure = why;
    if (!std::exchange(is_told_, true)) journal_.say(Severity::warning, code, state_.name + ": " + why);
}

void Condition::excepted() {
    const std::lock_guard lock(mutex_);
    ++state_.exceptions;
}

SourceState Condition::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

}  // namespace dengyun::gateway
