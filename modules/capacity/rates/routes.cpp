#include "modules/capacity/routes.h"

#include "kernel/api/resource.h"
#include "modules/capacity/rates/service.h"
#include "modules/capacity/rows.h"

namespace dengyun::capacity {
namespace {

// Two cards of one process never hold on one day: which price is meant is never a question.
Result<> check_apart(store::Reader& reader, const RateCard& card) {
    const auto owner = card.organisation_id ? card.organisation_id : reader.scope().organisation();
    constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31
    const auto until = card.valid_until ? card.valid_until->time_since_epoch().count() : last_day;
    const std::array parameters{
        meta::Scalar(owner.value), meta::Scalar(meta::name_of(card.process)), meta::Scalar(std::int64_t{until}),
        meta::Scalar(std::int64_t{card.valid_from.time_since_epoch().count()}), meta::Scalar(card.id.value)};
    bool taken = false;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM rate_card WHERE organisation_id = ? AND process = ? AND valid_from <= ? AND "
                     "(valid_until IS NULL "
                     "OR valid_until >= ?) AND id <> ? LIMIT 1",
                     parameters, [&](const store::Row&) { taken = true; }));
    if (!taken) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"valid_from", "overlaps"}});
}

Result<> check(store::Reader& reader, const RateCard& card) {
    DENGYUN_CHECK(check_rate_card(card));
    return check_apart(reader, card);
}

}  // namespace

Result<RateCard> add_rate_card(store::Unit& unit, RateCard card) {
    DENGYUN_CHECK(check(unit, card));
    return unit.insert(std::move(card));
}

Result<std::optional<RateCard>> rate_card_of(store::Reader& reader, Id<Organisation> organisation,
                                             reference::Process process, meta::Date day) {
    const std::array parameters{meta::Scalar(organisation.value), meta::Scalar(meta::name_of(process)),
                                meta::Scalar(std::int64_t{day.time_since_epoch().count()}),
                                meta::Scalar(std::int64_t{day.time_since_epoch().count()})};
    std::optional<std::int64_t> id;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM rate_card WHERE organisation_id = ? AND process = ? AND valid_from <= ? AND "
                     "(valid_until IS NULL "
                     "OR valid_until >= ?) ORDER BY valid_from DESC LIMIT 1",
                     parameters, [&](const store::Row& row) { id = row.integer(0); }));
    if (!id) return std::nullopt;
    DENGYUN_TRY(card, reader.find(Id<RateCard>{*id}));
    return std::optional(std::move(card));
}

Result<Price> price_at(store::Reader& reader, Id<Organisation> organisation, reference::Process process, meta::Date day,
                       const Work& work) {
    DENGYUN_TRY(card, rate_card_of(reader, organisation, process, day));
    if (!card) return fail(ErrorKind::conflict, "rate_card.none");
    return price_of(*card, work);
}

void add_rate_routes(api::Routes& routes) {
    api::add_resource<RateCard>(routes,
                                {.path = "/api/v1/rate-cards",
                                 .read = "capacity.price",
                                 .edit = "capacity.price",
                                 .importable = true,
                                 .check = check,
                                 .prepare = [](store::Unit& unit, RateCard&, const RateCard* before) -> Result<> {
                                     if (before != nullptr) return {};
                                     return check_room(unit, "SELECT COUNT(*) FROM rate_card WHERE organisation_id = ?",
                                                       rate_cards_max, "rate_card.too_many");
                                 }});
    // What a piece of work costs by a card, before anybody asks: the card's owner tries it.
    routes.post<Work, Price>("/api/v1/rate-cards/{id}/price/actions", api::needs("capacity.price"),
                             {"试算价格", "Price a piece of work by a rate card"},
                             [](const api::Call& call, store::Reader& reader, const Work& work) -> Result<Price> {
                                 DENGYUN_TRY(id, call.id<RateCard>());
                                 DENGYUN_TRY(card, reader.find(id));
                                 return price_of(card, work);
                             });
}

}  // namespace dengyun::capacity
