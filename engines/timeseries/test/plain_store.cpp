#include "engines/timeseries/test/plain_store.h"

#include <gtest/gtest.h>

namespace dengyun::timeseries::test {

void PlainStore::append(const Batch& batch) {
    for (BatchReader row(batch.bytes()); row.next();) {
        auto& one = groups[row.head().group][row.head().time];
        one.sequence = row.head().sequence;
        one.quality = row.head().quality;
        for (std::size_t i = 0; i < row.values(); i++) one.cells[row.value(i).column] = row.value(i).cell;
    }
}

PlainRows PlainStore::read(GroupNumber group, Time from, Time to) const {
    const auto at = groups.find(group);
    if (at == groups.end() || from >= to) return {};
    return {at->second.lower_bound(from), at->second.lower_bound(to)};
}

Aggregate PlainStore::summarise(GroupNumber group, ColumnNumber number, const Column& column, Time from,
                                Time to) const {
    Aggregate aggregate;
    for (const auto& [time, row] : read(group, from, to))
        if (const auto cell = row.cells.find(number); cell != row.cells.end())
            add_value(aggregate, number_of(cell->second, column.type), column);
    return aggregate;
}

void PlainStore::drop_before(Time time) {
    for (auto& [group, rows] : groups) rows.erase(rows.begin(), rows.lower_bound(time));
}

PlainRows plain(const Rows& rows) {
    PlainRows result;
    for (std::size_t row = 0; row < rows.size(); row++) {
        auto& one = result[rows.times[row]];
        one.sequence = rows.sequences[row];
        one.quality = rows.qualities[row];
        for (const auto& column : rows.columns)
            if (column.has(row)) one.cells[column.column] = column.cells[row];
    }
    return result;
}

namespace {

void expect_same_summary(const Store& store, const PlainStore& expected, GroupNumber group, Random& random, Time from,
                         Time to) {
    const auto columns = store.catalogue().columns(group);
    const auto number = static_cast<ColumnNumber>(below(random, columns.size()));
    const auto stretches = store.summarise(group, number, from, to, 1 + below(random, 60));
    ASSERT_TRUE(stretches) << stretches.error().detail;
    ASSERT_EQ(stretches->front().from, from);
    ASSERT_EQ(stretches->back().to, to);
    for (std::size_t i = 0; i < stretches->size(); i++) {
        const auto& stretch = (*stretches)[i];
        if (i > 0) ASSERT_EQ(stretch.from, (*stretches)[i - 1].to);
        const auto wanted = expected.summarise(group, number, columns[number], stretch.from, stretch.to);
        ASSERT_EQ(stretch.aggregate.count, wanted.count) << stretch.from << ' ' << stretch.to;
        ASSERT_EQ(stretch.aggregate.min, wanted.min);
        ASSERT_EQ(stretch.aggregate.max, wanted.max);
        ASSERT_EQ(stretch.aggregate.first, wanted.first);
        ASSERT_EQ(stretch.aggregate.last, wanted.last);
        ASSERT_NEAR(stretch.aggregate.increase, wanted.increase, 1e-9 * (1 + std::abs(wanted.increase)));
        ASSERT_NEAR(stretch.aggregate.total(), wanted.total(), 1e-9 * (1 + std::abs(wanted.total())));
    }
}

void expect_same_last(const Store& store, const PlainRows& all, GroupNumber group) {
    const auto last = store.last(group);
    ASSERT_TRUE(last);
    std::map<ColumnNumber, std::pair<Time, Cell>> wanted;
    for (const auto& [time, row] : all)
        for (const auto& [column, cell] : row.cells) wanted[column] = {time, cell};
    std::map<ColumnNumber, std::pair<Time, Cell>> found;
    for (const auto& value : *last)
        // What was given up is still the last value that is known.
        if (!all.empty() && value.time >= all.begin()->first) found[value.column] = {value.time, value.cell};
    ASSERT_EQ(found, wanted);
}

}  // namespace

void expect_same(const Store& store, const PlainStore& expected, Random& random) {
    for (GroupNumber group = 0; group < store.catalogue().groups(); group++) {
        const auto all = expected.read(group, time_min, time_max);
        const auto rows = store.read(group, {}, time_min, time_max, {.rows_max = rows_read_max});
        ASSERT_TRUE(rows) << rows.error().detail;
        ASSERT_EQ(plain(*rows), all);
        ASSERT_NO_FATAL_FAILURE(expect_same_last(store, all, group));
        if (all.empty()) continue;
        const auto begin = all.begin()->first;
        const auto span = all.rbegin()->first - begin + 1;
        for (int round = 0; round < 3; round++) {
            const auto from = begin + static_cast<Time>(below(random, static_cast<std::uint64_t>(span)));
            const auto to = from + 1 + static_cast<Time>(below(random, static_cast<std::uint64_t>(span)));
            auto wanted = expected.read(group, from, to);
            const auto some = store.read(group, {}, from, to,
                                         {.rows_max = 10, .order = round ? Order::newest_first : Order::oldest_first});
            ASSERT_TRUE(some);
            while (wanted.size() > 10) wanted.erase(round ? wanted.begin() : std::prev(wanted.end()));
            ASSERT_EQ(plain(*some), wanted);
            ASSERT_NO_FATAL_FAILURE(expect_same_summary(store, expected, group, random, from, to));
        }
    }
}

}  // namespace dengyun::timeseries::test
