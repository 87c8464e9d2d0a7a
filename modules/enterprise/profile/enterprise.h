#pragma once
// The profile of an enterprise: one per organisation, with the organisation's id as its own. Everybody on the platform
// reads its public fields in the directory; the private ones need enterprise.read_private within the organisation.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::enterprise {

struct Enterprise : meta::Record<Enterprise> {
    std::string name;
    std::optional<std::string> name_en;
    std::optional<std::string> company_code;   // GB 32100; a code that breaks the rule is warned about, not refused
    std::optional<std::string> industry_code;  // GB/T 4754
    std::optional<std::string> region_code;    // GB/T 2260
    std::optional<std::string> address;
    std::optional<double> longitude;  // degrees; both or neither; the seat of the region where nobody gave them
    std::optional<double> latitude;
    std::optional<meta::Date> founded_on;
    std::optional<std::int64_t> employees;
    std::optional<Money> registered_capital_fen;
    std::optional<std::string> phone;
    std::optional<std::string> email;
    std::optional<std::string> website;
    std::optional<std::string> description_text;
    bool demonstration = false;  // made by `dengyun demo`
    // The levels above the codes, so that the directory of a province or a division is one look into an index.
    std::optional<std::string> province_code;
    std::optional<std::string> prefecture_code;
    std::optional<std::string> industry_section;
    std::optional<std::string> industry_division;
    std::optional<std::string> industry_group;
    static const meta::Entity description;
};

// What may be odd about a profile and refuses nothing; travels with every answer.
[[nodiscard]] std::vector<Issue> warnings_of(const Enterprise& enterprise);

}  // namespace dengyun::enterprise
