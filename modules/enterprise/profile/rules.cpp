#include "modules/enterprise/profile/rules.h"

#include "kernel/base/company_code.h"
#include "modules/reference/api.h"

namespace dengyun::enterprise {
namespace {

// The mainland, Hainan and the islands, roughly: coordinates outside are most likely swapped or mistyped.
constexpr double longitude_min = 73.4, longitude_max = 135.1, latitude_min = 3.8, latitude_max = 53.6;
// A county may be wide (Ruoqiang: 500 km); further away one of code and coordinates is wrong.
constexpr double region_distance_km_max = 600;

const reference::Entry* region_of(const std::optional<std::string>& code) {
    return code ? reference::regions().find(*code) : nullptr;
}

// The seat of a region, or of the level above that has one.
std::optional<reference::Coordinates> seat_of(const std::optional<std::string>& code) {
    if (!code) return std::nullopt;
    const auto path = reference::regions().path(*code);
    for (auto entry = path.rbegin(); entry != path.rend(); ++entry)
        if ((*entry)->at) return (*entry)->at;
    return std::nullopt;
}

std::optional<std::string> ancestor(const reference::CodeTable& table, const std::optional<std::string>& code,
                                    int level) {
    if (!code) return std::nullopt;
    for (const auto* entry : table.path(*code))
        if (entry->level == level) return entry->code;
    return std::nullopt;
}

bool at_seat(const Place& place) {
    const auto seat = seat_of(place.region_code);
    return seat && place.longitude == seat->longitude && place.latitude == seat->latitude;
}

}  // namespace

std::vector<Issue> place_issues(const std::optional<std::string>& region_code, bool has_longitude, bool has_latitude) {
    std::vector<Issue> issues;
    if (region_code && region_of(region_code) == nullptr) issues.push_back({"region_code", "unknown_reference"});
    if (has_longitude && !has_latitude) issues.push_back({"latitude", "required"});
    if (has_latitude && !has_longitude) issues.push_back({"longitude", "required"});
    return issues;
}

std::vector<Issue> place_warnings(const std::optional<std::string>& region_code, const std::optional<double>& longitude,
                                  const std::optional<double>& latitude) {
    if (!longitude || !latitude) return {};
    if (*longitude < longitude_min || *longitude > longitude_max || *latitude < latitude_min ||
        *latitude > latitude_max)
        return {{"longitude", "outside_china"}};
    const auto seat = seat_of(region_code);
    if (seat && reference::distance_km(*seat, {*longitude, *latitude}) > region_distance_km_max)
        return {{"longitude", "far_from_region"}};
    return {};
}

void complete_place(Place& place, const Place* before) {
    const bool follows_region = before != nullptr && before->region_code != place.region_code && at_seat(*before) &&
                                place.longitude == before->longitude && place.latitude == before->latitude;
    if (place.longitude && !follows_region) return;
    const auto seat = seat_of(place.region_code);
    place.longitude = seat ? std::optional(seat->longitude) : std::nullopt;
    place.latitude = seat ? std::optional(seat->latitude) : std::nullopt;
}

Result<> check_profile(const Enterprise& enterprise, meta::Date today) {
    auto issues =
        place_issues(enterprise.region_code, enterprise.longitude.has_value(), enterprise.latitude.has_value());
    if (enterprise.industry_code && reference::industries().find(*enterprise.industry_code) == nullptr)
        issues.push_back({"industry_code", "unknown_reference"});
    if (enterprise.founded_on && *enterprise.founded_on > today) issues.push_back({"founded_on", "in_future"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

void complete_profile(Enterprise& enterprise, const Enterprise* before) {
    Place place{enterprise.region_code, enterprise.longitude, enterprise.latitude};
    const auto earlier = before == nullptr ? Place{} : Place{before->region_code, before->longitude, before->latitude};
    complete_place(place, before == nullptr ? nullptr : &earlier);
    enterprise.longitude = place.longitude;
    enterprise.latitude = place.latitude;

    enterprise.province_code = ancestor(reference::regions(), enterprise.region_code, 1);
    enterprise.prefecture_code = ancestor(reference::regions(), enterprise.region_code, 2);
    enterprise.industry_section = ancestor(reference::industries(), enterprise.industry_code, 1);
    enterprise.industry_division = ancestor(reference::industries(), enterprise.industry_code, 2);
    enterprise.industry_group = ancestor(reference::industries(), enterprise.industry_code, 3);
}

std::string_view region_field_for(std::string_view code) {
    const auto* entry = reference::regions().find(code);
    if (entry == nullptr || entry->level == 3) return "region_code";
    return entry->level == 1 ? "province_code" : "prefecture_code";
}

std::string_view industry_field_for(std::string_view code) {
    const auto* entry = reference::industries().find(code);
    if (entry == nullptr || entry->level == 4) return "industry_code";
    return entry->level == 1 ? "industry_section" : entry->level == 2 ? "industry_division" : "industry_group";
}

std::vector<Issue> warnings_of(const Enterprise& enterprise) {
    auto warnings = place_warnings(enterprise.region_code, enterprise.longitude, enterprise.latitude);
    if (enterprise.company_code) {
        const auto code = issue_code_of(check_company_code(*enterprise.company_code));
        if (!code.empty()) warnings.push_back({"company_code", std::string(code)});
    }
    return warnings;
}

}  // namespace dengyun::enterprise
