// What the module is made of: permissions, texts, entities, routes.
#include "kernel/http/rate_limit.h"
#include "modules/sourcing/auctions/auction.h"
#include "modules/sourcing/invitations/invitation.h"
#include "modules/sourcing/routes.h"

namespace dengyun::sourcing {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"sourcing.read",
     {"查看询价和报价", "Read RFQs and bids"},
     api::leading_roles | api::working_roles | RoleSet{Role::platform_operator, Role::service_provider}},
    {"sourcing.buy",
     {"发布询价、评审和定标", "Post RFQs, judge bids and award"},
     api::leading_roles | RoleSet{Role::buyer, Role::platform_operator}},
    {"sourcing.bid",
     {"报价和竞价", "Bid and take part in auctions"},
     api::leading_roles | RoleSet{Role::planner, Role::service_provider}},
};

constexpr Message own_messages[] = {
    {"rfx.too_many", {"询价单数量已达上限。", "There are as many RFQs as there can be."}},
    {"rfx.posted",
     {"已发布的询价单不能删除；可以取消或变更条件。", "A published RFQ cannot be removed; cancel it or amend it."}},
    {"rfx.format_fixed",
     {"发布后不能更改方式和范围；请取消后重新发布。",
      "Format and audience are fixed once it is published; cancel it and post another one."}},
    {"rfx.amend_by_change", {"请直接修改条件，保存即为变更。", "Change the terms; saving them is the amendment."}},
    {"rfx.not_open",
     {"已过截止时间或未在报价中，未作改动。", "The deadline has passed, or bidding is not open. Nothing was changed."}},
    {"rfx.terms_changed",
     {"询价条件已变更，请先阅读新条件再报价。", "The terms have changed meanwhile; read them before you bid."}},
    {"rfx.not_opening",
     {"现在不在开标时限内，请勿交出钥匙。", "It is not the time to open bids; keep your key to yourself."}},
    {"rfx.not_judging", {"尚未开标，或已过评审阶段。", "Bids are not opened yet, or the judging is over."}},
    {"rfx.not_announced", {"评审结果尚未公示。", "The ranking is not announced yet."}},
    {"rfx.nothing_to_award", {"没有可以定标的报价。", "There is no bid that could be awarded."}},
    {"bid.too_many", {"报价家数已达上限。", "There are as many bids as there can be."}},
    {"bid.own_rfx", {"不能给本单位的询价报价。", "One does not bid for an RFQ of one's own."}},
    {"bid.not_sealed_here", {"这是现场竞价，请报名参加。", "This is a live auction; enter it instead."}},
    {"bid.sealed_here", {"这是密封报价，不能报名竞价。", "This takes sealed bids; there is no auction to enter."}},
    {"bid.needs_seal", {"改报需要提交新的密封报价。", "To replace a bid, submit another sealed one."}},
    {"bid.was_withdrawn", {"报价已撤回，不能再次提交。", "The bid was withdrawn; it cannot be submitted again."}},
    {"bid.bad_state", {"报价当前状态不能这样办理。", "This cannot be done with the bid in its present state."}},
    {"bid.seal_not_opened",
     {"钥匙打不开这份报价：钥匙不对，或密文被改动。",
      "The key does not open this bid: it is another key, or the text was changed."}},
    {"bid.not_what_was_committed",
     {"内容与提交时的密封指纹不符。", "The content is not the one that was committed to."}},
    {"auction.not_begun", {"竞价尚未开始。", "The auction has not begun."}},
    {"invitation.too_many", {"邀请数量已达上限。", "There are as many invitations as there can be."}},
    {"invitation.link_invalid",
     {"链接无效或已过期；请使用最近一封邮件里的链接。",
      "The link is not valid or has expired; use the one of the latest mail."}},
    {"invitation.too_many_tries", {"尝试太频繁，请稍后再试。", "Too many tries; wait a little."}},
    {"issue.before_deadline", {"不能早于截止时间。", "Must not be before the deadline."}},
    {"issue.not_in_this_format", {"此方式不适用。", "Does not apply to this format."}},
    {"issue.same_as_worst", {"最优值与最差值不能相同。", "Best and worst must differ."}},
    {"issue.weights_too_large", {"权重合计不能超过 100 %。", "The weights must not be more than 100 % together."}},
    {"issue.unknown_criterion", {"没有这个评审项。", "There is no such criterion."}},
    {"issue.not_with_email", {"邮件邀请不用选供应商。", "Not together with an e-mail address."}},
};

constexpr const meta::Entity* own_entities[] = {
    &Rfx::description,     &Bid::description,         &BidSeal::description,   &Award::description,
    &Auction::description, &AuctionMove::description, &Invitation::description};

// Tries of one address: thirty at once, then one every two seconds.
constexpr double tries_per_second = 0.5;
constexpr double tries_at_once = 30;
constexpr std::size_t addresses_max = 20'000;

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes, const Clock& clock) {
    routes.declare(permissions());
    add_rfx_routes(routes);
    add_bid_routes(routes);
    add_award_routes(routes);
    add_auction_routes(routes);
    add_invitation_routes(routes);
    add_link_routes(routes, std::make_shared<http::RateLimiter>(tries_per_second, tries_at_once, addresses_max, clock));
    add_waiting(routes);
}

}  // namespace dengyun::sourcing
