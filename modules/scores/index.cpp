#include "modules/scores/index.h"

#include "modules/scores/api.h"

namespace dengyun::scores {
namespace {

constexpr std::string_view scope_name = "scores.index";
// Of more than these all are read at once.
constexpr std::size_t changed_max = 200;

bool is_same(const Score& a, const Score& b) {
    return a.total_ppm == b.total_ppm && a.on_time_ppm == b.on_time_ppm && a.quality_ppm == b.quality_ppm &&
           a.response_ppm == b.response_ppm && a.dispute_ppm == b.dispute_ppm && a.entries == b.entries;
}

}  // namespace

Index::Index(store::Store& store) : store_(&store) {
    listening_ = store.listen([this](Id<Organisation> organisation) {
        const std::scoped_lock lock(marking_);
        changed_.insert(organisation.value);
    });
}

Result<std::shared_ptr<const ScoresByParty>> Index::scores() {
    const std::scoped_lock one(reading_);
    std::set<std::int64_t> changed;
    {
        const std::scoped_lock lock(marking_);
        changed.swap(changed_);
    }
    if (scores_ && changed.empty()) return scores_;
    ScoresByParty read;
    const bool reads_all = !scores_ || changed.size() > changed_max;
    const auto done = store_->run_read(Scope::system(scope_name), [&](store::Reader& reader) -> Result<> {
        if (reads_all) {
            DENGYUN_TRY(all, all_scores(reader));
            read = std::move(all);
            return {};
        }
        for (const auto organisation : changed) {
            const auto found = reader.find(Id<Score>{organisation});
            if (found) read.emplace(found->organisation_id, *found);
            if (!found && found.error().kind != ErrorKind::not_found) return std::unexpected(found.error());
        }
        return {};
    });
    if (!done) {
        const std::scoped_lock lock(marking_);
        changed_.merge(changed);
        return std::unexpected(done.error());
    }
    if (reads_all) {
        scores_ = std::make_shared<const ScoresByParty>(std::move(read));
        return scores_;
    }
    // Most of what happens is no score: then nothing is copied.
    std::erase_if(read, [&](const auto& one) {
        const auto known = scores_->find(one.first);
        return known != scores_->end() && is_same(known->second, one.second);
    });
    if (read.empty()) return scores_;
    auto next = *scores_;
    for (auto& [party, score] : read) next.insert_or_assign(party, std::move(score));
    scores_ = std::make_shared<const ScoresByParty>(std::move(next));
    return scores_;
}

}  // namespace dengyun::scores
