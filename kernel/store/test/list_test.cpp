// Goal: a list shows every fitting row once, in order, however the pages are cut and whatever is written in between;
// what is asked wrongly is told and answers nothing.
#include <set>

#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

class ListTest : public WithTools {
  protected:
    std::vector<Issue> issues(Query query) {
        const auto page = list(ours, std::move(query));
        EXPECT_FALSE(page);
        EXPECT_TRUE(page || page.error().code == "request.invalid");
        return page ? std::vector<Issue>{} : page.error().issues;
    }
    void expect_issue(Query query, std::string_view field, std::string_view code) {
        const auto found = issues(std::move(query));
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].field, field);
        EXPECT_EQ(found[0].code, code);
    }
};

Tool random_tool(SeededRandom& random, int number) {
    Tool tool;
    tool.name = fmt::format("{}{}", random.below(2) == 0 ? "刀" : "drill", number);
    if (random.below(3) > 0) tool.note = fmt::format("{}", static_cast<char>('A' + random.below(3)));
    if (random.below(3) > 0) tool.size_um = static_cast<std::int64_t>(random.below(5)) - 2;
    tool.weight_kg = static_cast<double>(random.below(4)) / 3;
    tool.kind = static_cast<ToolKind>(random.below(3));
    if (random.below(2) == 0) tool.bought_on = meta::Date(std::chrono::days(random.below(3)));
    return tool;
}

TEST_P(ListTest, ShowsEveryRowOnceWhileOthersAreAdded) {
    constexpr int rows = 40;
    int number = 0;
    for (; number < rows; ++number) ASSERT_TRUE(add(ours, random_tool(random, number)));
    ASSERT_TRUE(add(theirs, random_tool(random, 1'000)));
    for (const std::string sort : {"id", "name", "note", "size_um", "weight_kg", "kind", "bought_on", "created_at"}) {
        for (const std::string direction : {"", "-"}) {
            const auto whole = names(ours, {.sort = direction + sort, .limit = page_limit_max});
            Query query{.sort = direction + sort, .limit = static_cast<unsigned>(1 + random.below(9))};
            std::vector<std::string> paged;
            do {
                const auto page = list(ours, query);
                ASSERT_TRUE(page) << sort << " " << page.error().code << " " << page.error().detail;
                EXPECT_LE(page->items.size(), query.limit);
                for (const auto& tool : page->items) paged.push_back(tool.name);
                query.after = page->next.value_or("");
                if (paged.size() % 3 == 0) ASSERT_TRUE(add(ours, random_tool(random, number++)));
            } while (!query.after.empty());
            // Those that were there from the start are there once and in their order; those added since may be.
            std::vector<std::string> old;
            const std::set<std::string> known(whole.begin(), whole.end());
            for (const auto& name : paged)
                if (known.contains(name)) old.push_back(name);
            EXPECT_EQ(old, whole) << direction << sort;
        }
    }
}

TEST_P(ListTest, OrdersAbsentValuesFirstAndTheRestByValue) {
    auto tool = named("none");
    ASSERT_TRUE(add(ours, tool));
    for (const std::int64_t size : {5, -3, 0}) {
        tool = named(std::to_string(size));
        tool.size_um = size;
        ASSERT_TRUE(add(ours, tool));
    }
    EXPECT_EQ(names(ours, {.sort = "size_um"}), (std::vector<std::string>{"none", "-3", "0", "5"}));
    EXPECT_EQ(names(ours, {.sort = "-size_um"}), (std::vector<std::string>{"5", "0", "-3", "none"}));
}

TEST_P(ListTest, NarrowsByEveryKindOfFilter) {
    auto first = named("first");
    first.kind = ToolKind::tap;
    first.sharp = true;
    first.size_um = 7;
    first.tags = {"红", "new\"one"};
    first.fits = {ToolKind::cutter};
    first.bought_on = meta::Date(std::chrono::days(19'000));
    const auto added = add(ours, first);
    ASSERT_TRUE(added);
    auto second = named("second");
    second.tags = {"红色"};
    ASSERT_TRUE(add(ours, second));

    const auto narrowed = [&](std::vector<Query::Filter> filters) {
        return names(ours, {.filters = std::move(filters), .sort = "name"});
    };
    const std::vector<std::string> only_first{"first"};
    EXPECT_EQ(narrowed({{"kind", "tap"}}), only_first);
    EXPECT_EQ(narrowed({{"sharp", "true"}}), only_first);
    EXPECT_EQ(narrowed({{"size_um", "7"}}), only_first);
    EXPECT_EQ(narrowed({{"bought_on", "2022-01-08"}}), only_first);
    EXPECT_EQ(narrowed({{"bought_on_before", "2022-01-09"}}), only_first);  // what has no day is before none
    EXPECT_EQ(narrowed({{"bought_on_before", "2022-01-08"}}).size(), 0U);
    EXPECT_EQ(narrowed({{"created_at_before", "2100-01-01T00:00:00Z"}}).size(), 2U);
    EXPECT_EQ(narrowed({{"tags", "红"}}), only_first);
    EXPECT_EQ(narrowed({{"tags", "new\"one"}}), only_first);
    EXPECT_EQ(narrowed({{"fits", "cutter"}}), only_first);
    EXPECT_EQ(narrowed({{"id", to_text(added->id)}}), only_first);
    EXPECT_EQ(narrowed({{"kind", "tap"}, {"kind", "drill"}}).size(), 2U);
    EXPECT_EQ(narrowed({{"kind", "tap"}, {"sharp", "false"}}).size(), 0U);
    EXPECT_EQ(narrowed({{"name", "First"}}).size(), 0U);
    EXPECT_EQ(narrowed({{"name", "' OR 1=1 --"}}).size(), 0U);
}

TEST_P(ListTest, TellsWhatIsAskedWrongly) {
    ASSERT_TRUE(add(ours, "a"));
    ASSERT_TRUE(add(ours, "b"));
    expect_issue({.filters = {{"no_such", "1"}}}, "no_such", "unknown_member");
    expect_issue({.filters = {{"note", "1"}}}, "note", "unknown_member");
    expect_issue({.filters = {{"bought_on_before", "soon"}}}, "bought_on_before", "malformed");
    expect_issue({.filters = {{"name_before", "x"}}}, "name_before", "unknown_member");
    expect_issue({.filters = {{"checked_at_before", "2026-01-01T00:00:00Z"}}}, "checked_at_before", "unknown_member");
    expect_issue({.filters = {{"secret", "1"}}}, "secret", "unknown_member");
    expect_issue({.filters = {{"kind", "hammer"}}}, "kind", "unknown_choice");
    expect_issue({.filters = {{"size_um", "seven"}}}, "size_um", "malformed");
    expect_issue({.sort = "tags"}, "sort", "unknown_choice");
    expect_issue({.sort = "id; DROP TABLE tool"}, "sort", "unknown_choice");
    expect_issue({.limit = 0}, "limit", "too_small");
    expect_issue({.limit = page_limit_max + 1}, "limit", "too_large");
    expect_issue({.after = "!!"}, "after", "malformed");
    expect_issue({.after = "AAAA"}, "after", "malformed");
    expect_issue({.search = std::string(500, 'x')}, "q", "too_long");
    EXPECT_EQ(issues({.filters = {{"no_such", "1"}}, .sort = "tags", .limit = 0}).size(), 3U);

    const auto page = list(ours, {.sort = "name", .limit = 1});
    ASSERT_TRUE(page && page->next);
    expect_issue({.sort = "-name", .after = *page->next}, "after", "malformed");
    expect_issue({.sort = "size_um", .after = *page->next}, "after", "malformed");
}

TEST_P(ListTest, FindsChineseByAnyPartAndWordsByTheirBeginning) {
    auto mould = named("宁波北仑精密模具厂");
    mould.note = "CNC5轴 Machining, ÄRGER";
    mould.tags = {"表面处理"};
    const auto added = add(ours, mould);
    ASSERT_TRUE(added);
    ASSERT_TRUE(add(ours, "台州注塑"));
    ASSERT_TRUE(add(theirs, "宁波别人的厂"));

    const auto found = [&](std::string text) { return names(ours, {.search = std::move(text)}); };
    const std::vector<std::string> only{"宁波北仑精密模具厂"};
    for (const auto* text : {"宁", "厂", "轴", "模具", "精密模具", "宁波北仑精密模具厂", "cnc", "CNC5", "ＣＮＣ",
                             "mach", "machining", "模具 宁波", "宁波,machining", "ärg", "表面", "理"})
        EXPECT_EQ(found(text), only) << text;
    for (const auto* text : {"achining", "密精", "台州模具", "\"", "'", "*", "NOT", "a:b", ") OR (", "-- ;", "仑 台州"})
        EXPECT_TRUE(found(text).empty()) << text;
    EXPECT_EQ(found("").size(), 2U);
    EXPECT_EQ(names(theirs, {.search = "宁波"}).size(), 1U);
    EXPECT_EQ(names(system, {.search = "宁波"}).size(), 2U);

    auto changed = *added;
    changed.name = "杭州模具";
    const auto updated = store().write<Tool>(ours, [&](Unit& unit) { return unit.update(changed); });
    ASSERT_TRUE(updated);
    EXPECT_TRUE(found("宁波").empty());
    EXPECT_EQ(found("杭州").size(), 1U);
    // Twice in one unit, and twice in a group.
    const auto twice = store().write<Tool>(ours, [&](Unit& unit) -> Result<Tool> {
        auto again = *updated;
        again.name = "苏州模具";
        DENGYUN_TRY(once, unit.update(again));
        once.name = "温州模具";
        return unit.update(once);
    });
    ASSERT_TRUE(twice);
    EXPECT_TRUE(found("苏州").empty());
    EXPECT_EQ(found("温州").size(), 1U);
    ASSERT_TRUE(store().run_write(ours, [&](Unit& unit) { return unit.remove(*twice); }));
    EXPECT_TRUE(found("温州").empty());
    EXPECT_TRUE(found("模具").empty());
}

DENGYUN_BOTH_DATABASES(ListTest);

}  // namespace
}  // namespace dengyun::store::test
