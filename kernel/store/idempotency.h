#pragma once
// Idempotency keys: the first answer to a POST is kept for a day, in the unit of the change, and given again to the
// same key with the same content. Other content under a used key is refused.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/store/unit.h"

namespace dengyun::store {

struct KeptAnswer {
    unsigned status = 0;
    std::string location;
    std::string body;
};
// Of the scope's organisation and actor. nullopt: not used yet. Error: conflict "request.idempotency_key_reused".
[[nodiscard]] Result<std::optional<KeptAnswer>> kept_answer(Unit& unit, std::string_view key,
                                                            std::string_view request_sha256);
[[nodiscard]] Result<> keep_answer(Unit& unit, std::string_view key, std::string_view request_sha256,
                                   const KeptAnswer& answer);
// Drops answers older than a day, at most `limit` of them; run by a job. Answers how many.
[[nodiscard]] Result<std::int64_t> drop_old_answers(Unit& unit, unsigned limit);

}  // namespace dengyun::store
