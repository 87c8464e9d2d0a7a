// Goal: the state machines are the ones that people reviewed, and the documentation draws them.
#include <gtest/gtest.h>

#include "kernel/flow/test/drawn.h"
#include "modules/escrow/api.h"

namespace dengyun::escrow {
namespace {

TEST(EscrowStates, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Escrow::states, "Escrow (托管)", "modules/escrow/escrow.cpp");
    flow::expect_drawn(Note::states, "Note of an escrow (扣款与奖金单)", "modules/escrow/escrow.cpp");
}

TEST(EscrowStates, EveryStateMeetsEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Escrow::states), R"(
               hold           fund           lapse          cancel         release_part   release_all    refund         expire
created        held           -              -              cancelled      -              -              -              -
held           -              funded         created        cancelled      -              -              -              -
funded         -              -              -              -              part_released  released       refunded       refunded
part_released  -              -              -              -              part_released  released       refunded       refunded
released       -              -              -              -              -              -              -              -
refunded       -              -              -              -              -              -              -              -
cancelled      -              -              -              -              -              -              -              -
)");
}

TEST(EscrowStates, EveryMessageHasBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
}

}  // namespace
}  // namespace dengyun::escrow
