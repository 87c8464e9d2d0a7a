#include "modules/shipments/shipments/shipment.h"

#include <set>

namespace dengyun::shipments {
namespace {

constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},       {"dispatched", {"已发出", "Dispatched"}},
                                     {"arrived", {"已到达", "Arrived"}}, {"signed", {"已签收", "Signed"}},
                                     {"closed", {"已关闭", "Closed"}},   {"lost", {"已丢失", "Lost"}}};
constexpr meta::Choices status_choices{"shipment_status", statuses};
constexpr meta::Choice actions[] = {{"dispatch", {"发出并签字", "Sign and dispatch"}},
                                    {"arrive", {"确认到达", "Confirm arrival"}},
                                    {"report_arrival", {"凭承运回单报到达", "Report arrival by the carrier's proof"}},
                                    {"sign", {"足额签收", "Sign in full"}},
                                    {"deem", {"逾期视同签收", "Deem signed"}},
                                    {"lose", {"报丢失", "Report as lost"}},
                                    {"miss", {"逾期视同丢失", "Deem lost"}},
                                    {"close", {"关闭", "Close"}},
                                    {"settle", {"到期关闭", "Close when due"}},
                                    {"reopen", {"撤回签收", "Take the signature back"}}};
constexpr meta::Choices action_choices{"shipment_action", actions};
constexpr meta::Choice outcomes[] = {
    {"full", {"足额", "Full"}}, {"short", {"短少", "Short"}}, {"damaged", {"破损", "Damaged"}}};
constexpr meta::Choices outcome_choices{"shipment_outcome", outcomes};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options counted{.flags = meta::read_only, .format = meta::Format::milli};
using L = ShipmentLine;
constexpr auto line_fields = meta::fields(
    meta::field<&L::position>("position", {"行号", "Line"}, told),
    meta::field<&L::lot>("lot", {"批号", "Lot"}, {.flags = meta::required, .length_max = 60}),
    meta::field<&L::goods>("goods", {"货物", "Goods"}, {.flags = meta::required, .length_max = 100}),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, {.flags = meta::required, .length_max = 10}),
    meta::field<&L::quantity>("quantity", {"发出数量", "Quantity"},
                              {.flags = meta::required, .min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&L::packages>("packages", {"件数（箱）", "Packages"}, {.min = 1, .max = 100'000}),
    meta::field<&L::received>("received", {"实收数量", "Received"}, counted),
    meta::field<&L::damaged>("damaged", {"其中破损", "Damaged"}, counted),
    meta::field<&L::subject_position>("subject_position", {"所属单据行号", "Line of what it is for"}, told));

using S = Shipment;
constexpr auto fields = meta::record<S>(
    meta::field<&S::label_code>("label_code", {"标签码", "Label code"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&S::receiver_id>("receiver_id", {"收货单位", "Receiver"},
                                 {.flags = meta::required | meta::filterable, .reference = "organisation"}),
    meta::field<&S::from_site_id>("from_site_id", {"发货地", "From"}, {.reference = "site"}),
    meta::field<&S::to_site_id>("to_site_id", {"收货地", "To"}, {.reference = "site"}),
    meta::field<&S::subject_kind>("subject_kind", {"所属单据类型", "For (kind)"},
                                  {.flags = meta::read_only | meta::filterable, .length_max = 40}),
    meta::field<&S::subject_id>("subject_id", {"所属单据", "For"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&S::to_subject_id>("to_subject_id", {"收货方单据", "What it is for at the receiver"},
                                   {.flags = meta::read_only}),
    meta::field<&S::is_forwarding>("is_forwarding", {"转送", "Forwarding"}, told),
    meta::field<&S::subject_organisation_id>("subject_organisation_id", {"所属单据的单位", "For (organisation)"},
                                             {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&S::revision_id>("revision_id", {"版本", "Revision"}, {.reference = "revision"}),
    meta::field<&S::lots>("lots", {"批号", "Lots"}, {.flags = meta::read_only | meta::searchable, .length_max = 4'000}),
    meta::field<&S::lines>("lines", {"货物", "Lines"}, {.items_max = static_cast<std::uint32_t>(lines_max)}),
    meta::field<&S::carrier>("carrier", {"承运人", "Carrier"}, {.length_max = 100}),
    meta::field<&S::tracking_number>("tracking_number", {"运单号", "Tracking number"}, {.length_max = 60}),
    meta::field<&S::expected_at>("expected_at", {"预计到达", "Expected at"}, {.flags = meta::sortable}),
    meta::field<&S::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}),
    meta::field<&S::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&S::outcome>("outcome", {"签收结果", "Outcome"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&S::keeper_id>("keeper_id", {"货物保管方", "Keeper"},
                               {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&S::dispatched_at>("dispatched_at", {"发出时间", "Dispatched at"}, told),
    meta::field<&S::dispatched_by>("dispatched_by", {"发货签字人", "Signed for the sender"}, told),
    meta::field<&S::arrived_at>("arrived_at", {"到达时间", "Arrived at"}, told),
    meta::field<&S::signed_at>("signed_at", {"签收时间", "Signed at"}, told),
    meta::field<&S::signed_by>("signed_by", {"收货签字人", "Signed for the receiver"}, told),
    meta::field<&S::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_receiver[] = {"receiver_id"};
constexpr std::string_view by_subject[] = {"subject_kind", "subject_id"};
constexpr meta::Index indexes[] = {{.name = "shipment_receiver", .columns = by_receiver, .across_organisations = true},
                                   {.name = "shipment_subject", .columns = by_subject, .across_organisations = true}};

using T = ShipmentStatus;
using A = ShipmentAction;
constexpr flow::Rules sender{.permission = "shipments.send"};
constexpr flow::Rules receiver{.permission = "shipments.receive", .by_platform = true};
constexpr std::array transitions{
    flow::transition(T::draft, A::dispatch, T::dispatched, sender),
    flow::transition(T::dispatched, A::arrive, T::arrived, receiver),
    flow::transition(T::dispatched, A::report_arrival, T::arrived, sender),
    flow::transition(T::dispatched, A::lose, T::lost, sender),
    flow::transition(T::dispatched, A::miss, T::lost, {.event = "missed"}),
    flow::transition(T::arrived, A::sign, T::signed_for, receiver),
    flow::transition(T::arrived, A::deem, T::signed_for, {.event = "deemed_signed"}),
    flow::transition(T::signed_for, A::close, T::closed, receiver),
    // With the reversal of the receipt.
    flow::transition(T::signed_for, A::reopen, T::arrived, {.event = "reopened"}),
    flow::transition(T::signed_for, A::settle, T::closed, {}),
};
constexpr std::array timers{
    flow::timer(T::dispatched, missing_time, A::miss, "expected_at"),
    flow::timer(T::arrived, signing_time, A::deem),
    flow::timer(T::signed_for, closing_time, A::settle),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(ShipmentStatus) { return status_choices; }
const meta::Choices& choices_of(ShipmentAction) { return action_choices; }
const meta::Choices& choices_of(Outcome) { return outcome_choices; }

constinit const meta::Entity ShipmentLine::description{
    .name = "shipment_line", .label = {"货物", "Line"}, .fields = line_fields, .stored = false};
constinit const meta::Entity Shipment::description{.name = "shipment",
                                                   .label = {"发货单", "Shipment"},
                                                   .fields = fields,
                                                   .indexes = indexes,
                                                   .title_field = "label_code"};
constinit const flow::StateTable Shipment::states =
    flow::state_table<ShipmentStatus, ShipmentAction>("shipment", transitions, timers);

Result<> complete(Shipment& shipment) {
    std::vector<Issue> issues;
    if (shipment.receiver_id == shipment.organisation_id) issues.push_back({"receiver_id", "same_party"});
    if (shipment.lines.empty()) issues.push_back({"lines", "required"});
    std::set<std::string_view> lots;
    shipment.lots.clear();
    for (std::size_t i = 0; i < shipment.lines.size(); ++i) {
        auto& line = shipment.lines[i];
        line.position = static_cast<std::int64_t>(i) + 1;
        if (!lots.insert(line.lot).second)
            issues.push_back({fmt::format("lines.{}.lot", i), "taken"});
        else
            shipment.lots += (i == 0 ? "" : " ") + line.lot;
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::shipments
