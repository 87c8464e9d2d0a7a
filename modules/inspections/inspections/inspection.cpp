#include "modules/inspections/inspections/inspection.h"

namespace dengyun::inspections {
namespace {

constexpr meta::Choice statuses[] = {{"pending", {"待判定", "Pending"}},
                                     {"accepted", {"合格接收", "Accepted"}},
                                     {"rejected", {"拒收", "Rejected"}},
                                     {"concession", {"让步接收", "Accepted by concession"}},
                                     {"split", {"分选接收", "Split"}}};
constexpr meta::Choices status_choices{"inspection_status", statuses};
constexpr meta::Choice actions[] = {{"accept", {"判合格", "Accept"}},
                                    {"reject", {"判拒收", "Reject"}},
                                    {"split", {"分选", "Split"}},
                                    {"concede", {"让步接收", "Concede"}},
                                    {"lapse", {"逾期视同接收", "Deem accepted"}}};
constexpr meta::Choices action_choices{"inspection_action", actions};
constexpr meta::Choice classes[] = {
    {"critical", {"致命", "Critical"}}, {"major", {"严重", "Major"}}, {"minor", {"轻微", "Minor"}}};
constexpr meta::Choices class_choices{"defect_class", classes};

using D = Defect;
constexpr auto defect_fields =
    meta::fields(meta::field<&D::defect_class>("defect_class", {"缺陷等级", "Class"}, {.flags = meta::required}),
                 meta::field<&D::characteristic>("characteristic", {"特性", "Characteristic"},
                                                 {.flags = meta::required, .length_max = 100}),
                 meta::field<&D::pieces>("pieces", {"件数", "Pieces"}, {.min = 1, .max = lot_pieces_max}),
                 meta::field<&D::required>("required", {"要求", "Required"}, {.length_max = 60}),
                 meta::field<&D::measured>("measured", {"实测", "Measured"}, {.length_max = 60}));

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options milli{.flags = meta::read_only, .format = meta::Format::milli};
constexpr meta::Options photo_options{
    .items_max = static_cast<std::uint32_t>(photos_max), .format = meta::Format::file, .reference = "stored_file"};
using I = Inspection;
constexpr auto fields = meta::record<I>(
    meta::field<&I::supplier_id>(
        "supplier_id", {"供方", "Supplier"},
        {.flags = meta::required | meta::immutable | meta::filterable, .reference = "organisation"}),
    meta::field<&I::subject_kind>("subject_kind", {"所属单据类型", "For (kind)"},
                                  {.flags = meta::read_only | meta::filterable, .length_max = 40}),
    meta::field<&I::subject_id>("subject_id", {"所属单据", "For"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&I::subject_organisation_id>("subject_organisation_id", {"所属单据的单位", "For (organisation)"},
                                             {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&I::goods>("goods", {"品名", "Goods"},
                           {.flags = meta::required | meta::immutable | meta::searchable, .length_max = 100}),
    meta::field<&I::lot>("lot", {"批号", "Lot"},
                         {.flags = meta::required | meta::immutable | meta::searchable, .length_max = 60}),
    meta::field<&I::quantity>(
        "quantity", {"批量", "Quantity"},
        {.flags = meta::required | meta::immutable, .min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&I::is_resubmitted>("is_resubmitted", {"再次提交检验", "Submitted again"}, {.flags = meta::immutable}),
    meta::field<&I::level>("level", {"检验水平", "Level"}, {.flags = meta::immutable}),
    meta::field<&I::aql>("aql", {"接收质量限 AQL（%）", "AQL (%)"}, {.flags = meta::immutable}),
    meta::field<&I::severity>("severity", {"严格度", "Severity"}, told),
    meta::field<&I::code_letter>("code_letter", {"样本量字码", "Code letter"}, told),
    meta::field<&I::sample_size>("sample_size", {"样本量 n", "Sample size n"}, told),
    meta::field<&I::accept_number>("accept_number", {"接收数 Ac", "Ac"}, told),
    meta::field<&I::reject_number>("reject_number", {"拒收数 Re", "Re"}, told),
    meta::field<&I::decide_by>("decide_by", {"判定期限", "Decide by"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&I::inspected>("inspected", {"检验件数", "Inspected"}, told),
    meta::field<&I::nonconforming>("nonconforming", {"不合格件数", "Nonconforming"}, told),
    meta::field<&I::defects>("defects", {"缺陷", "Defects"},
                             {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(defects_max)}),
    meta::field<&I::photos>("photos", {"照片", "Photos"},
                            {.flags = meta::read_only,
                             .items_max = static_cast<std::uint32_t>(photos_max),
                             .format = meta::Format::file,
                             .reference = "stored_file"}),
    meta::field<&I::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}),
    meta::field<&I::status>("status", {"结论", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&I::accepted_quantity>("accepted_quantity", {"接收数量", "Accepted"}, milli),
    meta::field<&I::rejected_quantity>("rejected_quantity", {"拒收数量", "Rejected"}, milli),
    meta::field<&I::price_cut>("price_cut", {"让步减价", "Price cut"},
                               {.flags = meta::read_only, .format = meta::Format::fen}),
    meta::field<&I::decided_at>("decided_at", {"判定时间", "Decided at"}, told),
    meta::field<&I::decided_by>("decided_by", {"判定人", "Decided by"}, told),
    meta::field<&I::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_supplier[] = {"supplier_id"};
constexpr std::string_view by_subject[] = {"subject_kind", "subject_id"};
constexpr meta::Index indexes[] = {
    {.name = "inspection_supplier", .columns = by_supplier, .across_organisations = true},
    {.name = "inspection_subject", .columns = by_subject, .across_organisations = true}};

using R = Results;
constexpr auto result_fields = meta::fields(
    meta::field<&R::inspected>("inspected", {"检验件数", "Inspected"},
                               {.flags = meta::required, .min = 1, .max = lot_pieces_max}),
    meta::field<&R::nonconforming>("nonconforming", {"不合格件数", "Nonconforming"},
                                   {.flags = meta::required, .min = 0, .max = lot_pieces_max}),
    meta::field<&R::defects>("defects", {"缺陷", "Defects"}, {.items_max = static_cast<std::uint32_t>(defects_max)}),
    meta::field<&R::photos>("photos", {"照片", "Photos"}, photo_options),
    meta::field<&R::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));

std::optional<std::string_view> passes(const Inspection& inspection, Instant) {
    if (!inspection.nonconforming) return "inspection.not_inspected";
    if (*inspection.nonconforming > inspection.accept_number) return "inspection.exceeds_accept_number";
    return std::nullopt;
}
bool has_critical(const Inspection& inspection) {
    return std::ranges::any_of(inspection.defects,
                               [](const Defect& one) { return one.defect_class == DefectClass::critical; });
}
// A lot that the plan accepts cannot be refused, unless a piece is dangerous.
std::optional<std::string_view> fails(const Inspection& inspection, Instant) {
    if (!inspection.nonconforming) return "inspection.not_inspected";
    if (*inspection.nonconforming <= inspection.accept_number && !has_critical(inspection))
        return "inspection.within_accept_number";
    return std::nullopt;
}

using S = InspectionStatus;
using A = InspectionAction;
constexpr std::string_view inspects = "inspections.inspect";
constexpr std::array transitions{
    flow::transition(S::pending, A::accept, S::accepted,
                     {.permission = inspects, .guard = flow::guard<Inspection, passes>}),
    flow::transition(S::pending, A::reject, S::rejected,
                     {.permission = inspects, .guard = flow::guard<Inspection, fails>}),
    flow::transition(S::pending, A::split, S::split, {.permission = {}, .guard = flow::guard<Inspection, fails>}),
    flow::transition(S::pending, A::concede, S::concession, {}),
    flow::transition(S::pending, A::lapse, S::accepted, {.event = "deemed_accepted"}),
};
constexpr std::array timers{flow::timer(S::pending, Duration{0}, A::lapse, "decide_by")};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(InspectionStatus) { return status_choices; }
const meta::Choices& choices_of(InspectionAction) { return action_choices; }
const meta::Choices& choices_of(DefectClass) { return class_choices; }

constinit const meta::Entity Defect::description{
    .name = "defect", .label = {"缺陷", "Defect"}, .fields = defect_fields, .stored = false};
constinit const meta::Entity Results::description{
    .name = "inspection_results", .label = {"检验结果", "Results"}, .fields = result_fields, .stored = false};
constinit const meta::Entity Inspection::description{.name = "inspection",
                                                     .label = {"检验单", "Inspection"},
                                                     .fields = fields,
                                                     .indexes = indexes,
                                                     .title_field = "lot"};
constinit const flow::StateTable Inspection::states =
    flow::state_table<InspectionStatus, InspectionAction>("inspection", transitions, timers);

std::int64_t pieces_of(const Inspection& inspection) { return (inspection.quantity.value + 999) / 1'000; }

Result<> check_results(const Inspection& inspection, const Results& results) {
    std::vector<Issue> issues;
    const auto bound = [&](std::string field, std::int64_t value, std::int64_t most) {
        if (value > most) issues.push_back({std::move(field), "too_large", std::to_string(most)});
    };
    if (results.inspected < inspection.sample_size)
        issues.push_back({"inspected", "sample_too_small", std::to_string(inspection.sample_size)});
    bound("inspected", results.inspected, pieces_of(inspection));
    bound("nonconforming", results.nonconforming, results.inspected);
    if (results.nonconforming > 0 && results.defects.empty()) issues.push_back({"defects", "required"});
    for (std::size_t i = 0; i < results.defects.size(); ++i)
        bound(fmt::format("defects.{}.pieces", i), results.defects[i].pieces, results.nonconforming);
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::inspections
