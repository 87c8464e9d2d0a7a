#include "kernel/store/search.h"

#include <algorithm>
#include <utility>

namespace dengyun::store {
namespace {

// Texts were checked as UTF-8 when they came in; a broken byte is passed over as a separator.
char32_t take(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
    if (size == 0 || size > text.size()) {
        text.remove_prefix(1);
        return 0;
    }
    char32_t code = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    text.remove_prefix(size);
    return code;
}

void append(std::string& out, char32_t code) {
    const auto byte = [&out](char32_t value) { out += static_cast<char>(value); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
        byte(0xC0 | code >> 6);
        return byte(0x80 | (code & 0x3F));
    }
    if (code < 0x10000) {
        byte(0xE0 | code >> 12);
    } else {
        byte(0xF0 | code >> 18);
        byte(0x80 | (code >> 12 & 0x3F));
    }
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
}

// Han, kana and hangul: written without spaces between words.
bool is_unspaced(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
           (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7AF) || c == 0x3005 || c == 0x3007;
}

// One form for what looks alike: full-width letters and digits as ASCII, capitals as small ones.
char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z') return c + 32;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    return c;
}

bool is_word(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (c < 0xC0 || c == 0xD7 || c == 0xF7) return false;
    return c < 0x2000 || (c >= 0x2E80 && c < 0x3000) || (c >= 0x3041 && c < 0xE000) || (c >= 0xF900 && c < 0xFE00);
}

// Characters for private use never come out of a text, so that nobody can search for a mark.
std::string entity_mark(std::string_view entity) { return fmt::format("\uE000{}", entity); }
std::string organisation_mark(std::int64_t organisation) { return fmt::format("\uE001{}", organisation); }

// The pieces of a text, each once. Bigrams are kept as numbers while they are sorted: this stands on the path of every
// write.
class Pieces {
  public:
    // The last character of an unspaced run is a piece of its own when indexing, or where it is the only one.
    explicit Pieces(bool indexing) : indexing_(indexing) {
        pairs_.reserve(64);
        words_.reserve(8);
    }
    void cut(std::string_view text) {
        while (!text.empty() && pairs_.size() + words_.size() < search_pieces_max) {
            const char32_t c = folded(take(text));
            if (is_unspaced(c)) {
                end_word();
                if (run_ > 0) pairs_.push_back(std::uint64_t{before_} << 32 | c);
                before_ = c;
                ++run_;
            } else if (is_word(c)) {
                end_run();
                if (word_.size() < search_word_bytes_max - 4) append(word_, c);
            } else {
                end_run();
                end_word();
            }
        }
        end_run();
        end_word();
    }
    template <class Each>
    void each(Each each) {
        make_unique(pairs_);
        make_unique(words_);
        std::string piece;
        for (const auto pair : pairs_) {
            piece.clear();
            append(piece, static_cast<char32_t>(pair >> 32));
            if (const auto second = static_cast<char32_t>(pair & 0xFFFFFFFF); second != 0) append(piece, second);
            each(piece);
        }
        for (const auto& word : words_) each(word);
    }

  private:
    void end_run() {
        if (run_ > 0 && (indexing_ || run_ == 1)) pairs_.push_back(std::uint64_t{before_} << 32);
        run_ = 0;
    }
    void end_word() {
        if (!word_.empty()) words_.push_back(std::exchange(word_, {}));
    }
    template <class T>
    static void make_unique(std::vector<T>& all) {
        std::ranges::sort(all);
        const auto rest = std::ranges::unique(all);
        all.erase(rest.begin(), rest.end());
    }
    const bool indexing_;
    std::vector<std::uint64_t> pairs_;  // the two characters, or one and 0
    std::vector<std::string> words_;
    char32_t before_ = 0;
    std::size_t run_ = 0;
    std::string word_;
};

}  // namespace

std::string search_words(std::string_view text) {
    enum class Kind { gap, unspaced, word };
    std::string out;
    Kind before = Kind::gap;
    while (!text.empty()) {
        const char32_t c = folded(take(text));
        const auto kind = is_unspaced(c) ? Kind::unspaced : is_word(c) ? Kind::word : Kind::gap;
        if (kind != Kind::gap && kind != before && !out.empty()) out += ' ';
        if (kind != Kind::gap) append(out, c);
        before = kind;
    }
    return out;
}

std::string search_terms(const meta::Entity& entity, std::int64_t organisation, const void* object) {
    Pieces pieces(true);
    for (const auto& field : entity.fields) {
        if (!field.has(meta::searchable)) continue;
        if (field.type == meta::Type::text) {
            const auto value = field.get(object);
            if (const auto* text = std::get_if<std::string_view>(&value)) pieces.cut(*text);
        } else if (field.type == meta::Type::list && field.element == meta::Type::text) {
            for (std::size_t i = 0; i < field.list->size(object); ++i)
                pieces.cut(std::get<std::string_view>(field.get(field.list->at(object, i))));
        }
    }
    auto terms = entity_mark(entity.name) + ' ' + organisation_mark(organisation);
    pieces.each([&terms](const std::string& piece) {
        terms += ' ';
        terms += piece;
    });
    return terms;
}

std::string search_expression(Database database, const meta::Entity& entity, std::int64_t organisation,
                              std::string_view text) {
    constexpr int asked_max = 32;
    Pieces pieces(false);
    pieces.cut(text);
    std::string out;
    int asked = 0;
    pieces.each([&](const std::string& piece) {
        if (++asked > asked_max) return;
        if (database == Database::sqlite)
            out += fmt::format("{}\"{}\"*", out.empty() ? "" : " AND ", piece);
        else
            out += fmt::format("{}'{}':*", out.empty() ? "" : " & ", piece);
    });
    if (out.empty()) return out;
    const auto narrow = [&](const std::string& mark) {
        if (database == Database::sqlite)
            out += fmt::format(" AND \"{}\"", mark);
        else
            out += fmt::format(" & '{}'", mark);
    };
    narrow(entity_mark(entity.name));
    if (organisation != 0) narrow(organisation_mark(organisation));
    return out;
}

Result<> apply(Connection& connection, const SearchChange& change) {
    if (!change.before.empty()) {
        const meta::Scalar gone[] = {change.number, std::string_view(change.before)};
        DENGYUN_CHECK(
            connection.execute("INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', ?, ?)", gone));
    }
    if (!change.after.empty()) {
        const meta::Scalar come[] = {change.number, std::string_view(change.after)};
        DENGYUN_CHECK(connection.execute("INSERT INTO search_index (rowid, terms) VALUES (?, ?)", come));
    }
    return {};
}

Result<> SearchEntry::insert(const void* object, IdSource& ids, std::vector<SearchChange>& changes) {
    SearchChange change{ids.next_value(), {}, search_terms(entity_, organisation_, object)};
    const meta::Scalar row[] = {change.number, organisation_, entity_.name, row_id_, std::string_view(change.after)};
    DENGYUN_CHECK(connection_.execute(
        "INSERT INTO search_entry (number, organisation_id, entity, row_id, terms) VALUES (?, ?, ?, ?, ?)", row));
    changes.push_back(std::move(change));
    return {};
}

Result<SearchChange> SearchEntry::present() {
    SearchChange change{};
    constexpr Column columns[] = {Column::integer, Column::text};
    const meta::Scalar key[] = {organisation_, entity_.name, row_id_};
    DENGYUN_CHECK(connection_.each(
        "SELECT number, terms FROM search_entry WHERE organisation_id = ? AND entity = ? AND row_id = ?", key, columns,
        [&](const Row& row) -> Result<> {
            change.number = row.integer(0);
            change.before = row.text(1);
            return {};
        }));
    return change;
}

Result<> SearchEntry::update(const void* object, IdSource& ids, std::vector<SearchChange>& changes) {
    DENGYUN_TRY(change, present());
    if (change.number == 0) return insert(object, ids, changes);  // older than the first searchable field
    change.after = search_terms(entity_, organisation_, object);
    if (change.after == change.before) return {};
    const meta::Scalar row[] = {std::string_view(change.after), organisation_, entity_.name, row_id_};
    DENGYUN_CHECK(connection_.execute(
        "UPDATE search_entry SET terms = ? WHERE organisation_id = ? AND entity = ? AND row_id = ?", row));
    changes.push_back(std::move(change));
    return {};
}

Result<> SearchEntry::remove(std::vector<SearchChange>& changes) {
    DENGYUN_TRY(change, present());
    if (change.number == 0) return {};
    const meta::Scalar key[] = {organisation_, entity_.name, row_id_};
    DENGYUN_CHECK(
        connection_.execute("DELETE FROM search_entry WHERE organisation_id = ? AND entity = ? AND row_id = ?", key));
    changes.push_back(std::move(change));
    return {};
}

}  // namespace dengyun::store
