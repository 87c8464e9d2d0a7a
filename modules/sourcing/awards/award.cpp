#include "modules/sourcing/awards/award.h"

namespace dengyun::sourcing {
namespace {

constexpr meta::Choice reasons[] = {
    {"only", {"唯一有效报价", "The only valid bid"}},
    {"lowest", {"评审价最低", "Lowest adjusted price"}},
    {"tie_price", {"评审价相同，报价更低", "Same adjusted price, lower price"}},
    {"tie_earlier", {"价格相同，提交更早", "Same price, submitted earlier"}},
    {"higher", {"评审价更高", "Higher adjusted price"}},
    {"equal_price", {"评审价相同，报价更高", "Same adjusted price, higher price"}},
    {"equal_later", {"价格相同，提交更晚", "Same price, submitted later"}},
    {"incomplete", {"未报全", "Not everything was offered"}},
    {"above_ceiling", {"超过最高限价", "Above the ceiling"}},
    {"disqualified", {"被否决", "Disqualified"}},
};
constexpr meta::Choices reason_choices{"award_reason", reasons};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
using W = Award;
constexpr auto fields = meta::record<W>(
    meta::field<&W::rfx_id>("rfx_id", {"询价单", "RFQ"},
                            {.flags = meta::read_only | meta::filterable, .reference = "rfx"}),
    meta::field<&W::position>("position", {"行号", "Line"}, told),
    meta::field<&W::bid_id>("bid_id", {"报价", "Bid"}, {.flags = meta::read_only, .reference = "bid"}),
    meta::field<&W::bidder_id>("bidder_id", {"报价方", "Bidder"},
                               {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&W::bidder_name>("bidder_name", {"报价方名称", "Bidder's name"}, told),
    meta::field<&W::price>("price", {"报价", "Price"}, money),
    meta::field<&W::adjusted>("adjusted", {"评审价", "Adjusted price"}, money),
    meta::field<&W::rank>("rank", {"名次", "Rank"}, told),
    meta::field<&W::is_winner>("is_winner", {"中标", "Winner"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&W::reason>("reason", {"理由", "Reason"}, told), meta::field<&W::gap>("gap", {"差距", "Gap"}, money));
constexpr std::string_view by_rfx[] = {"rfx_id", "position", "bid_id"};
constexpr meta::Index indexes[] = {{.name = "award_rfx", .columns = by_rfx, .unique = true}};

using C = Comparison;
constexpr auto comparison_fields =
    meta::fields(meta::field<&C::rfx_id>("rfx_id", {"询价单", "RFQ"}, {.reference = "rfx"}),
                 meta::field<&C::rows>("rows", {"比较", "Rows"}, {.items_max = 200'000}));

}  // namespace

const meta::Choices& choices_of(Reason) { return reason_choices; }
constinit const meta::Entity Award::description{
    .name = "award", .label = {"定标", "Award"}, .fields = fields, .indexes = indexes, .title_field = "bidder_name"};
constinit const meta::Entity Comparison::description{.name = "bid_comparison",
                                                     .label = {"报价比较", "Comparison of bids"},
                                                     .fields = comparison_fields,
                                                     .stored = false};

}  // namespace dengyun::sourcing
