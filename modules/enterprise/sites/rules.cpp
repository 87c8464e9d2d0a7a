#include "modules/enterprise/sites/rules.h"

#include "modules/enterprise/profile/rules.h"

namespace dengyun::enterprise {

Result<> check_site(const Site& site) {
    auto issues = place_issues(site.region_code, site.longitude.has_value(), site.latitude.has_value());
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

void complete_site(Site& site, const Site* before) {
    Place place{site.region_code, site.longitude, site.latitude};
    const auto earlier = before == nullptr ? Place{} : Place{before->region_code, before->longitude, before->latitude};
    complete_place(place, before == nullptr ? nullptr : &earlier);
    site.longitude = place.longitude;
    site.latitude = place.latitude;
}

std::vector<Issue> warnings_of(const Site& site) {
    return place_warnings(site.region_code, site.longitude, site.latitude);
}

}  // namespace dengyun::enterprise
