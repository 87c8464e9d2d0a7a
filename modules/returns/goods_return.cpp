#include "modules/returns/goods_return.h"

namespace dengyun::returns {
namespace {

constexpr meta::Choice statuses[] = {{"requested", {"已申请", "Requested"}}, {"approved", {"已同意", "Approved"}},
                                     {"refused", {"已拒绝", "Refused"}},     {"disputed", {"争议中", "Disputed"}},
                                     {"sent", {"已寄回", "Sent back"}},      {"received", {"已收到", "Received"}},
                                     {"repaired", {"已返修", "Repaired"}},   {"replaced", {"已换货", "Replaced"}},
                                     {"credited", {"已折让", "Credited"}},   {"closed", {"已关闭", "Closed"}}};
constexpr meta::Choices status_choices{"goods_return_status", statuses};
constexpr meta::Choice actions[] = {{"approve", {"同意", "Approve"}},
                                    {"refuse", {"拒绝", "Refuse"}},
                                    {"deem_approved", {"逾期视同同意", "Deem approved"}},
                                    {"send", {"寄回", "Send back"}},
                                    {"keep", {"不退回", "Keep"}},
                                    {"receive", {"收到退货", "Receive"}},
                                    {"deem_received", {"逾期视同收到", "Deem received"}},
                                    {"repair", {"返修完成", "Repaired"}},
                                    {"replace", {"换货完成", "Replaced"}},
                                    {"credit", {"同意折让", "Credit"}},
                                    {"deem_credited", {"逾期视同折让", "Deem credited"}},
                                    {"dispute", {"提出争议", "Dispute"}},
                                    {"uphold", {"裁决支持退货", "Uphold"}},
                                    {"dismiss", {"裁决驳回", "Dismiss"}},
                                    {"close", {"关闭", "Close"}},
                                    {"settle", {"到期关闭", "Close when due"}}};
constexpr meta::Choices action_choices{"goods_return_action", actions};
constexpr meta::Choice remedies[] = {
    {"repair", {"返修", "Repair"}}, {"replace", {"换货", "Replacement"}}, {"credit", {"折让", "Credit"}}};
constexpr meta::Choices remedy_choices{"goods_return_remedy", remedies};

constexpr unsigned given = meta::required | meta::immutable;
constexpr meta::Options told{.flags = meta::read_only};
using R = GoodsReturn;
constexpr auto fields = meta::record<R>(
    meta::field<&R::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&R::shipment_id>("shipment_id", {"发货单", "Shipment"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "shipment"}),
    meta::field<&R::position>(
        "position", {"行号", "Line"},
        {.flags = meta::immutable, .min = 1, .max = static_cast<std::int64_t>(shipments::lines_max)}),
    meta::field<&R::lot>("lot", {"批号", "Lot"}, {.flags = meta::read_only | meta::searchable, .length_max = 60}),
    meta::field<&R::goods>("goods", {"货物", "Goods"},
                           {.flags = meta::read_only | meta::searchable, .length_max = 100}),
    meta::field<&R::quantity>(
        "quantity", {"退货数量", "Quantity"},
        {.flags = given, .min = 1, .max = shipments::quantity_max, .format = meta::Format::milli}),
    meta::field<&R::value>("value", {"货值", "Value"},
                           {.flags = given, .min = 0, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&R::wanted>("wanted", {"要求", "Wanted"}, {.flags = meta::immutable}),
    meta::field<&R::reason>("reason", {"原因", "Reason"},
                            {.flags = given, .length_max = 500, .format = meta::Format::multiline}),
    meta::field<&R::subject_kind>("subject_kind", {"所属单据类型", "For (kind)"},
                                  {.flags = meta::read_only | meta::filterable, .length_max = 40}),
    meta::field<&R::subject_id>("subject_id", {"所属单据", "For"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&R::subject_organisation_id>("subject_organisation_id", {"所属单据的单位", "For (organisation)"},
                                             {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&R::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&R::sent_at>("sent_at", {"寄回时间", "Sent back at"}, told),
    meta::field<&R::carrier>("carrier", {"承运人", "Carrier"}, {.flags = meta::read_only, .length_max = 100}),
    meta::field<&R::tracking_number>("tracking_number", {"运单号", "Tracking number"},
                                     {.flags = meta::read_only, .length_max = 60}),
    meta::field<&R::status_reason>("status_reason", {"说明", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_supplier[] = {"supplier_id"};
constexpr std::string_view by_shipment[] = {"shipment_id", "position"};
constexpr meta::Index indexes[] = {
    {.name = "goods_return_supplier", .columns = by_supplier, .across_organisations = true},
    {.name = "goods_return_shipment", .columns = by_shipment, .across_organisations = true}};

using S = ReturnStatus;
using A = ReturnAction;
constexpr flow::Rules requester{.permission = "returns.request"};
constexpr flow::Rules supplier{.permission = "returns.answer", .by_platform = true};
// Neither side's: the routes of the arbiter move in the system's name.
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::requested, A::approve, S::approved, supplier),
    flow::transition(S::requested, A::refuse, S::refused, supplier),
    flow::transition(S::requested, A::deem_approved, S::approved, {.event = "deemed_approved"}),
    flow::transition(S::requested, A::close, S::closed, requester),
    flow::transition(S::approved, A::send, S::sent, requester),
    flow::transition(S::approved, A::keep, S::closed, nobody),
    flow::transition(S::refused, A::dispute, S::disputed, requester),
    flow::transition(S::refused, A::settle, S::closed, nobody),
    flow::transition(S::disputed, A::uphold, S::approved, {.event = "upheld"}),
    flow::transition(S::disputed, A::dismiss, S::closed, nobody),
    flow::transition(S::sent, A::receive, S::received, supplier),
    flow::transition(S::sent, A::deem_received, S::received, {.event = "deemed_received"}),
    flow::transition(S::received, A::repair, S::repaired, supplier),
    flow::transition(S::received, A::replace, S::replaced, supplier),
    flow::transition(S::received, A::credit, S::credited, supplier),
    flow::transition(S::received, A::deem_credited, S::credited, {.event = "deemed_credited"}),
    flow::transition(S::repaired, A::close, S::closed, requester),
    flow::transition(S::repaired, A::settle, S::closed, nobody),
    flow::transition(S::replaced, A::close, S::closed, requester),
    flow::transition(S::replaced, A::settle, S::closed, nobody),
    flow::transition(S::credited, A::close, S::closed, requester),
    flow::transition(S::credited, A::settle, S::closed, nobody),
};
constexpr std::array timers{
    flow::timer(S::requested, answer_time, A::deem_approved),
    flow::timer(S::approved, sending_time, A::keep),
    flow::timer(S::refused, dispute_time, A::settle),
    flow::timer(S::disputed, dispute_time, A::dismiss),  // undecided, the refusal stands
    flow::timer(S::sent, travel_time, A::deem_received),
    flow::timer(S::received, settling_time, A::deem_credited),
    flow::timer(S::repaired, closing_time, A::settle),
    flow::timer(S::replaced, closing_time, A::settle),
    flow::timer(S::credited, closing_time, A::settle),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(ReturnStatus) { return status_choices; }
const meta::Choices& choices_of(ReturnAction) { return action_choices; }
const meta::Choices& choices_of(Remedy) { return remedy_choices; }

constinit const meta::Entity GoodsReturn::description{
    .name = "goods_return", .label = {"退货单", "Return"}, .fields = fields, .indexes = indexes, .title_field = "lot"};
constinit const flow::StateTable GoodsReturn::states =
    flow::state_table<ReturnStatus, ReturnAction>("goods_return", transitions, timers);

}  // namespace dengyun::returns
