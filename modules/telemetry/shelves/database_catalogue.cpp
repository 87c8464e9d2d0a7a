#include "modules/telemetry/shelves/database_catalogue.h"

#include <mutex>

#include "kernel/store/rows.h"
#include "modules/telemetry/shelves/database_locks.h"

namespace dengyun::telemetry {

using timeseries::ColumnNumber;
using timeseries::GroupNumber;

Scope series_scope(Id<Organisation> organisation) {
    return Scope::of(organisation, {.kind = ActorKind::system, .id = 0, .name = "telemetry.series"});
}

DatabaseCatalogue::DatabaseCatalogue(store::Store& store, Id<Organisation> organisation)
    : store_(store), scope_(series_scope(organisation)) {}

DatabaseCatalogue::Counts DatabaseCatalogue::known() const {
    const std::shared_lock lock(mutex_);
    return {static_cast<std::int64_t>(groups_.size()), columns_known_, static_cast<std::int64_t>(symbols_.size())};
}

Result<DatabaseCatalogue::News> DatabaseCatalogue::read_news(store::Reader& reader, const Counts& known) const {
    News news{.known = known};
    const auto organisation = scope_.organisation().value;
    const meta::Scalar groups[] = {organisation, known.groups};
    DENGYUN_CHECK(reader.query("SELECT key FROM series_group WHERE organisation_id = ? AND number >= ? ORDER BY number",
                               groups, [&](const store::Row& row) { news.groups.emplace_back(row.text(0)); }));
    const meta::Scalar columns[] = {organisation, known.columns};
    DENGYUN_CHECK(reader.query(
        "SELECT group_number, name, type, is_counter, rollover FROM series_column "
        "WHERE organisation_id = ? AND ordinal >= ? ORDER BY ordinal",
        columns, [&](const store::Row& row) {
            news.columns.emplace_back(static_cast<GroupNumber>(row.integer(0)),
                                      timeseries::Column{.name = std::string(row.text(1)),
                                                         .type = static_cast<timeseries::ColumnType>(row.integer(2)),
                                                         .is_counter = row.integer(3) != 0,
                                                         .rollover = row.real(4)});
        }));
    const meta::Scalar texts[] = {organisation, known.texts};
    DENGYUN_CHECK(reader.query("SELECT text FROM series_text WHERE organisation_id = ? AND number >= ? ORDER BY number",
                               texts, [&](const store::Row& row) { news.texts.emplace_back(row.text(0)); }));
    return news;
}

// Another thread may have taken up some of it meanwhile.
void DatabaseCatalogue::take(const News& news) {
    const std::unique_lock lock(mutex_);
    for (auto i = static_cast<std::int64_t>(groups_.size()) - news.known.groups; std::cmp_less(i, news.groups.size());
         i++)
        add_group(news.groups[static_cast<std::size_t>(i)]);
    for (auto i = columns_known_ - news.known.columns; std::cmp_less(i, news.columns.size()); i++, columns_known_++)
        add_column(news.columns[static_cast<std::size_t>(i)].first, news.columns[static_cast<std::size_t>(i)].second);
    for (auto i = static_cast<std::int64_t>(symbols_.size()) - news.known.texts; std::cmp_less(i, news.texts.size());
         i++)
        add_symbol(news.texts[static_cast<std::size_t>(i)]);
}

void DatabaseCatalogue::take_horizons(const timeseries::Retention& horizons) {
    const std::unique_lock lock(mutex_);
    for (std::size_t i = 0; i < horizons.size(); i++) horizons_[i] = std::max(horizons_[i], horizons[i]);
}

Result<> DatabaseCatalogue::take_up(store::Reader& reader, const Counts& now) {
    const auto before = known();
    if (now == before) return {};
    DENGYUN_TRY(news, read_news(reader, before));
    take(news);
    return {};
}

Result<DatabaseCatalogue::Counts> DatabaseCatalogue::lock_counts(store::Unit& unit) const {
    Counts counts;
    const meta::Scalar own[] = {scope_.organisation().value};
    DENGYUN_CHECK(unit.query(
        "SELECT group_count, column_count, text_count FROM series_catalogue WHERE organisation_id = ? FOR UPDATE", own,
        [&](const store::Row& row) { counts = {row.integer(0), row.integer(1), row.integer(2)}; }));
    return counts;
}

Result<> DatabaseCatalogue::change(const std::function<Result<>(store::Unit&, const Counts&)>& make) {
    // A unit sees the counts as they were when it began: so the lock is held around it, on a connection of its own, and
    // nobody meets another one. One at a time in a process, or all connections could be lent to those who wait.
    static std::mutex making;
    const std::lock_guard one_at_a_time(making);
    const auto before = known();
    News news;
    DENGYUN_CHECK(store_.run_read(scope_, [&](store::Reader& around) -> Result<> {
        DENGYUN_CHECK(lock_names(around, scope_.organisation()));
        return store_.run_write(scope_, [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(counts, lock_counts(unit));
            DENGYUN_CHECK(make(unit, counts));
            DENGYUN_TRY(found, read_news(unit, before));
            news = std::move(found);
            return {};
        });
    }));
    // What was rolled back never stood in memory.
    take(news);
    return {};
}

Result<GroupNumber> DatabaseCatalogue::make_group(std::string_view key) {
    const auto organisation = scope_.organisation().value;
    DENGYUN_CHECK(change([&](store::Unit& unit, const Counts& counts) -> Result<> {
        const meta::Scalar named[] = {organisation, key};
        DENGYUN_TRY(known, store::number_of(
                               unit, "SELECT count(*) FROM series_group WHERE organisation_id = ? AND key = ?", named));
        if (known > 0) return {};
        if (std::cmp_greater_equal(counts.groups, timeseries::groups_max))
            return fail(ErrorKind::limit, "timeseries.too_many_groups");
        const meta::Scalar made[] = {organisation, counts.groups, key};
        DENGYUN_CHECK(unit.execute("INSERT INTO series_group (organisation_id, number, key) VALUES (?, ?, ?)", made));
        const meta::Scalar own[] = {organisation};
        DENGYUN_CHECK(
            unit.execute("UPDATE series_catalogue SET group_count = group_count + 1 WHERE organisation_id = ?", own));
        return {};
    }));
    const auto found = find_group(key);
    if (!found) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "series_group");
    return *found;
}

Result<ColumnNumber> DatabaseCatalogue::make_column(GroupNumber group, const timeseries::Column& column) {
    const auto organisation = scope_.organisation().value;
    DENGYUN_CHECK(change([&](store::Unit& unit, const Counts& counts) -> Result<> {
        const meta::Scalar named[] = {organisation, std::int64_t{group}, std::string_view(column.name)};
        DENGYUN_TRY(known, store::number_of(unit,
                                            "SELECT count(*) FROM series_column "
                                            "WHERE organisation_id = ? AND group_number = ? AND name = ?",
                                            named));
        if (known > 0) return {};
        const meta::Scalar of_group[] = {organisation, std::int64_t{group}};
        DENGYUN_TRY(
            number,
            store::number_of(unit, "SELECT count(*) FROM series_column WHERE organisation_id = ? AND group_number = ?",
                             of_group));
        if (std::cmp_greater_equal(number, timeseries::columns_max))
            return fail(ErrorKind::limit, "timeseries.too_many_columns");
        const meta::Scalar made[] = {organisation,
                                     counts.columns,
                                     std::int64_t{group},
                                     number,
                                     std::string_view(column.name),
                                     static_cast<std::int64_t>(column.type),
                                     std::int64_t{column.is_counter},
                                     column.rollover};
        DENGYUN_CHECK(
            unit.execute("INSERT INTO series_column "
                         "(organisation_id, ordinal, group_number, number, name, type, is_counter, rollover) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         made));
        const meta::Scalar own[] = {organisation};
        DENGYUN_CHECK(
            unit.execute("UPDATE series_catalogue SET column_count = column_count + 1 WHERE organisation_id = ?", own));
        return {};
    }));
    const std::shared_lock lock(mutex_);
    DENGYUN_TRY(found, find_column_held(group, column));
    if (!found) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "series_column");
    return *found;
}

Result<std::uint32_t> DatabaseCatalogue::make_symbol(std::string_view text) {
    const auto organisation = scope_.organisation().value;
    DENGYUN_CHECK(change([&](store::Unit& unit, const Counts& counts) -> Result<> {
        const meta::Scalar named[] = {organisation, text};
        DENGYUN_TRY(known, store::number_of(
                               unit, "SELECT count(*) FROM series_text WHERE organisation_id = ? AND text = ?", named));
        if (known > 0) return {};
        if (std::cmp_greater_equal(counts.texts, timeseries::symbols_max))
            return fail(ErrorKind::limit, "timeseries.too_many_symbols");
        const meta::Scalar made[] = {organisation, counts.texts, text};
        DENGYUN_CHECK(unit.execute("INSERT INTO series_text (organisation_id, number, text) VALUES (?, ?, ?)", made));
        const meta::Scalar own[] = {organisation};
        DENGYUN_CHECK(
            unit.execute("UPDATE series_catalogue SET text_count = text_count + 1 WHERE organisation_id = ?", own));
        return {};
    }));
    const std::shared_lock lock(mutex_);
    const auto at = symbol_numbers_.find(text);
    if (at == symbol_numbers_.end()) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "series_text");
    return at->second;
}

}  // namespace dengyun::telemetry
