// What the module is made of: permissions, texts, entities, jobs.
#include "modules/payments/api.h"

namespace dengyun::payments {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"payments.read",
     {"查看本单位的支付单", "Read one's own payments"},
     api::leading_roles | RoleSet{Role::bookkeeper, Role::platform_operator}},
    {"payments.create", {"充值和付款", "Top up and pay out"}, api::leading_roles | RoleSet{Role::platform_operator}},
    {"payments.reconcile",
     {"对账", "Reconcile with the payment partner"},
     RoleSet{Role::platform_operator, Role::bank}},
};

constexpr Message own_messages[] = {
    {"payment.no_partner", {"尚未接入支付机构。", "No payment partner is connected."}},
    {"payment.not_sent", {"支付机构暂时无法连接。", "The payment partner cannot be reached."}},
    {"payment.unknown", {"支付机构没有明确答复。", "The payment partner has not given a clear answer."}},
    {"payment.bad_statement", {"对账单格式有误。", "The statement file is not right."}},
    {"payment.bad_answer", {"支付机构的应答有误。", "The payment partner's answer is not right."}},
    {"payment.bad_proof", {"通知签名无效。", "The notification is not proved."}},
    {"payment.bad_key", {"支付密钥无效。", "The payment key is not right."}},
    {"payment.not_refundable",
     {"原支付单不存在、未到账或金额不足。", "There is no such settled payment of one's own, or it is smaller."}},
    {"payment.memo_hold", {"付款预占", "Held for a payment"}},
    {"payment.memo_settled", {"银行到账 {detail}", "Settled by the bank {detail}"}},
    {"payment.memo_refused", {"付款被拒，撤销预占", "Payment refused, held funds let go"}},
};

constexpr const meta::Entity* own_entities[] = {&Payment::description, &Reconciliation::description,
                                                &Difference::description};

constexpr std::string_view reconcile_job = "payments.reconcile";
constexpr Duration china_offset{8LL * 3600 * 1000};
constexpr Duration two_o_clock{2LL * 3600 * 1000};

Instant next_run(Instant now) {
    const auto today = Instant(china_date(now)) - china_offset + two_o_clock;
    return today > now ? today : today + flow::day;
}

Result<> schedule_next(store::Unit& unit) {
    return unit.schedule({std::string(reconcile_job), "daily", next_run(unit.now()), "{}"});
}

Result<> run_daily(store::Store& store, Partner& partner, Instant run_at) {
    DENGYUN_TRY(run, reconcile(store, partner, china_date(run_at) - std::chrono::days(1)));
    static_cast<void>(run);
    return store.run_write(Scope::system(reconcile_job), schedule_next);
}

std::unexpected<Error> no_partner() { return fail(ErrorKind::conflict, "payment.no_partner"); }

Result<Id<Payment>> payment_in(const store::Job& job) {
    const auto id = parse_id<Payment>(job.key);
    if (!id) return fail(ErrorKind::not_found, "request.not_found");
    return *id;
}

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_jobs(store::JobRunner& runner, Partner* partner) {
    // An instruction that never left is offered again for as long as it is valid.
    constexpr int attempts_max = 40;
    runner.add(std::string(send_job), {.handle = [partner](store::Store& store, const store::Job& job) -> Result<> {
                                           if (partner == nullptr) return no_partner();
                                           DENGYUN_TRY(id, payment_in(job));
                                           return send(store, *partner, id);
                                       },
                                       .attempts_max = attempts_max});
    runner.add(std::string(query_job), {.handle = [partner](store::Store& store, const store::Job& job) -> Result<> {
                                            if (partner == nullptr) return no_partner();
                                            DENGYUN_TRY(id, payment_in(job));
                                            return query(store, *partner, id);
                                        },
                                        .attempts_max = attempts_max});
    runner.add(std::string(reconcile_job),
               {.handle = [partner](store::Store& store, const store::Job& job) -> Result<> {
                   if (partner == nullptr) return store.run_write(Scope::system(reconcile_job), schedule_next);
                   return run_daily(store, *partner, job.run_at);
               }});
}

Result<> start_reconciling(store::Store& store) { return store.run_write(Scope::system(reconcile_job), schedule_next); }

}  // namespace dengyun::payments
