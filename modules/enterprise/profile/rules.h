#pragma once
// What a profile must be beyond the limits of its fields. Pure: no clock, no database.
#include "modules/enterprise/profile/enterprise.h"

namespace dengyun::enterprise {

// Codes must exist, coordinates come in pairs, nothing was founded after `today`.
// Error: invalid "request.invalid" with every issue: unknown_reference, required, in_future.
[[nodiscard]] Result<> check_profile(const Enterprise& enterprise, meta::Date today);

// Fills what follows from the codes: the levels above them, and the coordinates of the region's seat where there are
// none or where they were those of the region before. The codes must be known.
void complete_profile(Enterprise& enterprise, const Enterprise* before);

// The field that holds a code of this level: a filter by "330200" (a prefecture) is one on prefecture_code.
// The field itself for the lowest level and for codes that do not exist.
[[nodiscard]] std::string_view region_field_for(std::string_view code);
[[nodiscard]] std::string_view industry_field_for(std::string_view code);

// A place: both coordinates or none, of a known region. Shared with sites.
[[nodiscard]] std::vector<Issue> place_issues(const std::optional<std::string>& region_code, bool has_longitude,
                                              bool has_latitude);
[[nodiscard]] std::vector<Issue> place_warnings(const std::optional<std::string>& region_code,
                                                const std::optional<double>& longitude,
                                                const std::optional<double>& latitude);
struct Place {
    std::optional<std::string> region_code;
    std::optional<double> longitude;
    std::optional<double> latitude;
};
void complete_place(Place& place, const Place* before);

}  // namespace dengyun::enterprise
