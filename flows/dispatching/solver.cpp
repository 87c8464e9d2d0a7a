#include "flows/dispatching/dispatching.h"

namespace dengyun::dispatching {

Result<std::shared_ptr<const plans::Standings>> Solver::standings() {
    DENGYUN_TRY(scores, index_->scores());
    const std::scoped_lock lock(making_);
    if (standings_ && scores_ == scores) return standings_;
    plans::Standings made;
    for (const auto& [party, score] : *scores) made[party] = {score.quality_ppm, score.on_time_ppm};
    scores_ = std::move(scores);
    standings_ = std::make_shared<const plans::Standings>(std::move(made));
    return standings_;
}

}  // namespace dengyun::dispatching
