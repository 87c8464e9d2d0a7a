#pragma once
// Witnessing: evidence of work reports out of what machines tell, made when a report is posted and made anew with late
// data.
#include "kernel/store/events.h"
#include "kernel/store/jobs.h"
#include "modules/evidence/api.h"
#include "modules/orders/api.h"
#include "modules/telemetry/api.h"

namespace dengyun::witnessing {

inline constexpr std::string_view look_job = "witnessing.look";
inline constexpr std::string_view late_job = "witnessing.late";
inline constexpr Duration interval_max = std::chrono::days(31);  // of a longer one the last part is looked at
inline constexpr Duration settling = std::chrono::seconds(10);   // what is on its way may arrive
inline constexpr Duration gathering = std::chrono::seconds(30);  // late rows that come together; > Hub::late_pause
inline constexpr Duration again_min = std::chrono::minutes(10);  // between two looks
inline constexpr Duration again_max = std::chrono::hours(24);
inline constexpr std::size_t unsettled_max = 1'000;  // records of one organisation looked at for late data

// The interval of a report; `before`: when the report before it on the same task ended or was posted.
struct Interval {
    Instant from{};
    Instant to{};
    bool is_cut = false;
};
// Pure. nullopt: it has no length.
[[nodiscard]] std::optional<Interval> interval_of(const orders::WorkReport& report, const orders::OperationTask& task,
                                                  std::optional<Instant> before);

// Looks at one report and writes down what was found. Nothing for a report that is gone or without length. Errors: of
// the stores.
[[nodiscard]] Result<> look(store::Store& store, telemetry::Hub& hub, Id<orders::WorkReport> report);
// Looks again at what late data may still change. Errors: as look.
[[nodiscard]] Result<> look_at_late(store::Store& store, telemetry::Hub& hub, Id<Organisation> organisation);

// The jobs, and late data that schedule one. `store` and `hub` must outlive the runner.
void add_jobs(store::JobRunner& runner, store::Store& store, telemetry::Hub& hub);

// Follows the reports. Works on a thread of its own from its making to `stop`.
class Witness {
  public:
    Witness(store::Store& store, const Clock& clock);
    void stop() { subscriber_.stop(); }
    // Handles what is there now on the caller's thread; answers how many events. For tests.
    std::size_t run_due() { return subscriber_.run_due(); }

  private:
    store::Subscriber subscriber_;
};

}  // namespace dengyun::witnessing
