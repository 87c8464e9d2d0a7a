#pragma once
// Full-text search that works for Chinese, the same on both databases: the text is cut here, and the databases index
// the pieces (FTS5, tsvector) without cutting again. A run of Chinese characters becomes its bigrams and its last
// character, so that any part of it is found, a single character too; other words become one lower-case piece that is
// found by its beginning.
#include <string>
#include <string_view>

#include "kernel/store/connection.h"

namespace dengyun::store {

inline constexpr std::size_t search_pieces_max = 1'000;  // of one row; the rest is not found
inline constexpr std::size_t search_word_bytes_max = 64;

// What is written into search_entry.terms, pieces separated by spaces.
[[nodiscard]] std::string search_terms(const meta::Entity& entity, const void* object);
// The value for dialect::search_condition: rows that hold every piece of `text`. Empty where nothing is left to look for.
[[nodiscard]] std::string search_expression(Database database, std::string_view text);

}  // namespace dengyun::store
