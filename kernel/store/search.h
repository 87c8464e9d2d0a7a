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

// One row's change of the full-text index of SQLite. It is applied at the end of the transaction: FTS5 writes all that
// it holds to disk at every savepoint, which would make it the dearest part of a unit of work (24 us instead of 5).
struct SearchChange {
    std::int64_t number;
    std::string before;  // terms; empty: the row is new
    std::string after;   // empty: the row is gone
};
[[nodiscard]] Result<> apply(Connection& connection, const SearchChange& change);

// Of an entity with searchable fields: the row's entry in search_entry. PostgreSQL's index follows by itself; SQLite's
// is told by the changes that are added to `changes`.
class SearchEntry {
  public:
    SearchEntry(Connection& connection, const meta::Entity& entity, std::int64_t organisation, std::int64_t row_id)
        : connection_(connection), entity_(entity), organisation_(organisation), row_id_(row_id) {}
    [[nodiscard]] Result<> insert(const void* object, IdSource& ids, std::vector<SearchChange>& changes);
    [[nodiscard]] Result<> update(const void* object, IdSource& ids, std::vector<SearchChange>& changes);
    [[nodiscard]] Result<> remove(std::vector<SearchChange>& changes);

  private:
    [[nodiscard]] Result<SearchChange> present();
    Connection& connection_;
    const meta::Entity& entity_;
    const std::int64_t organisation_;
    const std::int64_t row_id_;
};

// The pieces of the searchable fields, separated by spaces, each once, with two marks in front: the entity and the
// organisation, so that the index itself keeps a search to its rows.
[[nodiscard]] std::string search_terms(const meta::Entity& entity, std::int64_t organisation, const void* object);
// The value for dialect::search_condition: rows that hold every piece of `text`, of one organisation or (0) of all.
// Empty where nothing is left to look for.
[[nodiscard]] std::string search_expression(Database database, const meta::Entity& entity, std::int64_t organisation,
                                            std::string_view text);

// A text as the search compares it: its words with one space between them, full-width letters as ASCII, capitals as
// small ones. A word begins at the start, behind a space, and where Chinese characters meet letters or digits.
[[nodiscard]] std::string search_words(std::string_view text);

}  // namespace dengyun::store
