#pragma once
// A model of the ledger in memory that shares no code with it: plain maps, written from the rules in words. What the
// ledger answers is compared with what the model says.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dengyun::ledger::test {

class Model {
  public:
    enum class Kind { direct, pending, post, void_ };
    struct Command {
        std::int64_t id = 0;
        Kind kind = Kind::direct;
        int debit = 0;  // accounts by number, 1 and up; 0: not given
        int credit = 0;
        std::int64_t amount = 0;
        std::int64_t pending = 0;
        std::int64_t expires_at = 0;  // 0: never
        bool operator==(const Command&) const = default;
    };
    struct Account {
        std::optional<std::int64_t> least;
        std::optional<std::int64_t> greatest;
        std::int64_t balance = 0;
        std::int64_t out_held = 0;
        std::int64_t in_held = 0;
        std::vector<std::pair<std::int64_t, std::int64_t>> history;  // time, balance after
    };

    explicit Model(std::vector<Account> accounts) : accounts_(std::move(accounts)) {}

    // "posted", "repeated" or the code of the refusal.
    std::string apply(const std::vector<Command>& voucher, std::int64_t now);
    [[nodiscard]] const std::vector<Account>& accounts() const { return accounts_; }
    [[nodiscard]] std::int64_t transfers() const { return transfers_; }

  private:
    struct Hold {
        Command command;
        enum { open, posted, voided, expired } state = open;
    };
    std::string apply_one(const Command& command, std::int64_t now);
    void expire(std::int64_t now);

    std::vector<Account> accounts_;  // [0] is account 1
    std::map<std::int64_t, Command> done_;
    std::map<std::int64_t, std::vector<std::int64_t>> voucher_of_;  // first id → ids
    std::map<std::int64_t, Hold> holds_;
    std::multimap<std::int64_t, std::int64_t> due_;  // when → hold
    std::int64_t transfers_ = 0;
};

}  // namespace dengyun::ledger::test
