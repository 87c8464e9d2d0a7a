// Goal: a dispute ends whatever anybody says or does not say: what both agree to is carried out at once, what they do
// not agree about is decided on what is there and may be appealed once, and in every state silence has an outcome.
#include "kernel/api/test/scenario.h"
#include "modules/escrow/api.h"

namespace dengyun::escrow {
namespace {

const api::Caller buyer = api::member(api::Role::owner, 11);
const api::Caller supplier = api::member(api::Role::owner, 12);
const api::Caller stranger = api::member(api::Role::owner, 13);
const api::Caller arbiter = api::member(api::Role::platform_operator, 1);

class Disputes : public api::Scenario {
  protected:
    Disputes()
        : Scenario([](api::Routes& routes, store::Store&) { add_routes(routes); },
                   {ledger::migrations(), escrow::migrations()}, {ledger::messages(), escrow::messages()}) {}
    void SetUp() override {
        const auto done =
            store().run_write(Scope::crossing({11}, {ActorKind::user, 7, "张三"}), [&](store::Unit& u) -> Result<> {
                DENGYUN_TRY(cash, cash_of(u, {11}));
                DENGYUN_TRY(bank, ledger::open_account(u, ledger::custody_book,
                                                       {.code = "custodian",
                                                        .name = "银行",
                                                        .kind = ledger::AccountKind::custodian,
                                                        .holder = platform_organisation,
                                                        .balance_min = std::nullopt,
                                                        .balance_max = Money{0}}));
                DENGYUN_CHECK(ledger::post(u, ledger::custody_book,
                                           {.id = u.new_id<ledger::Voucher>(),
                                            .transfers = {{.id = u.new_id<ledger::Transfer>(),
                                                           .debit_account_id = bank.id,
                                                           .credit_account_id = cash.id,
                                                           .amount = {100'000}}}}));
                Escrow row{.title = "铣削一批", .supplier_id = {12}, .total = {100'000}};
                row.organisation_id = {11};
                DENGYUN_TRY(made, create(u, std::move(row)));
                const flow::Mover mover{meta::all_seeing(), false, false};
                DENGYUN_TRY(held, hold(u, std::move(made), mover));
                DENGYUN_TRY(funded, fund(u, std::move(held), mover));
                escrow_ = funded.id;
                return {};
            });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
    }
    void TearDown() override { EXPECT_EQ(ledger::verify_book(store(), ledger::custody_book)->fault, ""); }

    // 400 yuan of 1,000, opened by the buyer.
    std::string opened() {
        const auto made =
            post("/api/v1/escrows/" + to_text(escrow_) + "/disputes", R"({"amount":40000,"reason":"毛刺"})", buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        return "/api/v1/escrow-disputes/" + made.id();
    }
    static std::string code(const api::Answer& answer) {
        return answer.status < 300 ? answer.text("status") : answer.code();
    }
    std::string state_it(const std::string& path, const api::Caller& who) {
        return code(post(path + "/statements/actions", R"({"statement":"照片见检验单"})", who));
    }
    std::string propose_it(const std::string& path, std::int64_t fen, const api::Caller& who) {
        return code(post(path + "/proposals/actions", fmt::format(R"({{"to_supplier":{}}})", fen), who));
    }
    std::string decide_it(const std::string& path, std::int64_t to_supplier, const api::Caller& who = arbiter) {
        return code(post(path + "/decision/actions",
                         fmt::format(R"({{"to_supplier":{},"to_buyer":{},"decision":"按检验结论"}})", to_supplier,
                                     40'000 - to_supplier),
                         who));
    }
    std::string appeal_it(const std::string& path, const api::Caller& who) {
        return code(post(path + "/actions", R"({"action":"appeal","reason":"漏看了一页"})", who));
    }
    std::string status(const std::string& path) { return get(path, buyer).text("status"); }
    void wait(Duration time) {
        clock.advance(time);
        run_due_jobs();
    }
    // What each side has got, in fen: "supplier buyer"; the supplier's before commission.
    std::string got() {
        return store()
            .read<std::string>(Scope::system("test"),
                               [&](store::Reader& reader) -> Result<std::string> {
                                   DENGYUN_TRY(row, reader.find(escrow_));
                                   return fmt::format("{} {}", row.accepted.value, row.refunded.value);
                               })
            .value();
    }
    Id<Escrow> escrow_{};
};
DENGYUN_BOTH_DATABASES(Disputes);

TEST_P(Disputes, AreStatedNegotiatedAndAgreed) {
    const auto path = opened();
    EXPECT_EQ(get(path, stranger).status, 404U);
    EXPECT_EQ(post(path + "/statements/actions", R"({"statement":"x"})", stranger).status, 404U);
    EXPECT_EQ(post(path + "/statements/actions", R"({"statement":"x"})", arbiter).status, 403U);
    EXPECT_EQ(state_it(path, buyer), "open");
    EXPECT_EQ(state_it(path, buyer), "escrow_dispute.stated");
    EXPECT_EQ(state_it(path, supplier), "negotiation");
    EXPECT_EQ(act(path, "agree", buyer).code(), "escrow_dispute.no_proposal");
    EXPECT_EQ(propose_it(path, 40'001, supplier), "request.invalid");
    EXPECT_EQ(propose_it(path, 30'000, supplier), "negotiation");
    EXPECT_EQ(act(path, "agree", supplier).code(), "escrow_dispute.own_proposal");
    EXPECT_EQ(propose_it(path, 20'000, buyer), "negotiation");  // a proposal replaces the one before
    EXPECT_EQ(act(path, "agree", buyer).code(), "escrow_dispute.own_proposal");
    EXPECT_EQ(act(path, "decide", supplier).code(), "request.forbidden");
    EXPECT_EQ(code(act(path, "agree", supplier)), "agreed");
    EXPECT_EQ(got(), "20000 20000");
    EXPECT_EQ(act(path, "escalate", buyer).code(), "flow.bad_transition");
    EXPECT_EQ(decide_it(path, 0), "escrow_dispute.decided");
}

TEST_P(Disputes, AreDecidedAndCarriedOutWhenNobodyAppeals) {
    const auto path = opened();
    EXPECT_EQ(decide_it(path, 10'000), "escrow_dispute.not_in_arbitration");
    EXPECT_EQ(code(act(path, "escalate", supplier)), "arbitration");
    EXPECT_EQ(decide_it(path, 10'000, buyer), "request.forbidden");
    EXPECT_EQ(decide_it(path, 10'000), "decided");
    EXPECT_EQ(got(), "0 0");
    EXPECT_EQ(decide_it(path, 20'000), "escrow_dispute.decided");
    wait(appeal_time);
    EXPECT_EQ(status(path), "executed");
    EXPECT_EQ(got(), "10000 30000");
}

TEST_P(Disputes, AreAppealedOnce) {
    const auto path = opened();
    act(path, "escalate", buyer);
    EXPECT_EQ(decide_it(path, 10'000), "decided");
    EXPECT_EQ(act(path, "appeal", supplier).issues(), "reason:required");
    EXPECT_EQ(appeal_it(path, stranger), "escrow_dispute.not_found");
    EXPECT_EQ(appeal_it(path, supplier), "appealed");
    EXPECT_EQ(state_it(path, supplier), "appealed");
    EXPECT_EQ(decide_it(path, 25'000), "executed");
    EXPECT_EQ(got(), "25000 15000");
    const auto seen = get(path, supplier);
    EXPECT_EQ(seen.json.at("first_to_supplier").as_int64(), 10'000);
    EXPECT_EQ(appeal_it(path, buyer), "flow.bad_transition");
}

TEST_P(Disputes, AnAppealThatNobodyLooksAtLeavesTheDecision) {
    const auto path = opened();
    act(path, "escalate", buyer);
    decide_it(path, 10'000);
    EXPECT_EQ(appeal_it(path, supplier), "appealed");
    wait(arbitration_time);
    EXPECT_EQ(status(path), "executed");
    EXPECT_EQ(got(), "10000 30000");
}

TEST_P(Disputes, EndBySilenceWithTheMoneyWhereItCameFrom) {
    const auto path = opened();
    wait(statement_time);
    EXPECT_EQ(status(path), "negotiation");
    wait(negotiation_time);
    EXPECT_EQ(status(path), "arbitration");
    wait(arbitration_time);
    EXPECT_EQ(status(path), "decided");
    EXPECT_EQ(get(path, buyer).json.at("is_deemed").as_bool(), true);
    wait(appeal_time);
    EXPECT_EQ(status(path), "executed");
    EXPECT_EQ(got(), "0 40000");
}

TEST_P(Disputes, WhoDoesNotShowUpDoesNotFreezeTheOther) {
    const auto path = opened();
    EXPECT_EQ(state_it(path, supplier), "open");
    wait(statement_time + negotiation_time);  // each timer in its turn
    wait(negotiation_time);
    wait(arbitration_time);
    wait(appeal_time);
    EXPECT_EQ(status(path), "executed");
    EXPECT_EQ(got(), "40000 0");
}

}  // namespace
}  // namespace dengyun::escrow
