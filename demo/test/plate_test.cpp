// Goal: the licence plate of the white paper is whole: thirteen operations of the process catalogue in a graph without
// a circle, and files that the platform itself takes for drawings.
#include "demo/plate.h"

#include <gtest/gtest.h>

#include "modules/items/api.h"

namespace dengyun::demo {
namespace {

TEST(Plate, HasThirteenOperationsWithoutACircle) {
    std::vector<items::Operation> operations;
    for (const auto& step : plate_operations()) {
        EXPECT_TRUE(meta::value_of<reference::Process>(step.process)) << step.process;
        EXPECT_FALSE(step.name.zh.empty() || step.name.en.empty());
        items::Operation operation{.number = step.step * 10};
        for (const auto before : step.predecessors) operation.predecessors.push_back(before * 10);
        operations.push_back(std::move(operation));
    }
    ASSERT_EQ(operations.size(), 13U);
    for (const auto& operation : operations)
        EXPECT_TRUE(items::check_precedence(operations, operation.number)) << operation.number;
    EXPECT_EQ(items::in_order(operations).size(), 13U);
    EXPECT_EQ(items::in_order(operations).back().number, 130);
}

TEST(Plate, IsShownByFilesThatAreDrawings) {
    EXPECT_EQ(items::drawing_type(plate_drawing("CP-2019", "A")), "application/pdf");
    EXPECT_EQ(items::drawing_type(plate_artwork("20190001")), "image/png");
    EXPECT_EQ(plate_artwork("20190001"), plate_artwork("20190001"));
    EXPECT_NE(plate_artwork("20190001"), plate_artwork("20190002"));
    // The table of objects points at them.
    const auto pdf = plate_drawing("CP-2019", "A");
    for (int i = 1; i <= 5; ++i) {
        const auto entry = pdf.find("0000000000 65535 f \n") + 20 * static_cast<std::size_t>(i);
        EXPECT_EQ(pdf.substr(std::stoul(pdf.substr(entry, 10)), 8), std::to_string(i) + " 0 obj\n");
    }
}

}  // namespace
}  // namespace dengyun::demo
