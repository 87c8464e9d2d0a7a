#pragma once
// Evidence of one work report. The row belongs to the workshop; the customer who dispatched the task and the buyer of
// the order see it, too.
#include <optional>
#include <string>
#include <vector>

#include "kernel/api/call.h"
#include "modules/capacity/api.h"
#include "modules/evidence/judging/judge.h"
#include "modules/orders/api.h"
#include "modules/telemetry/api.h"

namespace dengyun::evidence {

struct WorkEvidence : meta::Record<WorkEvidence> {
    Id<orders::WorkReport> report_id{};
    Id<orders::OperationTask> task_id{};
    Id<orders::SalesOrder> order_id{};
    Id<Organisation> customer_id{};
    Id<Organisation> buyer_id{};
    Id<capacity::Machine> machine_id{};
    std::optional<Id<telemetry::Device>> device_id;
    Instant started_at{};  // of the interval that was looked at
    Instant ended_at{};
    Quantity pieces{};  // that the report claims
    std::optional<double> cycles;
    std::optional<double> running_s;
    std::optional<double> known_s;   // in which the machine's state is known
    std::optional<double> power_kw;  // mean
    std::optional<double> energy_kwh;
    Verdict verdict = Verdict::no_device;
    std::vector<Reason> reasons;
    std::int64_t rule_number = 0;
    Instant looked_at{};   // when the figures were last found to be others
    Instant settled_at{};  // data that come later change nothing
    bool is_reversed = false;
    bool is_flagged = false;  // suspect, not reversed, and nobody has looked at it
    std::optional<Instant> reviewed_at;
    std::optional<std::string> reviewed_by;
    std::optional<std::string> review_note;
    static const meta::Entity description;
};

struct ReviewInput {
    std::string note;
    static const meta::Entity description;
};

// Brings the record of `found.report_id` to what was found; a record that is there keeps its review as long as the
// verdict is the same. Tells the customer what has become suspect. Nothing is written where nothing is another.
[[nodiscard]] Result<> record(store::Unit& unit, WorkEvidence found);
// The report was reversed: its evidence counts no more. Nothing where there is none.
[[nodiscard]] Result<> record_reversal(store::Unit& unit, Id<orders::WorkReport> report);
// Of a workshop, what late data may still change, the newest first; at most `most`. The scope must read it.
[[nodiscard]] Result<std::vector<WorkEvidence>> unsettled(store::Reader& reader, Id<Organisation> workshop,
                                                          std::size_t most);

// How many flagged records there are of a customer's orders.
inline constexpr std::int64_t flagged_max = 1'000;  // counted
struct Flagged {
    std::int64_t reports = 0;
    std::optional<Id<orders::OperationTask>> task_id;  // of the first
};
[[nodiscard]] Result<Flagged> flagged_of(store::Reader& reader, Id<Organisation> customer,
                                         Id<orders::SalesOrder> order);
// The orders that have any, at most flagged_max records looked at.
[[nodiscard]] Result<std::vector<Id<orders::SalesOrder>>> flagged_orders(store::Reader& reader,
                                                                         Id<Organisation> customer);

}  // namespace dengyun::evidence
