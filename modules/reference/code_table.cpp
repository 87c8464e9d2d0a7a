#include "modules/reference/code_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <numeric>

#include "kernel/base/csv.h"

namespace dengyun::reference {
namespace {

// Deeper than any classification we hold; a longer way up is a circle.
constexpr int level_max = 16;

std::unexpected<Error> bad_table(std::string_view code) {
    return fail(ErrorKind::invalid, "reference.bad_table", {}, std::string(code));
}

bool is_on_earth(Coordinates at) { return std::abs(at.longitude) <= 180 && std::abs(at.latitude) <= 90; }

std::optional<double> degrees(std::string_view text) {
    double value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Where the columns are; npos for one that the table does not have.
struct Columns {
    static constexpr auto none = std::string::npos;
    std::size_t code{}, name{}, parent{}, name_en = none, longitude = none, latitude = none;
};

Result<Columns> columns_of(const CsvRow& header) {
    DENGYUN_TRY(code, csv_column(header, "code"));
    DENGYUN_TRY(name, csv_column(header, "name"));
    DENGYUN_TRY(parent, csv_column(header, "parent"));
    return Columns{code,
                   name,
                   parent,
                   csv_column(header, "name_en").value_or(Columns::none),
                   csv_column(header, "longitude").value_or(Columns::none),
                   csv_column(header, "latitude").value_or(Columns::none)};
}

Result<Entry> entry_of(const CsvRow& row, const Columns& columns) {
    const auto field = [&row](std::size_t column) {
        return column == Columns::none ? std::string() : row.fields[column];
    };
    Entry entry{field(columns.code), field(columns.name), field(columns.name_en), field(columns.parent), 0, {}};
    const auto longitude = field(columns.longitude);
    const auto latitude = field(columns.latitude);
    if (entry.code.empty()) return bad_table(fmt::format("line {}", row.line));
    if (longitude.empty() && latitude.empty()) return entry;
    const auto east = degrees(longitude);
    const auto north = degrees(latitude);
    if (!east || !north || !is_on_earth({*east, *north})) return bad_table(entry.code);
    entry.at = Coordinates{*east, *north};
    return entry;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& character : out)
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
    return out;
}

// 0 is best; -1 is no match. `query` is in lower case.
int rank_of(const Entry& entry, std::string_view query) {
    const auto code = lower(entry.code);
    if (code == query) return 0;
    if (code.starts_with(query)) return 1;
    int best = -1;
    for (const auto& name : {lower(entry.name), lower(entry.name_en)}) {
        const auto at = name.find(query);
        if (at == std::string::npos) continue;
        const int rank = name == query ? 2 : at == 0 ? 3 : 4;
        best = best < 0 ? rank : std::min(best, rank);
    }
    return best;
}

}  // namespace

double distance_km(Coordinates a, Coordinates b) {
    constexpr double earth_radius_km = 6371.0;
    constexpr double radians = std::numbers::pi / 180;
    const double half_latitude = std::sin((b.latitude - a.latitude) * radians / 2);
    const double half_longitude = std::sin((b.longitude - a.longitude) * radians / 2);
    const double h = half_latitude * half_latitude +
                     std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * half_longitude * half_longitude;
    return 2 * earth_radius_km * std::asin(std::sqrt(std::min(1.0, h)));
}

Result<CodeTable> CodeTable::from_csv(std::string_view text) {
    DENGYUN_TRY(rows, parse_csv(text));
    if (rows.empty()) return bad_table("empty");
    DENGYUN_TRY(columns, columns_of(rows.front()));
    CodeTable table;
    table.entries_.reserve(rows.size() - 1);
    for (const auto& row : std::span(rows).subspan(1)) {
        DENGYUN_TRY(entry, entry_of(row, columns));
        table.entries_.push_back(std::move(entry));
    }
    DENGYUN_CHECK(table.index());
    return table;
}

Result<> CodeTable::index() {
    std::ranges::sort(entries_, {}, &Entry::code);
    const auto twin = std::ranges::adjacent_find(entries_, {}, &Entry::code);
    if (twin != entries_.end()) return bad_table(twin->code);
    for (auto& entry : entries_) {
        const Entry* above = &entry;
        int level = 1;
        for (; !above->parent.empty(); ++level) {
            above = find(above->parent);
            if (above == nullptr || level == level_max) return bad_table(entry.code);
        }
        entry.level = level;
    }
    by_parent_.resize(entries_.size());
    std::iota(by_parent_.begin(), by_parent_.end(), 0U);
    std::ranges::sort(by_parent_, {},
                      [this](std::uint32_t i) { return std::pair(std::string_view(entries_[i].parent), i); });
    return {};
}

const Entry* CodeTable::find(std::string_view code) const {
    const auto found = std::ranges::lower_bound(entries_, code, std::less<std::string_view>(), &Entry::code);
    return found != entries_.end() && found->code == code ? &*found : nullptr;
}

std::vector<const Entry*> CodeTable::children(std::string_view code) const {
    const auto parent_of = [this](std::uint32_t i) -> std::string_view { return entries_[i].parent; };
    const auto range = std::ranges::equal_range(by_parent_, code, std::less<std::string_view>(), parent_of);
    std::vector<const Entry*> out;
    for (const auto i : range) out.push_back(&entries_[i]);
    return out;
}

bool CodeTable::is_leaf(const Entry& entry) const {
    const auto parent_of = [this](std::uint32_t i) -> std::string_view { return entries_[i].parent; };
    return !std::ranges::binary_search(by_parent_, std::string_view(entry.code), std::less<std::string_view>(),
                                       parent_of);
}

std::vector<const Entry*> CodeTable::path(std::string_view code) const {
    std::vector<const Entry*> out;
    for (const Entry* entry = find(code); entry != nullptr; entry = find(entry->parent)) out.push_back(entry);
    std::ranges::reverse(out);
    return out;
}

std::vector<const Entry*> CodeTable::search(std::string_view query, std::size_t limit) const {
    if (query.empty() || query.size() > query_bytes_max) return {};
    const auto wanted = lower(query);
    std::vector<std::pair<int, const Entry*>> found;
    for (const auto& entry : entries_)
        if (const int rank = rank_of(entry, wanted); rank >= 0) found.emplace_back(rank, &entry);
    std::ranges::sort(found);  // entries of one rank lie by code, so their addresses rise with it
    found.resize(std::min({found.size(), limit, search_results_max}));
    std::vector<const Entry*> out;
    for (const auto& [rank, entry] : found) out.push_back(entry);
    return out;
}

std::optional<CodeTable::Near> CodeTable::nearest(Coordinates at) const {
    if (!is_on_earth(at)) return std::nullopt;
    std::optional<Near> best;
    for (const auto& entry : entries_) {
        if (!entry.at) continue;
        const double distance = distance_km(*entry.at, at);
        if ((!best || distance < best->distance_km) && is_leaf(entry)) best = Near{&entry, distance};
    }
    return best;
}

}  // namespace dengyun::reference
