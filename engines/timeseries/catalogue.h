#pragma once
// The catalogue: which groups and columns there are, the symbols that text cells stand for, and from which time on each
// level is kept. All of it is held in memory; the shelf makes it durable and may take up what other processes have
// made. Numbers rise from 0 without gaps and never change. Thread-safe.
#include <array>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <span>
#include <unordered_map>

#include "engines/timeseries/roll_up.h"
#include "kernel/base/result.h"

namespace dengyun::timeseries {

inline constexpr std::size_t groups_max = 1'000'000;
inline constexpr std::size_t symbols_max = 100'000;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template <class Number>
using NumberByName = std::unordered_map<std::string, Number, TextHash, std::equal_to<>>;

class Catalogue {
  public:
    Catalogue() = default;
    virtual ~Catalogue() = default;
    Catalogue(const Catalogue&) = delete;
    Catalogue& operator=(const Catalogue&) = delete;

    // The group of that key, made where it is new. Errors: invalid "timeseries.bad_name"; limit
    // "timeseries.too_many_groups"; of the shelf.
    [[nodiscard]] Result<GroupNumber> group(std::string_view key);
    // The column of that name, made where it is new. Errors: not_found "timeseries.group_not_found"; conflict
    // "timeseries.type_conflict" where it exists with another type; invalid "timeseries.bad_name"; limit
    // "timeseries.too_many_columns"; of the shelf.
    [[nodiscard]] Result<ColumnNumber> column(GroupNumber group, const Column& column);
    // The number of a text, made where it is new. Errors: invalid "timeseries.bad_name"; limit
    // "timeseries.too_many_symbols"; of the shelf.
    [[nodiscard]] Result<std::uint32_t> symbol(std::string_view text);

    [[nodiscard]] std::optional<GroupNumber> find_group(std::string_view key) const;
    [[nodiscard]] std::optional<ColumnNumber> find_column(GroupNumber group, std::string_view name) const;
    [[nodiscard]] std::size_t groups() const;
    [[nodiscard]] std::string group_key(GroupNumber group) const;
    [[nodiscard]] std::vector<Column> columns(GroupNumber group) const;
    [[nodiscard]] std::size_t columns_count(GroupNumber group) const;
    [[nodiscard]] std::string symbol_text(std::uint64_t number) const;
    // Rows of a level before its horizon are gone, and late ones are refused. It only moves forward.
    [[nodiscard]] Time horizon(Level level) const;

  protected:
    struct Group {
        std::string key;
        std::vector<Column> columns{};
        NumberByName<ColumnNumber> numbers{};
    };
    // The shelf's part: makes durable what is new, or will be durable before the next row is, and adds it to what
    // follows. Names are within bounds. Not held; another thread or process may have been faster. Errors: as above.
    [[nodiscard]] virtual Result<GroupNumber> make_group(std::string_view key) = 0;
    [[nodiscard]] virtual Result<ColumnNumber> make_column(GroupNumber group, const Column& column) = 0;
    [[nodiscard]] virtual Result<std::uint32_t> make_symbol(std::string_view text) = 0;

    // Held by the caller:
    void add_group(std::string_view key);
    void add_column(GroupNumber group, const Column& column);
    void add_symbol(std::string_view text);
    [[nodiscard]] Result<std::optional<ColumnNumber>> find_column_held(GroupNumber group, const Column& column) const;

    mutable std::shared_mutex mutex_;  // of all below
    std::deque<Group> groups_;
    NumberByName<GroupNumber> group_numbers_;
    std::deque<std::string> symbols_;
    NumberByName<std::uint32_t> symbol_numbers_;
    std::array<Time, levels.size()> horizons_{};
};

}  // namespace dengyun::timeseries
