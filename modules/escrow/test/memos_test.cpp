// Goal: what the platform writes into the books of an escrow is read by each in his language: the memos of statement,
// transfer and voucher, the names of accounts; what people wrote stays as it is.
#include "kernel/api/test/scenario.h"
#include "modules/escrow/api.h"

namespace dengyun::escrow {
namespace {

constexpr Id<Organisation> buyer{101};
const api::Caller owner = api::member(api::Role::owner, 101);

struct Books {
    std::unique_ptr<ledger::Poster> poster;
};

class Memos : private Books, public api::Scenario {
  protected:
    Memos()
        : Scenario(
              [this](api::Routes& routes, store::Store& store) {
                  poster = std::make_unique<ledger::Poster>(store, ledger::custody_book);
                  ledger::add_routes(routes, *poster);
              },
              {ledger::migrations(), escrow::migrations()}, {ledger::messages(), escrow::messages()}) {}
    ~Memos() override { poster.reset(); }

    template <class T>
    T unit(const std::function<Result<T>(store::Unit&)>& work) {
        auto done = store().write<T>(Scope::crossing(buyer, {ActorKind::user, 7, "张三"}), work);
        EXPECT_TRUE(done) << (done ? "" : done.error().code + done.error().detail);
        return done.value_or(T{});
    }
    Id<ledger::Account> paid_in(std::int64_t fen) {
        return unit<Id<ledger::Account>>([&](store::Unit& u) -> Result<Id<ledger::Account>> {
            DENGYUN_TRY(cash, cash_of(u, buyer));
            DENGYUN_TRY(bank, ledger::open_account(u, ledger::custody_book,
                                                   {.code = "custodian",
                                                    .name = "存管银行",
                                                    .kind = ledger::AccountKind::custodian,
                                                    .holder = platform_organisation,
                                                    .balance_min = std::nullopt,
                                                    .balance_max = Money{0}}));
            DENGYUN_TRY(posted, ledger::post(u, ledger::custody_book,
                                             {.transfers = {{.id = u.new_id<ledger::Transfer>(),
                                                             .debit_account_id = bank.id,
                                                             .credit_account_id = cash.id,
                                                             .amount = {fen},
                                                             .memo = "三月货款 3.1"}}}));
            static_cast<void>(posted);
            return cash.id;
        });
    }
    api::Answer read(const std::string& address, const char* language) {
        return send(http::Method::get, "/api/v1/ledger/" + address, {}, owner, {{"Accept-Language", language}});
    }
};
DENGYUN_BOTH_DATABASES(Memos);

TEST_P(Memos, AreReadByEachInHisLanguage) {
    const auto cash = paid_in(100'000);
    const auto funded = unit<Escrow>([&](store::Unit& u) -> Result<Escrow> {
        Escrow given{.title = "铣削一批", .supplier_id = {102}, .total = {10'000}};
        given.organisation_id = buyer;
        DENGYUN_TRY(made, create(u, given));
        const flow::Mover mover{meta::all_seeing(), false, false};
        DENGYUN_TRY(held, hold(u, std::move(made), mover));
        return fund(u, std::move(held), mover);
    });
    const auto statement = "accounts/" + to_text(cash) + "/statement";
    const auto english = read(statement, "en").all("memo");
    ASSERT_EQ(english.size(), 2U);
    EXPECT_EQ(english, (std::vector<std::string>{"Paid into the escrow", "三月货款 3.1"}));
    EXPECT_EQ(read(statement, "zh").all("memo"), (std::vector<std::string>{"转入托管", "三月货款 3.1"}));
    EXPECT_NE(read(statement + ".csv", "en").body.find("Paid into the escrow"), std::string::npos);
    const auto transfer = read(statement, "en").all("transfer_id").front();
    EXPECT_EQ(read("transfers/" + transfer, "en").text("memo"), "Paid into the escrow");
    const auto voucher = read("vouchers/" + read(statement, "en").all("voucher_id").front(), "en");
    EXPECT_EQ(voucher.text("memo"), "Paid into the escrow");

    EXPECT_EQ(read("accounts/" + to_text(cash), "en").text("name"), "Cash");
    EXPECT_EQ(read("accounts/" + to_text(cash), "zh").text("name"), "现金户");
    const auto escrow = "accounts/" + to_text(funded.escrow_account_id.value_or(Id<ledger::Account>{}));
    EXPECT_EQ(read(escrow, "en").text("name"), "Escrow 铣削一批");
    EXPECT_EQ(read(escrow, "zh").text("name"), "托管 铣削一批");
}

}  // namespace
}  // namespace dengyun::escrow
