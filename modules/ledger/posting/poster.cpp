#include "modules/ledger/posting/poster.h"

#include "kernel/base/assert.h"

namespace dengyun::ledger {

Poster::~Poster() { DENGYUN_ASSERT(waiting_ == 0); }

Result<Poster::Place> Poster::join(Waiting& own, std::size_t transfers) {
    const std::lock_guard lock(mutex_);
    if (waiting_ >= waiting_max) return fail(ErrorKind::limit, "store.busy");
    ++waiting_;
    if (gathering_ && gathering_->transfers + transfers > batch_transfers_max) gathering_ = nullptr;
    if (!gathering_) {
        gathering_ = std::make_shared<Group>();
        gathering_->before = std::exchange(newest_, gathering_);
    }
    gathering_->members.push_back(&own);
    gathering_->transfers += transfers;
    return Place{gathering_, gathering_->members.size() == 1};
}

// Nobody joins it any more.
void Poster::close(const std::shared_ptr<Group>& group) {
    const std::lock_guard lock(mutex_);
    if (gathering_ == group) gathering_ = nullptr;
}

// One unit for all. Where it fails as a whole, everybody gets that error: nothing of it was kept.
void Poster::lead(const std::shared_ptr<Group>& group) {
    // Two units of one book at a time would only get into each other's way on PostgreSQL; on SQLite the writer takes
    // one after the other anyway.
    if (!store_.is_sqlite() && group->before) group->before->done.wait(0);
    group->before = nullptr;
    std::vector<VoucherRequest> all;
    std::vector<std::size_t> sizes;
    const auto scope = Scope::system("ledger").entering(book_);
    auto outcomes = store_.write<std::vector<Result<Posted>>>(scope, [&](store::Unit& unit) {
        if (sizes.empty()) {
            close(group);
            for (auto* one : group->members) {
                sizes.push_back(one->vouchers.size());
                std::ranges::move(one->vouchers, std::back_inserter(all));
            }
        }
        return post_batch(unit, book_, all);
    });
    close(group);
    std::size_t at = 0;
    for (std::size_t i = 0; i < group->members.size(); ++i) {
        auto& outcome = group->members[i]->outcome;
        if (!outcomes) {
            outcome = std::unexpected(outcomes.error());
            continue;
        }
        const auto first = outcomes->begin() + static_cast<std::ptrdiff_t>(at);
        at += sizes[i];
        outcome =
            std::vector<Result<Posted>>(std::make_move_iterator(first),
                                        std::make_move_iterator(outcomes->begin() + static_cast<std::ptrdiff_t>(at)));
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_ -= group->members.size();
        if (newest_ == group) newest_ = nullptr;
    }
    group->done = 1;
    group->done.notify_all();
}

Result<std::vector<Result<Posted>>> Poster::post(std::vector<VoucherRequest> vouchers) {
    Waiting own{.vouchers = std::move(vouchers)};
    std::size_t transfers = 0;
    for (const auto& voucher : own.vouchers) transfers += voucher.transfers.size();
    if (transfers > batch_transfers_max)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"vouchers", "too_many", std::to_string(batch_transfers_max)}});
    DENGYUN_TRY(place, join(own, transfers));
    if (place.leads)
        lead(place.group);
    else
        place.group->done.wait(0);
    return std::move(own.outcome);
}

}  // namespace dengyun::ledger
