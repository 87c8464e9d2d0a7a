#include "modules/ledger/accounts/account.h"

#include "modules/ledger/posting/balances.h"

namespace dengyun::ledger {
namespace {

constexpr meta::Choice kinds[] = {
    {"cash", {"现金户", "Cash"}},
    {"deposit", {"定金", "Deposit"}},
    {"escrow", {"托管", "Escrow"}},
    {"retention", {"质保金", "Retention"}},
    {"payable", {"应付供方", "Supplier payable"}},
    {"commission", {"佣金", "Commission"}},
    {"tax", {"税金", "Tax"}},
    {"penalty", {"违约金", "Penalty"}},
    {"refund_payable", {"应退买方", "Refund payable"}},
    {"custodian", {"存管银行", "Custodian"}},
    {"other", {"其他", "Other"}},
};
constexpr meta::Choices kind_choices{"ledger_account_kind", kinds};
constexpr meta::Choice statuses[] = {{"open", {"正常", "Open"}}, {"closed", {"已销户", "Closed"}}};
constexpr meta::Choices status_choices{"ledger_account_status", statuses};

using A = Account;
constexpr auto fields = meta::record<A>(
    meta::field<&A::code>(
        "code", {"账户代码", "Code"},
        {.flags = meta::required | meta::immutable | meta::sortable | meta::filterable, .length_max = 80}),
    meta::field<&A::name>("name", {"账户名称", "Name"}, {.flags = meta::required, .length_max = 100}),
    meta::field<&A::kind>("kind", {"类别", "Kind"}, {.flags = meta::required | meta::immutable | meta::filterable}),
    meta::field<&A::holder_id>("holder_id", {"持有单位", "Holder"},
                               {.flags = meta::immutable | meta::filterable, .reference = "organisation"}),
    meta::field<&A::currency>("currency", {"币种", "Currency"}, {.flags = meta::immutable, .length_max = 3}),
    meta::field<&A::balance_min>("balance_min", {"余额下限", "Least balance"},
                                 {.min = -amount_max, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&A::balance_max>("balance_max", {"余额上限", "Greatest balance"},
                                 {.min = -amount_max, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&A::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}));

constexpr std::string_view by_code[] = {"code"};
constexpr std::string_view by_holder[] = {"holder_id"};
constexpr meta::Index indexes[] = {
    {.name = "ledger_account_code", .columns = by_code, .unique = true},
    {.name = "ledger_account_holder", .columns = by_holder, .across_organisations = true}};

}  // namespace

const meta::Choices& choices_of(AccountKind) { return kind_choices; }
const meta::Choices& choices_of(AccountStatus) { return status_choices; }

constinit const meta::Entity Account::description{.name = "ledger_account",
                                                  .label = {"账户", "Account"},
                                                  .fields = fields,
                                                  .indexes = indexes,
                                                  .title_field = "name"};

Result<std::optional<Account>> find_account(store::Reader& reader, Id<Organisation> book, std::string_view code) {
    Id<Account> id{};
    const meta::Scalar key[] = {book.value, code};
    DENGYUN_CHECK(reader.query("SELECT id FROM ledger_account WHERE organisation_id = ? AND code = ?", key,
                               [&](const store::Row& row) { id = {row.integer(0)}; }));
    if (!id) return std::nullopt;
    DENGYUN_TRY(account, reader.find(id));
    return std::optional(std::move(account));
}

Result<Account> open_account(store::Unit& unit, Id<Organisation> book, const NewAccount& wanted) {
    DENGYUN_TRY(found, find_account(unit, book, wanted.code));
    if (found) {
        if (found->kind != wanted.kind || found->holder_id != wanted.holder)
            return fail(ErrorKind::conflict, "ledger_account.other_kind", {}, wanted.code);
        return std::move(*found);
    }
    Account account{.code = wanted.code,
                    .name = wanted.name,
                    .kind = wanted.kind,
                    .holder_id = wanted.holder,
                    .balance_min = wanted.balance_min,
                    .balance_max = wanted.balance_max};
    account.organisation_id = book;
    return unit.insert(std::move(account));
}

Result<Account> change_bounds(store::Unit& unit, Account account, std::optional<Money> balance_min,
                              std::optional<Money> balance_max) {
    DENGYUN_TRY(balance, read_balance(unit, account.organisation_id, account.id));
    if ((balance_min && balance.balance - balance.debits_pending < balance_min->value) ||
        (balance_max && balance.balance + balance.credits_pending > balance_max->value))
        return fail(ErrorKind::conflict, "ledger_account.outside_bounds");
    account.balance_min = balance_min;
    account.balance_max = balance_max;
    return unit.update(std::move(account));
}

}  // namespace dengyun::ledger
