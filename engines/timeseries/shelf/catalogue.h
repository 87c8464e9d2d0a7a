#pragma once
// The catalogue: which groups and columns there are, the symbols that text cells stand for, and from which time on each
// level is kept. One file that only grows. Thread-safe.
#include <array>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <unordered_map>

#include "engines/timeseries/roll_up.h"
#include "engines/timeseries/shelf/files.h"

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
    [[nodiscard]] static Result<std::unique_ptr<Catalogue>> open(Files& files);

    // The group of that key, made where it is new. Errors: invalid "timeseries.bad_name"; limit
    // "timeseries.too_many_groups".
    [[nodiscard]] Result<GroupNumber> group(std::string_view key);
    // The column of that name, made where it is new. Errors: not_found "timeseries.group_not_found"; conflict
    // "timeseries.type_conflict" where it exists with another type; invalid "timeseries.bad_name"; limit
    // "timeseries.too_many_columns".
    [[nodiscard]] Result<ColumnNumber> column(GroupNumber group, const Column& column);
    // The number of a text, made where it is new. Errors: invalid "timeseries.bad_name"; limit
    // "timeseries.too_many_symbols".
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
    [[nodiscard]] Result<> set_horizon(Level level, Time time);
    // Makes durable what was added. Cheap where nothing was.
    [[nodiscard]] Result<> sync();
    [[nodiscard]] std::uint64_t bytes() const;

  private:
    struct Group {
        std::string key;
        std::vector<Column> columns{};
        NumberByName<ColumnNumber> numbers{};
    };
    [[nodiscard]] Result<> write(ByteView payload);
    [[nodiscard]] bool replay(ByteView payload);

    mutable std::shared_mutex mutex_;
    std::unique_ptr<AppendFile> file_;
    std::uint64_t bytes_ = 0;
    bool is_dirty_ = false;
    Result<> failure_{};  // after one nothing is written any more
    std::mutex sync_mutex_;
    std::deque<Group> groups_;
    NumberByName<GroupNumber> group_numbers_;
    std::deque<std::string> symbols_;
    NumberByName<std::uint32_t> symbol_numbers_;
    std::array<Time, levels.size()> horizons_{};
};

}  // namespace dengyun::timeseries
