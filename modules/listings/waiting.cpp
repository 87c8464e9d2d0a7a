// What waits for people because of negotiations, and what they are told.
#include "modules/listings/routes.h"

namespace dengyun::listings {
namespace {

Result<api::FoundTasks> to_answer(const api::Call& call, store::Reader& reader) {
    api::FoundTasks found;
    const auto own = call.principal->organisation.value;
    const std::array<meta::Scalar, 3> values{own, own, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT id, organisation_id, title, updated_at FROM negotiation WHERE (partner_id = ? AND status = 'offered') "
        "OR (organisation_id = ? AND status = 'countered') ORDER BY updated_at, id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = std::string(row.text(2)),
                       .entity = "negotiation",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = {row.integer(1)},
                       .due_at = instant_of(row.integer(3)) + answer_time});
        }));
    return found;
}

std::optional<std::string> listing_subject(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<Listing>{event.entity_id});
    return found ? found->title : std::string();
}

// The events of a negotiation stand in the logs of both; told is whom `of_opener` says.
template <bool of_opener>
std::optional<std::string> told_side(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<Negotiation>{event.entity_id});
    if (!found) return std::string();
    if ((found->organisation_id == event.organisation_id) != of_opener) return std::nullopt;
    return found->title;
}
std::optional<std::string> both_sides(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<Negotiation>{event.entity_id});
    return found ? found->title : std::string();
}

using api::Audience;
constexpr std::string_view trade = "listings.trade";
constexpr api::Notice own_notices[] = {
    {"negotiation.created",
     {"有人就您的供求信息报价", "An offer for your listing"},
     Audience::organisation,
     trade,
     told_side<false>},
    {"negotiation.offered", {"对方再次报价", "Another offer"}, Audience::organisation, trade, told_side<false>},
    {"negotiation.countered", {"对方还价", "A counter-offer"}, Audience::organisation, trade, told_side<true>},
    {"negotiation.messaged", {"洽谈有新留言", "A message in a negotiation"}, Audience::organisation, trade, both_sides},
    {"negotiation.agreed", {"洽谈已谈妥", "A negotiation is agreed"}, Audience::organisation, trade, both_sides},
    {"negotiation.declined", {"报价被谢绝", "An offer was declined"}, Audience::organisation, trade, both_sides},
    {"negotiation.lapsed", {"报价逾期失效", "An offer has lapsed"}, Audience::organisation, trade, both_sides},
    {"listing.expired", {"供求信息已过期", "A listing has expired"}, Audience::organisation, trade, listing_subject},
};

}  // namespace

void add_waiting(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "negotiations_to_answer",
                                   .label = {"待答复的洽谈", "Negotiations to answer"},
                                   .permission = trade,
                                   .reads_all = true,
                                   .find = to_answer});
    routes.declare(own_notices);
}

}  // namespace dengyun::listings
