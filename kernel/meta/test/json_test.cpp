// Goal: whatever a described structure holds comes back from its JSON; every kind of bad input gets its own issue, all
// of them at once, and changes nothing.
#include "kernel/meta/json.h"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <random>

#include "kernel/meta/test/everything.h"

namespace dengyun::meta {
namespace {

using namespace std::string_view_literals;
using sample::Colour;
using sample::Everything;
using sample::Part;

// Random structures, rich in what makes codecs stumble: escapes, edges of ranges, empty and full lists.
class Samples {
    // Stand first: their types are deduced.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
    bool flip() { return below(2) == 0; }
    template <class Make>
    auto maybe(Make make) {
        return flip() ? std::optional(make()) : std::nullopt;
    }
    std::int64_t any_integer() {
        const auto value = static_cast<std::int64_t>(random_() >> below(64));
        return flip() ? value : -value;
    }
    double real(double bound) {
        return std::uniform_real_distribution<double>(-bound, bound)(random_) /
               static_cast<double>(std::uint64_t{1} << below(40));
    }
    Colour colour() { return static_cast<Colour>(below(3)); }
    Part part() {
        return {.name = "p" + text(10), .count = maybe([&] { return static_cast<std::int64_t>(below(1001)); })};
    }
    std::string text(std::size_t characters_max) {
        constexpr std::array<std::string_view, 12> pieces{"a", "Z", "0",  " ",  "\"", "\\",
                                                          "/", "é", "车", "间", "😀", "<"};
        std::string out;
        for (auto n = below(characters_max + 1); n > 0; --n) out += pieces[below(pieces.size())];
        return out;
    }

  public:
    Everything next() {
        Everything e;
        e.name = "n" + text(19);
        e.note = maybe([&] { return text(80) + "\n\t\"\\"; });
        e.email = flip() ? "" : "li@example.cn";
        e.active = flip();
        e.maybe = maybe([&] { return flip(); });
        e.count = any_integer();
        e.small = maybe([&] { return static_cast<std::int64_t>(below(11)) - 5; });
        e.price = {any_integer() % (amount_max + 1)};
        e.longitude = real(180);
        e.ratio = maybe([&] { return std::abs(real(1)); });
        e.at = instant_of(static_cast<std::int64_t>(random_() % 253'402'300'800'000));
        e.later = maybe([&] { return instant_of(static_cast<std::int64_t>(below(1000))); });
        e.day = Date(std::chrono::days(static_cast<int>(below(3'000'000)) - 135'140));
        e.until = maybe([&] { return Date(std::chrono::days(static_cast<int>(below(30'000)))); });
        e.other = {static_cast<std::int64_t>(random_() >> 1 | 1)};
        e.parent = maybe([&] { return Id<Everything>{static_cast<std::int64_t>(random_() >> 40 | 1)}; });
        e.colour = colour();
        e.accent = maybe([&] { return colour(); });
        e.part = part();
        e.spare = maybe([&] { return part(); });
        for (auto n = below(4); n > 0; --n) e.tags.push_back(text(8));
        for (auto n = below(51); n > 0; --n) e.colours.push_back(colour());
        for (auto n = below(5); n > 0; --n) e.parts.push_back(part());
        e.secret = maybe([&] { return text(10); });
        return e;
    }

  private:
    std::mt19937_64 random_{7};
};

TEST(Json, BringsBackEveryStructure) {
    Samples samples;
    for (int i = 0; i < 3'000; ++i) {
        auto before = samples.next();
        const auto text = to_json(before);
        const auto after = from_json<Everything>(text, Mode::stored);
        ASSERT_TRUE(after) << text;
        ASSERT_TRUE(*after == before) << text;
        ASSERT_EQ(to_json(*after), text);
    }
}

// Found by fuzzing: an id that was never set must not make its row unreadable.
TEST(Json, BringsBackAnIdThatWasNeverSet) {
    const auto text = to_json(Everything{});
    EXPECT_TRUE(from_json<Everything>(text, Mode::stored));
    EXPECT_FALSE(from_json<Everything>(text, Mode::create));
}

// What one may write one may give: an answer without its read-only members is a valid input.
TEST(Json, TakesItsOwnAnswerAsInput) {
    Samples samples;
    for (int i = 0; i < 1'000; ++i) {
        const auto before = samples.next();
        auto text = to_json(before);
        const auto at = text.find(R"("made_by_us":0,)");
        ASSERT_NE(at, std::string::npos);
        text.erase(at, std::string_view(R"("made_by_us":0,)").size());
        const auto after = from_json<Everything>(text);
        ASSERT_TRUE(after) << text << after.error().issues.front().field << after.error().issues.front().code;
        ASSERT_TRUE(*after == before) << text;
    }
}

// "field:code(detail)" of every issue; the code of the error where it has none.
std::string issues_of(const Result<Everything>& read) {
    if (read) return "none";
    std::string text;
    for (const auto& issue : read.error().issues) {
        if (!text.empty()) text += ' ';
        text += issue.field + ':' + issue.code;
        if (!issue.detail.empty()) text += '(' + issue.detail + ')';
    }
    return text.empty() ? read.error().code : text;
}
// A minimal good input with one more member.
std::string create(std::string_view member) {
    return issues_of(from_json<Everything>(fmt::format(R"({{"name":"n",{}}})", member)));
}

TEST(Json, TellsWhatIsWrongWithAMember) {
    EXPECT_EQ(create(R"("active":true)"), "none");
    EXPECT_EQ(create(R"("nonsense":1)"), "nonsense:unknown_member");
    EXPECT_EQ(create(R"("hidden":"x")"), "hidden:unknown_member");
    EXPECT_EQ(create(R"("made_by_us":1)"), "made_by_us:read_only");
    EXPECT_EQ(create(R"("active":"true")"), "active:type(boolean)");
    EXPECT_EQ(create(R"("active":null)"), "active:type(boolean)");
    EXPECT_EQ(create(R"("maybe":null)"), "none");
    EXPECT_EQ(create(R"("count":1.5)"), "count:type(integer)");
    EXPECT_EQ(create(R"("count":1.0)"), "count:type(integer)");
    EXPECT_EQ(create(R"("count":"1")"), "count:type(integer)");
    EXPECT_EQ(create(R"("count":9223372036854775807)"), "none");
    EXPECT_EQ(create(R"("count":9223372036854775808)"), "count:too_large(9223372036854775807)");
    EXPECT_EQ(create(R"("small":6)"), "small:too_large(5)");
    EXPECT_EQ(create(R"("small":-6)"), "small:too_small(-5)");
    EXPECT_EQ(create(R"("price":9007199254740992)"), "price:too_large(90071992547409.91)");
    EXPECT_EQ(create(R"("price":-9007199254740992)"), "price:too_small(-90071992547409.91)");
    EXPECT_EQ(create(R"("price":1e30)"), "price:too_large(90071992547409.91)");
    EXPECT_EQ(create(R"("longitude":180.5)"), "longitude:too_large(180)");
    EXPECT_EQ(create(R"("longitude":-181)"), "longitude:too_small(-180)");
    EXPECT_EQ(create(R"("ratio":1.01)"), "ratio:too_large(1)");
    EXPECT_EQ(create(R"("ratio":"1")"), "ratio:type(number)");
    EXPECT_EQ(create(R"("at":"2026-03-01")"), "at:malformed");
    EXPECT_EQ(create(R"("at":1772353800250)"), "at:type(instant)");
    EXPECT_EQ(create(R"("day":"2026-02-30")"), "day:malformed");
    EXPECT_EQ(create(R"("other":"0")"), "other:malformed");
    EXPECT_EQ(create(R"("other":12)"), "other:type(id)");
    EXPECT_EQ(create(R"("colour":"pink")"), "colour:unknown_choice");
    EXPECT_EQ(create(R"("colour":1)"), "colour:type(choice)");
    EXPECT_EQ(create(R"("email":"nobody")"), "email:malformed");
    EXPECT_EQ(create(R"("note":"a\u0000b")"), "note:not_text");
    EXPECT_EQ(create(R"("fixed":"a\nb")"), "fixed:not_text");
    EXPECT_EQ(create(R"("tags":["a","b","c","d"])"), "tags:too_many(3)");
    EXPECT_EQ(create(R"("tags":["a",1,"123456789"])"), "tags.1:type(text) tags.2:too_long(8)");
    EXPECT_EQ(create(R"("tags":{})"), "tags:type(list)");
    EXPECT_EQ(create(R"("tags":null)"), "tags:type(list)");
    EXPECT_EQ(create(R"("part":{"count":1})"), "part.name:required");
    EXPECT_EQ(create(R"("part":[])"), "part:type(object)");
    EXPECT_EQ(create(R"("part":null)"), "part:type(nested)");
    EXPECT_EQ(create(R"("spare":null)"), "none");
    EXPECT_EQ(create(R"("parts":[{"name":"a","size":2},{"name":"b","count":-1}])"),
              "parts.0.size:unknown_member parts.1.count:too_small(0)");
    EXPECT_EQ(create(R"("name":"again")"), "name:duplicate_member");
    EXPECT_EQ(create(R"("part":{"name":"a","name":"b"})"), "name:duplicate_member");
    EXPECT_EQ(create(R"("n\u0061me":"again")"), "name:duplicate_member");
}

TEST(Json, TellsEverythingAtOnceButNotWithoutEnd) {
    EXPECT_EQ(issues_of(from_json<Everything>(R"({"count":"x","colour":"pink"})")),
              "count:type(integer) colour:unknown_choice name:required");
    std::string many = R"({"name":"n","colours":[)";
    for (int i = 0; i < 50; ++i) many += R"("pink",)";
    many.back() = ']';
    for (int i = 0; i < 100; ++i) many += fmt::format(R"(,"x{}":1)", i);
    const auto read = from_json<Everything>(many + "}");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().issues.size(), 100U);
}

TEST(Json, ARequiredTextHoldsSomethingToSee) {
    for (const auto name : {"", " ", "\\t", "\\u3000 "})
        EXPECT_EQ(issues_of(from_json<Everything>(fmt::format(R"({{"name":"{}"}})", name))), "name:required");
    EXPECT_EQ(issues_of(from_json<Everything>(R"({"name":null})")), "name:required(text)");
    EXPECT_EQ(issues_of(from_json<Everything>(R"({"name":"一二三四五六七八九十一二三四五六七八九十"})")), "none");
    EXPECT_EQ(issues_of(from_json<Everything>(R"({"name":"一二三四五六七八九十一二三四五六七八九十一"})")),
              "name:too_long(20)");
}

TEST(Json, RefusesWhatIsNoJson) {
    for (const std::string_view text : {"",
                                        " ",
                                        "{",
                                        "{}x",
                                        "{} {}",
                                        "{\"a\":1,}",
                                        "{'a':1}",
                                        "{a:1}",
                                        "nul",
                                        "[1,]",
                                        "\"\\ud800\"",
                                        "\"\xff\"",
                                        "{\"name\":\"\xc0\xaf\"}",
                                        "01",
                                        "+1",
                                        "NaN",
                                        "Infinity",
                                        "// c\n{}",
                                        "\xef\xbb\xbf{}",
                                        "\"a\nb\""}) {
        const auto read = parse_json(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, "request.malformed_json") << text;
        EXPECT_EQ(read.error().issues.at(0).code, "malformed_json");
    }
    EXPECT_EQ(issues_of(from_json<Everything>("[]")), ":type(object)");
    EXPECT_EQ(issues_of(from_json<Everything>("3")), ":type(object)");
}

TEST(Json, BoundsDepthAndMembers) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parse_json(nested(json_depth_max)));
    EXPECT_FALSE(parse_json(nested(json_depth_max + 1)));
    EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
    std::string wide = "{";
    for (int i = 0; i < 501; ++i) wide += fmt::format(R"("m{}":1,)", i);
    wide.back() = '}';
    EXPECT_EQ(parse_json(wide).error().code, "request.malformed_json");
}

Everything stored() {
    Everything e;
    e.name = "old";
    e.note = "note";
    e.small = 3;
    e.spare = Part{.name = "spare", .count = 2};
    e.tags = {"a", "b"};
    return e;
}
Result<Everything> changed(std::string_view text, const Viewer& viewer = all_seeing()) {
    return Patch<Everything>(text, viewer).applied_to(stored());
}

TEST(JsonChange, TouchesOnlyWhatIsGiven) {
    const auto after = changed(R"({"small":4})");
    ASSERT_TRUE(after);
    auto expected = stored();
    expected.small = 4;
    EXPECT_TRUE(*after == expected);
    EXPECT_TRUE(*changed("{}") == stored());
}

TEST(JsonChange, NullClearsAnOptionalMember) {
    const auto after = changed(R"({"note":null,"small":null,"spare":null,"tags":[]})");
    ASSERT_TRUE(after);
    EXPECT_FALSE(after->note || after->small || after->spare);
    EXPECT_TRUE(after->tags.empty());
    EXPECT_EQ(issues_of(changed(R"({"name":null})")), "name:required(text)");
}

TEST(JsonChange, RefusesWhatIsFixedOnceMade) {
    EXPECT_EQ(issues_of(changed(R"({"fixed":"x","made_by_us":1})")), "fixed:read_only made_by_us:read_only");
    EXPECT_EQ(issues_of(changed(R"({"name":" "})")), "name:required");
}

// A nested structure and a list are given whole, so that nobody wonders what became of the rest.
TEST(JsonChange, ReplacesNestedStructuresAndListsWhole) {
    const auto after = changed(R"({"spare":{"name":"new"},"tags":["c"]})");
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->spare == (Part{.name = "new", .count = std::nullopt}));
    EXPECT_EQ(after->tags, std::vector<std::string>{"c"});
    EXPECT_EQ(issues_of(changed(R"({"spare":{"count":1}})")), "spare.name:required");
}

class Holder final : public Viewer {
  public:
    explicit Holder(std::string_view permission) : permission_(permission) {}
    [[nodiscard]] bool may(std::string_view permission) const override { return permission == permission_; }

  private:
    std::string_view permission_;
};

TEST(JsonPermission, IsAskedForEachField) {
    auto e = stored();
    e.secret = "s3cret";
    EXPECT_EQ(to_json(e, stranger()).find("secret"), std::string::npos);
    EXPECT_NE(to_json(e, Holder("sample.read_secret")).find(R"("secret":"s3cret")"), std::string::npos);
    EXPECT_EQ(issues_of(changed(R"({"secret":"x"})", stranger())), "secret:forbidden");
    EXPECT_EQ(issues_of(changed(R"({"secret":"x"})", Holder("sample.read_secret"))), "secret:forbidden");
    EXPECT_EQ(changed(R"({"secret":"x"})", Holder("sample.write_secret"))->secret, "x");
}

TEST(JsonPermission, NeverWritesPasswordsAndInternals) {
    auto e = stored();
    e.password = "pass-word";
    e.hidden = "in-side";
    const auto text = to_json(e);
    EXPECT_EQ(text.find("pass-word"), std::string::npos);
    EXPECT_EQ(text.find("in-side"), std::string::npos);
    EXPECT_EQ(from_json<Everything>(R"({"name":"n","password":"p"})")->password, "p");
}

TEST(JsonText, EscapesWhatMustBe) {
    std::string out;
    write_json_text(out, "a\"\\/\b\f\n\r\t\x01\x1f é车😀\0z"sv);
    EXPECT_EQ(out, "\"a\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0001\\u001f é车😀\\u0000z\"");
}

// Filters and cursors come as text in a query.
TEST(Scalar, ComesBackFromItsText) {
    Samples samples;
    for (int i = 0; i < 500; ++i) {
        const auto e = samples.next();
        for (const auto& field : Everything::description.fields) {
            if (field.type == Type::nested || field.type == Type::list) continue;
            const auto value = field.get(&e);
            if (std::holds_alternative<std::monostate>(value)) continue;
            const auto text = scalar_text(field, value);
            const auto read = read_scalar(field, text);
            ASSERT_TRUE(read) << field.name << ' ' << text;
            ASSERT_TRUE(*read == value) << field.name << ' ' << text;
        }
    }
}

TEST(Scalar, RefusesWhatDoesNotFitTheField) {
    const auto code = [](std::string_view name, std::string_view text) {
        const auto read = read_scalar(*Everything::description.find(name), text);
        return read ? std::string("none") : read.error().issues.at(0).field + ':' + read.error().issues.at(0).code;
    };
    EXPECT_EQ(code("active", "1"), "active:malformed");
    EXPECT_EQ(code("count", "1x"), "count:malformed");
    EXPECT_EQ(code("count", ""), "count:malformed");
    EXPECT_EQ(code("count", "9223372036854775808"), "count:malformed");
    EXPECT_EQ(code("ratio", "nan"), "ratio:malformed");
    EXPECT_EQ(code("ratio", "inf"), "ratio:malformed");
    EXPECT_EQ(code("other", "-1"), "other:malformed");
    EXPECT_EQ(code("colour", "pink"), "colour:unknown_choice");
    EXPECT_EQ(code("day", "tomorrow"), "day:malformed");
    EXPECT_EQ(code("at", "now"), "at:malformed");
    EXPECT_EQ(code("name", std::string_view("a\0b", 3)), "name:not_text");
    EXPECT_EQ(code("name", "\xff"), "name:not_text");
    EXPECT_EQ(code("part", "{}"), "part:type");
    EXPECT_EQ(code("colours", "blue"), "none");
}

}  // namespace
}  // namespace dengyun::meta
