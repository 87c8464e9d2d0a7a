#include "modules/scores/api.h"

namespace dengyun::scores {
namespace {

ScoreEntry entry_of(const store::Row& row) {
    return {.criterion = meta::value_of<Criterion>(row.text(0)).value(),
            .value_ppm = row.integer(1),
            .weight = row.integer(2),
            .what = std::string(row.text(3)),
            .subject_kind = std::string(row.text(4)),
            .subject_id = {row.integer(5)},
            .occurred_at = instant_of(row.integer(6))};
}

Result<std::vector<ScoreEntry>> entries_of(store::Reader& reader, Id<Organisation> party) {
    const auto since = reader.now() - std::chrono::days(period_days);
    const std::array parameters{meta::Scalar(party.value), meta::Scalar(milliseconds_of(since)),
                                meta::Scalar(static_cast<std::int64_t>(entries_max))};
    std::vector<ScoreEntry> found;
    DENGYUN_CHECK(
        reader.query("SELECT criterion, value_ppm, weight, what, subject_kind, subject_id, occurred_at FROM "
                     "score_entry WHERE organisation_id = ? AND occurred_at > ? ORDER BY occurred_at DESC, id "
                     "DESC LIMIT ?",
                     parameters, [&](const store::Row& row) { found.push_back(entry_of(row)); }));
    return found;
}

Result<> recompute(store::Unit& unit, Id<Organisation> party) {
    DENGYUN_TRY(computed, score_of(unit, party));
    Score score;
    const auto kept = unit.find(Id<Score>{party.value});
    if (kept) score = *kept;
    score.id = {party.value};
    score.organisation_id = party;
    score.total_ppm = computed.total_ppm;
    score.on_time_ppm = computed.criteria[0].rate_ppm;
    score.quality_ppm = computed.criteria[1].rate_ppm;
    score.response_ppm = computed.criteria[2].rate_ppm;
    score.dispute_ppm = computed.criteria[3].rate_ppm;
    score.entries = 0;
    for (const auto& one : computed.criteria) score.entries += one.entries;
    score.computed_at = unit.now();
    if (kept) {
        DENGYUN_CHECK(unit.update(std::move(score)));
    } else {
        DENGYUN_CHECK(unit.insert(std::move(score)));
    }
    return {};
}

}  // namespace

Result<> note(store::Unit& unit, ScoreEntry entry) {
    std::vector<Issue> issues;
    if (entry.value_ppm < 0) issues.push_back({"value_ppm", "too_small", "0"});
    if (entry.value_ppm > million) issues.push_back({"value_ppm", "too_large", std::to_string(million)});
    if (entry.weight < 1) issues.push_back({"weight", "too_small", "1"});
    if (entry.weight > weight_max) issues.push_back({"weight", "too_large", std::to_string(weight_max)});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    const std::array parameters{meta::Scalar(entry.organisation_id.value), meta::Scalar(entry.subject_kind),
                                meta::Scalar(entry.subject_id.value), meta::Scalar(meta::name_of(entry.criterion))};
    bool known = false;
    DENGYUN_CHECK(
        unit.query("SELECT id FROM score_entry WHERE organisation_id = ? AND subject_kind = ? AND subject_id = "
                   "? AND criterion = ?",
                   parameters, [&](const store::Row&) { known = true; }));
    if (known) return {};
    if (entry.occurred_at == Instant{}) entry.occurred_at = unit.now();
    const auto party = entry.organisation_id;
    DENGYUN_CHECK(unit.insert(std::move(entry)));
    return recompute(unit, party);
}

Result<std::vector<ScoreEntry>> entries_between(store::Reader& reader, Id<Organisation> party,
                                                std::optional<Id<Organisation>> counterparty, Instant from,
                                                Instant before, std::int64_t limit) {
    const auto other = counterparty.value_or(Id<Organisation>{}).value;
    const std::array<meta::Scalar, 6> values{party.value, other, other, milliseconds_of(from), milliseconds_of(before),
                                             limit};
    std::vector<ScoreEntry> found;
    DENGYUN_CHECK(reader.query(
        "SELECT criterion, value_ppm, weight, what, subject_kind, subject_id, occurred_at FROM score_entry WHERE "
        "organisation_id = ? AND (? = 0 OR counterparty_id = ?) AND occurred_at >= ? AND occurred_at < ? ORDER BY "
        "occurred_at DESC, id DESC LIMIT ?",
        values, [&](const store::Row& row) { found.push_back(entry_of(row)); }));
    return found;
}

Result<Computed> score_of(store::Reader& reader, Id<Organisation> party) {
    DENGYUN_TRY(entries, entries_of(reader, party));
    return compute(entries, reader.now());
}

Result<ScoresByParty> all_scores(store::Reader& reader) {
    ScoresByParty all;
    DENGYUN_CHECK(reader.query(
        "SELECT organisation_id, total_ppm, on_time_ppm, quality_ppm, response_ppm, dispute_ppm, entries FROM score",
        {}, [&](const store::Row& row) {
            Score score{.total_ppm = row.integer(1),
                        .on_time_ppm = row.integer(2),
                        .quality_ppm = row.integer(3),
                        .response_ppm = row.integer(4),
                        .dispute_ppm = row.integer(5),
                        .entries = row.integer(6)};
            score.organisation_id = {row.integer(0)};
            all.emplace(score.organisation_id, std::move(score));
        }));
    return all;
}

}  // namespace dengyun::scores
