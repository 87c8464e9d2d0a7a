#include "modules/evidence/records/work_evidence.h"

#include <algorithm>
#include <tuple>

namespace dengyun::evidence {
namespace {

constexpr unsigned told = meta::read_only;
using E = WorkEvidence;
constexpr auto fields = meta::record<E>(
    meta::field<&E::report_id>("report_id", {"报工单", "Work report"}, {.flags = told, .reference = "work_report"}),
    meta::field<&E::task_id>("task_id", {"任务", "Task"},
                             {.flags = told | meta::filterable, .reference = "operation_task"}),
    meta::field<&E::order_id>("order_id", {"订单", "Order"},
                              {.flags = told | meta::filterable, .reference = "sales_order"}),
    meta::field<&E::customer_id>("customer_id", {"派单方", "Customer"},
                                 {.flags = told | meta::filterable, .reference = "organisation"}),
    meta::field<&E::buyer_id>("buyer_id", {"买方", "Buyer"},
                              {.flags = told | meta::filterable, .reference = "organisation"}),
    meta::field<&E::machine_id>("machine_id", {"设备", "Machine"},
                                {.flags = told | meta::filterable, .reference = "machine"}),
    meta::field<&E::device_id>("device_id", {"联网设备", "Device"},
                               {.flags = told | meta::filterable, .reference = "device"}),
    meta::field<&E::started_at>("started_at", {"开始", "From"}, {.flags = told}),
    meta::field<&E::ended_at>("ended_at", {"结束", "To"}, {.flags = told | meta::sortable}),
    meta::field<&E::pieces>("pieces", {"报工件数", "Reported pieces"}, {.flags = told, .format = meta::Format::milli}),
    meta::field<&E::cycles>("cycles", {"机器计数", "Cycles"}, {.flags = told}),
    meta::field<&E::running_s>("running_s", {"运行（秒）", "Running (s)"}, {.flags = told}),
    meta::field<&E::known_s>("known_s", {"状态已知（秒）", "State known (s)"}, {.flags = told}),
    meta::field<&E::power_kw>("power_kw", {"平均功率（千瓦）", "Mean power (kW)"}, {.flags = told}),
    meta::field<&E::energy_kwh>("energy_kwh", {"用电（千瓦时）", "Energy (kWh)"}, {.flags = told}),
    meta::field<&E::verdict>("verdict", {"结论", "Verdict"}, {.flags = told | meta::filterable}),
    meta::field<&E::reasons>("reasons", {"理由", "Reasons"}, {.flags = told, .items_max = 9}),
    meta::field<&E::rule_number>("rule_number", {"规则版本", "Version of the rule"}, {.flags = told}),
    meta::field<&E::looked_at>("looked_at", {"核对时间", "Looked at"}, {.flags = told}),
    meta::field<&E::settled_at>("settled_at", {"不再变化", "Settled"}, {.flags = told}),
    meta::field<&E::is_reversed>("is_reversed", {"报工已冲销", "Report reversed"}, {.flags = told | meta::filterable}),
    meta::field<&E::is_flagged>("is_flagged", {"待核实", "To be looked at"}, {.flags = told | meta::filterable}),
    meta::field<&E::reviewed_at>("reviewed_at", {"核实时间", "Reviewed"}, {.flags = told}),
    meta::field<&E::reviewed_by>("reviewed_by", {"核实人", "Reviewed by"}, {.flags = told}),
    meta::field<&E::review_note>("review_note", {"核实结果", "What was found"}, {.flags = told, .length_max = 500}));
constexpr std::string_view by_report[] = {"report_id"};
constexpr std::string_view by_task[] = {"task_id"};
constexpr std::string_view by_order[] = {"order_id"};
constexpr std::string_view by_flag[] = {"customer_id", "is_flagged"};
constexpr std::string_view by_settling[] = {"settled_at"};
constexpr meta::Index indexes[] = {
    {.name = "work_evidence_report", .columns = by_report, .unique = true, .across_organisations = true},
    {.name = "work_evidence_task", .columns = by_task, .across_organisations = true},
    {.name = "work_evidence_order", .columns = by_order, .across_organisations = true},
    {.name = "work_evidence_flag", .columns = by_flag, .across_organisations = true},
    {.name = "work_evidence_settling", .columns = by_settling}};

constexpr auto review_fields = meta::fields(
    meta::field<&ReviewInput::note>("note", {"核实结果", "What was found"},
                                    {.flags = meta::required, .length_max = 500, .format = meta::Format::multiline}));

auto figures_of(const WorkEvidence& one) {
    return std::tie(one.device_id, one.started_at, one.ended_at, one.pieces.value, one.cycles, one.running_s,
                    one.known_s, one.power_kw, one.energy_kwh, one.verdict, one.reasons, one.rule_number,
                    one.settled_at);
}

// In the customer's own log, whose people it concerns.
Result<> tell_doubt(store::Unit& unit, const WorkEvidence& evidence) {
    if (!evidence.is_flagged) return {};
    return unit.emit(evidence.customer_id, WorkEvidence::description.name, evidence.id.value, "doubted", "{}");
}

}  // namespace

constinit const meta::Entity WorkEvidence::description{
    .name = "work_evidence", .label = {"报工佐证", "Evidence of work"}, .fields = fields, .indexes = indexes};
constinit const meta::Entity ReviewInput::description{
    .name = "evidence_review_input", .label = {"核实", "Review"}, .fields = review_fields, .stored = false};

Result<> record(store::Unit& unit, WorkEvidence found) {
    const std::array key{meta::Scalar(found.report_id.value)};
    DENGYUN_TRY(before, unit.find_by<WorkEvidence>("work_evidence_report", key));
    found.looked_at = unit.now();
    if (!before) {
        found.is_flagged = is_suspect(found.verdict) && !found.is_reversed;
        DENGYUN_TRY(made, unit.insert(std::move(found)));
        return tell_doubt(unit, made);
    }
    if (figures_of(*before) == figures_of(found)) return {};
    auto after = std::move(found);
    static_cast<meta::Record<WorkEvidence>&>(after) = *before;
    after.is_reversed = before->is_reversed;
    if (before->verdict == after.verdict) {
        after.reviewed_at = before->reviewed_at;
        after.reviewed_by = before->reviewed_by;
        after.review_note = before->review_note;
    }
    after.is_flagged = is_suspect(after.verdict) && !after.is_reversed && !after.reviewed_at;
    const bool is_news = after.is_flagged && after.verdict != before->verdict;
    DENGYUN_TRY(changed, unit.update(std::move(after), "recomputed"));
    return is_news ? tell_doubt(unit, changed) : Result<>{};
}

Result<> record_reversal(store::Unit& unit, Id<orders::WorkReport> report) {
    const std::array key{meta::Scalar(report.value)};
    DENGYUN_TRY(known, unit.find_by<WorkEvidence>("work_evidence_report", key));
    if (!known || known->is_reversed) return {};
    known->is_reversed = true;
    known->is_flagged = false;
    DENGYUN_TRY(changed, unit.update(std::move(*known), "reversed"));
    static_cast<void>(changed);
    return {};
}

Result<std::vector<WorkEvidence>> unsettled(store::Reader& reader, Id<Organisation> workshop, std::size_t most) {
    std::vector<Id<WorkEvidence>> ids;
    const std::array values{meta::Scalar(workshop.value), meta::Scalar(milliseconds_of(reader.now())),
                            meta::Scalar(static_cast<std::int64_t>(most))};
    DENGYUN_CHECK(
        reader.query("SELECT id FROM work_evidence WHERE organisation_id = ? AND settled_at > ? AND "
                     "is_reversed = 0 ORDER BY settled_at DESC, id DESC LIMIT ?",
                     values, [&](const store::Row& row) { ids.emplace_back(row.integer(0)); }));
    std::vector<WorkEvidence> all;
    for (const auto id : ids) {
        DENGYUN_TRY(one, reader.find(id));
        all.push_back(std::move(one));
    }
    return all;
}

Result<Flagged> flagged_of(store::Reader& reader, Id<Organisation> customer, Id<orders::SalesOrder> order) {
    Flagged found;
    const std::array values{meta::Scalar(order.value), meta::Scalar(customer.value), meta::Scalar(flagged_max)};
    DENGYUN_CHECK(
        reader.query("SELECT task_id FROM work_evidence WHERE order_id = ? AND customer_id = ? AND "
                     "is_flagged = 1 ORDER BY ended_at, id LIMIT ?",
                     values, [&](const store::Row& row) {
                         if (found.reports++ == 0) found.task_id = Id<orders::OperationTask>{row.integer(0)};
                     }));
    return found;
}

Result<std::vector<Id<orders::SalesOrder>>> flagged_orders(store::Reader& reader, Id<Organisation> customer) {
    std::vector<Id<orders::SalesOrder>> found;
    const std::array values{meta::Scalar(customer.value), meta::Scalar(flagged_max)};
    DENGYUN_CHECK(
        reader.query("SELECT order_id FROM work_evidence WHERE customer_id = ? AND is_flagged = 1 ORDER BY id DESC "
                     "LIMIT ?",
                     values, [&](const store::Row& row) {
                         const Id<orders::SalesOrder> id{row.integer(0)};
                         if (std::ranges::find(found, id) == found.end()) found.push_back(id);
                     }));
    return found;
}

}  // namespace dengyun::evidence
