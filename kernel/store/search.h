#pragma once
// Full-text search that works for Chinese on both databases. Text is cut here and not by the database: a run of CJK
// characters into its bigrams (and its last character), everything else into lower-case words. What is searched for is
// cut the same way; the last word may be the beginning of one.
#include <string>
#include <string_view>
#include <vector>

#include "kernel/store/connection.h"

namespace dengyun::store {

inline constexpr std::size_t search_terms_max = 2000;       // of one row
inline constexpr std::size_t search_query_length_max = 200; // bytes

[[nodiscard]] std::vector<std::string> cut(std::string_view text);

// What MATCH (SQLite) or @@ (PostgreSQL) takes; empty where nothing can be searched for. `organisation` 0: every one.
[[nodiscard]] std::string match_expression(Dialect dialect, std::string_view query, std::string_view entity,
                                           std::int64_t organisation);
// The condition on a row's id, with the expression as its one parameter.
[[nodiscard]] std::string_view match_condition(Dialect dialect);

// Replaces the row's terms; `texts` are the searchable fields.
[[nodiscard]] Try<> index_row(Connection& connection, std::string_view entity, std::int64_t organisation, std::int64_t id,
                              std::span<const std::string_view> texts, bool is_new);
[[nodiscard]] Try<> unindex_row(Connection& connection, std::int64_t organisation, std::int64_t id);

}  // namespace dengyun::store
