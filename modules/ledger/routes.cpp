// Accounts and what happened on them, for those for whom they are kept; posting and periods for the operator.
#include <fmt/format.h>

#include "kernel/api/resource.h"
#include "kernel/api/written_text.h"
#include "kernel/base/csv.h"
#include "kernel/meta/date.h"
#include "modules/ledger/api.h"
#include "modules/ledger/posting/book.h"
#include "modules/ledger/views.h"

namespace dengyun::ledger {
namespace {

constexpr auto reads = api::needs("ledger.read");

bool sees_all(const api::Call& call) { return call.principal->may("ledger.read_all"); }
bool sees(const api::Call& call, const Account& account) {
    return account.holder_id == call.principal->organisation || sees_all(call);
}

// As the caller reads it. A memo is the product's or somebody's own.
Entry shown(const api::Call& call, Entry entry) {
    entry.memo = api::written_text(call, entry.memo);
    return entry;
}
Transfer shown(const api::Call& call, Transfer transfer) {
    transfer.memo = api::written_text(call, transfer.memo);
    return transfer;
}
// The product calls an account by its kind, in Chinese, and by whatever it is kept for.
Account shown(const api::Call& call, Account account) {
    const auto& kind = choices_of(account.kind).entries[static_cast<std::size_t>(account.kind)].label;
    const bool is_own = account.name == kind.zh || account.name.starts_with(std::string(kind.zh) + ' ');
    if (is_own && call.language != Language::zh)
        account.name = std::string(kind.in(call.language)) + account.name.substr(kind.zh.size());
    return account;
}

// The account that the path names, if it is the caller's to see.
Result<Account> visible_account(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Account>());
    DENGYUN_TRY(account, reader.find(id));
    if (!sees(call, account)) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(account);
}

Result<store::Page<Account>> list_accounts(const api::Call& call, store::Reader& reader, const store::Query& query) {
    auto seen = query;
    if (!sees_all(call)) {
        std::erase_if(seen.filters, [](const store::Query::Filter& filter) { return filter.field == "holder_id"; });
        seen.filters.push_back({"holder_id", to_text(call.principal->organisation)});
    }
    DENGYUN_TRY(page, reader.list<Account>(seen));
    for (auto& account : page.items) account = shown(call, std::move(account));
    return std::move(page);
}

Result<std::optional<Instant>> instant_parameter(const api::Call& call, std::string_view name) {
    const auto text = call.query_parameter(name);
    if (!text) return std::nullopt;
    const auto at = parse_instant(*text);
    if (!at) return fail(ErrorKind::invalid, "request.invalid", {{std::string(name), "malformed"}});
    return std::optional(*at);
}

Result<AccountBalance> read_account_balance(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(account, visible_account(call, reader));
    DENGYUN_TRY(at, instant_parameter(call, "at"));
    AccountBalance answer{.account_id = account.id, .at = at.value_or(reader.now())};
    if (at && *at < reader.now()) {
        DENGYUN_TRY(entry, entry_at(reader, account.organisation_id, account.id, *at));
        if (entry) answer.balance = entry->balance, answer.entries = entry->entry;
        return answer;
    }
    DENGYUN_TRY(balance, read_balance(reader, account.organisation_id, account.id));
    answer.balance = {balance.balance};
    answer.entries = balance.entries;
    answer.debits_pending = Money{balance.debits_pending};
    answer.credits_pending = Money{balance.credits_pending};
    const auto held = balance.balance - balance.debits_pending;
    answer.available = Money{account.balance_min ? held - account.balance_min->value : held};
    return answer;
}

Result<store::Page<Entry>> read_statement(const api::Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(account, visible_account(call, reader));
    std::int64_t before = 0;
    if (!query.after.empty()) {
        const auto given = id_from_text(query.after);
        if (!given) return fail(ErrorKind::invalid, "request.invalid", {{"after", "malformed"}});
        before = *given;
    }
    DENGYUN_TRY(to, instant_parameter(call, "to"));
    if (before == 0 && to) {
        DENGYUN_TRY(last, entry_at(reader, account.organisation_id, account.id, *to));
        if (!last) return store::Page<Entry>{};
        before = last->entry + 1;
    }
    store::Page<Entry> page;
    DENGYUN_TRY(entries, read_entries(reader, account.organisation_id, account.id, before, query.limit));
    for (auto& entry : entries) page.items.push_back(shown(call, std::move(entry)));
    if (page.items.size() == query.limit && page.items.back().entry > 1)
        page.next = std::to_string(page.items.back().entry);
    return page;
}

Result<Turnover> read_turnover(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(account, visible_account(call, reader));
    DENGYUN_TRY(from, instant_parameter(call, "from"));
    DENGYUN_TRY(to, instant_parameter(call, "to"));
    return turnover(reader, account.organisation_id, account.id, from.value_or(Instant{}), to.value_or(reader.now()));
}

// The newest entries up to `to`, as a table for a spreadsheet.
Result<api::Reply> export_statement(const api::Call& call, store::Reader& reader) {
    constexpr std::int64_t rows_max = 20'000;
    DENGYUN_TRY(account, visible_account(call, reader));
    DENGYUN_TRY(to, instant_parameter(call, "to"));
    DENGYUN_TRY(last, entry_at(reader, account.organisation_id, account.id, to.value_or(reader.now())));
    const bool zh = call.language == Language::zh;
    std::string csv = zh ? "\xEF\xBB\xBF"
                           "笔数,入账时间,记账日期,发生额,余额,对方账户,摘要,转账编号\r\n"
                         : "\xEF\xBB\xBF"
                           "entry,posted_at,effective_on,change,balance,counterpart,memo,transfer\r\n";
    std::int64_t before = last ? last->entry + 1 : 1;
    for (std::int64_t rows = 0; before > 1 && rows < rows_max;) {
        DENGYUN_TRY(entries, read_entries(reader, account.organisation_id, account.id, before, store::page_limit_max));
        for (const auto& e : entries) {
            const std::vector<std::string> cells{std::to_string(e.entry),
                                                 to_text(e.at),
                                                 meta::date_text(e.effective_on),
                                                 to_text(e.change),
                                                 to_text(e.balance),
                                                 to_text(e.counterpart_id),
                                                 api::written_text(call, e.memo),
                                                 to_text(e.transfer_id)};
            write_csv_row(csv, cells, CsvFormulas::neutralise);
        }
        if (entries.empty()) break;
        rows += static_cast<std::int64_t>(entries.size());
        before = entries.back().entry;
    }
    return api::Reply{.body = std::move(csv),
                      .content_type = "text/csv; charset=utf-8",
                      .headers = {{"Content-Disposition", "attachment; filename=\"statement.csv\""}}};
}

Result<bool> sees_transfer(const api::Call& call, store::Reader& reader, const Transfer& transfer) {
    if (sees_all(call)) return true;
    for (const auto account : {transfer.debit_account_id, transfer.credit_account_id}) {
        DENGYUN_TRY(found, reader.find(account));
        if (sees(call, found)) return true;
    }
    return false;
}

Result<Transfer> read_one_transfer(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Transfer>());
    DENGYUN_TRY(transfer, find_transfer(reader, custody_book, id));
    if (!transfer) return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(visible, sees_transfer(call, reader, *transfer));
    if (!visible) return fail(ErrorKind::not_found, "request.not_found");
    return shown(call, std::move(*transfer));
}

// Of a voucher one sees the transfers that touch one's own accounts.
Result<Voucher> read_one_voucher(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Voucher>());
    DENGYUN_TRY(voucher, find_voucher(reader, custody_book, id));
    std::vector<Transfer> own;
    for (auto& transfer : voucher.transfers) {
        DENGYUN_TRY(visible, sees_transfer(call, reader, transfer));
        if (visible) own.push_back(shown(call, std::move(transfer)));
    }
    if (own.empty()) return fail(ErrorKind::not_found, "request.not_found");
    voucher.memo = api::written_text(call, voucher.memo);
    voucher.transfers = std::move(own);
    return std::move(voucher);
}

Result<BookSummary> read_summary(const api::Call&, store::Reader& reader) {
    BookSummary summary;
    DENGYUN_TRY(book, read_book(reader, custody_book));
    summary.transfers = book.sequence;
    summary.hash = book.hash;
    const meta::Scalar key[] = {custody_book.value};
    DENGYUN_CHECK(reader.query(
        "SELECT a.kind, COUNT(*), CAST(COALESCE(SUM(b.balance_fen), 0) AS BIGINT), "
        "CAST(COALESCE(SUM(b.debits_pending_fen), 0) AS BIGINT) FROM ledger_account a LEFT JOIN ledger_balance b ON "
        "b.organisation_id = a.organisation_id AND b.account_id = a.id WHERE a.organisation_id = ? GROUP BY a.kind "
        "ORDER BY a.kind",
        key, [&](const store::Row& row) {
            summary.totals.push_back({meta::value_of<AccountKind>(row.text(0)).value_or(AccountKind::other),
                                      row.integer(1),
                                      {row.integer(2)},
                                      {row.integer(3)}});
            summary.sum.value += row.integer(2);
        }));
    return summary;
}

BatchOutcome answer_of(const std::vector<Result<Posted>>& outcomes) {
    BatchOutcome answer;
    for (const auto& outcome : outcomes) {
        auto& one = answer.outcomes.emplace_back();
        one.posted = outcome.has_value();
        if (outcome) {
            one.repeated = outcome->repeated;
            one.first_sequence = outcome->first_sequence;
        } else {
            one.code = outcome.error().code;
            if (!outcome.error().issues.empty()) one.field = outcome.error().issues.front().field;
        }
    }
    return answer;
}

void add_account_routes(api::Routes& routes) {
    const api::RouteOptions all{.reach = api::Reach::all};
    routes.declare(Account::description);
    routes.list<Account>("/api/v1/ledger/accounts", reads, {"资金账户", "Accounts"}, list_accounts,
                         {.reach = api::Reach::all, .list_of = "ledger_account", .exported = true});
    routes.get<Account>(
        "/api/v1/ledger/accounts/{id}", reads, {"查看账户", "Read an account"},
        [](const api::Call& call, store::Reader& reader) -> Result<Account> {
            DENGYUN_TRY(account, visible_account(call, reader));
            return shown(call, std::move(account));
        },
        all);
    routes.get<AccountBalance>("/api/v1/ledger/accounts/{id}/balance", reads,
                               {"账户余额，现在或过去某一时刻", "The balance, now or at a past moment"},
                               read_account_balance,
                               {.reach = api::Reach::all, .parameters = {{"at", {"时点", "The moment"}}}});
    routes.list<Entry>("/api/v1/ledger/accounts/{id}/statement", reads,
                       {"账户明细，新的在前", "The statement of an account, newest first"}, read_statement,
                       {.reach = api::Reach::all, .parameters = {{"to", {"截止时刻", "Up to this moment"}}}});
    routes.get<Turnover>(
        "/api/v1/ledger/accounts/{id}/turnover", reads, {"一段时间的发生额", "What moved in a span of time"},
        read_turnover,
        {.reach = api::Reach::all,
         .parameters = {{"from", {"起始时刻", "After this moment"}}, {"to", {"截止时刻", "Up to this moment"}}}});
    routes.get<api::Nothing>(
        "/api/v1/ledger/accounts/{id}/statement.csv", reads, {"导出账户明细", "Export the statement"}, export_statement,
        {.reach = api::Reach::all, .parameters = {{"to", {"截止时刻", "Up to this moment"}}}, .raw_body = true});
}

}  // namespace

void add_routes(api::Routes& routes, Poster& poster) {
    routes.declare(permissions());
    add_account_routes(routes);
    routes.get<Transfer>("/api/v1/ledger/transfers/{id}", reads, {"查看转账", "Read a transfer"}, read_one_transfer,
                         {.reach = api::Reach::all});
    routes.get<Voucher>("/api/v1/ledger/vouchers/{id}", reads, {"查看凭证", "Read a voucher"}, read_one_voucher,
                        {.reach = api::Reach::all});
    routes.get<BookSummary>("/api/v1/ledger/summary", api::needs("ledger.read_all"),
                            {"账簿总览", "The book at a glance"}, read_summary, {.reach = api::Reach::all});
    routes.post<BatchInput, BatchOutcome>(
        "/api/v1/ledger/batches", api::needs("ledger.post"), {"批量登记凭证", "Post a batch of vouchers"},
        [&poster](const api::Call& call, store::Store&, const BatchInput& input) -> Result<BatchOutcome> {
            std::vector<VoucherRequest> vouchers;
            for (const auto& voucher : input.vouchers)
                vouchers.push_back(request_of(voucher, call.principal->actor.id));
            DENGYUN_TRY(outcomes, poster.post(std::move(vouchers)));
            return answer_of(outcomes);
        });
    routes.declare(Period::description, &Period::states);
    routes.list<Period>(
        "/api/v1/ledger/periods", api::needs("ledger.read_all"), {"会计期间", "Periods"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Period>(query); },
        {.list_of = "ledger_period", .exported = true});
    routes.get<Period>("/api/v1/ledger/periods/{id}", api::needs("ledger.read_all"), {"查看期间", "Read a period"},
                       [](const api::Call& call, store::Reader& reader) -> Result<Period> {
                           DENGYUN_TRY(id, call.id<Period>());
                           return reader.find(id);
                       });
    routes.post<Period, Period>("/api/v1/ledger/periods", api::needs("ledger.close"), {"新建期间", "Create a period"},
                                [](const api::Call&, store::Unit& unit, const Period& given) -> Result<Period> {
                                    DENGYUN_CHECK(check_period(given));
                                    return unit.insert(Period(given));
                                });
    api::add_actions<Period>(routes, "/api/v1/ledger/periods/{id}");
}

}  // namespace dengyun::ledger
