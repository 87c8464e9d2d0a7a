#include "kernel/store/idempotency.h"

namespace dengyun::store {
namespace {
std::string actor_of(const Scope& scope) {
    return fmt::format("{}:{}", static_cast<int>(scope.actor().kind), scope.actor().id);
}
}  // namespace

Result<std::optional<KeptAnswer>> kept_answer(Unit& unit, std::string_view key, std::string_view request_sha256) {
    std::optional<KeptAnswer> answer;
    bool reused = false;
    const auto actor = actor_of(unit.scope());
    DENGYUN_CHECK(unit.query(
        "SELECT digest, status, location, body FROM kept_answer WHERE organisation_id = ? AND actor = ? AND idempotency_key = ?",
        std::array<meta::Scalar, 3>{unit.scope().organisation().value, std::string_view(actor), key}, [&](const Row& row) {
            reused = row.text(0) != request_sha256;
            answer.emplace();
            answer->status = static_cast<unsigned>(row.integer(1));
            answer->location = row.text(2);
            answer->body = row.text(3);
        }));
    if (reused) return fail(ErrorKind::conflict, "request.idempotency_key_reused");
    return answer;
}

Result<> keep_answer(Unit& unit, std::string_view key, std::string_view request_sha256, const KeptAnswer& answer) {
    const auto actor = actor_of(unit.scope());
    DENGYUN_TRY(rows, unit.execute(
        "INSERT INTO kept_answer (organisation_id, actor, idempotency_key, digest, status, location, body, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        std::array<meta::Scalar, 8>{unit.scope().organisation().value, std::string_view(actor), key, request_sha256,
                                    std::int64_t{answer.status}, std::string_view(answer.location),
                                    std::string_view(answer.body), milliseconds_of(unit.now())}));
    static_cast<void>(rows);
    return {};
}

Result<std::int64_t> drop_old_answers(Unit& unit, unsigned limit) {
    constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
    return unit.execute(
        "DELETE FROM kept_answer WHERE (organisation_id, actor, idempotency_key) IN (SELECT organisation_id, actor, idempotency_key "
        "FROM kept_answer WHERE at < ? LIMIT ?)",
        std::array<meta::Scalar, 2>{milliseconds_of(unit.now()) - day_ms, std::int64_t{limit}});
}

}  // namespace dengyun::store
