#pragma once
// An award: how one bid came out at one line, or in the whole lot, with the reason. Written when the ranking is
// announced and never changed. Belongs to the buyer.
#include "modules/sourcing/bids/bid.h"

namespace dengyun::sourcing {

inline constexpr std::int64_t line_ranks_max = 10;  // of each line, so many ranks are kept; of a whole lot all

// The order is that of auction::Reason.
enum class Reason {
    only,
    lowest,
    tie_price,
    tie_earlier,
    higher,
    equal_price,
    equal_later,
    incomplete,
    above_ceiling,
    disqualified
};
const meta::Choices& choices_of(Reason);

struct Award : meta::Record<Award> {
    Id<Rfx> rfx_id{};
    std::int64_t position = 0;  // 0: the whole lot
    Id<Bid> bid_id{};
    Id<Organisation> bidder_id{};
    std::string bidder_name;
    Money price{};
    Money adjusted{};
    std::int64_t rank = 0;  // 0: not ranked
    bool is_winner = false;
    Reason reason = Reason::incomplete;
    Money gap{};  // adjusted, to the first; of the first to the second
    static const meta::Entity description;
};

// How the bids compare now, before it is announced; afterwards what was announced.
struct Comparison {
    Id<Rfx> rfx_id{};
    std::vector<Award> rows;  // by position and rank
    static const meta::Entity description;
};

}  // namespace dengyun::sourcing
