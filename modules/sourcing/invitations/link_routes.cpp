// Answers by the link of an invitation, without an account. The token travels in the body and never in an address; it
// opens one invitation and nothing else. An address that tries many is made to wait.
#include <fmt/format.h>

#include "kernel/api/flow_routes.h"
#include "kernel/base/digest.h"
#include "kernel/http/rate_limit.h"
#include "modules/sourcing/invitations/asking.h"
#include "modules/sourcing/invitations/link.h"
#include "modules/sourcing/routes.h"

namespace dengyun::sourcing {
namespace {

struct Opened {
    Invitation invitation;
    Rfx rfx;
    Bidder bidder;
};

Result<Opened> open_link(store::Reader& reader, std::string_view token) {
    const auto hash = sha256_hex(token);
    DENGYUN_TRY(found,
                reader.find_by<Invitation>("invitation_token", std::array{meta::Scalar(std::string_view(hash))}));
    const bool is_valid =
        found && found->expires_at && *found->expires_at > reader.now() && found->status != InvitationStatus::revoked;
    if (!is_valid) return fail(ErrorKind::not_found, "invitation.link_invalid");
    DENGYUN_TRY(rfx, reader.find(found->rfx_id));
    Bidder bidder{.owner = platform_organisation,
                  .invitation = found->id,
                  .key = "invitation:" + to_text(found->id),
                  .name = found->company_name.value_or("")};
    return Opened{std::move(*found), std::move(rfx), std::move(bidder)};
}

Result<std::optional<Bid>> bid_by(store::Reader& reader, const Opened& opened) {
    return reader.find_by<Bid>(
        "bid_bidder", std::array{meta::Scalar(opened.rfx.id.value), meta::Scalar(std::string_view(opened.bidder.key))});
}

Result<LinkView> view_of(store::Reader& reader, std::string_view token) {
    DENGYUN_TRY(opened, open_link(reader, token));
    DENGYUN_TRY(bid, bid_by(reader, opened));
    const auto buyer = reader.find(Id<enterprise::Enterprise>{opened.rfx.organisation_id.value});
    LinkView view{.rfx = opened.rfx,
                  .buyer_name = buyer ? buyer->name : "",
                  .company_name = opened.bidder.name,
                  .bidder = opened.bidder.key,
                  .invitation_status = opened.invitation.status,
                  .expires_at = *opened.invitation.expires_at,
                  .bid = std::move(bid),
                  .now = reader.now()};
    // Who has no account sees what a bidder with one sees.
    view.rfx.ceiling.reset();
    return view;
}

// A guest holds what the link is for, and nothing else.
class Guest final : public meta::Viewer {
  public:
    [[nodiscard]] bool may(std::string_view permission) const override { return permission == "sourcing.bid"; }
};
const flow::Mover& guest() {
    static const Guest viewer;
    static const flow::Mover mover{viewer, false, false};
    return mover;
}

Result<Bid> own_bid(store::Reader& reader, const Opened& opened) {
    DENGYUN_TRY(bid, bid_by(reader, opened));
    if (!bid) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(*bid);
}

Result<> act(store::Unit& unit, const LinkActionInput& input) {
    DENGYUN_TRY(opened, open_link(unit, input.token));
    if (input.action == "decline") {
        static const Guest viewer;
        opened.invitation.status_reason = input.reason;
        DENGYUN_TRY(declined, move_invitation(unit, std::move(opened.invitation), InvitationAction::decline,
                                              {viewer, false, true}));
        static_cast<void>(declined);
        return {};
    }
    DENGYUN_TRY(action, api::detail::action_named(Bid::states, input.action));
    DENGYUN_TRY(bid, own_bid(unit, opened));
    bid.status_reason = input.reason;
    DENGYUN_TRY(moved, move_bid(unit, std::move(bid), static_cast<BidAction>(action), guest()));
    static_cast<void>(moved);
    return {};
}

template <class In>
using Work = std::function<Result<>(store::Unit&, const In&)>;

template <class In>
void add_link_route(api::Routes& routes, std::string path, Label summary,
                    const std::shared_ptr<http::RateLimiter>& limiter, Work<In> work) {
    routes.post<In, LinkView>(std::move(path), api::anyone, summary,
                              [limiter, work = std::move(work)](const api::Call& call, store::Unit& unit,
                                                                const In& input) -> Result<LinkView> {
                                  if (!limiter->take(call.request->remote_address))
                                      return fail(ErrorKind::limit, "invitation.too_many_tries");
                                  DENGYUN_CHECK(work(unit, input));
                                  return view_of(unit, input.token);
                              },
                              {.reach = api::Reach::system});
}

}  // namespace

void add_link_routes(api::Routes& routes, const std::shared_ptr<http::RateLimiter>& limiter) {
    add_link_route<LinkInput>(routes, "/api/v1/invitation-links/views", {"凭链接查看询价", "The RFQ behind a link"},
                              limiter, [](store::Unit&, const LinkInput&) -> Result<> { return {}; });
    add_link_route<LinkBidInput>(routes, "/api/v1/invitation-links/bids", {"凭链接报价", "A sealed bid by a link"},
                                 limiter, [](store::Unit& unit, const LinkBidInput& input) -> Result<> {
                                     DENGYUN_TRY(opened, open_link(unit, input.token));
                                     DENGYUN_TRY(
                                         bid, submit(unit, opened.rfx, opened.bidder,
                                                     {input.terms_version, input.sealed, input.commitment}, guest()));
                                     static_cast<void>(bid);
                                     return {};
                                 });
    add_link_route<LinkKeyInput>(routes, "/api/v1/invitation-links/keys", {"凭链接开标", "The key of a bid by a link"},
                                 limiter, [](store::Unit& unit, const LinkKeyInput& input) -> Result<> {
                                     DENGYUN_TRY(opened, open_link(unit, input.token));
                                     DENGYUN_TRY(bid, own_bid(unit, opened));
                                     DENGYUN_TRY(revealed, reveal(unit, std::move(bid), input.key));
                                     static_cast<void>(revealed);
                                     return {};
                                 });
    add_link_route<LinkActionInput>(routes, "/api/v1/invitation-links/actions",
                                    {"凭链接谢绝、撤回或确认", "Decline, withdraw or confirm by a link"}, limiter, act);
}

}  // namespace dengyun::sourcing
