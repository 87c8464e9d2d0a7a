// Bids as Quotation, once there is something to read in them: line by line, of an auction the whole lot as one line.
// None is taken in: a bid is sealed on the bidder's device.
#include "flows/exchange/documents.h"

namespace dengyun::exchange {
namespace {

Result<ubl::Party> bidder_of(store::Reader& reader, const Bid& bid) {
    // Who came by a link has no profile, only the name that he gave.
    if (bid.invitation_id && bid.bidder.starts_with("invitation:")) return ubl::Party{.name = bid.bidder_name};
    return party_of(reader, bid.organisation_id);
}

ubl::Line line_of(const sourcing::RfxLine& asked, const sourcing::BidOffer& offer) {
    const auto quantity = measure_of(asked.quantity, asked.unit);
    ubl::Line line{.id = std::to_string(asked.position),
                   .note = offer.note.value_or(""),
                   .item_name = asked.description_text,
                   .item_description = asked.specification.value_or(""),
                   .quantity = quantity,
                   .price = offer.unit_price,
                   .amount = offer.value,
                   .request_line = std::to_string(asked.position)};
    if (offer.delivers_on) line.deliveries.push_back({quantity, *offer.delivers_on});
    return line;
}

// What an auction knows: one price for all of it.
Result<ubl::Line> lot_of(const Rfx& rfx, Money amount) {
    constexpr std::int64_t micro_yuan_of_fen = 10'000;
    DENGYUN_TRY(price, multiply_divide(amount.value, micro_yuan_of_fen, 1));
    ubl::Line lot{.id = "1",
                  .item_name = rfx.title,
                  .quantity = measure_of(Quantity{1'000}, "批"),
                  .price = UnitPrice{price},
                  .amount = amount};
    for (const auto& line : rfx.lines)
        lot.item_description += fmt::format("{}{} {} {}", lot.item_description.empty() ? "" : "; ",
                                            line.description_text, to_text(line.quantity), line.unit);
    return lot;
}

}  // namespace

Result<ubl::Document> document_of(store::Reader& reader, const Bid& bid) {
    if (bid.offers.empty() && !bid.amount) return fail(ErrorKind::conflict, "exchange.nothing_quoted");
    DENGYUN_TRY(rfx, reader.find(bid.rfx_id));
    DENGYUN_TRY(buyer, party_of(reader, bid.buyer_id));
    DENGYUN_TRY(seller, bidder_of(reader, bid));
    ubl::Document document{.kind = ubl::Kind::quotation,
                           .id = fmt::format("{}-{}", rfx.number, to_text(bid.id)),
                           .issued_on = china_date(bid.submitted_at.value_or(bid.created_at)),
                           .note = bid.note.value_or(""),
                           .request = rfx.number,
                           .buyer = std::move(buyer),
                           .seller = std::move(seller)};
    if (bid.offers.empty()) {
        DENGYUN_TRY(lot, lot_of(rfx, *bid.amount));
        document.lines.push_back(std::move(lot));
        document.amount = document.payable = *bid.amount;
        return document;
    }
    Money sum;
    for (const auto& offer : bid.offers)
        for (const auto& asked : rfx.lines) {
            if (asked.position != offer.position) continue;
            DENGYUN_TRY(more, add(sum, offer.value));
            sum = more;
            document.lines.push_back(line_of(asked, offer));
        }
    document.amount = sum;
    document.payable = sum;
    return document;
}

}  // namespace dengyun::exchange
