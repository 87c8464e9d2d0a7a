#pragma once
// State machines as the documentation draws them.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "kernel/flow/state_table.h"

namespace dengyun::flow {

// docs/state-machines/<entity>.md is what the table gives, in both languages; `source`: the file that has the table.
// To change a drawing on purpose: DENGYUN_UPDATE_GOLDENS=1.
inline void expect_drawn(const StateTable& table, std::string_view title, std::string_view source) {
    const std::string path = "docs/state-machines/" + std::string(table.entity) + ".md";
    std::ostringstream expected;
    expected << "# " << title << "\n\nDrawn from `" << source << "` by its test.\n\n```mermaid\n"
             << diagram(table, Language::en) << "```\n\n```mermaid\n"
             << diagram(table, Language::zh) << "```\n";
    if (std::getenv("DENGYUN_UPDATE_GOLDENS") != nullptr) std::ofstream(path) << expected.str();
    std::ostringstream kept;
    kept << std::ifstream(path).rdbuf();
    EXPECT_EQ(kept.str(), expected.str()) << path;
}

}  // namespace dengyun::flow
