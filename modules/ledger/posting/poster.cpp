#include "modules/ledger/posting/poster.h"

#include "kernel/base/assert.h"

namespace dengyun::ledger {

Poster::~Poster() { DENGYUN_ASSERT(queue_.empty() && !led_); }

std::vector<Poster::Waiting*> Poster::take_group() {
    std::vector<Waiting*> group;
    std::size_t transfers = 0;
    while (!queue_.empty()) {
        auto* next = queue_.front();
        if (!group.empty() && transfers + next->transfers > batch_transfers_max) break;
        transfers += next->transfers;
        group.push_back(next);
        queue_.pop_front();
    }
    return group;
}

// One unit for all. Where it fails as a whole, everybody gets that error: nothing of it was kept.
void Poster::run(std::span<Waiting* const> group) {
    std::vector<VoucherRequest> all;
    for (auto* one : group)
        all.insert(all.end(), std::make_move_iterator(one->vouchers.begin()),
                   std::make_move_iterator(one->vouchers.end()));
    std::vector<std::size_t> sizes;
    for (const auto* one : group) sizes.push_back(one->vouchers.size());
    const auto scope = Scope::system("ledger").entering(book_);
    auto outcomes = store_.write<std::vector<Result<Posted>>>(
        scope, [&](store::Unit& unit) { return post_batch(unit, book_, all); });
    std::size_t at = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (!outcomes) {
            group[i]->outcome = std::unexpected(outcomes.error());
            continue;
        }
        const auto first = outcomes->begin() + static_cast<std::ptrdiff_t>(at);
        at += sizes[i];
        group[i]->outcome =
            std::vector<Result<Posted>>(std::make_move_iterator(first),
                                        std::make_move_iterator(outcomes->begin() + static_cast<std::ptrdiff_t>(at)));
    }
}

Result<std::vector<Result<Posted>>> Poster::post(std::vector<VoucherRequest> vouchers) {
    Waiting own{.vouchers = std::move(vouchers)};
    for (const auto& voucher : own.vouchers) own.transfers += voucher.transfers.size();
    if (own.transfers > batch_transfers_max)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"vouchers", "too_many", std::to_string(batch_transfers_max)}});
    std::unique_lock lock(mutex_);
    if (queue_.size() >= waiting_max) return fail(ErrorKind::limit, "store.busy");
    queue_.push_back(&own);
    own.changed.wait(lock, [&] { return own.done || (!led_ && queue_.front() == &own); });
    if (own.done) return std::move(own.outcome);
    led_ = true;
    const auto group = take_group();
    lock.unlock();
    run(group);
    lock.lock();
    led_ = false;
    for (auto* one : group) {
        one->done = true;
        // Under the lock: who wakes up may be gone right after it.
        if (one != &own) one->changed.notify_one();
    }
    if (!queue_.empty()) queue_.front()->changed.notify_one();
    return std::move(own.outcome);
}

}  // namespace dengyun::ledger
