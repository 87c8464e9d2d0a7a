#include "engines/auction/api.h"

namespace dengyun::auction {
namespace {

constexpr Message own_messages[] = {
    {"auction.over", {"竞价已结束，本次出价未计入。", "The auction is over; this offer does not count."}},
    {"auction.not_your_turn", {"还没轮到您出价。", "It is not your turn to offer."}},
    {"auction.dropped_out",
     {"您没有接受上一个价格，已退出竞价。", "You did not accept the price before, and are out of the auction."}},
    {"issue.above_start", {"不能高于起拍价 {detail} 元。", "Must not be above the starting price of {detail} yuan."}},
    {"issue.not_low_enough", {"最高只能出 {detail} 元。", "Must be at most {detail} yuan."}},
    {"issue.not_the_price",
     {"当前价格是 {detail} 元，只能按此价接受。", "The price now is {detail} yuan; take that one."}},
    {"issue.not_beyond_start", {"与起拍价的高低关系不对。", "Lies on the wrong side of the starting price."}},
};

}  // namespace

std::span<const Message> messages() { return own_messages; }

}  // namespace dengyun::auction
