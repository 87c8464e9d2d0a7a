#pragma once
// Poster: gathers the vouchers of many callers into one unit of work. Whoever comes while a unit is being committed
// waits for the next one; the first of those who wait leads it. One caller alone pays nothing for it.
#include <condition_variable>
#include <deque>
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
        std::size_t transfers = 0;
        Result<std::vector<Result<Posted>>> outcome{};
        bool done = false;
        std::condition_variable changed;
    };
    std::vector<Waiting*> take_group();
    void run(std::span<Waiting* const> group);

    static constexpr std::size_t waiting_max = 4'096;
    store::Store& store_;
    const Id<Organisation> book_;
    std::mutex mutex_;
    std::deque<Waiting*> queue_;
    bool led_ = false;  // somebody is writing a group
};

}  // namespace dengyun::ledger
