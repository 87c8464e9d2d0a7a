// Goal: the state machines are the ones that people reviewed, and the documentation draws them.
#include <gtest/gtest.h>

#include "kernel/flow/test/drawn.h"
#include "modules/escrow/api.h"

namespace dengyun::escrow {
namespace {

TEST(EscrowStates, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Escrow::states, "Escrow (托管)", "modules/escrow/escrow.cpp");
    flow::expect_drawn(Dispute::states, "Dispute about an escrow (托管争议)", "modules/escrow/dispute.cpp");
    flow::expect_drawn(Note::states, "Note of an escrow (扣款与奖金单)", "modules/escrow/escrow.cpp");
}

TEST(EscrowStates, EveryStateMeetsEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Escrow::states), R"(
               hold           fund           lapse          cancel         release_part   release_all    refund         expire         pay_retention  take_back
created        held           -              -              cancelled      -              -              -              -              -              -
held           -              funded         created        cancelled      -              -              -              -              -              -
funded         -              -              -              -              part_released  released       refunded       refunded       -              -
part_released  -              -              -              -              part_released  released       refunded       refunded       -              part_released
released       -              -              -              -              -              -              -              -              released       part_released
refunded       -              -              -              -              -              -              -              -              refunded       part_released
cancelled      -              -              -              -              -              -              -              -              -              -
)");
}

TEST(EscrowStates, OfADisputeMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Dispute::states), R"(
             negotiate    agree        escalate     decide       appeal       execute      lift
open         negotiation  agreed       arbitration  -            -            -            lifted
negotiation  -            agreed       arbitration  -            -            -            lifted
arbitration  -            agreed       -            decided      -            -            lifted
decided      -            -            -            -            appealed     executed     -
appealed     -            -            -            executed     -            executed     -
agreed       -            -            -            -            -            -            -
executed     -            -            -            -            -            -            -
lifted       -            -            -            -            -            -            -
)");
    // Nobody freezes anybody's money by saying nothing.
    for (const auto status : {DisputeStatus::open, DisputeStatus::negotiation, DisputeStatus::arbitration,
                              DisputeStatus::decided, DisputeStatus::appealed})
        EXPECT_NE(std::ranges::find(Dispute::states.timers, static_cast<std::int64_t>(status), &flow::Timer::state),
                  Dispute::states.timers.end());
}

TEST(EscrowStates, EveryMessageHasBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
}

}  // namespace
}  // namespace dengyun::escrow
