#include "kernel/store/idempotency.h"

namespace dengyun::store {
namespace {

constexpr Duration kept_for{24LL * 3600 * 1000};

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

Result<std::int64_t> drop_old_answers(Unit& unit, unsigned limit) {
    const meta::Scalar of[] = {milliseconds_of(unit.now() - kept_for), std::int64_t{limit}};
    return unit.execute(
        "DELETE FROM kept_answer WHERE (organisation_id, actor, idempotency_key) IN (SELECT organisation_id, actor, "
        "idempotency_key FROM kept_answer WHERE at < ? LIMIT ?)",
        of);
}

}  // namespace dengyun::store
