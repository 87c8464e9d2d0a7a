#pragma once
// What counts for a score: a lot that was on time or not, a verdict, an answer, a dispute. Written by flows when it
// happens, once for each document and criterion, and never changed. The row belongs to the party that is scored.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"

namespace dengyun::scores {

enum class Criterion { on_time, quality, response, dispute };
const meta::Choices& choices_of(Criterion);

struct Subject;  // the document that it is about

struct ScoreEntry : meta::Record<ScoreEntry> {
    Criterion criterion{};
    std::int64_t value_ppm = 0;  // a million: as it should be
    std::int64_t weight = 1;
    std::string what;  // in a few words
    std::optional<Id<Organisation>> counterparty_id;
    std::string subject_kind;
    Id<Subject> subject_id{};
    Instant occurred_at{};
    static const meta::Entity description;
};

// What is kept of the last computation, for who reads many: the directory, the search for capacity, dispatch. Has the
// id of its organisation.
struct Score : meta::Record<Score> {
    std::int64_t total_ppm = 0;
    std::int64_t on_time_ppm = 0;
    std::int64_t quality_ppm = 0;
    std::int64_t response_ppm = 0;
    std::int64_t dispute_ppm = 0;
    std::int64_t entries = 0;
    Instant computed_at{};
    static const meta::Entity description;
};

}  // namespace dengyun::scores
