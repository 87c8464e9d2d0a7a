#include "engines/timeseries/catalogue.h"

#include <algorithm>
#include <mutex>

#include "kernel/base/utf8.h"

namespace dengyun::timeseries {
namespace {

Result<> check_name(std::string_view name, std::size_t bytes_max = name_bytes_max) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (name.empty() || name.size() > bytes_max || std::ranges::any_of(name, is_control) || !is_utf8(name))
        return fail(ErrorKind::invalid, "timeseries.bad_name");
    return {};
}

}  // namespace

Result<GroupNumber> Catalogue::group(std::string_view key) {
    if (const auto known = find_group(key)) return *known;
    DENGYUN_CHECK(check_name(key, key_bytes_max));
    return make_group(key);
}

Result<ColumnNumber> Catalogue::column(GroupNumber group, const Column& column) {
    DENGYUN_CHECK(check_name(column.name));
    {
        const std::shared_lock lock(mutex_);
        DENGYUN_TRY(known, find_column_held(group, column));
        if (known) return *known;
    }
    return make_column(group, column);
}

Result<std::uint32_t> Catalogue::symbol(std::string_view text) {
    {
        const std::shared_lock lock(mutex_);
        if (const auto at = symbol_numbers_.find(text); at != symbol_numbers_.end()) return at->second;
    }
    // An empty text, and one of several lines, is a value like any other. What PostgreSQL cannot keep, no shelf does.
    const bool fits = text.size() <= name_bytes_max && !text.contains('\0') && is_utf8(text);
    if (!fits) return fail(ErrorKind::invalid, "timeseries.bad_name");
    return make_symbol(text);
}

void Catalogue::add_group(std::string_view key) {
    group_numbers_.emplace(key, static_cast<GroupNumber>(groups_.size()));
    groups_.push_back({std::string(key)});
}

void Catalogue::add_column(GroupNumber group, const Column& column) {
    auto& one = groups_[group];
    one.numbers.emplace(column.name, static_cast<ColumnNumber>(one.columns.size()));
    one.columns.push_back(column);
}

void Catalogue::add_symbol(std::string_view text) {
    symbol_numbers_.emplace(text, static_cast<std::uint32_t>(symbols_.size()));
    symbols_.emplace_back(text);
}

Result<std::optional<ColumnNumber>> Catalogue::find_column_held(GroupNumber group, const Column& column) const {
    if (group >= groups_.size()) return fail(ErrorKind::not_found, "timeseries.group_not_found");
    const auto& one = groups_[group];
    const auto at = one.numbers.find(column.name);
    if (at == one.numbers.end()) return std::optional<ColumnNumber>{};
    if (one.columns[at->second].type != column.type) return fail(ErrorKind::conflict, "timeseries.type_conflict");
    return std::optional(at->second);
}

std::optional<GroupNumber> Catalogue::find_group(std::string_view key) const {
    const std::shared_lock lock(mutex_);
    const auto at = group_numbers_.find(key);
    return at == group_numbers_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<ColumnNumber> Catalogue::find_column(GroupNumber group, std::string_view name) const {
    const std::shared_lock lock(mutex_);
    if (group >= groups_.size()) return std::nullopt;
    const auto at = groups_[group].numbers.find(name);
    return at == groups_[group].numbers.end() ? std::nullopt : std::optional(at->second);
}

std::size_t Catalogue::groups() const {
    const std::shared_lock lock(mutex_);
    return groups_.size();
}

std::string Catalogue::group_key(GroupNumber group) const {
    const std::shared_lock lock(mutex_);
    return group < groups_.size() ? groups_[group].key : std::string();
}

std::vector<Column> Catalogue::columns(GroupNumber group) const {
    const std::shared_lock lock(mutex_);
    return group < groups_.size() ? groups_[group].columns : std::vector<Column>();
}

std::size_t Catalogue::columns_count(GroupNumber group) const {
    const std::shared_lock lock(mutex_);
    return group < groups_.size() ? groups_[group].columns.size() : 0;
}

std::string Catalogue::symbol_text(std::uint64_t number) const {
    const std::shared_lock lock(mutex_);
    return number < symbols_.size() ? symbols_[number] : std::string();
}

Time Catalogue::horizon(Level level) const {
    const std::shared_lock lock(mutex_);
    return horizons_[static_cast<std::size_t>(level)];
}

}  // namespace dengyun::timeseries
