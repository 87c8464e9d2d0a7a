#include "server/readiness.h"

namespace dengyun::server {
namespace {

constexpr std::chrono::milliseconds look_interval{1'000};

}  // namespace

Readiness::~Readiness() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Readiness::start() {
    look();
    thread_ = std::thread([this] { run(); });
}

void Readiness::run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, look_interval, [this] { return ending_; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

void Readiness::look() {
    std::array<std::int64_t, 5> counts{};
    const auto answered = store_.run_read(Scope::system("readiness"), [&](store::Reader& reader) {
        // Also proves that the schema is there.
        return reader.query(
            "SELECT status, COUNT(*) FROM job WHERE status IN ('waiting', 'running', 'failed') GROUP BY status", {},
            [&](const store::Row& row) {
                if (const auto status = meta::value_of<store::JobStatus>(row.text(0)))
                    counts.at(static_cast<std::size_t>(*status)) = row.integer(1);
            });
    });
    if (!answered) return;
    for (std::size_t i = 0; i < counts.size(); ++i) jobs_[i] = counts[i];
    answered_at_ms_ = milliseconds_of(clock_.now());
}

bool Readiness::ready() const {
    const auto age = clock_.now() - instant_of(answered_at_ms_);
    return !stopping_ && age <= answer_age_max;
}

}  // namespace dengyun::server
