#include "modules/escrow/rules.h"

namespace dengyun::escrow {
namespace {

constexpr std::int64_t millionth = 1'000'000;

// floor(a * b / c) of non-negative numbers.
std::int64_t floor_share(std::int64_t a, std::int64_t b, std::int64_t c) {
    return static_cast<std::int64_t>(static_cast<__int128>(a) * b / c);
}

// Of everything accepted so far: rounded once, so that the parts of many releases add up to the rate of the whole.
Result<std::int64_t> cumulative(std::int64_t value, std::int64_t rate) {
    return multiply_divide(value, rate, millionth);
}

}  // namespace

Result<> check_escrow(const Escrow& escrow) {
    std::vector<Issue> issues;
    if (escrow.supplier_id == escrow.organisation_id) issues.push_back({"supplier_id", "same_party"});
    if (escrow.deposit > escrow.total) issues.push_back({"deposit", "too_large", to_text(escrow.total)});
    // What is kept back must come out of what the escrow account gives.
    const auto from_escrow = escrow.total.value - escrow.deposit.value;
    if (escrow.deposit <= escrow.total &&
        floor_share(escrow.total.value, escrow.retention_rate, millionth) > from_escrow)
        issues.push_back(
            {"retention_rate", "too_large", std::to_string(floor_share(from_escrow, millionth, escrow.total.value))});
    if (escrow.margin.value + escrow.reserve.value > from_escrow)
        issues.push_back({"margin", "too_large", to_text(Money{from_escrow})});
    if (escrow.parent_id && (escrow.deposit.value != 0 || escrow.margin.value != 0 || escrow.reserve.value != 0))
        issues.push_back({"deposit", "not_of_a_task"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Money open_amount(const Escrow& escrow) {
    return {escrow.total.value - escrow.accepted.value - escrow.refunded.value - escrow.frozen.value};
}

Money open_retention(const Escrow& escrow) {
    return {escrow.retained.value - escrow.retention_paid.value - escrow.retention_frozen.value};
}

std::int64_t deposit_up_to(const Escrow& escrow, std::int64_t value) {
    const Money funded_first{escrow.total.value - escrow.topped_up.value};
    const auto reach = escrow.deposit_reach.value_or(funded_first).value;
    return floor_share(escrow.deposit.value, std::min(value, reach), funded_first.value);
}

namespace {

// What lies in the escrow account: the value that is neither accepted nor refunded, less what the tasks have of it and
// was not taken off the supplier's releases yet.
std::int64_t in_account(const Escrow& escrow) {
    const auto right = escrow.total.value - escrow.refunded.value;
    const auto deposit = deposit_up_to(escrow, right) - deposit_up_to(escrow, escrow.accepted.value);
    return right - escrow.accepted.value - deposit - (escrow.sub_funded.value - escrow.sub_recovered.value);
}

}  // namespace

Result<Release> release_of(const Escrow& escrow, Money value) {
    if (value.value < 1) return fail(ErrorKind::invalid, "request.invalid", {{"amount", "too_small", "0.01"}});
    if (value > open_amount(escrow)) return fail(ErrorKind::conflict, "escrow.exceeds_open");
    const auto before = escrow.accepted.value;
    const auto after = before + value.value;
    Release release{.value = value};
    release.from_deposit = {deposit_up_to(escrow, after) - deposit_up_to(escrow, before)};
    const auto from_escrow = value.value - release.from_deposit.value;
    DENGYUN_TRY(retained, cumulative(after, escrow.retention_rate));
    // Nothing can be kept back of what the tasks have; it catches up with a later release.
    const auto most = std::max<std::int64_t>(0, std::min(from_escrow, in_account(escrow)));
    release.retention = {std::clamp<std::int64_t>(retained - escrow.retained.value, 0, most)};
    DENGYUN_TRY(commission, commission_up_to(escrow, {after}));
    release.commission = {commission.value - escrow.commission.value};
    const auto payable = from_escrow - release.retention.value;
    release.sub_recovered = {std::min(escrow.sub_funded.value - escrow.sub_recovered.value, payable)};
    release.to_supplier = {payable - release.sub_recovered.value};
    // Where the tasks took everything there is nothing to take a commission from yet; it catches up later.
    release.commission.value =
        std::min(release.commission.value, release.to_supplier.value + release.from_deposit.value);
    return release;
}

Result<Money> commission_up_to(const Escrow& escrow, Money accepted) {
    DENGYUN_TRY(commission, cumulative(accepted.value, escrow.commission_rate));
    return Money{commission};
}

Stretch stretch_of(const Escrow& escrow, Money value) {
    const auto right = escrow.total.value - escrow.refunded.value;
    const auto deposit = deposit_up_to(escrow, right) - deposit_up_to(escrow, right - value.value);
    return {{value.value - deposit}, {deposit}};
}

Money uncovered_by(const Escrow& escrow, Money value) {
    // What the escrow account has to give for the stretch of the line that is neither accepted nor refunded after it.
    const auto right = escrow.total.value - escrow.refunded.value - value.value;
    const auto left =
        right - escrow.accepted.value - (deposit_up_to(escrow, right) - deposit_up_to(escrow, escrow.accepted.value));
    return {std::max<std::int64_t>(0, escrow.sub_funded.value - escrow.sub_recovered.value - left)};
}

Money free_for_tasks(const Escrow& parent) {
    const auto funded = parent.total.value - parent.deposit.value;
    return {funded - parent.margin.value - parent.reserve.value - parent.sub_funded.value};
}

}  // namespace dengyun::escrow
