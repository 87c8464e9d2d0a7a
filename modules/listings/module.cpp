// What the module is made of: permissions, texts, entities, routes.
#include "modules/listings/api.h"
#include "modules/listings/routes.h"

namespace dengyun::listings {
namespace {

using api::Role;
using api::RoleSet;

constexpr RoleSet providers{Role::service_provider, Role::bank};
constexpr api::Permission own_permissions[] = {
    {"listings.read",
     {"查看供求信息和洽谈", "Read listings and negotiations"},
     api::leading_roles | api::working_roles | providers | RoleSet{Role::platform_operator}},
    {"listings.trade",
     {"发布供求信息、洽谈", "Post listings and negotiate"},
     api::leading_roles | RoleSet{Role::buyer, Role::planner} | providers},
    {"listings.offer_finance", {"发布金融服务", "Offer finance"}, providers},
};

constexpr Message own_messages[] = {
    {"listing.too_many",
     {"供求信息数量已达上限；请删除不用的草稿。",
      "There are as many listings as there can be; remove drafts that are not needed."}},
    {"listing.closed",
     {"已成交、过期或撤下的信息不能修改；请先重新编辑。",
      "A listing that is filled, expired or withdrawn cannot be changed; draft it again first."}},
    {"listing.posted",
     {"挂过牌的信息不能删除；可以撤下。", "A listing that was published cannot be removed; withdraw it."}},
    {"listing.not_open", {"该信息已不在挂牌中，未作改动。", "The listing is not open any more. Nothing was changed."}},
    {"listing.finance_by_providers",
     {"只有金融机构和服务商可以发布金融服务。", "Only banks and service providers can offer finance."}},
    {"negotiation.own_listing",
     {"这是本单位的供求信息，不能和自己洽谈。", "This is your own listing; you cannot negotiate with yourself."}},
    {"negotiation.under_way",
     {"就这条信息已有进行中的洽谈，请在那里继续。", "A negotiation about this listing is under way; go on there."}},
    {"negotiation.too_many", {"等待答复的洽谈已达上限。", "As many negotiations wait for an answer as can be."}},
    {"negotiation.too_many_messages",
     {"这次洽谈的记录已达上限，请接受或谢绝。", "This negotiation is as long as it can be; accept or decline."}},
    {"negotiation.offer_has_terms", {"还价请写明数量和单价。", "An offer states quantity and price."}},
    {"negotiation.over", {"洽谈已结束。", "The negotiation is over."}},
    {"issue.only_for_circle", {"全网公开时不用选企业。", "Not where the whole network may read it."}},
    {"issue.below_agreed", {"不能少于已谈妥的 {detail}。", "Not less than the {detail} that were agreed on."}},
    {"issue.exceeds_remaining", {"最多还有 {detail}。", "At most {detail} remain."}},
};

constexpr const meta::Entity* own_entities[] = {&Listing::description, &Negotiation::description,
                                                &NegotiationMessage::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    add_listing_routes(routes);
    add_match_routes(routes);
    add_negotiation_routes(routes);
    add_waiting(routes);
}

}  // namespace dengyun::listings
