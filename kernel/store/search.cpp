#include "kernel/store/search.h"

#include <algorithm>
#include <vector>

namespace dengyun::store {
namespace {

// Texts were checked as UTF-8 when they came in; a broken byte is passed over as a separator.
char32_t take(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
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
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
    return c;
}

bool is_word(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (c < 0xC0 || c == 0xD7 || c == 0xF7) return false;
    return c < 0x2000 || (c >= 0x2E80 && c < 0x3000) || (c >= 0x3041 && c < 0xFE00);
}

// Cuts text into pieces. The last character of an unspaced run is a piece of its own when indexing, or
// where it is the only one.
class Cutter {
  public:
    Cutter(std::vector<std::string>& pieces, bool indexing) : pieces_(pieces), indexing_(indexing) {}
    void cut(std::string_view text) {
        while (!text.empty() && pieces_.size() < search_pieces_max) {
            const char32_t c = folded(take(text));
            if (is_unspaced(c)) {
                end_word();
                if (before_ != 0) add_pair(c);
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

  private:
    void add_pair(char32_t c) {
        std::string pair;
        append(pair, before_);
        append(pair, c);
        pieces_.push_back(std::move(pair));
    }
    void end_run() {
        if (before_ != 0 && (indexing_ || run_ == 1)) {
            std::string last;
            append(last, before_);
            pieces_.push_back(std::move(last));
        }
        before_ = 0;
        run_ = 0;
    }
    void end_word() {
        if (!word_.empty()) pieces_.push_back(std::move(word_));
        word_.clear();
    }
    std::vector<std::string>& pieces_;
    bool indexing_;
    char32_t before_ = 0;
    std::size_t run_ = 0;
    std::string word_;
};

void make_unique(std::vector<std::string>& pieces) {
    std::ranges::sort(pieces);
    const auto rest = std::ranges::unique(pieces);
    pieces.erase(rest.begin(), rest.end());
}

}  // namespace

std::string search_terms(const meta::Entity& entity, const void* object) {
    std::vector<std::string> pieces;
    Cutter cutter(pieces, true);
    for (const auto& field : entity.fields) {
        if (!field.has(meta::searchable)) continue;
        if (field.type == meta::Type::text) {
            const auto value = field.get(object);
            if (const auto* text = std::get_if<std::string_view>(&value)) cutter.cut(*text);
        } else if (field.type == meta::Type::list && field.element == meta::Type::text) {
            for (std::size_t i = 0; i < field.list->size(object); ++i)
                cutter.cut(std::get<std::string_view>(field.get(field.list->at(object, i))));
        }
    }
    make_unique(pieces);
    return fmt::format("{}", fmt::join(pieces, " "));
}

std::string search_expression(Database database, std::string_view text) {
    std::vector<std::string> pieces;
    Cutter(pieces, false).cut(text.substr(0, 400));
    make_unique(pieces);
    constexpr std::size_t asked_max = 32;
    if (pieces.size() > asked_max) pieces.resize(asked_max);
    std::string out;
    for (const auto& piece : pieces) {
        if (database == Database::sqlite) out += fmt::format("{}\"{}\"*", out.empty() ? "" : " AND ", piece);
        else out += fmt::format("{}'{}':*", out.empty() ? "" : " & ", piece);
    }
    return out;
}

}  // namespace dengyun::store
