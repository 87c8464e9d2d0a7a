#include "test/lines/random_lines.h"

namespace dengyun::test {
namespace {

constexpr const char* name_pieces[] = {"a",    "b1", "温度", "\\ ", "\\,", "\\=", "\\\\",    "\\x",    "\"",
                                       "\\\"", "'",  "-",    ".",   "\\",  "/",   "x\\\\ y", "C:\\\\", "é"};
constexpr const char* numbers[] = {"1",
                                   "-1",
                                   "0",
                                   "-0",
                                   "1.5",
                                   "-2.25",
                                   ".5",
                                   "5.",
                                   "1e5",
                                   "1E-5",
                                   "1e+3",
                                   "+1",
                                   "1_0",
                                   "0x1F",
                                   "nan",
                                   "NaN",
                                   "inf",
                                   "1e400",
                                   "-.5",
                                   "00012",
                                   "1e-400",
                                   "--1",
                                   "1.2.3",
                                   "1e",
                                   "-",
                                   ".",
                                   "1e05",
                                   "0.1",
                                   "1.e2",
                                   ".e2",
                                   "123456789.123456789",
                                   "1.7976931348623157e308",
                                   "2.2250738585072011e-308",
                                   "5e-324"};
constexpr const char* integers[] = {"1i",
                                    "-1i",
                                    "0i",
                                    "9223372036854775807i",
                                    "9223372036854775808i",
                                    "-9223372036854775808i",
                                    "1.5i",
                                    "i",
                                    "-i",
                                    "+1i",
                                    "007i",
                                    "1e3i",
                                    "-0i",
                                    "--1i",
                                    "1ii",
                                    "7u"};
constexpr const char* truths[] = {"t",     "T",     "true",  "True", "TRUE", "f",  "F",
                                  "false", "False", "FALSE", "tRUE", "yes",  "tr", "falsey"};
// A line's end in a text, or by damage, is followed by the name that the rest would have as a line.
constexpr const char* text_pieces[] = {"a",  " ",  ",", "=",  "\\\"", "\\\\", "\\ ", "\\,", "\\n",
                                       "温", "\n", "#", "\t", "\\=",  "\\",   "'",   "1",   "\r"};
constexpr const char* damages[] = {" ", ",", "=",   "\\", "\"",   "\n",   "\r", "#", "\t",
                                   "1", "i", "\\ ", "=1", ",a=1", "\r\n", "==", "  "};
constexpr const char* odd_times[] = {"-5", "x",   "1.5", "1 2", "+1", "9223372036854775808", "9223372036854775807",
                                     "",   "--1", "0"};
constexpr const char* between[] = {"\n", "\n", "\n", "\r\n", "\n\n", "\n# a comment\n", "\n  \n", "\n\t"};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

std::string RandomLines::piece(const char* text) {
    std::string piece = text;
    if (piece.ends_with('\n')) piece += "m" + std::to_string(number_++) + '_';
    return piece;
}

std::string RandomLines::name() {
    std::string text = one_in(30) ? "" : "n";
    for (auto count = below(3); count > 0; count--) text += pick(name_pieces);
    return text;
}

std::string RandomLines::value() {
    switch (below(6)) {
        case 0:
        case 1:
            return pick(numbers);
        case 2:
            return pick(integers);
        case 3:
            return pick(truths);
        default: {
            std::string text = "\"";
            for (auto count = below(5); count > 0; count--) text += piece(text_pieces[below(std::size(text_pieces))]);
            return text + '"';
        }
    }
}

std::string RandomLines::time() {
    if (one_in(4)) return "";
    return (one_in(8) ? "  " : " ") + (one_in(10) ? pick(odd_times) : std::to_string(below(400'000)));
}

std::string RandomLines::line() {
    std::string text = "m" + std::to_string(number_++) + '_';
    const auto front = text.size();
    text += name();
    std::string key;
    for (auto tags = below(3); tags > 0; tags--) {
        if (!one_in(8)) key += 'k';  // else perhaps the one before it again, which both refuse
        key += name();
        text += ',' + key + '=' + name();
    }
    text += ' ';
    for (std::size_t i = 0, fields = 1 + below(3); i < fields; i++) {
        if (i > 0) text += ',';
        text += name() + (one_in(10) ? "" : std::to_string(i)) + '=' + value();
    }
    text += time();
    if (one_in(8)) text += ' ';
    if (one_in(4)) damage(text, front);
    return text;
}

void RandomLines::damage(std::string& text, std::size_t front) {
    for (auto count = 1 + below(2); count > 0; count--) {
        // Between characters: InfluxDB answers 500 to what is not UTF-8.
        auto at = front + below(text.size() - front + 1);
        while (at > front && at < text.size() && is_continuation(text[at])) at--;
        auto end = at + 1;
        while (end < text.size() && is_continuation(text[end])) end++;
        if (one_in(3) && at < text.size())
            text.erase(at, end - at);
        else
            text.insert(at, piece(damages[below(std::size(damages))]));
    }
}

std::string RandomLines::body() {
    auto text = line();
    if (!one_in(6)) return text;
    for (auto more = 1 + below(3); more > 0; more--) text += pick(between) + line();
    if (one_in(2)) text += '\n';
    return text;
}

}  // namespace dengyun::test
