#include "edge/gateway/gateway.h"

#include <array>
#include <fstream>
#include <unistd.h>

namespace dengyun::gateway {
namespace {

constexpr std::chrono::minutes own_points_every{1};
constexpr std::size_t results_max = 1'000;
constexpr std::array own_point_names{"queue_bytes", "queue_dropped", "resident_bytes", "clock_offset_ms"};

edge::ClientOptions client_options(const Options& options, std::chrono::milliseconds time_max) {
    return {.address = options.server, .authorization = "Token " + options.token, .time_max = time_max};
}

// A line for each issue, for people who read the gateway's page: path and code; the platform knows the texts.
std::string described(const Error& error) {
    constexpr std::size_t issues_max = 20;
    std::string text = error.code;
    for (std::size_t i = 0; i < std::min(error.issues.size(), issues_max); ++i) {
        const auto& issue = error.issues[i];
        text += '\n' + issue.field + ": " + issue.code + (issue.detail.empty() ? "" : " " + issue.detail);
    }
    return text;
}

}  // namespace

std::uint64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

Gateway::Gateway(Options options, timeseries::Files& state_files, const Clock& clock, Journal& journal)
    : options_(std::move(options)),
      state_files_(state_files),
      clock_(clock),
      journal_(journal),
      configuration_files_(state_files),
      client_(client_options(options_, std::chrono::seconds(10))) {
    for (const auto* name : own_point_names)
        own_points_.emplace_back(name, acquisition::Point{.device = {}, .name = name});
}

Result<std::unique_ptr<Gateway>> Gateway::start(Options options, timeseries::Files& queue_files,
                                                timeseries::Files& state_files, const Clock& clock, Journal& journal) {
    std::unique_ptr<Gateway> gateway(new Gateway(std::move(options), state_files, clock, journal));
    DENGYUN_TRY(queue, DiskQueue::open(queue_files, gateway->options_.queue));
    gateway->queue_ = std::move(queue);
    gateway->recorder_ = std::make_unique<Recorder>(*gateway->queue_, journal);
    gateway->delivery_ = std::make_unique<Delivery>(
        *gateway->queue_, journal, edge::Client(client_options(gateway->options_, std::chrono::seconds(60))));
    journal.say(Severity::information, "gateway.started");
    if (gateway->options_.local) {
        gateway->apply({0, *gateway->options_.local});
    } else {
        DENGYUN_TRY(started, gateway->configuration_files_.start());
        if (started.refused) gateway->refuse(*started.refused, {ErrorKind::conflict, "gateway.ended_on_trial"});
        gateway->apply(std::move(started.version));
    }
    gateway->delivery_->start(gateway->options_.send_pause);
    gateway->syncing_ = std::thread([&broken = *gateway] { broken.sync_in_turn(); });
    return gateway;
}

Gateway::~Gateway() {
    sources_.reset();
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    if (syncing_.joinable()) syncing_.join();
    if (delivery_) delivery_->stop();
    if (queue_) static_cast<void>(queue_->sync());
}

void Gateway::sync_in_turn() {
    std::unique_lock lock(mutex_);
    while (!stopping_.wait_for(lock, options_.sync_pause, [&] { return is_stopping_; })) {
        lock.unlock();
        if (const auto synced = queue_->sync(); !synced && !is_broken_.exchange(true))
            journal_.say(synced.error(), "queue");
        lock.lock();
    }
}

Report Gateway::report() const {
    Report report{.running = running_,
                  .is_local = options_.local.has_value(),
                  .refused = refused_,
                  .refusal = refusal_,
                  .queue = queue_->state(),
                  .delivered = delivery_->delivered(),
                  .lost = recorder_->lost(),
                  .resident_bytes = resident_bytes(),
                  .connections = sources_ ? sources_->states() : std::vector<SourceState>{},
                  .results = results_};
    return report;
}

std::int64_t Gateway::exchange() {
    confirm();
    tell_own_points();
    auto told = report();
    told.journal = journal_.take(journal_entries_per_report);
    const auto asked_at = clock_.now();
    const auto news = ask_platform(client_, told);
    if (!news) {
        journal_.give_back(std::move(told.journal));
        if (!std::exchange(is_unreachable_, true))
            journal_.say(Severity::warning, news.error().code, news.error().detail);
        return poll_ms_;
    }
    is_unreachable_ = false;
    results_.clear();
    // Half of the way there and back.
    if (news->at) clock_offset_ms_ = (clock_.now() - asked_at).count() / 2 + (asked_at - *news->at).count();
    take(*news);
    return results_.empty() ? poll_ms_ : 0;
}

void Gateway::take(const News& news) {
    if (news.configuration && !options_.local && news.number != running_ && news.number != refused_) {
        auto tried = configuration_files_.try_out(news.number, *news.configuration);
        if (tried) {
            apply(std::move(*tried));
            trial_since_ = std::chrono::steady_clock::now();
        } else {
            refuse(news.number, tried.error());
        }
    }
    for (const auto& command : news.commands)
        if (results_.size() < results_max) results_.push_back(run(command));
}

void Gateway::apply(Version version) {
    sources_.reset();
    running_ = version.number;
    poll_ms_ = version.configuration.poll_ms;
    sources_ = std::make_unique<Sources>(std::move(version.configuration), SourceNeeds{*recorder_, journal_, clock_},
                                         state_files_);
    if (running_ > 0) journal_.say(Severity::information, "gateway.configuration_applied", std::to_string(running_));
}

void Gateway::refuse(std::int64_t number, const Error& error) {
    refused_ = number;
    refusal_ = described(error);
    journal_.say(Severity::error, "gateway.configuration_refused", std::to_string(number) + ": " + refusal_);
}

void Gateway::confirm() {
    if (!trial_since_ || std::chrono::steady_clock::now() - *trial_since_ < options_.trial_time) return;
    const auto confirmed = configuration_files_.confirm();
    if (!confirmed) return journal_.say(confirmed.error(), "configuration");
    trial_since_.reset();
}

CommandResult Gateway::run(const Command& command) {
    const auto where = command.device + (command.device.empty() ? "" : " ") + command.point;
    const auto written = sources_->write(command.device, command.point, command.value);
    if (written) {
        journal_.say(Severity::information, "gateway.value_written", where + " = " + std::to_string(*written));
        return {.id = command.id, .value = *written, .code = {}};
    }
    journal_.say(written.error(), where);
    return {.id = command.id, .value = std::nullopt, .code = written.error().code};
}

void Gateway::tell_own_points() {
    const auto now = std::chrono::steady_clock::now();
    if (own_points_at_ && now - *own_points_at_ < own_points_every) return;
    own_points_at_ = now;
    const auto queue = queue_->state();
    const std::array<std::optional<double>, own_point_names.size()> values{
        static_cast<double>(queue.bytes), static_cast<double>(queue.dropped), static_cast<double>(resident_bytes()),
        clock_offset_ms_ ? std::optional(static_cast<double>(*clock_offset_ms_)) : std::nullopt};
    std::vector<Sample> samples;
    const auto at_ms = milliseconds_of(clock_.now());
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i]) samples.push_back({&own_points_[i].second, *values[i], at_ms});
    static_cast<void>(recorder_->add(samples));
}

}  // namespace dengyun::gateway
