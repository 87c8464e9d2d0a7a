// Goal: a seal opens with its key and nothing else, is what was committed to, and is the one that the web client makes:
// the same vector stands in web/src/modules/sourcing/test/seal.test.ts.
#include "modules/sourcing/bids/seal.h"

#include <gtest/gtest.h>

#include "kernel/base/digest.h"
#include "modules/sourcing/test/world.h"

namespace dengyun::sourcing::test {
namespace {

const std::string vector_key = base64(std::string(32, '\x01'));
constexpr std::string_view vector_document = R"({"offers":[{"position":1,"unit_price":1500000}],"note":"你好"})";
constexpr std::string_view vector_sealed =
    "AgICAgICAgICAgICAgICAgICAgICAgICt0RZicwSjj6CWzrqUCAW7aShmMdbxBEmbEXJABiloOjiEaa0RD58OGtRp9i/x2UUYaEOOEgFKdkvLI6d6i"
    "hB/PLZof08K/8NR4h1k6lEpUg=";
constexpr std::string_view vector_commitment = "a6bb642a01e6e7aa88eac2c6816a85b00c3e00bc966772f106e699e0b2193b0b";
const std::string vector_binding = binding_of({7}, "organisation:12");

std::string refusal(const Result<std::string>& result) {
    if (result) return "";
    return result.error().issues.empty() ? result.error().code : result.error().issues.front().code;
}

TEST(Seal, OfTheWebClientOpensHere) {
    const auto opened = open_seal(vector_sealed, vector_key, vector_binding, vector_commitment);
    ASSERT_TRUE(opened) << opened.error().code;
    EXPECT_EQ(*opened, vector_document);
}

TEST(Seal, OpensWithItsKeyItsBindingAndUnchanged) {
    const auto tried = [](std::string_view sealed, std::string_view key, std::string_view binding,
                          std::string_view commitment) { return refusal(open_seal(sealed, key, binding, commitment)); };
    EXPECT_EQ(tried(vector_sealed, base64(std::string(32, '\x02')), vector_binding, vector_commitment),
              "bid.seal_not_opened");
    EXPECT_EQ(tried(vector_sealed, vector_key, binding_of({7}, "organisation:13"), vector_commitment),
              "bid.seal_not_opened");
    EXPECT_EQ(tried(vector_sealed, vector_key, binding_of({8}, "organisation:12"), vector_commitment),
              "bid.seal_not_opened");
    EXPECT_EQ(tried(vector_sealed, vector_key, vector_binding, std::string(64, '0')), "bid.not_what_was_committed");
    EXPECT_EQ(tried(vector_sealed, "AQ==", vector_binding, vector_commitment), "malformed");
    for (std::size_t at = 0; at < vector_sealed.size() - 2; ++at) {
        std::string changed(vector_sealed);
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(open_seal(changed, vector_key, vector_binding, vector_commitment)) << at;
    }
}

TEST(Seal, ReadsADocumentAgainstItsRfx) {
    const Rfx rfx{.lines = {{.position = 1, .quantity = {1'500}}, {.position = 2, .quantity = {3'000}}},
                  .criteria = {{.name = "交期", .weight = 1, .worst = 9, .best = 1}}};
    const auto issues = [&](std::string_view text) {
        std::string told;
        const auto read = read_document(rfx, text);
        if (!read)
            for (const auto& issue : read.error().issues) told += issue.field + ":" + issue.code + " ";
        return told;
    };
    const auto whole = read_document(rfx, offers({1.01, 2}));
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->total->value, 152 + 600);  // 1.01 * 1.5 is rounded half up, once
    EXPECT_FALSE(read_document(rfx, offers({1}))->total);
    EXPECT_EQ(issues(R"({"offers":[]})"), "offers:required ");
    EXPECT_EQ(issues(R"({"offers":[{"position":1,"unit_price":-5}]})"), "offers.0.unit_price:too_small ");
    EXPECT_EQ(issues(R"({"offers":[{"position":1,"unit_price":1},{"position":1,"unit_price":1}]})"),
              "offers.1.position:taken ");
    EXPECT_EQ(issues(offers({1, 1}, R"(,"answers":[{"criterion":2,"value":1}])")),
              "answers.0.criterion:unknown_criterion ");
    EXPECT_FALSE(read_document(rfx, "not json"));
    EXPECT_FALSE(read_document(rfx, R"({"offers":[{"position":1,"unit_price":1,"value":1}]})"));
}

}  // namespace
}  // namespace dengyun::sourcing::test
