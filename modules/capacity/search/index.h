#pragma once
// The index of all machines in memory: which know a process, what they can do and when they are free. It is a copy: it
// follows the event log, organisation by organisation, and is read anew from the store when the process starts. Any
// number of threads may search while one refreshes.
#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <span>
#include <unordered_map>

#include "kernel/store/store.h"
#include "modules/capacity/search/match.h"

namespace dengyun::capacity {

inline constexpr unsigned search_limit_max = 200;

struct Page {
    unsigned limit = 50;        // 1 to search_limit_max
    std::string after;          // `next` of the page before
    bool with_refused = false;  // also the machines that cannot, behind those that can
};

class Index {
  public:
    Index() = default;
    // Follows the store from now on. The store must outlive it.
    explicit Index(store::Store& store);
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    // Takes in what the store has told of; the first call reads everything. Cost: the machines of the
    // organisations that have changed.
    [[nodiscard]] Result<> refresh();
    // O(machines that know the process). Errors: invalid with issues on the window (not_after, too_long_a_time) or
    // `after` (malformed).
    [[nodiscard]] Result<SearchResult> search(const Requirement& requirement, const Page& page) const;

    // The workshops that know one of the processes, by organisation; they stay as they are while others refresh.
    [[nodiscard]] std::vector<std::shared_ptr<const IndexedWorkshop>> workshops_for(
        std::span<const reference::Process> processes) const;

    // One workshop; null where it has no machines.
    [[nodiscard]] std::shared_ptr<const IndexedWorkshop> workshop(Id<Organisation> organisation) const;

    // Replaces a workshop's part; empty: takes it out. What refresh does, and what measurements fill an index with.
    void put(IndexedWorkshop workshop);
    [[nodiscard]] std::size_t size() const;  // machines

  private:
    struct Place {
        std::shared_ptr<const IndexedWorkshop> workshop;
        std::uint32_t machine = 0;
    };
    void remove(std::int64_t organisation);

    store::Store* store_ = nullptr;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::int64_t, std::shared_ptr<const IndexedWorkshop>> workshops_;
    std::vector<std::vector<Place>> by_process_;

    std::mutex refreshing_;  // one at a time
    bool loaded_ = false;
    std::mutex marking_;
    std::set<std::int64_t> changed_;  // organisations
    std::shared_ptr<void> listening_;
};

}  // namespace dengyun::capacity
