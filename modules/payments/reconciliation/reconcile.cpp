#include "modules/payments/reconciliation/reconcile.h"

#include <map>
#include <set>

#include "modules/payments/service.h"

namespace dengyun::payments {
namespace {

constexpr Duration china_offset{8LL * 3600 * 1000};

Instant end_of(meta::Date day) { return Instant(day + std::chrono::days(1)) - china_offset - Duration(1); }

OwnPayment own_of(const Payment& payment) {
    return {payment.id,
            payment.kind,
            payment.amount,
            payment.status,
            payment.settled_at ? std::optional(china_date(*payment.settled_at)) : std::nullopt,
            payment.reference};
}

// A hold reserves and moves nothing: it stands in no statement.
bool is_in_statements(PaymentKind kind) { return kind != PaymentKind::hold; }

Result<std::vector<OwnPayment>> own_payments(store::Reader& reader, const Statement& statement) {
    std::map<std::int64_t, OwnPayment> own;
    std::vector<Id<Payment>> ids;
    const meta::Scalar day[] = {milliseconds_of(end_of(statement.day - std::chrono::days(1))),
                                milliseconds_of(end_of(statement.day))};
    DENGYUN_CHECK(reader.query("SELECT id FROM payment WHERE status = 'settled' AND settled_at > ? AND settled_at <= ?",
                               day, [&](const store::Row& row) { ids.push_back({row.integer(0)}); }));
    for (const auto& line : statement.lines)
        if (const auto id = payment_of(line.id)) ids.push_back(*id);
    for (const auto id : ids) {
        if (own.contains(id.value)) continue;
        const auto payment = reader.find(id);
        if (payment && is_in_statements(payment->kind)) own.emplace(id.value, own_of(*payment));
    }
    std::vector<OwnPayment> list;
    for (auto& [id, one] : own) list.push_back(std::move(one));
    return list;
}

Result<Money> closing_of(store::Unit& unit, meta::Date day) {
    DENGYUN_TRY(account, custodian_account(unit));
    DENGYUN_TRY(entry, ledger::entry_at(unit, ledger::custody_book, account.id, end_of(day)));
    return Money{entry ? -entry->balance.value : 0};
}

Result<> keep(store::Unit& unit, std::vector<Difference> found, meta::Date day) {
    // What is open is found anew; what is resolved stays, and is not raised a second time.
    std::set<std::tuple<DifferenceKind, std::int64_t, std::string>> resolved;
    store::Query of_day{.filters = {{"day", meta::scalar_text(*Difference::description.find("day"),
                                                              std::int64_t{day.time_since_epoch().count()})}},
                        .limit = store::page_limit_max};
    const auto key = [](const Difference& one) {
        return std::tuple(one.kind, one.payment_id ? one.payment_id->value : 0, one.reference);
    };
    for (;;) {
        DENGYUN_TRY(page, unit.list<Difference>(of_day));
        for (auto& one : page.items) {
            if (one.kind == DifferenceKind::contradiction) continue;
            if (one.status == DifferenceStatus::resolved)
                resolved.insert(key(one));
            else
                DENGYUN_CHECK(unit.remove(one));
        }
        if (!page.next) break;
        of_day.after = *page.next;
    }
    for (auto& one : found) {
        if (resolved.contains(key(one))) continue;
        one.organisation_id = platform_organisation;
        DENGYUN_TRY(kept, unit.insert(std::move(one)));
        static_cast<void>(kept);
    }
    return {};
}

}  // namespace

std::vector<Difference> differences_of(const Statement& statement, std::span<const OwnPayment> own,
                                       Money closing_here) {
    std::vector<Difference> found;
    std::map<std::int64_t, const OwnPayment*> by_id;
    for (const auto& one : own) by_id[one.id.value] = &one;
    std::set<std::int64_t> seen;
    const auto add = [&](DifferenceKind kind, const OwnPayment* here, const StatementLine* there) {
        found.push_back({.kind = kind,
                         .day = statement.day,
                         .payment_id = here == nullptr ? std::nullopt : std::optional(here->id),
                         .reference = there != nullptr  ? there->reference
                                      : here != nullptr ? here->reference
                                                        : "",
                         .amount_here = here == nullptr ? std::nullopt : std::optional(here->amount),
                         .amount_there = there == nullptr ? std::nullopt : std::optional(there->amount)});
    };
    for (const auto& line : statement.lines) {
        const auto id = payment_of(line.id);
        const auto known = id ? by_id.find(id->value) : by_id.end();
        if (known == by_id.end()) {
            add(DifferenceKind::missing_here, nullptr, &line);
            continue;
        }
        const auto* here = known->second;
        if (!seen.insert(id->value).second) {
            add(DifferenceKind::duplicate_there, here, &line);
            continue;
        }
        if (here->status != PaymentStatus::settled)
            add(DifferenceKind::missing_here, here, &line);
        else if (here->settled_on != statement.day)
            add(DifferenceKind::day_differs, here, &line);
        if (here->amount != line.amount) add(DifferenceKind::amount_differs, here, &line);
        if (here->kind != line.kind) add(DifferenceKind::kind_differs, here, &line);
    }
    for (const auto& one : own)
        if (!seen.contains(one.id.value) && one.status == PaymentStatus::settled && one.settled_on == statement.day)
            add(DifferenceKind::missing_there, &one, nullptr);
    if (closing_here != statement.closing)
        found.push_back({.kind = DifferenceKind::balance_differs,
                         .day = statement.day,
                         .amount_here = closing_here,
                         .amount_there = statement.closing});
    return found;
}

Result<Reconciliation> reconcile(store::Store& store, Partner& partner, meta::Date day) {
    DENGYUN_TRY(statement, partner.statement(day));
    const auto scope = Scope::system("payments.reconcile");
    return store.write<Reconciliation>(scope, [&](store::Unit& unit) -> Result<Reconciliation> {
        DENGYUN_TRY(own, own_payments(unit, statement));
        DENGYUN_TRY(closing, closing_of(unit, day));
        auto found = differences_of(statement, own, closing);
        for (const auto& one : own)
            if (one.status != PaymentStatus::settled && one.status != PaymentStatus::refused)
                DENGYUN_CHECK(unit.schedule({std::string(query_job), to_text(one.id), unit.now(), "{}"}));
        const meta::Scalar key[] = {std::int64_t{day.time_since_epoch().count()}};
        DENGYUN_TRY(before, unit.find_by<Reconciliation>("reconciliation_day", key));
        auto run = before.value_or(Reconciliation{});
        run.day = day;
        run.lines = static_cast<std::int64_t>(statement.lines.size());
        run.differences = static_cast<std::int64_t>(found.size());
        std::set<std::string> wrong;
        for (const auto& one : found)
            if (one.amount_there && one.kind != DifferenceKind::balance_differs) wrong.insert(one.reference);
        run.matched = run.lines;
        for (const auto& line : statement.lines)
            if (wrong.contains(line.reference)) --run.matched;
        run.closing_there = statement.closing;
        run.closing_here = closing;
        ++run.runs;
        DENGYUN_CHECK(keep(unit, std::move(found), day));
        if (before) return unit.update(std::move(run), "repeated");
        run.organisation_id = platform_organisation;
        return unit.insert(std::move(run));
    });
}

}  // namespace dengyun::payments
