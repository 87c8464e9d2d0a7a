#include "modules/sourcing/invitations/link.h"

#include "modules/sourcing/bids/seal.h"

namespace dengyun::sourcing {
namespace {

constexpr meta::Options secret{.flags = meta::required, .length_max = 64};
constexpr Label token{"链接口令", "Token of the link"};
constexpr auto link_fields = meta::fields(meta::field<&LinkInput::token>("token", token, secret));
using B = LinkBidInput;
constexpr auto bid_fields = meta::fields(
    meta::field<&B::token>("token", token, secret),
    meta::field<&B::terms_version>("terms_version", {"所依条件版本", "Version of the terms"},
                                   {.flags = meta::required}),
    meta::field<&B::sealed>("sealed", {"密文", "Sealed"}, {.flags = meta::required, .length_max = sealed_length_max}),
    meta::field<&B::commitment>("commitment", {"密封指纹", "Commitment"}, {.flags = meta::required, .length_max = 64}));
using K = LinkKeyInput;
constexpr auto key_fields =
    meta::fields(meta::field<&K::token>("token", token, secret),
                 meta::field<&K::key>("key", {"钥匙", "Key"}, {.flags = meta::required, .length_max = 44}));
using A = LinkActionInput;
constexpr auto action_fields =
    meta::fields(meta::field<&A::token>("token", token, secret),
                 meta::field<&A::action>("action", {"办理", "Action"}, {.flags = meta::required, .length_max = 20}),
                 meta::field<&A::reason>("reason", {"原因", "Reason"}, {.length_max = 500}));
using V = LinkView;
constexpr auto view_fields = meta::fields(
    meta::field<&V::rfx>("rfx", {"询价单", "RFQ"}), meta::field<&V::buyer_name>("buyer_name", {"采购方", "Buyer"}),
    meta::field<&V::company_name>("company_name", {"企业名称", "Company"}),
    meta::field<&V::bidder>("bidder", {"报价方标识", "Bidder key"}),
    meta::field<&V::invitation_status>("invitation_status", {"邀请状态", "Status of the invitation"}),
    meta::field<&V::expires_at>("expires_at", {"链接有效至", "Link valid until"}),
    meta::field<&V::bid>("bid", {"报价", "Bid"}), meta::field<&V::now>("now", {"服务器时间", "Server's time"}));

}  // namespace

constinit const meta::Entity LinkInput::description{
    .name = "invitation_link", .label = {"邀请链接", "Link"}, .fields = link_fields, .stored = false};
constinit const meta::Entity LinkBidInput::description{
    .name = "invitation_link_bid", .label = {"凭链接报价", "Bid by a link"}, .fields = bid_fields, .stored = false};
constinit const meta::Entity LinkKeyInput::description{
    .name = "invitation_link_key", .label = {"凭链接开标", "Key by a link"}, .fields = key_fields, .stored = false};
constinit const meta::Entity LinkActionInput::description{.name = "invitation_link_action",
                                                          .label = {"凭链接办理", "Action by a link"},
                                                          .fields = action_fields,
                                                          .stored = false};
constinit const meta::Entity LinkView::description{
    .name = "invitation_link_view", .label = {"受邀询价", "Invited RFQ"}, .fields = view_fields, .stored = false};

}  // namespace dengyun::sourcing
