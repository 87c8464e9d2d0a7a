#include "modules/ledger/transfers/transfer.h"

#include <fmt/compile.h>

#include "kernel/base/digest.h"
#include "kernel/meta/json.h"

namespace dengyun::ledger {
namespace {

constexpr meta::Choice kinds[] = {
    {"direct", {"直接入账", "Direct"}}, {"pending", {"预占", "Pending"}},   {"post", {"预占入账", "Post"}},
    {"void", {"撤销预占", "Void"}},     {"expire", {"预占到期", "Expire"}},
};
constexpr meta::Choices kind_choices{"ledger_transfer_kind", kinds};

constexpr unsigned given = meta::read_only;
constexpr meta::Options fen{.flags = given, .format = meta::Format::fen};
constexpr meta::Options plain{.flags = given};
constexpr meta::Options account{.flags = given, .reference = "ledger_account"};

using T = Transfer;
constexpr auto fields = meta::fields(
    meta::field<&T::id>("id", {"编号", "Id"}, plain),
    meta::field<&T::organisation_id>("organisation_id", {"账簿", "Book"}, plain),
    meta::field<&T::sequence>("sequence", {"序号", "Sequence"}, plain),
    meta::field<&T::kind>("kind", {"种类", "Kind"}, plain),
    meta::field<&T::debit_account_id>("debit_account_id", {"借方账户", "Debit account"}, account),
    meta::field<&T::credit_account_id>("credit_account_id", {"贷方账户", "Credit account"}, account),
    meta::field<&T::amount>("amount", {"金额", "Amount"}, fen),
    meta::field<&T::at>("at", {"入账时间", "Posted at"}, plain),
    meta::field<&T::effective_on>("effective_on", {"记账日期", "Effective on"}, plain),
    meta::field<&T::voucher_id>("voucher_id", {"凭证", "Voucher"}, {.flags = given, .reference = "ledger_voucher"}),
    meta::field<&T::pending_id>("pending_id", {"对应预占", "Of pending"},
                                {.flags = given, .reference = "ledger_transfer"}),
    meta::field<&T::reverses_id>("reverses_id", {"冲销", "Reverses"}, {.flags = given, .reference = "ledger_transfer"}),
    meta::field<&T::expires_at>("expires_at", {"到期时间", "Expires at"}, plain),
    meta::field<&T::evidence_entity>("evidence_entity", {"依据种类", "Kind of evidence"}, plain),
    meta::field<&T::evidence_id>("evidence_id", {"依据", "Evidence"}, {.flags = given | meta::internal}),
    meta::field<&T::memo>("memo", {"摘要", "Memo"}, plain),
    meta::field<&T::debit_entry>("debit_entry", {"借方笔数", "Debit entry"}, plain),
    meta::field<&T::debit_balance>("debit_balance", {"借方余额", "Debit balance"}, fen),
    meta::field<&T::credit_entry>("credit_entry", {"贷方笔数", "Credit entry"}, plain),
    meta::field<&T::credit_balance>("credit_balance", {"贷方余额", "Credit balance"}, fen),
    meta::field<&T::hash>("hash", {"哈希", "Hash"}, plain));

using V = Voucher;
constexpr auto voucher_fields = meta::fields(
    meta::field<&V::id>("id", {"编号", "Id"}, plain),
    meta::field<&V::organisation_id>("organisation_id", {"账簿", "Book"}, plain),
    meta::field<&V::number>("number", {"凭证号", "Number"}, plain), meta::field<&V::at>("at", {"时间", "At"}, plain),
    meta::field<&V::memo>("memo", {"摘要", "Memo"}, plain),
    meta::field<&V::evidence_entity>("evidence_entity", {"依据种类", "Kind of evidence"}, plain),
    meta::field<&V::transfers>("transfers", {"分录", "Transfers"}, {.flags = given, .items_max = 1'000}));

// 0 for what is absent, and not NULL: one prepared statement fits every row.
template <class T>
std::int64_t number_of(const std::optional<Id<T>>& id) {
    return id ? id->value : 0;
}

template <class T>
std::optional<Id<T>> id_at(const store::Row& row, std::size_t column) {
    const auto value = row.integer(column);
    return value == 0 ? std::nullopt : std::optional(Id<T>{value});
}

std::int64_t days(meta::Date date) { return date.time_since_epoch().count(); }

void append(std::string& text, const meta::Scalar& value) {
    if (const auto* string = std::get_if<std::string_view>(&value))
        meta::write_json_text(text, *string);
    else
        fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}"), std::get<std::int64_t>(value));
}

constexpr std::size_t columns = 25;
std::array<meta::Scalar, columns> scalars_of(const Transfer& t) {
    return {t.sequence,
            t.id.value,
            meta::name_of(t.kind),
            t.debit_account_id.value,
            t.credit_account_id.value,
            t.amount.value,
            milliseconds_of(t.at),
            days(t.effective_on),
            number_of(t.voucher_id),
            number_of(t.pending_id),
            number_of(t.reverses_id),
            t.expires_at ? milliseconds_of(*t.expires_at) : std::int64_t{0},
            std::string_view(t.evidence_entity),
            t.evidence_id,
            std::string_view(t.memo),
            t.actor_id,
            t.debit_entry,
            t.debit_balance.value,
            t.debit_debits.value,
            t.debit_previous,
            t.credit_entry,
            t.credit_balance.value,
            t.credit_debits.value,
            t.credit_previous,
            std::string_view(t.hash)};
}

}  // namespace

const meta::Choices& choices_of(TransferKind) { return kind_choices; }
constinit const meta::Entity Transfer::description{
    .name = "ledger_transfer", .label = {"转账", "Transfer"}, .fields = fields, .stored = false};
constinit const meta::Entity Voucher::description{
    .name = "ledger_voucher", .label = {"凭证", "Voucher"}, .fields = voucher_fields, .stored = false};

Transfer read_transfer(Id<Organisation> book, const store::Row& row) {
    Transfer t;
    t.organisation_id = book;
    t.sequence = row.integer(0);
    t.id = {row.integer(1)};
    t.kind = meta::value_of<TransferKind>(row.text(2)).value_or(TransferKind::direct);
    t.debit_account_id = {row.integer(3)};
    t.credit_account_id = {row.integer(4)};
    t.amount = {row.integer(5)};
    t.at = instant_of(row.integer(6));
    t.effective_on = meta::Date(std::chrono::days(row.integer(7)));
    t.voucher_id = id_at<Voucher>(row, 8);
    t.pending_id = id_at<Transfer>(row, 9);
    t.reverses_id = id_at<Transfer>(row, 10);
    if (row.integer(11) != 0) t.expires_at = instant_of(row.integer(11));
    t.evidence_entity = row.text(12);
    t.evidence_id = row.integer(13);
    t.memo = row.text(14);
    t.actor_id = row.integer(15);
    t.debit_entry = row.integer(16);
    t.debit_balance = {row.integer(17)};
    t.debit_debits = {row.integer(18)};
    t.debit_previous = row.integer(19);
    t.credit_entry = row.integer(20);
    t.credit_balance = {row.integer(21)};
    t.credit_debits = {row.integer(22)};
    t.credit_previous = row.integer(23);
    t.hash = row.text(24);
    return t;
}

Result<> insert_transfer(store::Unit& unit, const Transfer& transfer) {
    std::array<meta::Scalar, columns + 1> row;
    row[0] = transfer.organisation_id.value;
    std::ranges::copy(scalars_of(transfer), row.begin() + 1);
    DENGYUN_CHECK(unit.execute(
        "INSERT INTO ledger_transfer (organisation_id, sequence, id, kind, debit_account_id, credit_account_id, "
        "amount_fen, at, effective_on, voucher_id, pending_id, reverses_id, expires_at, evidence_entity, evidence_id, "
        "memo, actor_id, debit_entry, debit_balance_fen, debit_debits_fen, debit_previous, credit_entry, "
        "credit_balance_fen, credit_debits_fen, credit_previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row));
    return {};
}

Result<std::optional<Transfer>> find_transfer(store::Reader& reader, Id<Organisation> book, Id<Transfer> id) {
    static const auto sql =
        fmt::format("SELECT {} FROM ledger_transfer WHERE organisation_id = ? AND id = ?", transfer_columns);
    std::optional<Transfer> found;
    const meta::Scalar key[] = {book.value, id.value};
    DENGYUN_CHECK(reader.query(sql, key, [&](const store::Row& row) { found = read_transfer(book, row); }));
    return found;
}

Result<Voucher> find_voucher(store::Reader& reader, Id<Organisation> book, Id<Voucher> id) {
    Voucher voucher{.id = id, .organisation_id = book};
    const meta::Scalar key[] = {book.value, id.value};
    std::int64_t first = 0;
    std::int64_t count = 0;
    DENGYUN_CHECK(
        reader.query("SELECT number, at, memo, evidence_entity, evidence_id, first_sequence, transfers FROM "
                     "ledger_voucher WHERE organisation_id = ? AND id = ?",
                     key, [&](const store::Row& row) {
                         voucher.number = row.integer(0);
                         voucher.at = instant_of(row.integer(1));
                         voucher.memo = row.text(2);
                         voucher.evidence_entity = row.text(3);
                         voucher.evidence_id = row.integer(4);
                         first = row.integer(5);
                         count = row.integer(6);
                     }));
    if (voucher.number == 0) return fail(ErrorKind::not_found, "request.not_found");
    static const auto sql = fmt::format(
        "SELECT {} FROM ledger_transfer WHERE organisation_id = ? AND sequence >= ? AND sequence < ? ORDER BY sequence",
        transfer_columns);
    const meta::Scalar range[] = {book.value, first, first + count};
    DENGYUN_CHECK(reader.query(sql, range,
                               [&](const store::Row& row) { voucher.transfers.push_back(read_transfer(book, row)); }));
    return voucher;
}

Result<std::vector<Transfer>> transfers_of(store::Reader& reader, Id<Organisation> book,
                                           std::string_view evidence_entity, std::int64_t evidence_id, unsigned limit) {
    static const auto sql = fmt::format(
        "SELECT {} FROM ledger_transfer WHERE organisation_id = ? AND evidence_id = ? AND evidence_id <> 0 AND "
        "evidence_entity = ? ORDER BY sequence DESC LIMIT ?",
        transfer_columns);
    std::vector<Transfer> transfers;
    const meta::Scalar key[] = {book.value, evidence_id, evidence_entity, std::int64_t{limit}};
    DENGYUN_CHECK(
        reader.query(sql, key, [&](const store::Row& row) { transfers.push_back(read_transfer(book, row)); }));
    return transfers;
}

std::string transfer_hash(std::string_view before, const Transfer& transfer) {
    std::string text;
    text.reserve(512);
    text += before;
    text += '\n';
    const auto scalars = scalars_of(transfer);
    for (std::size_t i = 0; i + 1 < scalars.size(); ++i) {
        text += i == 0 ? '[' : ',';
        append(text, scalars[i]);
    }
    text += ']';
    return sha256_hex(text);
}

}  // namespace dengyun::ledger
