#pragma once
// Whether one machine can do a piece of work, how well, and if not why. Pure; the machines are those of the index.
#include <cstdint>
#include <map>
#include <memory>

#include "modules/capacity/rates/rate_card.h"
#include "modules/capacity/search/candidate.h"

namespace dengyun::capacity {

// Weights of the points in the score; of 1,000.
inline constexpr std::int64_t near_weight = 400;
inline constexpr std::int64_t free_weight = 350;
inline constexpr std::int64_t precision_weight = 100;
inline constexpr std::int64_t certificate_weight = 150;
inline constexpr std::int64_t near_nothing_m = 300'000;  // at this distance nearness counts nothing

struct IndexedMachine {
    Machine machine;
    std::vector<std::string> materials;  // as plain_material writes them
    std::optional<reference::Coordinates> at;
    std::shared_ptr<const WorkingCalendar> calendar;
    std::vector<Interval> busy;  // sorted, apart
};
struct IndexedWorkshop {
    Id<Organisation> organisation{};
    std::string name;
    std::uint64_t certificates = 0;  // a bit per kind that is verified
    std::vector<IndexedMachine> machines;
    std::vector<RateCard> rates;  // for the flows; a search tells nobody of them
};

// ASCII in lower case without blanks: "PC / ABS" and "pc/abs" are one material.
[[nodiscard]] std::string plain_material(std::string_view material);

// The working time of each calendar in one window, found once per search.
class WorkingTimes {
  public:
    WorkingTimes(Instant from, Instant to) : from_(from), to_(to) {}
    struct Time {
        std::vector<Interval> intervals;
        std::int64_t minutes = 0;
    };
    [[nodiscard]] const Time& of(const WorkingCalendar& calendar);

  private:
    Instant from_, to_;
    std::map<const WorkingCalendar*, Time> times_;
};

[[nodiscard]] Candidate judge(const Requirement& requirement, std::string_view material,
                              const IndexedWorkshop& workshop, const IndexedMachine& machine, WorkingTimes& times);

}  // namespace dengyun::capacity
