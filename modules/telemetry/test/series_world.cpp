#include "modules/telemetry/test/series_world.h"

#include "kernel/store/rows.h"

namespace dengyun::telemetry::test {

using timeseries::real_cell;
using timeseries::Value;
using timeseries::test::below;

SeriesWorld::SeriesWorld() : database(store::test::Kind::postgresql, series::migrations(), {}) {}

Process SeriesWorld::process(DatabaseStoreOptions options, Id<Organisation> organisation) {
    Process made;
    auto opened = store::Store::open({.url = database.url()}, clock, random);
    EXPECT_TRUE(opened) << opened.error().code << ' ' << opened.error().detail;
    if (!opened) return made;
    made.store = std::move(*opened);
    auto shelf = DatabaseStore::open(*made.store, organisation, std::move(options));
    EXPECT_TRUE(shelf) << shelf.error().code << ' ' << shelf.error().detail;
    if (shelf) made.shelf = std::move(*shelf);
    return made;
}

std::int64_t SeriesWorld::number(std::string_view sql) {
    const auto opened = store::Store::open({.url = database.url()}, clock, random);
    EXPECT_TRUE(opened);
    const auto found = (*opened)->read<std::int64_t>(
        Scope::system("test"), [&](store::Reader& reader) { return store::number_of(reader, sql, {}); });
    EXPECT_TRUE(found) << found.error().detail;
    return found.value_or(-1);
}

void make_groups(timeseries::Store& store, std::size_t count) {
    using timeseries::ColumnType;
    for (std::size_t i = 0; i < count; i++) {
        const auto group = store.catalogue().group("machine-" + std::to_string(i));
        ASSERT_TRUE(group) << group.error().code << ' ' << group.error().detail;
        ASSERT_TRUE(store.catalogue().column(*group, {"temperature"}));
        ASSERT_TRUE(store.catalogue().column(*group, {"parts", ColumnType::integer, true, 65536}));
        ASSERT_TRUE(store.catalogue().column(*group, {"running", ColumnType::boolean}));
    }
}

timeseries::Batch random_batch(timeseries::test::Random& random, std::size_t groups, timeseries::Time now,
                               std::size_t rows) {
    constexpr timeseries::Cell special[] = {0x7FF80000000000ABU, 0x8000000000000000U, 0xFFF0000000000001U};
    timeseries::Batch batch;
    for (std::size_t i = 0; i < rows; i++) {
        auto time = now + static_cast<timeseries::Time>(i) * timeseries::second;
        if (below(random, 20) == 0)
            time -= static_cast<timeseries::Time>(below(random, 3 * 86'400)) * timeseries::second;
        std::vector<Value> values;
        if (below(random, 8)) values.push_back({0, real_cell(static_cast<double>(below(random, 1000)) / 10)});
        if (below(random, 3)) values.push_back({1, below(random, 65536)});
        if (below(random, 3) == 0 || values.empty()) values.push_back({2, below(random, 2)});
        if (below(random, 100) == 0) values.front() = {0, special[below(random, std::size(special))]};
        batch.add({static_cast<timeseries::GroupNumber>(below(random, groups)), time, i,
                   static_cast<std::uint8_t>(below(random, 10) ? 0 : 3)},
                  values);
    }
    return batch;
}

DatabaseStoreOptions eager() {
    DatabaseStoreOptions options;
    options.group_rows_due = 100;
    options.group_messages_due = 3;
    return options;
}

}  // namespace dengyun::telemetry::test
