#pragma once
// A database of either kind with the ledger and payments over it, a clock that stands still, and a bank in a second
// process at the end of a real connection.
#include <filesystem>
#include <gtest/gtest.h>

#include "kernel/store/jobs.h"
#include "kernel/store/test/harness.h"
#include "modules/payments/api.h"
#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::payments::test {

inline constexpr Id<Organisation> workshop{101};

class BankWorld {
  public:
    explicit BankWorld(store::test::Kind kind);
    ~BankWorld();

    void start_bank(std::uint16_t port = 0);
    void kill_bank();
    // To the bank's control; answers its body.
    std::string tell(std::string_view what, std::string_view body = "{}");
    void behave(std::string_view list) { tell("behave", fmt::format(R"({{"next":[{}]}})", list)); }
    void advance(Duration by);

    Payment pay(PaymentKind kind, std::int64_t fen, std::optional<Id<Payment>> original = {});
    Payment find(Id<Payment> id);
    // Sends, asks, and whatever else is due; until nothing is.
    void work();
    // The bank's notifications, `times` each, in the order that `order` makes of them.
    void notify(int times, const std::function<void(std::vector<std::size_t>&)>& order = {});

    [[nodiscard]] std::int64_t balance(std::string_view code);
    [[nodiscard]] std::int64_t available(std::string_view code);
    [[nodiscard]] int submissions(Id<Payment> id);
    [[nodiscard]] std::vector<std::string> differences();  // "missing_there BK00000001", open ones
    Reconciliation reconcile_today();

    ManualClock clock{instant_of(1'772'352'000'000)};  // 2026-03-01T08:00:00Z
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] Partner& partner() { return *partner_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    void make_keys();
    const Scope scope_ = Scope::system("test");
    store::test::SeededRandom random_{7};
    dengyun::test::TemporaryFolder keys_;
    std::vector<store::Migration> migrations_;
    std::unique_ptr<store::test::Database> database_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<Partner> partner_;
    std::unique_ptr<store::JobRunner> jobs_;
    pid_t bank_ = 0;
    std::uint16_t port_ = 0;
};

class BankTest : public testing::TestWithParam<store::test::Kind> {
  protected:
    BankWorld world{GetParam()};
};

}  // namespace dengyun::payments::test
