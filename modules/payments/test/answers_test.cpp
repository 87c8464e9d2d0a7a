// Goal: no answer or statement of a bank, however mangled, is taken for more than it says: a hundred thousand mutations
// of good ones are either refused or read as something within bounds.
#include <gtest/gtest.h>
#include <random>

#include "kernel/meta/json.h"
#include "modules/payments/partner/partner.h"

namespace dengyun::payments {
namespace {

const PartnerAnswer good{.id = "DY123",
                         .state = PartnerState::settled,
                         .amount = {4'200},
                         .reference = "BK1",
                         .settled_at = instant_of(1'772'352'000'000)};
constexpr std::string_view good_statement =
    "day,closing_fen\r\n2026-03-01,4200\r\nreference,id,kind,amount_fen,settled_at\r\n"
    "BK1,DY123,top_up,4200,2026-03-01T08:00:00Z\r\n";

std::string mutated(std::string text, std::mt19937& random) {
    const int changes = 1 + static_cast<int>(random() % 3);
    for (int i = 0; i < changes && !text.empty(); ++i) {
        const auto at = random() % text.size();
        switch (random() % 4) {
            case 0:
                text[at] = static_cast<char>(random() % 256);
                break;
            case 1:
                text.erase(at, 1 + random() % 5);
                break;
            case 2:
                text.insert(at, text.substr(random() % text.size(), random() % 8));
                break;
            default:
                text.resize(at);
        }
    }
    return text;
}

TEST(Answers, AreReadAsWritten) {
    const auto read = parse_answer(meta::to_json(good));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->amount.value, 4'200);
    const auto statement = parse_statement(good_statement);
    ASSERT_TRUE(statement);
    EXPECT_EQ(statement->closing.value, 4'200);
    ASSERT_EQ(statement->lines.size(), 1U);
    EXPECT_EQ(statement->lines[0].reference, "BK1");
}

TEST(Answers, WithoutWhatSettlesThemAreRefused) {
    for (const auto* bad :
         {"", "{}", "[]", R"({"id":"DY1"})", R"({"id":"DY1","state":"settled","amount":5})",
          R"({"id":"DY1","state":"paid"})",
          R"({"id":"DY1","state":"settled","amount":-5,"reference":"x","settled_at":"2026-03-01T00:00:00Z"})",
          R"({"id":"DY1","state":"refused","extra":1})"})
        EXPECT_FALSE(parse_answer(bad)) << bad;
    for (const auto* bad :
         {"", "day,closing_fen\n", "day,closing_fen\n2026-03-01,x\nreference,id,kind,amount_fen,settled_at\n",
          "day,closing_fen\n2026-03-01,1\nreference,id\n",
          "day,closing_fen\n2026-03-01,1\nreference,id,kind,amount_fen,settled_at\na,b,c,d,e\n"})
        EXPECT_FALSE(parse_statement(bad)) << bad;
}

TEST(Answers, MutatedAreRefusedOrWithinBounds) {
    std::mt19937 random(20260301);
    const auto json = meta::to_json(good);
    int refused = 0;
    for (int i = 0; i < 50'000; ++i) {
        const auto answer = parse_answer(mutated(json, random));
        refused += answer ? 0 : 1;
        if (!answer) continue;
        EXPECT_TRUE(answer->amount.value >= 0 && answer->amount.value <= amount_max);
        EXPECT_LE(answer->id.size(), 128U);
        if (answer->state == PartnerState::settled) EXPECT_TRUE(answer->settled_at && !answer->reference.empty());
    }
    EXPECT_GT(refused, 25'000);
    for (int i = 0; i < 50'000; ++i) {
        const auto statement = parse_statement(mutated(std::string(good_statement), random));
        if (!statement) continue;
        for (const auto& line : statement->lines)
            EXPECT_TRUE(line.amount.value >= 0 && line.amount.value <= amount_max);
    }
}

}  // namespace
}  // namespace dengyun::payments
