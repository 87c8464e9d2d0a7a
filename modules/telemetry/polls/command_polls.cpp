#include "modules/telemetry/polls/command_polls.h"

#include "modules/telemetry/commands/service.h"

namespace dengyun::telemetry {
namespace {

Scope scope_of(Id<Organisation> organisation) {
    return Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"});
}

// Devices for which a command waits that has never been sent.
Result<std::vector<Id<Device>>> devices_with_commands(store::Reader& reader) {
    const std::array<meta::Scalar, 2> values{reader.scope().organisation().value, milliseconds_of(reader.now())};
    std::vector<Id<Device>> devices;
    DENGYUN_CHECK(
        reader.query("SELECT DISTINCT device_id FROM device_command WHERE organisation_id = ? AND status = 'queued' "
                     "AND expires_at > ?",
                     values, [&](const store::Row& row) { devices.push_back({row.integer(0)}); }));
    return devices;
}

Error is_stopping() { return Error{ErrorKind::unavailable, "request.busy"}; }

}  // namespace

void CommandPolls::start() {
    {
        const std::lock_guard lock(mutex_);
        is_running_ = true;
    }
    thread_ = std::thread([this] { run(); });
    listening_ = intake_.store().listen([this](Id<Organisation> organisation) {
        {
            const std::lock_guard lock(mutex_);
            if (polls_.empty()) return;
            grown_.insert(organisation.value);
        }
        wake_.notify_one();
    });
}

void CommandPolls::stop() {
    listening_.reset();
    std::map<std::int64_t, Poll> left;
    {
        const std::lock_guard lock(mutex_);
        is_running_ = false;
        left = std::exchange(polls_, {});
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    for (auto& [device, poll] : left) poll.done(std::unexpected(is_stopping()));
}

std::size_t CommandPolls::waiting() const {
    const std::lock_guard lock(mutex_);
    return polls_.size();
}

Result<CommandPolls::Found> CommandPolls::take(const LiveDevice& device) {
    const auto scope = scope_of(device.organisation);
    std::optional<Id<DeviceCommand>> next;
    DENGYUN_CHECK(intake_.store().run_read(scope, [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(found, next_command(reader, device.id));
        next = found;
        return {};
    }));
    if (!next) return std::nullopt;
    Found taken;
    const auto written = intake_.store().run_write(scope, [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(claimed, claim_command(unit, *next));
        taken = std::move(claimed);
        return {};
    });
    if (written) return std::move(taken);
    // Another process, or who cancels it, was first.
    if (written.error().code == "request.changed_meanwhile") return std::nullopt;
    return std::unexpected(written.error());
}

void CommandPolls::wait(const LivePtr& device, std::chrono::milliseconds time, Done done) {
    auto found = take(*device);
    if (!found || *found) return done(std::move(found));
    std::optional<Poll> earlier;
    {
        const std::unique_lock lock(mutex_);
        const auto known = polls_.find(device->id.value);
        if (known != polls_.end()) {
            earlier = std::move(known->second);
            polls_.erase(known);
        }
        if (!is_running_ || polls_.size() >= waiting_max_) {
            found = is_running_ ? fail(ErrorKind::limit, "telemetry.too_many_polls") : std::unexpected(is_stopping());
        } else {
            polls_[device->id.value] = {device, std::chrono::steady_clock::now() + time, done};
            // What was made since it was looked for.
            grown_.insert(device->organisation.value);
        }
    }
    if (earlier) earlier->done(std::nullopt);
    if (!found) return done(std::move(found));
    wake_.notify_one();
}

std::optional<CommandPolls::Poll> CommandPolls::take_out(std::int64_t device) {
    const std::lock_guard lock(mutex_);
    const auto found = polls_.find(device);
    if (found == polls_.end()) return std::nullopt;
    auto poll = std::move(found->second);
    polls_.erase(found);
    return poll;
}

std::vector<CommandPolls::Poll> CommandPolls::take_late(Time now) {
    const std::lock_guard lock(mutex_);
    std::vector<Poll> late;
    for (auto& [device, poll] : polls_)
        if (poll.until <= now) late.push_back(std::move(poll));
    for (const auto& poll : late) polls_.erase(poll.device->id.value);
    return late;
}

CommandPolls::Time CommandPolls::next_deadline() const {
    auto next = std::chrono::steady_clock::now() + poll_time_max;
    for (const auto& [device, poll] : polls_) next = std::min(next, poll.until);
    return next;
}

void CommandPolls::run() {
    std::unique_lock lock(mutex_);
    while (is_running_) {
        wake_.wait_until(lock, next_deadline(), [this] { return !is_running_ || !grown_.empty(); });
        if (!is_running_) return;
        const auto grown = std::exchange(grown_, {});
        lock.unlock();
        for (auto& poll : take_late(std::chrono::steady_clock::now())) poll.done(std::nullopt);
        for (const auto organisation : grown) serve({organisation});
        lock.lock();
    }
}

void CommandPolls::serve(Id<Organisation> organisation) {
    std::vector<Id<Device>> devices;
    // A database that cannot be read now is asked again with the next event.
    const auto read = intake_.store().run_read(scope_of(organisation), [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(found, devices_with_commands(reader));
        devices = std::move(found);
        return {};
    });
    if (!read) return;
    for (const auto device : devices) {
        auto poll = take_out(device.value);
        if (!poll) continue;
        auto found = take(*poll->device);
        const bool is_over = !found || *found || poll->until <= std::chrono::steady_clock::now();
        if (!is_over) {
            const std::lock_guard lock(mutex_);
            // It has been claimed by another: goes on waiting, unless it has asked again.
            if (is_running_ && polls_.try_emplace(device.value, *poll).second) continue;
        }
        poll->done(std::move(found));
    }
}

}  // namespace dengyun::telemetry
