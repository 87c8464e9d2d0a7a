#include "modules/sourcing/auctions/auction.h"

namespace dengyun::sourcing {
namespace {

constexpr meta::Choice statuses[] = {{"scheduled", {"未开始", "Scheduled"}},
                                     {"running", {"竞价中", "Running"}},
                                     {"closed", {"已结束", "Closed"}},
                                     {"cancelled", {"已取消", "Cancelled"}}};
constexpr meta::Choices status_choices{"auction_status", statuses};
constexpr meta::Choice actions[] = {{"start", {"开始", "Start"}},
                                    {"offer", {"出价", "Offer"}},
                                    {"advance", {"进入下一阶段", "Go on to the next phase"}},
                                    {"close", {"结束", "Close"}},
                                    {"cancel", {"取消", "Cancel"}}};
constexpr meta::Choices action_choices{"auction_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
using X = Auction;
constexpr auto fields = meta::record<X>(
    meta::field<&X::rfx_id>("rfx_id", {"询价单", "RFQ"},
                            {.flags = meta::read_only | meta::filterable, .reference = "rfx"}),
    meta::field<&X::title>("title", {"标题", "Title"},
                           {.flags = meta::read_only | meta::searchable, .length_max = 300}),
    meta::field<&X::format>("format", {"方式", "Format"}, told),
    meta::field<&X::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&X::starts_at>("starts_at", {"计划开始", "Starts at"}, told),
    meta::field<&X::began_at>("began_at", {"开始于", "Began at"}, told),
    meta::field<&X::ends_at>("ends_at", {"本阶段结束", "Phase ends at"}, told),
    meta::field<&X::closed_at>("closed_at", {"结束于", "Closed at"}, told),
    meta::field<&X::round>("round", {"轮次", "Round"}, told), meta::field<&X::turn>("turn", {"顺位", "Turn"}, told),
    meta::field<&X::mover>("mover", {"轮到", "Whose turn"}, told),
    meta::field<&X::sequence>("sequence", {"出价顺序", "Sequence"},
                              {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(entries_max)}),
    meta::field<&X::price>("price", {"当前价格", "Price"}, money),
    meta::field<&X::previous>("previous", {"上一价格", "Price before"}, money),
    meta::field<&X::entries>("entries", {"参加家数", "Entries"}, told),
    meta::field<&X::first_submission>("first_submission", {"出价起始次序", "First submission"}, told),
    meta::field<&X::offers>("offers", {"出价次数", "Offers"}, told),
    meta::field<&X::moves>("moves", {"步数", "Moves"}, told),
    meta::field<&X::best>("best", {"最优评审价", "Best adjusted"}, money),
    meta::field<&X::best_alias>("best_alias", {"最优代号", "Best alias"}, told),
    meta::field<&X::last_alias>("last_alias", {"最近出价代号", "Last alias"}, told),
    meta::field<&X::last_amount>("last_amount", {"最近出价", "Last amount"}, money),
    meta::field<&X::last_adjusted>("last_adjusted", {"最近评审价", "Last adjusted"}, money));
constexpr std::string_view by_rfx[] = {"rfx_id"};
constexpr meta::Index indexes[] = {
    {.name = "auction_rfx", .columns = by_rfx, .unique = true, .across_organisations = true}};

using M = AuctionMove;
constexpr auto move_fields =
    meta::record<M>(meta::field<&M::auction_id>("auction_id", {"竞价", "Auction"},
                                                {.flags = meta::read_only | meta::filterable, .reference = "auction"}),
                    meta::field<&M::number>("number", {"序号", "Number"}, {.flags = meta::read_only | meta::sortable}),
                    meta::field<&M::alias>("alias", {"代号", "Alias"}, told),
                    meta::field<&M::amount>("amount", {"出价", "Amount"}, money),
                    meta::field<&M::adjusted>("adjusted", {"评审价", "Adjusted"}, money),
                    meta::field<&M::moved_at>("moved_at", {"时间", "At"}, told));
constexpr std::string_view by_auction[] = {"auction_id", "number"};
constexpr meta::Index move_indexes[] = {
    {.name = "auction_move_number", .columns = by_auction, .unique = true, .across_organisations = true}};

using T = Standing;
constexpr auto standing_fields = meta::fields(meta::field<&T::alias>("alias", {"代号", "Alias"}, told),
                                              meta::field<&T::rank>("rank", {"名次", "Rank"}, told),
                                              meta::field<&T::amount>("amount", {"我的出价", "Amount"}, money),
                                              meta::field<&T::adjusted>("adjusted", {"我的评审价", "Adjusted"}, money));
using I = EntryInput;
constexpr meta::Options price{.min = 1, .max = amount_fen_max, .format = meta::Format::fen};
constexpr auto entry_fields = meta::fields(
    meta::field<&I::terms_version>("terms_version", {"条件版本", "Version of the terms"}, {.flags = meta::required}),
    meta::field<&I::answers>("answers", {"评审项承诺", "Answers"},
                             {.items_max = static_cast<std::uint32_t>(criteria_max)}),
    meta::field<&I::amount>("amount", {"初始报价", "Amount"}, price));
constexpr auto offer_fields = meta::fields(meta::field<&OfferInput::amount>(
    "amount", {"出价", "Amount"},
    {.flags = meta::required, .min = 1, .max = amount_fen_max, .format = meta::Format::fen}));

using S = AuctionStatus;
using A = AuctionAction;
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::scheduled, A::start, S::running, {.event = "started"}),
    flow::transition(S::scheduled, A::cancel, S::cancelled, nobody),
    flow::transition(S::running, A::offer, S::running,
                     {.permission = "sourcing.bid", .event = "offered", .by_platform = true}),
    flow::transition(S::running, A::advance, S::running, {.event = "advanced"}),
    flow::transition(S::running, A::close, S::closed, nobody),
    flow::transition(S::running, A::cancel, S::cancelled, nobody),
};
constexpr std::array timers{
    flow::timer(S::scheduled, Duration{0}, A::start, "starts_at"),
    flow::timer(S::running, Duration{0}, A::advance, "ends_at"),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(AuctionStatus) { return status_choices; }
const meta::Choices& choices_of(AuctionAction) { return action_choices; }

constinit const meta::Entity Auction::description{
    .name = "auction", .label = {"竞价", "Auction"}, .fields = fields, .indexes = indexes, .title_field = "title"};
constinit const meta::Entity AuctionMove::description{.name = "auction_move",
                                                      .label = {"竞价记录", "Move of an auction"},
                                                      .fields = move_fields,
                                                      .indexes = move_indexes};
constinit const meta::Entity Standing::description{
    .name = "auction_standing", .label = {"我的名次", "Standing"}, .fields = standing_fields, .stored = false};
constinit const meta::Entity EntryInput::description{
    .name = "auction_entry_input", .label = {"参加竞价", "Entry"}, .fields = entry_fields, .stored = false};
constinit const meta::Entity OfferInput::description{
    .name = "auction_offer_input", .label = {"出价", "Offer"}, .fields = offer_fields, .stored = false};
constinit const flow::StateTable Auction::states =
    flow::state_table<AuctionStatus, AuctionAction>("auction", transitions, timers);

}  // namespace dengyun::sourcing
