// Live auctions for who has entered them and for their buyer.
#include "modules/sourcing/routes.h"

#include "modules/sourcing/auctions/running.h"
#include "modules/sourcing/auctions/starting.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

const auto reads = api::needs("sourcing.read");
const auto bids = api::needs("sourcing.bid");
const api::RouteOptions reading{.reach = api::Reach::all};
const api::RouteOptions crossing{.reach = api::Reach::crossing};

std::string own_key(const api::Call& call) { return "organisation:" + to_text(call.principal->organisation); }

Result<Auction> find_followed(const api::Call& call, store::Reader& reader, Id<Auction> id) {
    DENGYUN_TRY(auction, reader.find(id));
    if (auction.organisation_id == call.principal->organisation) return std::move(auction);
    const auto key = own_key(call);
    DENGYUN_TRY(bid, reader.find_by<Bid>("bid_bidder", std::array{meta::Scalar(auction.rfx_id.value),
                                                                  meta::Scalar(std::string_view(key))}));
    if (!bid || bid->status == BidStatus::withdrawn) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(auction);
}

Result<Auction> find_followed(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Auction>());
    return find_followed(call, reader, id);
}

Result<store::Page<AuctionMove>> moves(const api::Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(auction, find_followed(call, reader));
    auto own = query;
    std::erase_if(own.filters, [](const store::Query::Filter& one) { return one.field == "auction_id"; });
    own.filters.push_back({"auction_id", to_text(auction.id)});
    return reader.list<AuctionMove>(own);
}

}  // namespace

Result<Id<Organisation>> follow_auction(const api::Call& call, store::Reader& reader, std::int64_t id) {
    DENGYUN_TRY(auction, find_followed(call, reader, {id}));
    return auction.organisation_id;
}

void add_auction_routes(api::Routes& routes) {
    routes.declare(Auction::description, &Auction::states);
    routes.declare(AuctionMove::description);
    routes.list<Auction>(
        "/api/v1/auctions", reads, {"本单位发起的竞价", "Auctions of one's own"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Auction>(query); },
        {.list_of = "auction"});
    routes.get<Auction>(
        "/api/v1/auctions/{id}", reads, {"查看竞价", "Read an auction"},
        [](const api::Call& call, store::Reader& reader) { return find_followed(call, reader); }, reading);
    routes.get<Auction>(
        "/api/v1/rfxs/{id}/auction", reads, {"询价单的竞价", "The auction of an RFQ"},
        [](const api::Call& call, store::Reader& reader) -> Result<Auction> {
            DENGYUN_TRY(rfx, find_visible(call, reader));
            DENGYUN_TRY(auction, auction_of(reader, rfx.id));
            if (!auction) return fail(ErrorKind::not_found, "request.not_found");
            return find_followed(call, reader, auction->id);
        },
        reading);
    routes.list<AuctionMove>("/api/v1/auctions/{id}/moves", reads, {"竞价记录", "What was offered, in order"}, moves,
                             {.reach = api::Reach::all, .list_of = "auction_move"});
    routes.get<Standing>(
        "/api/v1/auctions/{id}/standing", reads, {"我的名次", "How one stands"},
        [](const api::Call& call, store::Reader& reader) -> Result<Standing> {
            DENGYUN_TRY(auction, find_followed(call, reader));
            return standing_of(reader, auction, own_key(call));
        },
        reading);
    routes.post<EntryInput, Bid>(
        "/api/v1/rfxs/{id}/entries", bids, {"参加竞价", "Enter an auction"},
        [](const api::Call& call, store::Unit& unit, const EntryInput& input) -> Result<Bid> {
            DENGYUN_TRY(rfx, find_visible(call, unit));
            DENGYUN_TRY(bidder, bidder_of(call, unit));
            return enter_auction(unit, rfx, bidder, input, {*call.principal, false, false});
        },
        crossing);
    routes.post<OfferInput, AuctionMove>(
        "/api/v1/auctions/{id}/offers", bids, {"出价", "Make an offer"},
        [](const api::Call& call, store::Unit& unit, const OfferInput& input) -> Result<AuctionMove> {
            DENGYUN_TRY(id, call.id<Auction>());
            DENGYUN_TRY(auction, unit.find(id));
            return make_offer(unit, std::move(auction), own_key(call), input.amount, {*call.principal, false, true});
        },
        crossing);
    add_auction_timer(routes);
}

}  // namespace dengyun::sourcing
