#include "flows/ordering/inputs.h"

namespace dengyun::ordering {
namespace {

constexpr meta::Options pieces{.min = 0, .max = orders::quantity_max, .format = meta::Format::milli};
constexpr auto termination_fields = meta::fields(
    meta::field<&TerminationInput::settlement>(
        "settlement", {"结算金额", "Settlement"},
        {.min = 0,
         .max = amount_max,
         .format = meta::Format::fen,
         .help = {"供方就未交付的工作应得的金额", "What the supplier gets for work that is not delivered"}}),
    meta::field<&TerminationInput::reason>("reason", {"原因", "Reason"}, {.flags = meta::required, .length_max = 500}));
constexpr auto verdict_fields =
    meta::fields(meta::field<&VerdictInput::accepted>("accepted", {"验收数量", "Accepted"}, pieces),
                 meta::field<&VerdictInput::rejected>("rejected", {"拒收数量", "Rejected"}, pieces),
                 meta::field<&VerdictInput::reason>("reason", {"原因", "Reason"}, {.length_max = 500}));
constexpr auto amount_fields = meta::fields(meta::field<&AmountInput::amount>(
    "amount", {"金额", "Amount"}, {.flags = meta::required, .min = 1, .max = amount_max, .format = meta::Format::fen}));
constexpr auto dispute_fields = meta::fields(
    meta::field<&DisputeInput::amount>(
        "amount", {"争议金额", "Amount in dispute"},
        {.flags = meta::required, .min = 1, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&DisputeInput::reason>(
        "reason", {"原因", "Reason"}, {.flags = meta::required, .length_max = 500, .format = meta::Format::multiline}));

constexpr Message own_messages[] = {
    {"ordering.no_option", {"还没有可供选择的方案。", "There is no open option yet."}},
    {"ordering.exceeds_funds",
     {"任务费用超过托管资金减去定金、平台毛利和风险准备。",
      "The tasks cost more than what is funded less deposit, margin and risk reserve."}},
    {"ordering.no_escrow", {"订单还没有托管。", "The order has no escrow yet."}},
    {"ordering.over", {"订单不在进行中，或任务已结束。", "The order is not under way, or the task is over."}},
    {"ordering.not_given_out", {"图纸尚未发放给本单位。", "The revision was not given to your organisation yet."}},
    {"ordering.moves_others",
     {"新的时间会影响后道任务或承诺交期；请重新派单。",
      "The new time would move other tasks or the promise; dispatch again instead."}},
};

}  // namespace

constinit const meta::Entity TerminationInput::description{
    .name = "termination_input", .label = {"终止订单", "Termination"}, .fields = termination_fields, .stored = false};
constinit const meta::Entity VerdictInput::description{
    .name = "verdict_input", .label = {"验收", "Verdict"}, .fields = verdict_fields, .stored = false};
constinit const meta::Entity DisputeInput::description{
    .name = "order_dispute_input", .label = {"争议", "Dispute"}, .fields = dispute_fields, .stored = false};
constinit const meta::Entity AmountInput::description{
    .name = "amount_input", .label = {"金额", "Amount"}, .fields = amount_fields, .stored = false};

std::span<const Message> messages() { return own_messages; }

}  // namespace dengyun::ordering
