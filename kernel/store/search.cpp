#include "kernel/store/search.h"

#include <boost/locale/utf.hpp>

namespace dengyun::store {
namespace {

namespace utf = boost::locale::utf;

bool is_cjk(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
           (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7AF);
}
// Letters and digits beyond ASCII are taken as they are; punctuation of ASCII and of Chinese separates.
bool is_word(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c >= 0xC0 && !(c >= 0x2000 && c <= 0x303F) && !(c >= 0xFE30 && c <= 0xFE4F) && !(c >= 0xFF00 && c <= 0xFF0F);
}
// Full-width forms are searched as their narrow ones; letters as small ones (ASCII, Latin-1, Greek, Cyrillic).
char32_t fold(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z') return c + 32;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
    return c;
}

void append(std::string& out, char32_t c) { utf::utf_traits<char>::encode(c, std::back_inserter(out)); }

// The pieces of a text: runs of CJK characters, and words.
struct Piece {
    std::vector<char32_t> characters;
    bool cjk = false;
};
std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    bool open = false;
    for (auto at = text.begin(); at != text.end();) {
        auto c = utf::utf_traits<char>::decode(at, text.end());
        if (c == utf::illegal || c == utf::incomplete) break;
        const auto folded = fold(static_cast<char32_t>(c));
        const bool cjk = is_cjk(folded);
        if (!cjk && !is_word(folded)) {
            open = false;
            continue;
        }
        if (!open || pieces.back().cjk != cjk) pieces.push_back({{}, cjk});
        pieces.back().characters.push_back(folded);
        open = true;
    }
    return pieces;
}

std::string text_of(std::span<const char32_t> characters) {
    std::string text;
    for (const auto c : characters) append(text, c);
    return text;
}

// A part of the query: its terms follow one another; `prefix`: the last one may go on.
struct Part {
    std::vector<std::string> terms;
    bool prefix = false;
};
std::vector<Part> parts_of(std::string_view query) {
    std::vector<Part> parts;
    for (const auto& piece : pieces_of(query.substr(0, search_query_length_max))) {
        Part part;
        const std::span<const char32_t> all(piece.characters);
        if (!piece.cjk || all.size() == 1) {
            part.terms.push_back(text_of(all));
            part.prefix = true;
        } else {
            for (std::size_t i = 0; i + 1 < all.size(); ++i) part.terms.push_back(text_of(all.subspan(i, 2)));
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

std::string entity_term(std::string_view entity) { return fmt::format("e_{}", entity); }
std::string organisation_term(std::int64_t organisation) { return fmt::format("o_{}", organisation); }

std::string sqlite_part(const Part& part) {
    std::string text = "\"";
    for (const auto& term : part.terms) text += (text.size() > 1 ? " " : "") + term;
    return text + (part.prefix ? "\"*" : "\"");
}
std::string postgresql_part(const Part& part) {
    std::string text;
    for (const auto& term : part.terms) text += (text.empty() ? "'" : " <-> '") + term + "'";
    return text + (part.prefix ? ":*" : "");
}

}  // namespace

std::vector<std::string> cut(std::string_view text) {
    std::vector<std::string> terms;
    for (const auto& piece : pieces_of(text)) {
        if (terms.size() >= search_terms_max) break;
        const std::span<const char32_t> all(piece.characters);
        if (!piece.cjk) {
            terms.push_back(text_of(all.first(std::min<std::size_t>(all.size(), 64))));
            continue;
        }
        for (std::size_t i = 0; i < all.size(); ++i)
            terms.push_back(text_of(all.subspan(i, std::min<std::size_t>(2, all.size() - i))));
    }
    return terms;
}

std::string match_expression(Dialect dialect, std::string_view query, std::string_view entity, std::int64_t organisation) {
    auto parts = parts_of(query);
    if (parts.empty()) return {};
    parts.push_back({{entity_term(entity)}, false});
    if (organisation != 0) parts.push_back({{organisation_term(organisation)}, false});
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text += dialect == Dialect::sqlite ? " AND " : " & ";
        text += dialect == Dialect::sqlite ? sqlite_part(part) : "(" + postgresql_part(part) + ")";
    }
    return text;
}

std::string_view match_condition(Dialect dialect) {
    return dialect == Dialect::sqlite ? "id IN (SELECT rowid FROM search_document WHERE search_document MATCH ?)"
                                      : "id IN (SELECT id FROM search_document WHERE terms @@ CAST(? AS tsquery))";
}

Try<> index_row(Connection& connection, std::string_view entity, std::int64_t organisation, std::int64_t id,
                std::span<const std::string_view> texts, bool is_new) {
    if (!is_new) {
        if (auto gone = unindex_row(connection, organisation, id); !gone) return gone;
    }
    std::vector<std::string> terms{entity_term(entity), organisation_term(organisation)};
    for (const auto text : texts) {
        // A term between two fields keeps a phrase from running over.
        terms.emplace_back("_");
        for (auto& term : cut(text)) terms.push_back(std::move(term));
    }
    if (terms.size() > search_terms_max) terms.resize(search_terms_max);
    std::string document;
    std::size_t position = 0;
    for (const auto& term : terms) {
        if (connection.dialect() == Dialect::sqlite) document += term + ' ';
        else document += fmt::format("'{}':{} ", term, ++position);
    }
    const auto done = connection.dialect() == Dialect::sqlite
        ? connection.execute("INSERT INTO search_document (rowid, terms) VALUES (?, ?)", std::array<meta::Scalar, 2>{id, document})
        : connection.execute("INSERT INTO search_document (organisation_id, id, terms) VALUES (?, ?, CAST(? AS tsvector))",
                             std::array<meta::Scalar, 3>{organisation, id, document});
    if (!done) return std::unexpected(done.error());
    return {};
}

Try<> unindex_row(Connection& connection, std::int64_t organisation, std::int64_t id) {
    const auto done = connection.dialect() == Dialect::sqlite
        ? connection.execute("DELETE FROM search_document WHERE rowid = ?", std::array<meta::Scalar, 1>{id})
        : connection.execute("DELETE FROM search_document WHERE organisation_id = ? AND id = ?",
                             std::array<meta::Scalar, 2>{organisation, id});
    if (!done) return std::unexpected(done.error());
    return {};
}

}  // namespace dengyun::store
