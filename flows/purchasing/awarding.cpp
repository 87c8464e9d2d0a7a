// From an award to the drafts of orders.
#include <algorithm>
#include <map>

#include "flows/purchasing/purchasing.h"

namespace dengyun::purchasing {
namespace {

using purchase_orders::LineInput;
using purchase_orders::OrderInput;
using sourcing::Award;
using sourcing::Bid;
using sourcing::Rfx;

constexpr std::int64_t one_lot = 1'000;  // milli

Result<LineInput> line_of(const sourcing::RfxLine& asked, const AwardInput& input) {
    const auto due = asked.due_on ? asked.due_on : input.due_on;
    if (!due) return fail(ErrorKind::invalid, "request.invalid", {{"due_on", "required"}});
    return LineInput{.item_id = asked.item_id,
                     .description_text = asked.description_text,
                     .specification = asked.specification,
                     .unit = asked.unit,
                     .quantity = asked.quantity,
                     .tax_rate = input.tax_rate,
                     .schedules = {{*due, asked.quantity}},
                     .over_rate = input.over_rate,
                     .under_rate = input.under_rate,
                     .date_days = input.date_days,
                     .has_inspection = input.has_inspection};
}

// A live auction is about one price for everything: one line, which names the RFQ.
Result<LineInput> whole_lot(const Rfx& rfx, const Bid& bid, const AwardInput& input) {
    DENGYUN_TRY(line, line_of(rfx.lines.front(), input));
    line.item_id.reset();
    line.description_text = rfx.title;
    line.specification = rfx.number;
    line.unit = "批";
    line.quantity = {one_lot};
    line.schedules.front().quantity = line.quantity;
    DENGYUN_TRY(price, multiply_divide(bid.amount.value_or(Money{}).value, 10'000, 1));  // fen to millionths of a yuan
    line.unit_price = {price};
    return std::move(line);
}

Result<> add_offer(OrderInput& order, const Rfx& rfx, const Bid& bid, std::int64_t position, const AwardInput& input) {
    const auto asked = std::ranges::find(rfx.lines, position, &sourcing::RfxLine::position);
    const auto offer = std::ranges::find(bid.offers, position, &sourcing::BidOffer::position);
    if (asked == rfx.lines.end() || offer == bid.offers.end()) return {};
    DENGYUN_TRY(line, line_of(*asked, input));
    line.unit_price = offer->unit_price;
    if (offer->delivers_on) line.schedules.front().due_on = *offer->delivers_on;
    order.lines.push_back(std::move(line));
    return {};
}

Result<OrderInput> order_of(const Rfx& rfx, const Bid& bid, std::span<const Award> won, const AwardInput& input) {
    OrderInput order{.title = rfx.title,
                     .supplier_id = bid.organisation_id,
                     .buyer_reference = rfx.number,
                     .payment_days = input.payment_days,
                     .buyer_kind = input.buyer_kind};
    if (rfx.lines.front().site_id) order.site_id = rfx.lines.front().site_id;
    if (sourcing::is_live(rfx.format)) {
        DENGYUN_TRY(line, whole_lot(rfx, bid, input));
        order.lines.push_back(std::move(line));
        return order;
    }
    for (const auto& award : won) {
        if (award.position != 0) {
            DENGYUN_CHECK(add_offer(order, rfx, bid, award.position, input));
            continue;
        }
        for (const auto& asked : rfx.lines) DENGYUN_CHECK(add_offer(order, rfx, bid, asked.position, input));
    }
    return order;
}

}  // namespace

Result<AwardedOrders> order_award(store::Unit& unit, const Rfx& rfx, const AwardInput& input) {
    if (rfx.status != sourcing::RfxStatus::awarded) return fail(ErrorKind::conflict, "purchasing.not_awarded");
    DENGYUN_TRY(awards, sourcing::awards_of(unit, rfx));
    std::map<Id<Bid>, std::vector<Award>> winners;
    for (auto& award : awards)
        if (award.is_winner) winners[award.bid_id].push_back(std::move(award));
    if (winners.empty()) return fail(ErrorKind::conflict, "purchasing.not_awarded");
    AwardedOrders made;
    for (const auto& [id, won] : winners) {
        DENGYUN_TRY(bid, unit.find(id));
        if (bid.invitation_id && bid.organisation_id == platform_organisation)
            return fail(ErrorKind::conflict, "purchasing.guest_winner");
        DENGYUN_TRY(order, order_of(rfx, bid, won, input));
        DENGYUN_TRY(draft,
                    purchase_orders::add_order(unit, rfx.organisation_id, order,
                                               purchase_orders::OrderSource{std::string(award_source), rfx.id.value}));
        made.order_ids.push_back(draft.id);
    }
    DENGYUN_TRY(contracted, sourcing::mark_contracted(unit, rfx));
    static_cast<void>(contracted);
    return made;
}

}  // namespace dengyun::purchasing
