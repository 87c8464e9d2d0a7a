#pragma once
// Builds the dispatch problem of some demands from the index of machines, and reads its plans back. Private.
#include <map>
#include <tuple>
#include <unordered_map>

#include "engines/dispatch/model.h"
#include "modules/plans/policy.h"

namespace dengyun::plans {

class ProblemBuilder {
  public:
    ProblemBuilder(const capacity::Index& index, const Policy& policy, const Standings& standings, Instant now)
        : index_(index), policy_(policy), standings_(standings), now_(now) {}

    // The machines that know a process of the demands and have a price for it, their calendars, what occupies them
    // (less what the demands' running plans occupy), and the demands. Only with one demand are tiers and set-up times
    // of rate cards those of the operation itself. Error: limit "plan.too_large".
    [[nodiscard]] Result<dispatch::Problem> build(std::span<const Demand> demands);

    // Priced by the rate cards of the days on which the lots start. Error: conflict "rate_card.none".
    [[nodiscard]] Result<Plan> read(const Demand& demand, const dispatch::OrderPlan& found) const;
    [[nodiscard]] dispatch::Index machine_number(Id<capacity::Machine> machine) const;

  private:
    using Number = dispatch::Index;
    struct Place {  // of a machine of the problem
        std::shared_ptr<const capacity::IndexedWorkshop> workshop;
        const capacity::IndexedMachine* machine = nullptr;
    };
    // What makes two operations different to a machine.
    struct Kind {
        reference::Process process{};
        std::int64_t setup_ms = 0, tier_pieces = 0;
        std::int64_t area_mm2 = 0, mass_mg = 0;  // of a piece
        bool is_sized = false;
        std::optional<Id<Organisation>> only;
        std::set<Id<Organisation>> never;
        friend auto operator<=>(const Kind&, const Kind&) = default;
    };

    void prepare(dispatch::Problem& problem, std::span<const Demand> demands);
    Result<> add_order(dispatch::Problem& problem, const Demand& demand, bool is_alone);
    void add_workshop(dispatch::Problem& problem, const std::shared_ptr<const capacity::IndexedWorkshop>& workshop);
    [[nodiscard]] std::vector<dispatch::Capability> capabilities(dispatch::Problem& problem,
                                                                 const capacity::IndexedWorkshop& workshop,
                                                                 const capacity::IndexedMachine& machine);
    [[nodiscard]] std::vector<dispatch::Interval> booked(const capacity::IndexedMachine& machine) const;
    Number calendar(dispatch::Problem& problem, const capacity::WorkingCalendar& calendar);
    Number material(dispatch::Problem& problem, const std::string& name);
    dispatch::OrderPlan running(const Demand& demand, const dispatch::Problem& problem, Number order) const;
    [[nodiscard]] bool owns_machine(const Demand& demand, reference::Process process) const;

    const capacity::Index& index_;
    const Policy& policy_;
    const Standings& standings_;
    Instant now_;
    Instant horizon_{};
    std::vector<std::shared_ptr<const capacity::IndexedWorkshop>> workshops_;
    std::map<Kind, Number> kinds_;
    std::unordered_map<std::string, Number> materials_;
    std::unordered_map<const capacity::WorkingCalendar*, Number> calendars_;
    std::unordered_map<std::string, Number> calendar_texts_;
    std::vector<std::vector<capacity::Interval>> calendar_spans_;
    std::vector<Place> places_;
    std::unordered_map<std::int64_t, Number> machine_numbers_;
    std::set<std::tuple<std::int64_t, Instant, Instant>> own_;  // machine and time of open lots of running plans
    std::set<std::int64_t> kept_;                               // machines of running plans
};

}  // namespace dengyun::plans
