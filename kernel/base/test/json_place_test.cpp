// Goal: a value is read where it is right, and what is wrong is named by its path, once; a member that appears twice
// and a text that is no JSON are refused.
#include "kernel/base/json_place.h"

#include <gtest/gtest.h>
#include <unordered_map>

namespace dengyun {
namespace {

constexpr JsonRefusals refusals{.malformed = "test.malformed", .invalid = "test.invalid"};

std::string refusal_of(std::string_view text) {
    const auto read = parse_json_document(text, refusals);
    if (read) return "read";
    return read.error().code + " " + read.error().issues.front().field + ":" + read.error().issues.front().detail;
}

TEST(JsonPlace, ReadsWhatIsRight) {
    const auto document = parse_json_document(R"({"n":5,"b":true,"t":"a","list":[1,2],"r":0.5})", refusals);
    ASSERT_TRUE(document);
    JsonComplaints complaints;
    const JsonPlace place(&*document, complaints);
    EXPECT_TRUE(place.object({"n", "b", "t", "list", "r"}));
    EXPECT_EQ(place.member("r").real(0, 0, 9), 0.5);
    EXPECT_EQ(place.member("n").real(0, 0, 9), 5);
    EXPECT_EQ(place.member("n").number(0, 0, 9), 5);
    EXPECT_EQ(place.member("none").number(7, 0, 9), 7);
    EXPECT_TRUE(place.member("b").boolean(false));
    EXPECT_EQ(place.member("t").word({"b", "a"}), 1U);
    EXPECT_EQ(place.member("t").reference(std::unordered_map<std::string, std::int32_t>{{"a", 3}}), 3);
    std::int64_t sum = 0;
    place.member("list").each([&](const JsonPlace& one) { sum += one.number(0, 0, 9); });
    EXPECT_EQ(sum, 3);
    EXPECT_TRUE(complaints.empty());
}

TEST(JsonPlace, NamesThePlaceOfWhatIsWrong) {
    const auto document =
        parse_json_document(R"({"list":[{"n":10},{"n":"x","m":1}],"huge":18446744073709551615})", refusals);
    ASSERT_TRUE(document);
    JsonComplaints complaints;
    const JsonPlace place(&*document, complaints);
    const auto list = place.member("list");
    list.each([&](const JsonPlace& one) {
        one.object({"n"});
        static_cast<void>(one.member("n").number(0, 0, 9));
    });
    std::int64_t huge = 1;
    place.member("huge").number(huge);
    EXPECT_EQ(huge, 1);
    static_cast<void>(place.required("missing"));
    EXPECT_EQ(list.element(0).member("n").real(0, 0.5, 9.5), 9.5);
    static_cast<void>(list.element(1).member("n").real(0, 0, 9));
    std::string all;
    for (const auto& issue : complaints.take()) all += issue.field + ":" + issue.code + " ";
    EXPECT_EQ(all,
              "list.0.n:too_large list.1.m:unknown_member list.1.n:type huge:too_large missing:required "
              "list.0.n:too_large list.1.n:type ");
}

TEST(JsonPlace, RefusesWhatIsNoDocument) {
    EXPECT_EQ(refusal_of(R"({"a":1})"), "read");
    EXPECT_EQ(refusal_of(R"({"a":)"), "test.malformed :5");
    EXPECT_EQ(refusal_of(R"({"a":1} x)"), "test.malformed :8");
    EXPECT_EQ(refusal_of(R"({"list":[{},{"b":1,"b":2}]})"), "test.invalid list.1.b:");
}

}  // namespace
}  // namespace dengyun
