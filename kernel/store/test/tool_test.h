#pragma once
// The fixture of this room's tests: a store with a table of tools.
#include "kernel/store/events.h"
#include "kernel/store/test/harness.h"
#include "kernel/store/test/tool.h"

namespace dengyun::store::test {

class WithTools : public BothDatabases {
  protected:
    explicit WithTools(StoreOptions options = {}) : BothDatabases({&Tool::description}, {}, std::move(options)) {}

    static Tool named(std::string name) {
        Tool tool;
        tool.name = std::move(name);
        return tool;
    }
    Result<Tool> add(const Scope& scope, Tool tool) {
        return store().write<Tool>(scope, [&](Unit& unit) { return unit.insert(tool); });
    }
    Result<Tool> add(const Scope& scope, std::string name) { return add(scope, named(std::move(name))); }
    Result<Tool> find(const Scope& scope, Id<Tool> id) {
        return store().read<Tool>(scope, [&](Reader& reader) { return reader.find(id); });
    }
    Result<Page<Tool>> list(const Scope& scope, Query query) {
        return store().read<Page<Tool>>(scope, [&](Reader& reader) { return reader.list<Tool>(query); });
    }
    std::vector<std::string> names(const Scope& scope, Query query) {
        std::vector<std::string> found;
        const auto page = list(scope, std::move(query));
        EXPECT_TRUE(page) << (page ? "" : page.error().code + " " + page.error().detail);
        if (page)
            for (const auto& tool : page->items) found.push_back(tool.name);
        return found;
    }
    std::vector<Event> events(const Scope& scope, EventQuery query = {}) {
        auto read = store().read<std::vector<Event>>(scope, [&](Reader& reader) { return read_events(reader, query); });
        EXPECT_TRUE(read) << (read ? "" : read.error().code + " " + read.error().detail);
        return read ? *read : std::vector<Event>{};
    }
    std::int64_t count(std::string_view sql) {
        std::int64_t number = -1;
        const auto read = store().run_read(system, [&](Reader& reader) {
            return reader.query(sql, {}, [&](const Row& row) { number = row.integer(0); });
        });
        EXPECT_TRUE(read) << (read ? "" : read.error().detail);
        return number;
    }
    // A change behind the store's back.
    void tamper(std::string_view sql) {
        const auto done = store().run_write(system, [&](Unit& unit) -> Result<> {
            DENGYUN_CHECK(unit.execute(sql, {}));
            return {};
        });
        ASSERT_TRUE(done) << done.error().detail;
    }
};

}  // namespace dengyun::store::test
