#pragma once
// Poster: gathers the vouchers of many callers into one unit of work. The first to come leads a group: it hands a unit
// to the store, and whoever comes before the store gets round to that unit joins it, so that one group gathers while
// another is being committed. One caller alone pays nothing for it.
#include <atomic>
#include <memory>
#include <mutex>

#include "kernel/store/store.h"
#include "modules/ledger/posting/posting.h"

namespace dengyun::ledger {

class Poster {
  public:
    // `store` must outlive it. One poster per book.
    Poster(store::Store& store, Id<Organisation> book) : store_(store), book_(book) {}
    ~Poster();
    Poster(const Poster&) = delete;
    Poster& operator=(const Poster&) = delete;

    // Blocks until the vouchers are committed or refused; any thread. Each has its own outcome. Errors of the call:
    // invalid where there are more than batch_transfers_max transfers; limit "store.busy" where too many wait; those of
    // the store.
    [[nodiscard]] Result<std::vector<Result<Posted>>> post(std::vector<VoucherRequest> vouchers);

  private:
    struct Waiting {
        std::vector<VoucherRequest> vouchers;
        Result<std::vector<Result<Posted>>> outcome{};
    };
    struct Group {
        std::vector<Waiting*> members;
        std::size_t transfers = 0;
        std::shared_ptr<Group> before;
        std::atomic<int> done = 0;
    };
    struct Place {
        std::shared_ptr<Group> group;
        bool leads;
    };
    // In the group that gathers.
    Result<Place> join(Waiting& own, std::size_t transfers);
    void close(const std::shared_ptr<Group>& group);
    void lead(const std::shared_ptr<Group>& group);

    static constexpr std::size_t waiting_max = 4'096;
    store::Store& store_;
    const Id<Organisation> book_;
    std::mutex mutex_;
    std::size_t waiting_ = 0;
    std::shared_ptr<Group> gathering_;  // null: the next to come begins one
    std::shared_ptr<Group> newest_;
};

}  // namespace dengyun::ledger
