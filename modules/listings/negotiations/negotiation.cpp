#include "modules/listings/negotiations/negotiation.h"

namespace dengyun::listings {
namespace {

constexpr meta::Choice statuses[] = {{"offered", {"待挂牌方答复", "The lister is to answer"}},
                                     {"countered", {"待发起方答复", "The opener is to answer"}},
                                     {"agreed", {"已谈妥", "Agreed"}},
                                     {"declined", {"已谢绝", "Declined"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}},
                                     {"lapsed", {"逾期失效", "Lapsed"}}};
constexpr meta::Choices status_choices{"negotiation_status", statuses};
constexpr meta::Choice actions[] = {{"offer", {"再报", "Offer again"}}, {"counter", {"还价", "Counter"}},
                                    {"accept", {"接受", "Accept"}},     {"decline", {"谢绝", "Decline"}},
                                    {"withdraw", {"撤回", "Withdraw"}}, {"lapse", {"逾期失效", "Lapse"}}};
constexpr meta::Choices action_choices{"negotiation_action", actions};
constexpr meta::Choice message_kinds[] = {{"offer", {"报价", "Offer"}}, {"message", {"留言", "Message"}}};
constexpr meta::Choices message_kind_choices{"negotiation_message_kind", message_kinds};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options told_milli{.flags = meta::read_only, .format = meta::Format::milli};
constexpr meta::Options told_price{.flags = meta::read_only, .format = meta::Format::micro_yuan};
constexpr meta::Options told_text{.flags = meta::read_only, .length_max = 1'000, .format = meta::Format::multiline};
using N = Negotiation;
constexpr auto fields = meta::record<N>(
    meta::field<&N::partner_id>("partner_id", {"挂牌方", "Lister"},
                                {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&N::listing_id>("listing_id", {"供求信息", "Listing"},
                                {.flags = meta::read_only | meta::filterable, .reference = "listing"}),
    meta::field<&N::own_listing_id>("own_listing_id", {"发起方的供求信息", "Listing of the opener"},
                                    {.flags = meta::read_only, .reference = "listing"}),
    meta::field<&N::side>("side", {"供求", "Side"}, told),
    meta::field<&N::title>("title", {"标题", "Title"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&N::unit>("unit", {"单位", "Unit"}, {.flags = meta::read_only, .length_max = 10}),
    meta::field<&N::quantity>("quantity", {"数量", "Quantity"}, told_milli),
    meta::field<&N::unit_price>("unit_price", {"单价", "Unit price"}, told_price),
    meta::field<&N::value>("value", {"金额", "Value"}, {.flags = meta::read_only, .format = meta::Format::fen}),
    meta::field<&N::deliver_on>("deliver_on", {"交货日期", "Delivery date"}, told),
    meta::field<&N::terms>("terms", {"其他条件", "Other terms"}, told_text),
    meta::field<&N::messages>("messages", {"条数", "Messages"}, told),
    meta::field<&N::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&N::status_reason>("status_reason", {"说明", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&N::agreed_at>("agreed_at", {"谈妥时间", "Agreed at"}, told),
    meta::field<&N::demonstration>("demonstration", {"演示数据", "Demonstration data"}, told));

using E = NegotiationMessage;
constexpr auto message_fields = meta::record<E>(
    meta::field<&E::negotiation_id>("negotiation_id", {"洽谈", "Negotiation"},
                                    {.flags = meta::read_only | meta::filterable, .reference = "negotiation"}),
    meta::field<&E::position>("position", {"序号", "Place"}, told),
    meta::field<&E::by_id>("by_id", {"发出方", "By"}, {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&E::kind>("kind", {"类型", "Kind"}, told),
    meta::field<&E::quantity>("quantity", {"数量", "Quantity"}, told_milli),
    meta::field<&E::unit_price>("unit_price", {"单价", "Unit price"}, told_price),
    meta::field<&E::deliver_on>("deliver_on", {"交货日期", "Delivery date"}, told),
    meta::field<&E::text>("text", {"内容", "Text"}, told_text));

using O = OfferInput;
constexpr auto offer_fields = meta::fields(
    meta::field<&O::own_listing_id>("own_listing_id", {"本单位的供求信息", "Own listing"}, {.reference = "listing"}),
    meta::field<&O::quantity>("quantity", {"数量", "Quantity"},
                              {.min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&O::unit_price>(
        "unit_price", {"单价", "Unit price"},
        {.flags = meta::required, .min = 1, .max = unit_price_max, .format = meta::Format::micro_yuan}),
    meta::field<&O::deliver_on>("deliver_on", {"交货日期", "Delivery date"}),
    meta::field<&O::terms>("terms", {"其他条件", "Other terms"},
                           {.length_max = 1'000, .format = meta::Format::multiline}));
constexpr auto text_fields = meta::fields(meta::field<&MessageInput::text>(
    "text", {"内容", "Text"}, {.flags = meta::required, .length_max = 1'000, .format = meta::Format::multiline}));

constexpr std::string_view by_partner[] = {"partner_id"};
constexpr std::string_view by_listing[] = {"listing_id"};
constexpr meta::Index indexes[] = {
    {.name = "negotiation_partner", .columns = by_partner, .across_organisations = true},
    {.name = "negotiation_listing", .columns = by_listing, .across_organisations = true}};
constexpr std::string_view by_place[] = {"negotiation_id", "position"};
constexpr meta::Index message_indexes[] = {
    {.name = "negotiation_message_place", .columns = by_place, .across_organisations = true}};

using S = NegotiationStatus;
using A = NegotiationAction;
constexpr std::string_view trade = "listings.trade";
constexpr flow::Rules opener{.permission = trade};
constexpr flow::Rules partner{.permission = trade, .by_platform = true};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::offered, A::counter, S::countered, partner),
    flow::transition(S::offered, A::accept, S::agreed, partner),
    flow::transition(S::offered, A::decline, S::declined, partner),
    flow::transition(S::offered, A::withdraw, S::withdrawn, opener),
    flow::transition(S::offered, A::lapse, S::lapsed, nobody),
    flow::transition(S::countered, A::offer, S::offered, opener),
    flow::transition(S::countered, A::accept, S::agreed, opener),
    flow::transition(S::countered, A::decline, S::declined, opener),
    flow::transition(S::countered, A::withdraw, S::withdrawn, partner),
    flow::transition(S::countered, A::lapse, S::lapsed, nobody),
};
constexpr std::array timers{
    flow::timer(S::offered, answer_time, A::lapse),
    flow::timer(S::countered, answer_time, A::lapse),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(NegotiationStatus) { return status_choices; }
const meta::Choices& choices_of(NegotiationAction) { return action_choices; }
const meta::Choices& choices_of(MessageKind) { return message_kind_choices; }

constinit const meta::Entity Negotiation::description{.name = "negotiation",
                                                      .label = {"洽谈", "Negotiation"},
                                                      .fields = fields,
                                                      .indexes = indexes,
                                                      .title_field = "title"};
constinit const flow::StateTable Negotiation::states =
    flow::state_table<NegotiationStatus, NegotiationAction>("negotiation", transitions, timers);
constinit const meta::Entity NegotiationMessage::description{.name = "negotiation_message",
                                                             .label = {"洽谈记录", "Message"},
                                                             .fields = message_fields,
                                                             .indexes = message_indexes,
                                                             .title_field = "text"};
constinit const meta::Entity OfferInput::description{
    .name = "negotiation_offer_input", .label = {"报价", "Offer"}, .fields = offer_fields, .stored = false};
constinit const meta::Entity MessageInput::description{
    .name = "negotiation_message_input", .label = {"留言", "Message"}, .fields = text_fields, .stored = false};

}  // namespace dengyun::listings
