#include "modules/ledger/test/model.h"

namespace dengyun::ledger::test {

void Model::expire(std::int64_t now) {
    for (; !due_.empty() && due_.begin()->first <= now; due_.erase(due_.begin())) {
        auto& hold = holds_.at(due_.begin()->second);
        if (hold.state != Hold::open) continue;
        hold.state = Hold::expired;
        accounts_[static_cast<std::size_t>(hold.command.debit - 1)].out_held -= hold.command.amount;
        accounts_[static_cast<std::size_t>(hold.command.credit - 1)].in_held -= hold.command.amount;
        ++transfers_;
    }
}

std::string Model::apply_one(const Command& c, std::int64_t now) {
    auto debit_number = c.debit;
    auto credit_number = c.credit;
    auto amount = c.amount;
    std::int64_t held = 0;
    if (c.kind == Kind::pending && c.expires_at != 0 && c.expires_at <= now) return "request.invalid";
    if (c.kind == Kind::post || c.kind == Kind::void_) {
        const auto found = holds_.find(c.pending);
        if (found == holds_.end()) return "transfer.not_pending";
        auto& hold = found->second;
        if (hold.state == Hold::expired) return "transfer.pending_expired";
        if (hold.state != Hold::open) return "transfer.not_pending";
        if (amount > hold.command.amount) return "transfer.exceeds_pending";
        debit_number = hold.command.debit;
        credit_number = hold.command.credit;
        held = hold.command.amount;
        if (amount == 0) amount = held;
        hold.state = c.kind == Kind::post ? Hold::posted : Hold::voided;
    }
    auto& debit = accounts_[static_cast<std::size_t>(debit_number - 1)];
    auto& credit = accounts_[static_cast<std::size_t>(credit_number - 1)];
    debit.out_held -= held;
    credit.in_held -= held;
    if (c.kind == Kind::void_) return "posted";
    if (c.kind == Kind::pending) {
        debit.out_held += amount;
        credit.in_held += amount;
    } else {
        debit.balance -= amount;
        credit.balance += amount;
    }
    if (debit.least && debit.balance - debit.out_held < *debit.least) return "transfer.insufficient_funds";
    if (credit.greatest && credit.balance + credit.in_held > *credit.greatest) return "transfer.above_limit";
    if (c.kind == Kind::pending) {
        holds_[c.id] = {c, Hold::open};
    } else {
        debit.history.emplace_back(now, debit.balance);
        credit.history.emplace_back(now, credit.balance);
    }
    return "posted";
}

std::string Model::apply(const std::vector<Command>& voucher, std::int64_t now) {
    expire(now);
    std::size_t known = 0;
    for (std::size_t i = 0; i < voucher.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (voucher[i].id == voucher[j].id) return "transfer.id_reused";
    for (const auto& command : voucher)
        if (done_.contains(command.id)) ++known;
    if (known > 0) {
        std::vector<std::int64_t> ids;
        for (const auto& command : voucher) ids.push_back(command.id);
        const auto group = voucher_of_.find(ids.front());
        if (group == voucher_of_.end() || group->second != ids) return "transfer.id_reused";
        for (const auto& command : voucher)
            if (done_.at(command.id) != command) return "transfer.id_reused";
        return "repeated";
    }
    // Only what a voucher can touch is put back.
    std::vector<std::pair<int, Account>> accounts;
    std::vector<std::pair<std::int64_t, Hold>> holds;
    const auto keep = [&](int number) {
        auto& account = accounts_[static_cast<std::size_t>(number - 1)];
        auto history = std::move(account.history);
        account.history.clear();
        accounts.emplace_back(number, account);
        account.history = std::move(history);
    };
    std::vector<std::size_t> lengths;
    for (const auto& account : accounts_) lengths.push_back(account.history.size());
    for (const auto& command : voucher) {
        if (const auto hold = holds_.find(command.pending); hold != holds_.end()) {
            holds.emplace_back(*hold);
            keep(hold->second.command.debit);
            keep(hold->second.command.credit);
        }
        if (command.debit != 0) keep(command.debit), keep(command.credit);
    }
    for (const auto& command : voucher) {
        // A hold made within the voucher may be settled within it.
        const auto answer = apply_one(command, now);
        if (answer == "posted") continue;
        for (const auto& one : voucher)
            if (one.kind == Kind::pending) holds_.erase(one.id);
        for (auto one = holds.rbegin(); one != holds.rend(); ++one) holds_[one->first] = one->second;
        for (auto one = accounts.rbegin(); one != accounts.rend(); ++one) {
            auto& account = accounts_[static_cast<std::size_t>(one->first - 1)];
            auto history = std::move(account.history);
            account = one->second;
            account.history = std::move(history);
        }
        for (std::size_t i = 0; i < accounts_.size(); ++i) accounts_[i].history.resize(lengths[i]);
        return answer;
    }
    std::vector<std::int64_t> ids;
    for (const auto& command : voucher) {
        done_[command.id] = command;
        if (command.expires_at != 0) due_.emplace(command.expires_at, command.id);
        ids.push_back(command.id);
    }
    voucher_of_[ids.front()] = ids;
    transfers_ += static_cast<std::int64_t>(voucher.size());
    return "posted";
}

}  // namespace dengyun::ledger::test
