// Goal: the state machines are the ones that people reviewed, and the documentation draws them.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "modules/escrow/api.h"

namespace dengyun::escrow {
namespace {

// To change a drawing on purpose: DENGYUN_UPDATE_GOLDENS=1.
void expect_drawn(const flow::StateTable& table, std::string_view title, const std::string& file) {
    const std::string path = "docs/state-machines/" + file;
    std::ostringstream expected;
    expected << "# " << title << "\n\nDrawn from `modules/escrow/escrow.cpp` by its test.\n\n```mermaid\n"
             << flow::diagram(table, Language::en) << "```\n\n```mermaid\n"
             << flow::diagram(table, Language::zh) << "```\n";
    if (std::getenv("DENGYUN_UPDATE_GOLDENS") != nullptr) std::ofstream(path) << expected.str();
    std::ostringstream kept;
    kept << std::ifstream(path).rdbuf();
    EXPECT_EQ(kept.str(), expected.str()) << path;
}

TEST(EscrowStates, AreDrawnInTheDocumentation) {
    expect_drawn(Escrow::states, "Escrow (托管)", "escrow.md");
    expect_drawn(Note::states, "Note of an escrow (扣款与奖金单)", "escrow_note.md");
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
