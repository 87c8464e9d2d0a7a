// Bids as their bidder and the buyer see them. Before bidding is opened the buyer learns how many there are, and
// nothing of any of them.
#include "modules/sourcing/routes.h"

#include "kernel/api/two_sided.h"
#include "modules/enterprise/api.h"
#include "modules/sourcing/bids/inputs.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

const auto reads = api::needs("sourcing.read");
const auto bids_permission = api::needs("sourcing.bid");
const auto buys = api::needs("sourcing.buy");
const api::RouteOptions crossing{.reach = api::Reach::crossing};

bool is_told_to_buyer(const Rfx& rfx) {
    using enum RfxStatus;
    return rfx.status == opened || rfx.status == evaluated || rfx.status == standstill || rfx.status == awarded ||
           rfx.status == contracted || rfx.status == unsuccessful;
}

Result<Bid> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(bid, find_bid(call, unit));
    DENGYUN_TRY(action, api::detail::action_named(Bid::states, input.action));
    if (call.request->header("if-match")) {
        DENGYUN_TRY(version, call.expected_version());
        if (bid.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    }
    bid.status_reason = input.reason;
    const bool other_side = bid.organisation_id != call.principal->organisation;
    return move_bid(unit, std::move(bid), static_cast<BidAction>(action), {*call.principal, false, other_side});
}

Result<Bid> bid_for(const api::Call& call, store::Unit& unit, const BidInput& input) {
    DENGYUN_TRY(rfx, find_visible(unit, input.rfx_id, call.principal->organisation));
    DENGYUN_TRY(bidder, bidder_of(call, unit));
    return submit(unit, rfx, bidder, {input.terms_version, input.sealed, input.commitment},
                  {*call.principal, false, false});
}

Result<store::Page<Bid>> received(const api::Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(rfx, find_visible(call, reader));
    if (rfx.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    if (!is_told_to_buyer(rfx)) return fail(ErrorKind::conflict, "rfx.not_judging");
    auto own = query;
    std::erase_if(own.filters, [](const store::Query::Filter& one) { return one.field == "rfx_id"; });
    own.filters.push_back({"rfx_id", to_text(rfx.id)});
    return reader.list<Bid>(own);
}

}  // namespace

Result<Bid> find_bid(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(bid, api::find_as_party<Bid>(call, reader, &Bid::buyer_id));
    if (bid.organisation_id == call.principal->organisation) return std::move(bid);
    DENGYUN_TRY(rfx, reader.find(bid.rfx_id));
    if (!is_told_to_buyer(rfx)) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(bid);
}

Result<Bidder> bidder_of(const api::Call& call, store::Reader& reader) {
    const auto own = call.principal->organisation;
    const auto profile = reader.find(Id<enterprise::Enterprise>{own.value});
    return Bidder{.owner = own,
                  .key = "organisation:" + to_text(own),
                  .name = profile ? profile->name : "organisation " + to_text(own)};
}

void add_bid_routes(api::Routes& routes) {
    routes.declare(Bid::description, &Bid::states);
    routes.list<Bid>(
        "/api/v1/bids", reads, {"本单位的报价", "Bids of one's own"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Bid>(query); },
        {.list_of = "bid", .exported = true});
    routes.list<Bid>("/api/v1/rfxs/{id}/bids", buys, {"开标后的全部报价", "The bids of an RFQ, once they are opened"},
                     received, {.reach = api::Reach::all, .list_of = "bid", .exported = true});
    routes.get<Bid>("/api/v1/bids/{id}", reads, {"查看报价", "Read a bid"}, find_bid, {.reach = api::Reach::all});
    routes.post<BidInput, Bid>("/api/v1/bids", bids_permission,
                               {"提交或改报密封报价", "Submit a sealed bid, or one instead of it"}, bid_for, crossing);
    routes.post<api::ActionInput, Bid>("/api/v1/bids/{id}/actions", reads, {"办理报价", "Act on a bid"}, act, crossing);
    routes.post<KeyInput, Bid>(
        "/api/v1/bids/{id}/key/actions", bids_permission, {"开标：交出密封钥匙", "Give the key of a sealed bid"},
        [](const api::Call& call, store::Unit& unit, const KeyInput& input) -> Result<Bid> {
            DENGYUN_TRY(bid, find_bid(call, unit));
            if (bid.organisation_id != call.principal->organisation)
                return fail(ErrorKind::not_found, "request.not_found");
            return reveal(unit, std::move(bid), input.key);
        },
        crossing);
    routes.get<SealView>("/api/v1/bids/{id}/seal", reads, {"密封的报价", "What was sealed"},
                         [](const api::Call& call, store::Reader& reader) -> Result<SealView> {
                             DENGYUN_TRY(bid, find_bid(call, reader));
                             DENGYUN_TRY(seal, seal_of(reader, bid.id));
                             return SealView{seal.sealed, seal.commitment, seal.digest};
                         },
                         {.reach = api::Reach::all});
}

}  // namespace dengyun::sourcing
