// Goal: units of work keep what they promise: rows with their events or nothing, within their scope, in order.
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

#include "kernel/store/events.h"
#include "kernel/store/migrations.h"
#include "kernel/store/store.h"

namespace dengyun::store {
namespace {

struct Tool : meta::Record<Tool> {
    std::string name;
    std::optional<std::int64_t> size_mm;
    static const meta::Entity description;
};
constexpr auto fields = meta::record<Tool>(
    meta::field<&Tool::name>("name", {"名称", "Name"}, {.flags = meta::required | meta::searchable | meta::sortable | meta::filterable}),
    meta::field<&Tool::size_mm>("size_mm", {"尺寸", "Size"}, {.flags = meta::sortable}));
constexpr std::string_view name_column[] = {"name"};
constexpr meta::Index indexes[] = {{"tool_name", name_column, true}};
constinit const meta::Entity Tool::description{.name = "tool", .label = {"工具", "Tool"}, .fields = fields, .indexes = indexes};

class StoreTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / fmt::format("dengyun-store-{}", getpid());
        std::filesystem::create_directories(folder_);
        auto opened = Store::open({.url = "sqlite:" + (folder_ / "a.db").string()}, clock_, random_);
        ASSERT_TRUE(opened) << opened.error().code << opened.error().detail;
        store_ = std::move(*opened);
        auto migrated = migrate(*store_, migrations());
        ASSERT_TRUE(migrated) << migrated.error().code << migrated.error().detail;
        const meta::Entity* entities[] = {&Tool::description};
        auto script = schema_difference(*store_, entities);
        ASSERT_TRUE(script) << script.error().detail;
        std::string all(migrations()[0].script);
        text_ = *script;
        const Migration list[] = {migrations()[0], {2, "0002_tool", text_}};
        migrated = migrate(*store_, list);
        ASSERT_TRUE(migrated) << migrated.error().code << migrated.error().detail;
        ASSERT_EQ(schema_difference(*store_, entities).value_or("?"), "");
    }
    void TearDown() override {
        store_.reset();
        std::filesystem::remove_all(folder_);
    }
    Result<Tool> add(const Scope& scope, std::string name) {
        return store_->write<Tool>(scope, [&](Unit& unit) { Tool tool; tool.name = name; return unit.insert(tool); });
    }

    std::filesystem::path folder_;
    SystemClock clock_;
    SystemRandom random_;
    std::string text_;
    std::unique_ptr<Store> store_;
    const Scope a_ = Scope::of({11}, {ActorKind::user, 1, "甲"});
    const Scope b_ = Scope::of({12}, {ActorKind::user, 2, "乙"});
};

TEST_F(StoreTest, KeepsRowsWithinTheirOrganisation) {
    const auto tool = add(a_, "铣刀");
    ASSERT_TRUE(tool) << tool.error().code << tool.error().detail;
    const auto own = store_->read<Tool>(a_, [&](Reader& reader) { return reader.find(tool->id); });
    const auto foreign = store_->read<Tool>(b_, [&](Reader& reader) { return reader.find(tool->id); });
    EXPECT_EQ(own->name, "铣刀");
    EXPECT_EQ(foreign.error().kind, ErrorKind::not_found);
    EXPECT_EQ(add(a_, "铣刀").error().code, "request.taken");
    EXPECT_TRUE(add(b_, "铣刀"));
}

TEST_F(StoreTest, PagesFindsAndVerifies) {
    for (int i = 0; i < 25; ++i) ASSERT_TRUE(add(a_, fmt::format("注塑模具 {:02}", i)));
    Query query{.sort = "name", .search = "塑模", .limit = 10};
    std::vector<std::string> names;
    for (int pages = 0; pages < 3; ++pages) {
        const auto page = store_->read<Page<Tool>>(a_, [&](Reader& reader) { return reader.list<Tool>(query); });
        ASSERT_TRUE(page) << page.error().code << page.error().detail;
        for (const auto& tool : page->items) names.push_back(tool.name);
        query.after = page->next.value_or("");
    }
    EXPECT_EQ(names.size(), 25U);
    EXPECT_TRUE(std::ranges::is_sorted(names));
    EXPECT_TRUE(query.after.empty());
    const auto verified = verify_events(*store_, Scope::system("test"));
    ASSERT_TRUE(verified) << verified.error().detail;
    EXPECT_EQ(verified->events, 25);
    EXPECT_TRUE(verified->faults.empty());
}

}  // namespace
}  // namespace dengyun::store
