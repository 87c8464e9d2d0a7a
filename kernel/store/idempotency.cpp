#include "kernel/store/idempotency.h"

namespace dengyun::store {
namespace {

constexpr Duration kept_for{24LL * 3600 * 1000};
constexpr unsigned taken = 0;  // the status of an answer that is not there yet

std::string actor_of(const Scope& scope) {
    return fmt::format("{}:{}", static_cast<int>(scope.actor().kind), scope.actor().id);
}

}  // namespace

Result<std::optional<KeptAnswer>> kept_answer(Unit& unit, std::string_view key, std::string_view request_sha256) {
    const auto actor = actor_of(unit.scope());
    const meta::Scalar of[] = {unit.scope().organisation().value, std::string_view(actor), key};
    std::optional<KeptAnswer> answer;
    bool reused = false;
    Instant at{};
    DENGYUN_CHECK(unit.query(
        "SELECT digest, status, location, body, at FROM kept_answer WHERE organisation_id = ? AND actor = ? AND "
        "idempotency_key = ?",
        of, [&](const Row& row) {
            reused = row.text(0) != request_sha256;
            answer.emplace(static_cast<unsigned>(row.integer(1)), std::string(row.text(2)), std::string(row.text(3)));
            at = instant_of(row.integer(4));
        }));
    if (answer && at < unit.now() - kept_for) {
        DENGYUN_CHECK(unit.execute(
            "DELETE FROM kept_answer WHERE organisation_id = ? AND actor = ? AND idempotency_key = ?", of));
        return std::optional<KeptAnswer>{};
    }
    if (reused) return fail(ErrorKind::conflict, "request.idempotency_key_reused");
    return answer;
}

Result<> keep_answer(Unit& unit, std::string_view key, std::string_view request_sha256, const KeptAnswer& answer) {
    const auto actor = actor_of(unit.scope());
    const meta::Scalar row[] = {unit.scope().organisation().value,
                                std::string_view(actor),
                                key,
                                request_sha256,
                                std::int64_t{answer.status},
                                std::string_view(answer.location),
                                std::string_view(answer.body),
                                milliseconds_of(unit.now())};
    DENGYUN_CHECK(
        unit.execute("INSERT INTO kept_answer (organisation_id, actor, idempotency_key, digest, status, location, "
                     "body, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     row));
    return {};
}

Result<std::optional<KeptAnswer>> take_key(Unit& unit, std::string_view key, std::string_view request_sha256) {
    DENGYUN_TRY(kept, kept_answer(unit, key, request_sha256));
    if (kept && kept->status == taken) return fail(ErrorKind::conflict, "request.in_progress");
    if (!kept) DENGYUN_CHECK(keep_answer(unit, key, request_sha256, {.status = taken, .location = {}, .body = {}}));
    return std::move(kept);
}

Result<> fill_in_answer(Unit& unit, std::string_view key, const KeptAnswer& answer) {
    const auto actor = actor_of(unit.scope());
    const meta::Scalar row[] = {std::int64_t{answer.status},   std::string_view(answer.location),
                                std::string_view(answer.body), unit.scope().organisation().value,
                                std::string_view(actor),       key};
    DENGYUN_CHECK(
        unit.execute("UPDATE kept_answer SET status = ?, location = ?, body = ? WHERE organisation_id = ? AND actor = "
                     "? AND idempotency_key = ?",
                     row));
    return {};
}

Result<> free_key(Unit& unit, std::string_view key) {
    const auto actor = actor_of(unit.scope());
    const meta::Scalar of[] = {unit.scope().organisation().value, std::string_view(actor), key};
    DENGYUN_CHECK(
        unit.execute("DELETE FROM kept_answer WHERE organisation_id = ? AND actor = ? AND idempotency_key = ?", of));
    return {};
}

Result<std::int64_t> drop_old_answers(Unit& unit, unsigned limit) {
    const meta::Scalar of[] = {milliseconds_of(unit.now() - kept_for), std::int64_t{limit}};
    return unit.execute(
        "DELETE FROM kept_answer WHERE (organisation_id, actor, idempotency_key) IN (SELECT organisation_id, actor, "
        "idempotency_key FROM kept_answer WHERE at < ? LIMIT ?)",
        of);
}

}  // namespace dengyun::store
