#pragma once
// Idempotency keys: the first answer to a POST is kept for a day, in the unit of the change, and given again to the
// same key with the same content. Other content under a used key is refused.
//
// Work that is more than one unit takes its key before it begins and fills in the answer afterwards: who sends it again
// meanwhile is refused, and so is, for the day, who sends it again after a crash in between: it is done at most once.
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
// The kept answer, or nothing and the key is taken now. Errors: as kept_answer; conflict "request.in_progress".
[[nodiscard]] Result<std::optional<KeptAnswer>> take_key(Unit& unit, std::string_view key,
                                                         std::string_view request_sha256);
// What the work under a taken key came to: its answer, or the key is free again.
[[nodiscard]] Result<> fill_in_answer(Unit& unit, std::string_view key, const KeptAnswer& answer);
[[nodiscard]] Result<> free_key(Unit& unit, std::string_view key);
// Drops answers older than a day, at most `limit` of them; run by a job. Answers how many.
[[nodiscard]] Result<std::int64_t> drop_old_answers(Unit& unit, unsigned limit);

}  // namespace dengyun::store
