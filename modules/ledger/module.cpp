// What the module is made of: permissions, texts, entities, jobs.
#include "kernel/api/route.h"
#include "modules/ledger/api.h"

namespace dengyun::ledger {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"ledger.read",
     {"查看本单位的资金账户", "Read the accounts that are kept for one's own organisation"},
     api::leading_roles | RoleSet{Role::bookkeeper, Role::platform_operator, Role::bank, Role::bookkeeping_firm}},
    {"ledger.read_all", {"查看全部账户", "Read every account of the book"}, RoleSet{Role::platform_operator}},
    {"ledger.post", {"登记凭证", "Post vouchers"}, RoleSet{Role::platform_operator}},
    {"ledger.close", {"结账", "Close periods"}, RoleSet{Role::platform_operator}},
};

constexpr Message own_messages[] = {
    {"ledger_account.other_kind", {"账户代码已用于其他用途。", "The code of this account is used for something else."}},
    {"ledger_account.outside_bounds",
     {"当前余额超出所给限额。", "The present balance is outside of the bounds given."}},
    {"ledger_period.not_over", {"期间尚未结束，不能结账。", "The period is not over yet."}},
    {"transfer.unknown_account", {"账户不存在。", "There is no such account."}},
    {"transfer.insufficient_funds", {"可用余额不足。", "The balance that is free is not enough."}},
    {"transfer.above_limit", {"超出账户余额上限。", "The account would go above its greatest balance."}},
    {"transfer.account_closed", {"账户已销户。", "The account is closed."}},
    {"transfer.other_currency", {"两个账户币种不同。", "The two accounts have different currencies."}},
    {"transfer.period_closed",
     {"该期间已结账；更正请在未结账期间冲销。",
      "That period is closed; corrections are reversals dated in an open one."}},
    {"transfer.id_reused", {"该编号已用于其他内容。", "This id has been used for a transfer of other content."}},
    {"transfer.not_pending", {"没有这笔预占，或已经处理。", "No such pending transfer, or it is settled already."}},
    {"transfer.pending_expired", {"预占已到期。", "The pending transfer has expired."}},
    {"transfer.exceeds_pending", {"金额超过预占。", "The amount is more than what is held."}},
    {"transfer.not_reversible",
     {"冲销必须与原转账金额相同、借贷相反。",
      "A reversal takes back the whole of a posted transfer, the other way round."}},
    {"transfer.already_reversed", {"该转账已被冲销。", "That transfer has been reversed already."}},
    {"issue.refused", {"这一笔被拒绝。", "This one is what was refused."}},
    {"issue.same_account", {"借贷双方不能是同一账户。", "Must not be the account that is debited."}},
    {"issue.not_a_month_end", {"应为月份的最后一天。", "Must be the last day of a month."}},
};

constexpr const meta::Entity* own_entities[] = {&Account::description, &Period::description};

constexpr std::string_view expire_job = "ledger.expire";
constexpr Duration expire_interval{60'000};
constexpr unsigned expire_page = 1'000;

Result<> schedule_next(store::Unit& unit) {
    return unit.schedule({std::string(expire_job), "custody", unit.now() + expire_interval, "{}"});
}

Result<> expire(store::Store& store) {
    const auto scope = Scope::system(expire_job).entering(custody_book);
    for (std::int64_t expired = expire_page; expired == expire_page;) {
        DENGYUN_TRY(count, store.write<std::int64_t>(
                               scope, [](store::Unit& unit) { return expire_due(unit, custody_book, expire_page); }));
        expired = count;
    }
    return store.run_write(scope, schedule_next);
}

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_jobs(store::JobRunner& runner) {
    runner.add(std::string(expire_job),
               {.handle = [](store::Store& store, const store::Job&) { return expire(store); }});
}

Result<> start_expiring(store::Store& store) { return store.run_write(Scope::system(expire_job), schedule_next); }

}  // namespace dengyun::ledger
