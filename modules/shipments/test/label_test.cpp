// Goal: a label leads to its shipment and to no other, also when it is typed by hand.
#include "modules/shipments/label.h"

#include <gtest/gtest.h>

namespace dengyun::shipments {
namespace {

TEST(Label, ReadsWhatItWrites) {
    for (const std::int64_t value : {1LL, 31LL, 32LL, 36LL, 37LL, 1'234'567'890'123LL, 9'223'372'036'854'775'807LL}) {
        const auto code = label_code({value});
        EXPECT_EQ(code.size(), 16U) << code;
        const auto read = read_label(code);
        ASSERT_TRUE(read) << code;
        EXPECT_EQ(read->value, value);
    }
    // 1234 = 1 * 32^2 + 6 * 32 + 18 ("16J"); 1234 mod 37 = 13 ("D").
    EXPECT_EQ(label_code({1234}), "SH000000000016JD");
}

TEST(Label, IsReadAsPeopleTypeIt) {
    EXPECT_EQ(read_label("sh-000 0000 0001 6JD")->value, 1234);
    EXPECT_EQ(read_label("SHOOOOOOOOOOI6JD")->value, 1234);
    EXPECT_EQ(read_label("https://dengyun.example/s/SH000000000016JD")->value, 1234);
}

TEST(Label, FindsEveryWrongCharacterAndEverySwap) {
    constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const auto code = label_code({412'345'678'901'234'567});
    for (std::size_t at = 2; at < code.size(); ++at) {
        for (const char wrong : digits) {
            auto typed = code;
            typed[at] = wrong;
            if (typed != code) EXPECT_FALSE(read_label(typed)) << typed;
        }
        if (at + 1 < code.size() - 1 && code[at] != code[at + 1]) {
            auto typed = code;
            std::swap(typed[at], typed[at + 1]);
            EXPECT_FALSE(read_label(typed)) << typed;
        }
    }
}

TEST(Label, RefusesWhatIsNone) {
    for (const auto* text : {"", "SH", "1234", "XX000000000016JD", "SH000000000016JE", "SH00000000000000",
                             "SHZZZZZZZZZZZZZ0", "SH000000000016JD0", "SH00000000001UJD"})
        EXPECT_FALSE(read_label(text)) << text;
    EXPECT_FALSE(read_label(std::string(100'000, 'S')));
}

}  // namespace
}  // namespace dengyun::shipments
