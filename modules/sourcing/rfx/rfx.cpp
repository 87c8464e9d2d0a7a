#include "modules/sourcing/rfx/rfx.h"

namespace dengyun::sourcing {
namespace {

constexpr meta::Choice formats[] = {{"sealed", {"密封报价", "Sealed bids"}},
                                    {"english", {"英式反向竞价", "English reverse auction"}},
                                    {"three_round", {"三轮反向竞价", "Three-round reverse auction"}},
                                    {"dutch", {"荷兰式竞价", "Dutch auction"}},
                                    {"japanese", {"日式竞价", "Japanese auction"}}};
constexpr meta::Choices format_choices{"rfx_format", formats};
constexpr meta::Choice audiences[] = {{"network", {"全网公开", "The whole network"}},
                                      {"invited", {"仅受邀方", "Invited suppliers only"}},
                                      {"circle", {"仅供应圈", "A circle"}}};
constexpr meta::Choices audience_choices{"rfx_audience", audiences};
constexpr meta::Choice award_bys[] = {{"lot", {"整单定标", "As one lot"}}, {"line", {"逐行定标", "Line by line"}}};
constexpr meta::Choices award_by_choices{"rfx_award_by", award_bys};
constexpr meta::Choice statuses[] = {
    {"draft", {"草稿", "Draft"}},           {"published", {"报价中", "Open for bids"}},
    {"closed", {"已截止", "Closed"}},       {"opened", {"已开标", "Opened"}},
    {"evaluated", {"已评审", "Evaluated"}}, {"standstill", {"公示中", "Standstill"}},
    {"awarded", {"已定标", "Awarded"}},     {"contracted", {"已签约", "Contracted"}},
    {"cancelled", {"已取消", "Cancelled"}}, {"unsuccessful", {"流标", "Unsuccessful"}},
};
constexpr meta::Choices status_choices{"rfx_status", statuses};
constexpr meta::Choice actions[] = {
    {"publish", {"发布", "Publish"}},
    {"amend", {"变更条件", "Amend"}},
    {"close", {"截止", "Close"}},
    {"open", {"开标", "Open"}},
    {"evaluate", {"确认评审", "Confirm the ranking"}},
    {"announce", {"公示", "Announce"}},
    {"award", {"定标", "Award"}},
    {"contract", {"签约", "Contract"}},
    {"cancel", {"取消", "Cancel"}},
    {"lapse", {"逾期失效", "Lapse"}},
    {"fail", {"无有效报价", "Fail for want of bids"}},
    {"reject_all", {"全部否决", "Reject all bids"}},
};
constexpr meta::Choices action_choices{"rfx_action", actions};

using L = RfxLine;
constexpr auto line_fields = meta::fields(
    meta::field<&L::position>("position", {"行号", "Line"}, {.flags = meta::read_only}),
    meta::field<&L::item_id>("item_id", {"物料", "Item"}, {.reference = "item"}),
    meta::field<&L::description_text>("description_text", {"名称", "Description"}, {.flags = meta::required}),
    meta::field<&L::specification>("specification", {"规格要求", "Specification"},
                                   {.length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&L::quantity>("quantity", {"数量", "Quantity"},
                              {.flags = meta::required, .min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, {.flags = meta::required, .length_max = 10}),
    meta::field<&L::due_on>("due_on", {"交货日期", "Due on"}),
    meta::field<&L::site_id>("site_id", {"交货地点", "Deliver to"}, {.reference = "site"}));

using C = RfxCriterion;
constexpr std::int64_t answer_max = 1'000'000'000;
constexpr auto criterion_fields =
    meta::fields(meta::field<&C::name>("name", {"评审项", "Criterion"}, {.flags = meta::required, .length_max = 60}),
                 meta::field<&C::unit>("unit", {"单位", "Unit"}, {.length_max = 10}),
                 meta::field<&C::weight>("weight", {"权重（百万分之）", "Weight (millionths)"},
                                         {.flags = meta::required, .min = 1, .max = weight_sum_max}),
                 meta::field<&C::worst>("worst", {"最差值", "Worst"},
                                        {.flags = meta::required, .min = -answer_max, .max = answer_max}),
                 meta::field<&C::best>("best", {"最优值", "Best"},
                                       {.flags = meta::required, .min = -answer_max, .max = answer_max}));

using R = Rfx;
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options price{.min = 1, .max = amount_fen_max, .format = meta::Format::fen};
constexpr auto fields = meta::record<R>(
    meta::field<&R::number>("number", {"询价单号", "Number"},
                            {.flags = meta::read_only | meta::searchable | meta::filterable, .length_max = 20}),
    meta::field<&R::title>("title", {"标题", "Title"}, {.flags = meta::required | meta::searchable}),
    meta::field<&R::format>("format", {"方式", "Format"}, {.flags = meta::filterable}),
    meta::field<&R::audience>("audience", {"范围", "Audience"}, {.flags = meta::filterable}),
    meta::field<&R::circle_id>("circle_id", {"供应圈", "Circle"}, {.flags = meta::filterable, .reference = "circle"}),
    meta::field<&R::award_by>("award_by", {"定标方式", "Award"}, {}),
    meta::field<&R::lines>("lines", {"明细", "Lines"}, {.items_max = static_cast<std::uint32_t>(lines_max)}),
    meta::field<&R::criteria>("criteria", {"价格以外的评审项", "Criteria beside the price"},
                              {.items_max = static_cast<std::uint32_t>(criteria_max)}),
    meta::field<&R::terms>("terms", {"商务条件", "Terms"}, {.length_max = 4'000, .format = meta::Format::multiline}),
    meta::field<&R::ceiling>("ceiling", {"最高限价（保密）", "Ceiling (secret)"},
                             {.min = 1,
                              .max = amount_fen_max,
                              .format = meta::Format::fen,
                              .read_permission = "sourcing.buy",
                              .write_permission = "sourcing.buy"}),
    meta::field<&R::closes_at>("closes_at", {"截止时间", "Deadline"}, {.flags = meta::required | meta::sortable}),
    meta::field<&R::opening_hours>("opening_hours", {"开标时限（小时）", "Opening window (hours)"},
                                   {.min = 1, .max = 168}),
    meta::field<&R::standstill_days>("standstill_days", {"公示期（天）", "Standstill (days)"}, {.min = 0, .max = 30}),
    meta::field<&R::auction_at>("auction_at", {"竞价开始", "Auction begins"}),
    meta::field<&R::start_price>("start_price", {"起拍价", "Starting price"}, price),
    meta::field<&R::limit_price>("limit_price", {"极限价", "Limit of the price"}, price),
    meta::field<&R::price_step>("price_step", {"每次幅度", "Step"}, price),
    meta::field<&R::length_minutes>("length_minutes", {"竞价时长（分钟）", "Length (minutes)"},
                                    {.min = 1, .max = 1'440}),
    meta::field<&R::step_seconds>("step_seconds", {"每价停留（秒）", "Each price stands (seconds)"},
                                  {.min = 5, .max = 3'600}),
    meta::field<&R::extension_seconds>("extension_seconds", {"末段出价顺延（秒）", "Soft close (seconds)"},
                                       {.min = 0, .max = 3'600}),
    meta::field<&R::pause_seconds>("pause_seconds", {"每轮间歇（秒）", "Pause (seconds)"}, {.min = 5, .max = 3'600}),
    meta::field<&R::turn_seconds>("turn_seconds", {"每家出价（秒）", "Turn (seconds)"}, {.min = 5, .max = 3'600}),
    meta::field<&R::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&R::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&R::terms_version>("terms_version", {"条件版本", "Version of the terms"}, told),
    meta::field<&R::published_at>("published_at", {"发布时间", "Published at"}, told),
    meta::field<&R::closed_at>("closed_at", {"截止于", "Closed at"}, told),
    meta::field<&R::opening_until>("opening_until", {"开标截至", "Opening until"}, told),
    meta::field<&R::opened_at>("opened_at", {"开标时间", "Opened at"}, told),
    meta::field<&R::standstill_until>("standstill_until", {"公示至", "Standstill until"}, told),
    meta::field<&R::bids>("bids", {"报价数", "Bids"}, told));

constexpr std::string_view by_number[] = {"number"};
constexpr std::string_view by_audience[] = {"audience", "status"};
constexpr std::string_view by_circle[] = {"circle_id", "status"};
constexpr meta::Index indexes[] = {{.name = "rfx_number", .columns = by_number, .unique = true},
                                   {.name = "rfx_audience", .columns = by_audience, .across_organisations = true},
                                   {.name = "rfx_circle", .columns = by_circle, .across_organisations = true}};

using S = RfxStatus;
using A = RfxAction;
constexpr flow::Rules buyer{.permission = "sourcing.buy"};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::draft, A::publish, S::published, buyer),
    flow::transition(S::draft, A::cancel, S::cancelled, buyer),
    flow::transition(S::draft, A::lapse, S::cancelled, nobody),
    flow::transition(S::published, A::amend, S::published, {.permission = "sourcing.buy", .event = "amended"}),
    flow::transition(S::published, A::close, S::closed, nobody),
    flow::transition(S::published, A::cancel, S::cancelled, buyer),
    flow::transition(S::closed, A::open, S::opened, nobody),
    flow::transition(S::closed, A::fail, S::unsuccessful, nobody),
    flow::transition(S::closed, A::cancel, S::cancelled, buyer),
    flow::transition(S::opened, A::evaluate, S::evaluated, buyer),
    flow::transition(S::opened, A::cancel, S::cancelled, buyer),
    flow::transition(S::evaluated, A::announce, S::standstill, buyer),
    flow::transition(S::evaluated, A::reject_all, S::unsuccessful, buyer),
    flow::transition(S::evaluated, A::cancel, S::cancelled, buyer),
    flow::transition(S::standstill, A::award, S::awarded, nobody),
    flow::transition(S::standstill, A::cancel, S::cancelled, buyer),
    flow::transition(S::awarded, A::contract, S::contracted, nobody),
    flow::transition(S::awarded, A::cancel, S::cancelled, buyer),
    flow::transition(S::awarded, A::lapse, S::cancelled, nobody),
};
constexpr std::array timers{
    flow::timer(S::draft, draft_time, A::lapse),
    flow::timer(S::published, Duration{0}, A::close, "closes_at"),
    flow::timer(S::closed, Duration{0}, A::open, "opening_until"),
    flow::timer(S::opened, evaluation_time, A::evaluate),
    flow::timer(S::evaluated, announcement_time, A::announce),
    flow::timer(S::standstill, Duration{0}, A::award, "standstill_until"),
    flow::timer(S::awarded, contract_time, A::lapse),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(Format) { return format_choices; }
const meta::Choices& choices_of(Audience) { return audience_choices; }
const meta::Choices& choices_of(AwardBy) { return award_by_choices; }
const meta::Choices& choices_of(RfxStatus) { return status_choices; }
const meta::Choices& choices_of(RfxAction) { return action_choices; }

constinit const meta::Entity RfxLine::description{
    .name = "rfx_line", .label = {"询价明细", "Line"}, .fields = line_fields, .stored = false};
constinit const meta::Entity RfxCriterion::description{
    .name = "rfx_criterion", .label = {"评审项", "Criterion"}, .fields = criterion_fields, .stored = false};
constinit const meta::Entity Rfx::description{
    .name = "rfx", .label = {"询价单", "RFQ"}, .fields = fields, .indexes = indexes, .title_field = "title"};
constinit const flow::StateTable Rfx::states = flow::state_table<RfxStatus, RfxAction>("rfx", transitions, timers);

}  // namespace dengyun::sourcing
