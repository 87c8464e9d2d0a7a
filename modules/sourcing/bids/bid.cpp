#include "modules/sourcing/bids/bid.h"

#include "modules/sourcing/bids/seal.h"

namespace dengyun::sourcing {
namespace {

constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},
                                     {"submitted", {"已提交", "Submitted"}},
                                     {"stale", {"条件已变更，待确认", "Stale"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}},
                                     {"opened", {"已开标", "Opened"}},
                                     {"won", {"中标", "Won"}},
                                     {"lost", {"未中标", "Lost"}},
                                     {"disqualified", {"否决", "Disqualified"}},
                                     {"void", {"作废", "Void"}}};
constexpr meta::Choices status_choices{"bid_status", statuses};
constexpr meta::Choice lapses[] = {{"stale", {"条件变更后未确认", "Not confirmed under the new terms"}},
                                   {"not_revealed", {"未在开标时限内交钥匙", "Its key was not given in time"}},
                                   {"cancelled", {"询价已取消或流标", "The RFQ was cancelled"}},
                                   {"no_offer", {"竞价中没有出价", "No offer in the auction"}}};
constexpr meta::Choices lapse_choices{"bid_lapse_reason", lapses};
constexpr meta::Choice actions[] = {{"submit", {"提交", "Submit"}},
                                    {"replace", {"改报", "Replace"}},
                                    {"confirm", {"按新条件确认", "Confirm under the new terms"}},
                                    {"outdate", {"条件变更", "Outdate"}},
                                    {"withdraw", {"撤回", "Withdraw"}},
                                    {"open", {"开标", "Open"}},
                                    {"win", {"中标", "Win"}},
                                    {"lose", {"未中标", "Lose"}},
                                    {"disqualify", {"否决", "Disqualify"}},
                                    {"lapse", {"作废", "Lapse"}}};
constexpr meta::Choices action_choices{"bid_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
using O = BidOffer;
constexpr auto offer_fields = meta::fields(
    meta::field<&O::position>("position", {"行号", "Line"},
                              {.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(lines_max)}),
    meta::field<&O::unit_price>(
        "unit_price", {"单价", "Unit price"},
        {.flags = meta::required, .min = 1, .max = unit_price_max, .format = meta::Format::micro_yuan}),
    meta::field<&O::value>("value", {"金额", "Value"}, money),
    meta::field<&O::delivers_on>("delivers_on", {"可交货日期", "Delivers on"}),
    meta::field<&O::note>("note", {"说明", "Note"}, {.length_max = 500}));
using W = BidAnswer;
constexpr auto answer_fields = meta::fields(
    meta::field<&W::criterion>("criterion", {"评审项", "Criterion"},
                               {.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(criteria_max)}),
    meta::field<&W::value>("value", {"承诺值", "Value"},
                           {.flags = meta::required, .min = -1'000'000'000, .max = 1'000'000'000}));

using B = Bid;
constexpr auto fields = meta::record<B>(
    meta::field<&B::rfx_id>("rfx_id", {"询价单", "RFQ"},
                            {.flags = meta::read_only | meta::filterable, .reference = "rfx"}),
    meta::field<&B::buyer_id>("buyer_id", {"采购方", "Buyer"},
                              {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&B::invitation_id>("invitation_id", {"邀请", "Invitation"},
                                   {.flags = meta::read_only, .reference = "invitation"}),
    meta::field<&B::bidder>("bidder", {"报价方标识", "Bidder key"}, {.flags = meta::read_only, .length_max = 60}),
    meta::field<&B::bidder_name>("bidder_name", {"报价方", "Bidder"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&B::title>("title", {"询价", "For"}, {.flags = meta::read_only | meta::searchable, .length_max = 300}),
    meta::field<&B::alias>("alias", {"代号", "Alias"}, told),
    meta::field<&B::terms_version>("terms_version", {"所依条件版本", "Version of the terms"}, told),
    meta::field<&B::commitment>("commitment", {"密封指纹", "Commitment"}, {.flags = meta::read_only, .length_max = 64}),
    meta::field<&B::submitted_at>("submitted_at", {"提交时间", "Submitted at"}, told),
    meta::field<&B::submission>("submission", {"提交次序", "Order"}, told),
    meta::field<&B::is_revealed>("is_revealed", {"已交钥匙", "Key given"}, told),
    meta::field<&B::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&B::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&B::lapse_reason>("lapse_reason", {"作废原因", "Why it is void"}, told),
    meta::field<&B::offers>("offers", {"逐行报价", "Offers"},
                            {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(lines_max)}),
    meta::field<&B::answers>("answers", {"评审项承诺", "Answers"},
                             {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(criteria_max)}),
    meta::field<&B::amount>("amount", {"总价", "Amount"}, money),
    meta::field<&B::adjusted>("adjusted", {"评审价", "Adjusted price"}, money),
    meta::field<&B::note>("note", {"说明", "Note"},
                          {.flags = meta::read_only, .length_max = 2'000, .format = meta::Format::multiline}),
    meta::field<&B::opened_at>("opened_at", {"开标时间", "Opened at"}, told));

constexpr std::string_view by_bidder[] = {"rfx_id", "bidder"};
constexpr std::string_view by_buyer[] = {"buyer_id", "rfx_id"};
constexpr meta::Index indexes[] = {
    {.name = "bid_bidder", .columns = by_bidder, .unique = true, .across_organisations = true},
    {.name = "bid_buyer", .columns = by_buyer, .across_organisations = true}};

constexpr unsigned kept = meta::internal;
using E = BidSeal;
constexpr auto seal_fields = meta::record<E>(
    meta::field<&E::bid_id>("bid_id", {"报价", "Bid"}, {.flags = meta::read_only, .reference = "bid"}),
    meta::field<&E::commitment>("commitment", {"密封指纹", "Commitment"}, {.flags = meta::read_only, .length_max = 64}),
    meta::field<&E::digest>("digest", {"密文摘要", "Digest"}, {.flags = meta::read_only, .length_max = 64}),
    meta::field<&E::sealed>("sealed", {"密文", "Sealed"}, {.flags = kept, .length_max = sealed_length_max}),
    meta::field<&E::key>("key", {"钥匙", "Key"}, {.flags = kept, .length_max = 44}),
    meta::field<&E::document>("document", {"内容", "Content"}, {.flags = kept, .length_max = sealed_length_max}));
constexpr std::string_view by_bid[] = {"bid_id"};
constexpr meta::Index seal_indexes[] = {
    {.name = "bid_seal_bid", .columns = by_bid, .unique = true, .across_organisations = true}};

using S = BidStatus;
using A = BidAction;
constexpr flow::Rules bidder{.permission = "sourcing.bid"};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::draft, A::submit, S::submitted, bidder),
    flow::transition(S::draft, A::lapse, S::void_bid, nobody),
    flow::transition(S::submitted, A::replace, S::submitted, {.permission = "sourcing.bid", .event = "replaced"}),
    flow::transition(S::submitted, A::outdate, S::stale, nobody),
    flow::transition(S::submitted, A::withdraw, S::withdrawn, bidder),
    flow::transition(S::submitted, A::open, S::opened, nobody),
    flow::transition(S::submitted, A::lapse, S::void_bid, nobody),
    flow::transition(S::stale, A::confirm, S::submitted, {.permission = "sourcing.bid", .event = "confirmed"}),
    flow::transition(S::stale, A::replace, S::submitted, {.permission = "sourcing.bid", .event = "replaced"}),
    flow::transition(S::stale, A::withdraw, S::withdrawn, bidder),
    flow::transition(S::stale, A::lapse, S::void_bid, nobody),
    flow::transition(S::opened, A::win, S::won, nobody),
    flow::transition(S::opened, A::lose, S::lost, nobody),
    flow::transition(S::opened, A::lapse, S::void_bid, nobody),
    flow::transition(S::opened, A::disqualify, S::disqualified, {.permission = "sourcing.buy", .by_platform = true}),
};
static_assert(flow::sound(transitions));

}  // namespace

const meta::Choices& choices_of(BidStatus) { return status_choices; }
const meta::Choices& choices_of(LapseReason) { return lapse_choices; }
const meta::Choices& choices_of(BidAction) { return action_choices; }

constinit const meta::Entity BidOffer::description{
    .name = "bid_offer", .label = {"逐行报价", "Offer"}, .fields = offer_fields, .stored = false};
constinit const meta::Entity BidAnswer::description{
    .name = "bid_answer", .label = {"评审项承诺", "Answer"}, .fields = answer_fields, .stored = false};
constinit const meta::Entity Bid::description{
    .name = "bid", .label = {"报价", "Bid"}, .fields = fields, .indexes = indexes, .title_field = "title"};
constinit const meta::Entity BidSeal::description{
    .name = "bid_seal", .label = {"报价密封", "Seal of a bid"}, .fields = seal_fields, .indexes = seal_indexes};
constinit const flow::StateTable Bid::states = flow::state_table<BidStatus, BidAction>("bid", transitions);

}  // namespace dengyun::sourcing
