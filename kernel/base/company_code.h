#pragma once
// The unified social credit code of Chinese organisations (GB 32100-2015) and the organisation code inside it
// (GB 11714-1997): 18 characters, of which
//   1 registration authority   2 kind of organisation   3-8 region (GB/T 2260)
//   9-17 organisation code with its own check character   18 check character
// Whether a finding is refused or only shown is the caller's matter. Warn, don't refuse: codes in lawful use break the
// rule, among them organisation codes given out before 1997 and kept, codes that a registration office mistyped and
// never withdrew, and bodies registered by civil affairs, unions or the army (5…, 8…, A…) whose offices number the
// middle part themselves.
#include <string_view>

namespace dengyun {

enum class CompanyCodeFinding {
    ok,
    bad_length,     // not 18 characters
    bad_character,  // a character outside the alphabet (no I, O, S, V, Z, no lower case), or a letter in the region
    bad_check_character,         // the last character does not fit: most likely a slip of the pen
    bad_organisation_character,  // the last character fits, the organisation code's own (the 17th) does not
};

// Tells the first thing that is wrong, in the order above. Blanks and lower case are not put right.
[[nodiscard]] CompanyCodeFinding check_company_code(std::string_view text);

// The 18th character for the 17 before it, the 17th for the eight before it. Source: GB 32100-2015, 5; GB
// 11714-1997, 3. The characters must be of the alphabet, and as many.
[[nodiscard]] char company_check_character(std::string_view first_17);
[[nodiscard]] char organisation_check_character(std::string_view first_8);

// The key of the message catalogue below "issue." for a finding; empty for ok.
[[nodiscard]] std::string_view issue_code_of(CompanyCodeFinding finding);

}  // namespace dengyun
