#include "modules/identity/rules.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>

#include "kernel/base/digest.h"
#include "kernel/base/time_zone.h"
#include "kernel/meta/text_rules.h"

namespace dengyun::identity {
namespace {

constexpr std::size_t login_length_min = 3;
constexpr std::size_t login_length_max = 64;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
    return out;
}

// Of ten characters and more, the ones that guessers try first; sorted.
constexpr std::string_view common_passwords[] = {
    "0000000000",    "0123456789",    "1111111111",   "11111111111",  "111111111111",  "1122334455",     "123123123123",
    "1234512345",    "12345678900",   "1234567890",   "12345678910",  "123456789a",    "12345678abc",    "1234567890a",
    "123456789123",  "1234567891011", "123456abcdef", "123456qwerty", "123qwe123qwe",  "1314520520",     "1314521314",
    "147258369000",  "1q2w3e4r5t",    "1q2w3e4r5t6y", "1qaz2wsx3edc", "2222222222",    "5201314520",     "5201314521",
    "520520520520",  "6666666666",    "7777777777",   "8888888888",   "9876543210",    "9999999999",     "a123456789",
    "a1234567890",   "a1b2c3d4e5",    "aa123456789",  "aaaaaaaaaa",   "abc123456789",  "abcd123456",     "abcd1234567",
    "abcdefghij",    "abcdefghijk",   "admin12345",   "admin123456",  "administrator", "asd123456789",   "asdfghjkl1",
    "asdfghjkl123",  "asdfghjkl;",    "baseball123",  "changeme123",  "dengyun123",    "dragon12345",    "football123",
    "iloveyou123",   "iloveyou1314",  "iloveyou520",  "letmein123",   "michael123",    "password00",     "password01",
    "password1!",    "password12",    "password123",  "password1234", "password12345", "password123456", "p@ssw0rd123",
    "q1w2e3r4t5",    "q1w2e3r4t5y6",  "qazwsxedc123", "qazwsxedcrfv", "qq123456789",   "qwe123456789",   "qwer123456",
    "qwer12345678",  "qwerty12345",   "qwerty123456", "qwertyuiop",   "qwertyuiop1",   "qwertyuiop123",  "sunshine123",
    "superman123",   "w123456789",    "welcome123",   "welcome1234",  "woaini1314",    "woaini123456",   "woaini520",
    "woaini5201314", "woaiwojia123",  "z123456789",   "zxcvbnm123",   "zxcvbnm1234",   "zxcvbnm123456",
};

}  // namespace

std::string fold_login(std::string_view login) {
    while (login.starts_with(' ')) login.remove_prefix(1);
    while (login.ends_with(' ')) login.remove_suffix(1);
    return lower(login);
}

std::optional<Issue> check_login(std::string_view folded, std::string_view field) {
    const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || std::string_view("._-@+").contains(c); };
    if (folded.size() < login_length_min)
        return Issue{std::string(field), "too_short", std::to_string(login_length_min)};
    if (folded.size() > login_length_max)
        return Issue{std::string(field), "too_long", std::to_string(login_length_max)};
    if (!std::ranges::all_of(folded, allowed)) return Issue{std::string(field), "bad_login"};
    return std::nullopt;
}

std::optional<Issue> check_password(std::string_view password, std::string_view folded_login, std::string_view field) {
    const auto finding = meta::check_text(password, meta::Format::plain);
    const auto issue = [&](std::string_view code, std::string detail = {}) {
        return Issue{std::string(field), std::string(code), std::move(detail)};
    };
    if (!finding.printable) return issue("not_text");
    if (finding.length < password_length_min) return issue("too_short", std::to_string(password_length_min));
    if (finding.length > password_length_max) return issue("too_long", std::to_string(password_length_max));
    const auto folded = lower(password);
    if (folded == folded_login) return issue("password_is_login");
    if (std::ranges::find(common_passwords, folded) != std::end(common_passwords)) return issue("common_password");
    return std::nullopt;
}

std::optional<Issue> check_time_zone(std::string_view name, std::string_view field) {
    if (TimeZone::find(name) != nullptr) return std::nullopt;
    return Issue{std::string(field), "bad_time_zone"};
}

std::optional<Issue> check_role_code(std::string_view code, std::string_view field) {
    const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || c == '_'; };
    if (code.size() >= 2 && code.size() <= 40 && is_lower(code.front()) && std::ranges::all_of(code, allowed))
        return std::nullopt;
    return Issue{std::string(field), "bad_role_code"};
}

std::string address_group(std::string_view address) {
    in6_addr parsed{};
    const std::string text(address);
    if (inet_pton(AF_INET6, text.c_str(), &parsed) != 1) return text;
    if (IN6_IS_ADDR_V4MAPPED(&parsed)) {
        const auto* bytes = &parsed.s6_addr[12];
        return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
    }
    return hex({reinterpret_cast<const char*>(parsed.s6_addr), 8}) + "/64";
}

}  // namespace dengyun::identity
