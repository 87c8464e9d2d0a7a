#include "engines/scheduling/shop/tabu_search.h"

#include <algorithm>
#include <bit>

namespace dengyun::scheduling {
namespace {

constexpr int batch_max = 256;
constexpr int steps_of_a_tenure = 2'000;
constexpr int batched_operations_min = 3'000;
// Steps, up to twice as many; with fewer the search of a shop with few choices goes round in circles.
constexpr int mode_tenure = 4;
constexpr unsigned pairs_max = 1U << 20;
constexpr Time refused = shop_total_max * 2 + 1;

}  // namespace

TabuSearch::TabuSearch(const Shop& shop, RandomSource& random, Stop stop)
    : random_(random),
      stop_(std::move(stop)),
      state_(shop),
      neighbourhood_(state_),
      job_(jobs_of_operations(shop)),
      jobs_(static_cast<unsigned>(std::max(shop.jobs(), 1))),
      mode_until_(shop.modes()) {
    const auto pairs = static_cast<std::uint64_t>(shop.operations()) * jobs_;
    const auto slots = std::bit_ceil(static_cast<unsigned>(std::clamp<std::uint64_t>(pairs, 1, pairs_max)));
    pair_until_ = Array<std::int64_t>(static_cast<int>(slots));
    pair_mask_ = slots - 1;
    tenure_ = 4 + std::min(shop.operations() / 150.0, 10.0) +
              std::min(static_cast<double>(jobs_) / std::max(shop.machines, 1), 30.0);
    steps_between_stops_ = std::clamp(100'000 / std::max(shop.operations(), 1), 1, 256);
}

void TabuSearch::run(Selection& selection, std::int64_t patience) {
    state_.load(selection);
    best_ = state_.makespan;
    batches_ = state_.none >= batched_operations_min;
    batch_ = batches_ ? batch_max : 1;
    std::int64_t improved_at = step_;
    std::int64_t told_at = step_;
    while (step_ - improved_at < patience) {
        if (step_ - told_at >= steps_between_stops_) {
            const bool stops = stop_(step_ - told_at, best_);
            told_at = step_;
            if (stops) break;
        }
        // No tenure suits every shop, and one that is too short goes round in a circle: it changes now and then.
        if (step_ % steps_of_a_tenure == 0) tenure_min_ = static_cast<int>(tenure_ * (0.5 + random_.unit()));
        ++step_;
        if (!(batch_ > 1 ? make_batch() : make_move())) break;
        if (state_.makespan >= best_) continue;
        best_ = state_.makespan;
        improved_at = step_;
        if (batches_) batch_ = std::max(batch_, 2);
        state_.save_into(selection);
    }
    (void)stop_(step_ - told_at, best_);
}

// The best moves of different blocks at once, as long as that pays: in a large shop the pass that follows a move costs
// much more than the move, and the critical path has many blocks.
bool TabuSearch::make_batch() {
    neighbourhood_.find(random_);
    auto& moves = neighbourhood_.moves;
    std::ranges::sort(moves, [](const Move& a, const Move& b) {
        return a.block != b.block ? a.block < b.block : a.estimate < b.estimate;
    });
    std::erase_if(moves, [&, block = -1](const Move& move) mutable {
        if (move.partner >= 0 || move.block == block || move.estimate >= state_.makespan || is_tabu(move)) return true;
        block = move.block;
        return false;
    });
    std::ranges::sort(moves, {}, &Move::estimate);
    if (static_cast<int>(moves.size()) > batch_) moves.resize(static_cast<std::size_t>(batch_));
    int made = 0;
    for (const auto& move : moves) {
        const int old_mode = state_.mode[move.op];
        const int next = move.before != state_.none ? state_.machine_after[move.before] : move.after;
        if (next != move.after && next != move.op) continue;  // an earlier move came in between
        const bool goes_behind = passed(move);
        if (!state_.rearrange(move.op, move.mode, move.before, move.after)) continue;
        forbid_return(move, old_mode, goes_behind);
        ++made;
    }
    if (made == 0) {
        batch_ = 1;
        return make_move();
    }
    const Time before = state_.makespan;
    state_.refresh();
    if (state_.makespan < before) batch_ = std::min(batch_ * 2, batch_max);
    if (state_.makespan > before) batch_ /= 2;
    return true;
}

// `passed_` holds what the operation has jumped over.
void TabuSearch::forbid_return(const Move& move, int old_mode, bool goes_behind) {
    const auto free = step_ + tenure_min_ + random_.below(tenure_min_ / 2 + 1);
    for (const int other : passed_) (goes_behind ? until(move.op, other) : until(other, move.op)) = free;
    if (old_mode != move.mode) forbid_mode(old_mode);
}

void TabuSearch::forbid_mode(int old_mode) {
    mode_until_[old_mode] = step_ + mode_tenure + random_.below(mode_tenure + 1);
}

// False, and nothing changed, where it would close a cycle.
bool TabuSearch::make(const Move& move) {
    if (move.partner < 0) return state_.reinsert(move.op, move.mode, move.before, move.after);
    const int mode = state_.mode[move.op];
    const int before = state_.machine_before[move.op];
    const int after = state_.machine_after[move.op];
    if (!state_.rearrange(move.op, move.mode, move.before, move.after)) return false;
    const bool fits = state_.rearrange(move.partner, move.partner_mode, before, after);
    if (!fits) (void)state_.rearrange(move.op, mode, before, after);
    state_.refresh();
    return fits;
}

bool TabuSearch::make_move() {
    neighbourhood_.find(random_);
    while (true) {
        const int chosen = choose();
        if (chosen < 0) return false;
        Move& move = neighbourhood_.moves[static_cast<std::size_t>(chosen)];
        const Move made = move;
        const auto old_mode = state_.mode[made.op];
        passed_.clear();
        const bool goes_behind = passed(made);
        const auto partner_mode = made.partner < 0 ? -1 : state_.mode[made.partner];
        if (make(made)) {
            forbid_return(made, old_mode, goes_behind);
            if (made.partner >= 0) forbid_mode(partner_mode);
            return true;
        }
        move = neighbourhood_.moves.back();
        neighbourhood_.moves.pop_back();
    }
}

// The move with the least estimate that is not tabu, ties by chance; any where all are tabu; -1 where there are none.
int TabuSearch::choose() {
    auto& moves = neighbourhood_.moves;
    const int count = static_cast<int>(moves.size());
    if (count == 0) return -1;
    Time floor = -1;
    while (true) {
        Time least = refused;
        ties_.clear();
        for (int i = 0; i < count; ++i) {
            const Time estimate = moves[static_cast<std::size_t>(i)].estimate;
            if (estimate <= floor || estimate > least) continue;
            if (estimate < least) {
                least = estimate;
                ties_.clear();
            }
            ties_.push_back(i);
        }
        if (ties_.empty()) return random_.below(count);
        int open = static_cast<int>(ties_.size());
        while (open > 0) {
            const int pick = random_.below(open);
            const int i = ties_[static_cast<std::size_t>(pick)];
            const auto& move = moves[static_cast<std::size_t>(i)];
            // The estimate of an exchange is too hopeful to set its tabu aside.
            if ((least < best_ && move.partner < 0) || !is_tabu(move)) return i;
            ties_[static_cast<std::size_t>(pick)] = ties_[static_cast<std::size_t>(--open)];
        }
        floor = least;
    }
}

bool TabuSearch::is_tabu(const Move& move) {
    if (move.partner >= 0 && mode_until_[move.partner_mode] > step_) return true;
    if (move.mode != state_.mode[move.op]) return mode_until_[move.mode] > step_;
    const bool goes_behind = passed(move);
    for (const int other : passed_)
        if ((goes_behind ? until(other, move.op) : until(move.op, other)) > step_) return true;
    return false;
}

bool TabuSearch::passed(const Move& move) {
    passed_.clear();
    if (move.mode != state_.mode[move.op]) return false;
    const auto& list = state_.sequence[state_.machine[move.op]];
    const int from = state_.place[move.op];
    const bool goes_behind = move.before != state_.none && state_.place[move.before] > from;
    const auto begin = list.begin() + (goes_behind ? from + 1 : state_.place[move.after]);
    const auto end = list.begin() + (goes_behind ? state_.place[move.before] + 1 : from);
    passed_.assign(begin, end);
    return goes_behind;
}

}  // namespace dengyun::scheduling
