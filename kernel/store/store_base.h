#pragma once
// What both kinds of store share: ids, counters and listeners. Private to this room.
#include <atomic>
#include <map>
#include <mutex>

#include "kernel/store/connection.h"
#include "kernel/store/unit_end.h"

namespace dengyun::store {

// Functions to be called, until their handle is dropped. A handle may be dropped from within a call.
template <class... Arguments>
class Listeners {
  public:
    using Function = std::function<void(Arguments...)>;
    [[nodiscard]] std::shared_ptr<void> add(Function function) {
        auto kept = std::make_shared<Kept>();
        kept->function = std::move(function);
        const std::lock_guard lock(mutex_);
        std::erase_if(all_, [](const std::weak_ptr<Kept>& one) { return one.expired(); });
        all_.push_back(kept);
        return std::shared_ptr<void>(kept.get(), [kept](void*) {
            // Whoever drops the handle may take down what the function uses: wait for a call under way.
            const std::lock_guard calling(kept->mutex);
            kept->function = nullptr;
        });
    }
    void call(Arguments... arguments) {
        std::vector<std::shared_ptr<Kept>> present;
        {
            const std::lock_guard lock(mutex_);
            for (const auto& one : all_)
                if (auto kept = one.lock()) present.push_back(std::move(kept));
        }
        for (const auto& kept : present) {
            const std::lock_guard calling(kept->mutex);
            if (kept->function) kept->function(arguments...);
        }
    }

  private:
    struct Kept {
        std::recursive_mutex mutex;
        Function function;
    };
    std::mutex mutex_;
    std::vector<std::weak_ptr<Kept>> all_;
};

class StoreBase : public Store {
  public:
    StoreBase(StoreOptions options, const Clock& clock, std::uint32_t node)
        : options_(std::move(options)), clock_(clock), ids_(clock, node) {}
    [[nodiscard]] std::shared_ptr<void> listen(Listener listener) override {
        return listeners_.add(std::move(listener));
    }
    [[nodiscard]] std::shared_ptr<void> listen_to_jobs(std::function<void()> listener) override {
        return job_listeners_.add(std::move(listener));
    }
    [[nodiscard]] IdSource& ids() override { return ids_; }

  protected:
    void tell(const Effects& effects) {
        for (const auto organisation : effects.organisations) listeners_.call(organisation);
        if (effects.scheduled) job_listeners_.call();
    }
    void count_write(const Result<>& outcome) { ++(outcome ? units_written_ : units_failed_); }

    const StoreOptions options_;
    const Clock& clock_;
    IdSource ids_;
    Listeners<Id<Organisation>> listeners_;
    Listeners<> job_listeners_;
    std::atomic<std::uint64_t> units_read_ = 0;
    std::atomic<std::uint64_t> units_written_ = 0;
    std::atomic<std::uint64_t> units_failed_ = 0;
    std::atomic<std::uint64_t> commits_ = 0;
};

// Makes the two tables that stand before all migrations, and answers a fresh node number for ids.
[[nodiscard]] Result<std::uint32_t> prepare_database(Connection& connection);

[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite(StoreOptions options, std::string path, const Clock& clock);
[[nodiscard]] Result<std::unique_ptr<Store>> open_postgresql(StoreOptions options, const Clock& clock);

}  // namespace dengyun::store
