// What waits for people because of RFQs and bids, and what they are told.
#include "modules/sourcing/routes.h"

namespace dengyun::sourcing {
namespace {

// `before`: a moment that the statement asks for between the organisation and the count.
Result<api::FoundTasks> found_by(const api::Call& call, store::Reader& reader, std::string_view sql,
                                 std::string_view entity, std::optional<Instant> before = {}) {
    api::FoundTasks found;
    std::vector<meta::Scalar> values{call.principal->organisation.value};
    if (before) values.emplace_back(milliseconds_of(*before));
    values.emplace_back(api::tasks_counted_max);
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = std::string(row.text(2)),
                   .entity = std::string(entity),
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = row.is_null(3) ? std::nullopt : std::optional(instant_of(row.integer(3)))});
    }));
    return found;
}

// The columns: id, organisation, title, due.
constexpr std::string_view to_judge =
    "SELECT id, organisation_id, title, opened_at FROM rfx WHERE organisation_id = ? AND status IN ('opened', "
    "'evaluated') ORDER BY opened_at, id LIMIT ?";
constexpr std::string_view to_reveal =
    "SELECT b.rfx_id, r.organisation_id, b.title, r.opening_until FROM bid b JOIN rfx r ON r.id = b.rfx_id WHERE "
    "b.organisation_id = ? AND b.status = 'submitted' AND b.is_revealed = 0 AND r.status = 'closed' AND "
    "r.opening_until IS NOT NULL ORDER BY r.opening_until, b.id LIMIT ?";
constexpr std::string_view to_confirm =
    "SELECT b.rfx_id, r.organisation_id, b.title, r.closes_at FROM bid b JOIN rfx r ON r.id = b.rfx_id WHERE "
    "b.organisation_id = ? AND b.status = 'stale' AND r.status = 'published' ORDER BY r.closes_at, b.id LIMIT ?";
constexpr std::string_view to_answer =
    "SELECT rfx_id, organisation_id, title, closes_at FROM invitation WHERE supplier_id = ? AND status = 'sent' AND "
    "email IS NULL ORDER BY closes_at, id LIMIT ?";

// Bidding that ends within a day: the last moment to ask for more bids or to give more time.
constexpr Duration closing_time = flow::day;
constexpr std::string_view closing =
    "SELECT id, organisation_id, title, closes_at FROM rfx WHERE organisation_id = ? AND status = 'published' AND "
    "closes_at < ? ORDER BY closes_at, id LIMIT ?";
Result<api::FoundTasks> find_closing(const api::Call& call, store::Reader& reader) {
    return found_by(call, reader, closing, "rfx", reader.now() + closing_time);
}

void add_source(api::Routes& routes, std::string_view name, Label label, std::string_view permission, bool reads_all,
                std::string_view sql) {
    routes.declare(api::TaskSource{
        .name = name,
        .label = label,
        .permission = permission,
        .reads_all = reads_all,
        .find = [sql](const api::Call& call, store::Reader& reader) { return found_by(call, reader, sql, "rfx"); }});
}

template <class E>
std::optional<std::string> title_of(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<E>{event.entity_id});
    return found ? found->title : std::string();
}

using api::Audience;
constexpr std::string_view buy = "sourcing.buy";
constexpr std::string_view bid = "sourcing.bid";
constexpr api::Notice own_notices[] = {
    {"rfx.closed", {"询价已截止", "Bidding is closed"}, Audience::organisation, buy, title_of<Rfx>},
    {"rfx.opened",
     {"已开标，可以评审", "Bids are opened and can be judged"},
     Audience::organisation,
     buy,
     title_of<Rfx>},
    {"rfx.unsuccessful", {"询价流标", "An RFQ was unsuccessful"}, Audience::organisation, buy, title_of<Rfx>},
    {"rfx.awarded", {"已定标", "An RFQ is awarded"}, Audience::organisation, buy, title_of<Rfx>},
    {"bid.stale",
     {"询价条件已变更，请确认报价", "The terms have changed; confirm your bid"},
     Audience::organisation,
     bid,
     title_of<Bid>},
    {"bid.key_wanted",
     {"已截止，请交钥匙开标", "Bidding is closed: give the key of your bid"},
     Audience::organisation,
     bid,
     title_of<Bid>},
    {"bid.announced", {"评审结果公示", "The ranking is announced"}, Audience::organisation, bid, title_of<Bid>},
    {"bid.won", {"报价中标", "Your bid has won"}, Audience::organisation, bid, title_of<Bid>},
    {"bid.lost", {"报价未中标", "Your bid has not won"}, Audience::organisation, bid, title_of<Bid>},
    {"bid.disqualified", {"报价被否决", "Your bid was disqualified"}, Audience::organisation, bid, title_of<Bid>},
    {"bid.void", {"报价作废", "Your bid is void"}, Audience::organisation, bid, title_of<Bid>},
};

}  // namespace

void add_waiting(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "rfxs_closing",
                                   .label = {"即将截止的询价", "RFQs about to close"},
                                   .permission = buy,
                                   .find = find_closing});
    add_source(routes, "rfxs_to_judge", {"待评审的询价", "RFQs to judge"}, buy, false, to_judge);
    add_source(routes, "invitations_to_answer", {"待报价的邀请", "Invitations to answer"}, bid, true, to_answer);
    add_source(routes, "bids_to_confirm", {"待确认的报价", "Bids to confirm"}, bid, true, to_confirm);
    add_source(routes, "bids_to_open", {"待交钥匙的报价", "Bids whose key is wanted"}, bid, true, to_reveal);
    routes.declare(own_notices);
}

}  // namespace dengyun::sourcing
