// Durable subscribers: a cursor per organisation, moved in the unit that handles the events behind it.
#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "kernel/store/events.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

constexpr std::int64_t batch_max = 32;  // events in one unit
constexpr std::size_t woken_max = 10'000;
constexpr std::chrono::milliseconds look_interval{1'000};
constexpr Duration scan_interval{60'000};
constexpr Duration lease_time{15'000};
constexpr Duration lease_renewal{5'000};
constexpr Duration back_off_first{1'000};
constexpr Duration back_off_max{300'000};

constexpr std::string_view take_lease =
    "INSERT INTO subscriber (name, lease_token, lease_until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
    "lease_token = excluded.lease_token, lease_until = excluded.lease_until "
    "WHERE subscriber.lease_token = excluded.lease_token OR subscriber.lease_until < ?";
constexpr std::string_view holds_lease = "SELECT 1 FROM subscriber WHERE name = ? AND lease_token = ?";
constexpr std::string_view end_lease = "DELETE FROM subscriber WHERE name = ? AND lease_token = ?";
constexpr std::string_view behind =
    "SELECT h.organisation_id FROM event_head h LEFT JOIN subscriber_cursor c ON c.organisation_id = h.organisation_id "
    "AND "
    "c.subscriber = ? WHERE h.sequence > COALESCE(c.sequence, 0) AND h.organisation_id > ? ORDER BY h.organisation_id "
    "LIMIT ?";
constexpr std::string_view read_cursor =
    "SELECT sequence FROM subscriber_cursor WHERE organisation_id = ? AND subscriber = ?";
constexpr std::string_view write_cursor =
    "INSERT INTO subscriber_cursor (organisation_id, subscriber, sequence) VALUES (?, ?, ?) "
    "ON CONFLICT (organisation_id, subscriber) DO UPDATE SET sequence = excluded.sequence";

}  // namespace

class Subscriber::Implementation {
  public:
    Implementation(Store& store, const Clock& clock, std::string name, Handle handle)
        : store_(store),
          clock_(clock),
          name_(std::move(name)),
          handle_(std::move(handle)),
          scope_(Scope::system("subscriber " + name_)),
          token_(std::to_string(store.ids().next_value())) {
        grown_ = store_.listen([this](Id<Organisation> organisation) { wake(organisation.value); });
        thread_ = std::thread([this] { run(); });
    }
    ~Implementation() { stop(); }
    void stop();
    std::size_t run_due();

  private:
    struct Trouble {
        Instant next;
        Duration wait;
    };
    void wake(std::int64_t organisation);
    void run();
    void work(std::set<std::int64_t> woken, bool scan);
    [[nodiscard]] bool lead();
    [[nodiscard]] std::vector<std::int64_t> all_behind();
    std::size_t catch_up(std::int64_t organisation);
    Result<std::int64_t> handle_batch(std::int64_t organisation, std::int64_t batch);
    Result<std::int64_t> handle_in(Unit& unit, std::int64_t batch);

    Store& store_;
    const Clock& clock_;
    const std::string name_;
    const Handle handle_;
    const Scope scope_;
    const std::string token_;
    std::shared_ptr<void> grown_;

    std::mutex work_mutex_;  // one pass at a time
    std::map<std::int64_t, Trouble> troubled_;
    std::optional<Instant> led_since_;
    std::optional<Instant> scanned_at_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<std::int64_t> woken_;
    bool missed_ = false;  // more were woken than are kept: look at all
    bool stopping_ = false;
    std::thread thread_;
};

void Subscriber::Implementation::wake(std::int64_t organisation) {
    {
        const std::lock_guard lock(mutex_);
        if (woken_.size() < woken_max)
            woken_.insert(organisation);
        else
            missed_ = true;
    }
    changed_.notify_all();
}

void Subscriber::Implementation::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        auto woken = std::exchange(woken_, {});
        const bool missed = std::exchange(missed_, false);
        lock.unlock();
        work(std::move(woken), missed);
        lock.lock();
        changed_.wait_for(lock, look_interval, [this] { return stopping_ || !woken_.empty() || missed_; });
    }
}

void Subscriber::Implementation::work(std::set<std::int64_t> woken, bool scan) {
    const std::lock_guard working(work_mutex_);
    const bool led_before = led_since_.has_value();
    if (!lead()) return;
    const auto now = clock_.now();
    if (scan || !led_before || !scanned_at_ || now - *scanned_at_ >= scan_interval) {
        scanned_at_ = now;
        for (const auto organisation : all_behind()) woken.insert(organisation);
    }
    for (const auto& [organisation, trouble] : troubled_)
        if (trouble.next <= now) woken.insert(organisation);
    for (const auto organisation : woken) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return;
        }
        const auto trouble = troubled_.find(organisation);
        if (trouble != troubled_.end() && trouble->second.next > now) continue;
        catch_up(organisation);
    }
}

// Whether this process runs the subscriber. On SQLite there is no other process.
bool Subscriber::Implementation::lead() {
    if (store_.is_sqlite()) {
        led_since_ = clock_.now();
        return true;
    }
    const auto now = clock_.now();
    if (led_since_ && now - *led_since_ < lease_renewal) return true;
    const auto taken = store_.write<bool>(scope_, [&](Unit& unit) -> Result<bool> {
        const Scalar row[] = {std::string_view(name_), std::string_view(token_), milliseconds_of(now + lease_time),
                              milliseconds_of(now)};
        DENGYUN_TRY(rows, unit.execute(take_lease, row));
        return rows == 1;
    });
    if (taken && *taken)
        led_since_ = now;
    else
        led_since_.reset();
    return led_since_.has_value();
}

std::vector<std::int64_t> Subscriber::Implementation::all_behind() {
    constexpr std::int64_t page = 1'000;
    std::vector<std::int64_t> all;
    for (std::size_t before = 0, first = 1; first == 1 || all.size() == before + page; first = 0) {
        before = all.size();
        const Scalar of[] = {std::string_view(name_), all.empty() ? std::int64_t{-1} : all.back(), page};
        const auto read = store_.run_read(scope_, [&](Reader& reader) {
            return reader.query(behind, of, [&](const Row& row) { all.push_back(row.integer(0)); });
        });
        if (!read) break;  // the next look finds them
    }
    return all;
}

// Until the cursor stands at the head, or something fails.
std::size_t Subscriber::Implementation::catch_up(std::int64_t organisation) {
    std::size_t count = 0;
    // After a failure one event at a time, so that those before the troublesome one are not held up.
    auto batch = troubled_.contains(organisation) ? std::int64_t{1} : batch_max;
    while (true) {
        const auto handled = handle_batch(organisation, batch);
        if (handled) {
            count += static_cast<std::size_t>(*handled);
            if (*handled > 0) troubled_.erase(organisation);
            if (*handled < batch) return count;
        } else if (handled.error().code == "subscriber.lease_lost") {
            led_since_.reset();
            return count;
        } else if (batch > 1) {
            batch = 1;
        } else {
            auto& trouble = troubled_[organisation];
            trouble.wait = std::clamp(trouble.wait * 2, back_off_first, back_off_max);
            trouble.next = clock_.now() + trouble.wait;
            return count;
        }
    }
}

Result<std::int64_t> Subscriber::Implementation::handle_batch(std::int64_t organisation, std::int64_t batch) {
    return store_.write<std::int64_t>(scope_.entering({organisation}),
                                      [&](Unit& unit) { return handle_in(unit, batch); });
}

Result<std::int64_t> Subscriber::Implementation::handle_in(Unit& unit, std::int64_t batch) {
    if (!store_.is_sqlite()) {
        bool ours = false;
        const Scalar of[] = {std::string_view(name_), std::string_view(token_)};
        DENGYUN_CHECK(unit.query(holds_lease, of, [&](const Row&) { ours = true; }));
        if (!ours) return fail(ErrorKind::unavailable, "subscriber.lease_lost");
    }
    const auto organisation = unit.scope().organisation().value;
    std::int64_t cursor = 0;
    const Scalar of[] = {organisation, std::string_view(name_)};
    DENGYUN_CHECK(unit.query(read_cursor, of, [&](const Row& row) { cursor = row.integer(0); }));
    DENGYUN_TRY(events, read_events(unit, {.after = cursor, .limit = static_cast<unsigned>(batch)}));
    if (events.empty()) return std::int64_t{0};
    for (const auto& event : events) DENGYUN_CHECK(handle_(unit, event));
    const Scalar moved[] = {organisation, std::string_view(name_), events.back().sequence};
    DENGYUN_CHECK(unit.execute(write_cursor, moved));
    return static_cast<std::int64_t>(events.size());
}

std::size_t Subscriber::Implementation::run_due() {
    const std::lock_guard working(work_mutex_);
    if (!lead()) return 0;
    std::size_t count = 0;
    for (const auto organisation : all_behind()) count += catch_up(organisation);
    return count;
}

void Subscriber::Implementation::stop() {
    grown_.reset();
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
    if (!led_since_ || store_.is_sqlite()) return;
    // Another process need not wait for the lease to run out. Where this fails it does.
    static_cast<void>(store_.run_write(scope_, [&](Unit& unit) -> Result<> {
        const Scalar of[] = {std::string_view(name_), std::string_view(token_)};
        DENGYUN_CHECK(unit.execute(end_lease, of));
        return {};
    }));
}

Subscriber::Subscriber(Store& store, const Clock& clock, std::string name, Handle handle)
    : implementation_(std::make_unique<Implementation>(store, clock, std::move(name), std::move(handle))) {}
Subscriber::~Subscriber() = default;
void Subscriber::stop() { implementation_->stop(); }
std::size_t Subscriber::run_due() { return implementation_->run_due(); }

}  // namespace dengyun::store
