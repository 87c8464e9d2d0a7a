#include "kernel/base/company_code.h"

#include <algorithm>
#include <array>

#include "kernel/base/assert.h"

namespace dengyun {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::string_view digits = "0123456789";
constexpr std::size_t code_length = 18;

}  // namespace

// Weights are the powers of 3 modulo 31.
char company_check_character(std::string_view first_17) {
    DENGYUN_ASSERT(first_17.size() == code_length - 1);
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char character : first_17) {
        const auto value = alphabet.find(character);
        DENGYUN_ASSERT(value != std::string_view::npos);
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[(31 - sum % 31) % 31];
}

// Here letters count 10 to 35 without gaps; the remainder 10 is written X, 11 is written 0.
char organisation_check_character(std::string_view first_8) {
    constexpr std::array<int, 8> weights = {3, 7, 9, 10, 5, 8, 4, 2};
    DENGYUN_ASSERT(first_8.size() == weights.size());
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const char character = first_8[i];
        DENGYUN_ASSERT(alphabet.find(character) != std::string_view::npos);
        sum += (character <= '9' ? character - '0' : character - 'A' + 10) * weights[i];
    }
    const int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

CompanyCodeFinding check_company_code(std::string_view text) {
    using enum CompanyCodeFinding;
    if (text.size() != code_length) return bad_length;
    if (text.find_first_not_of(alphabet) != std::string_view::npos) return bad_character;
    if (text.substr(2, 6).find_first_not_of(digits) != std::string_view::npos) return bad_character;
    if (text.back() != company_check_character(text.substr(0, code_length - 1))) return bad_check_character;
    if (text[16] != organisation_check_character(text.substr(8, 8))) return bad_organisation_character;
    return ok;
}

std::string_view issue_code_of(CompanyCodeFinding finding) {
    switch (finding) {
        case CompanyCodeFinding::ok:
            return {};
        case CompanyCodeFinding::bad_length:
            return "company_code_length";
        case CompanyCodeFinding::bad_character:
            return "company_code_character";
        case CompanyCodeFinding::bad_check_character:
            return "company_code_check";
        case CompanyCodeFinding::bad_organisation_character:
            return "company_code_organisation";
    }
    DENGYUN_ASSERT(false);
}

}  // namespace dengyun
