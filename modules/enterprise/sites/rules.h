#pragma once
// What a site must be beyond the limits of its fields. Pure.
#include "modules/enterprise/sites/site.h"

namespace dengyun::enterprise {

// Error: invalid with issues unknown_reference on region_code, required on the missing coordinate.
[[nodiscard]] Result<> check_site(const Site& site);
// Coordinates from the region where there are none, or where they were those of the region before.
void complete_site(Site& site, const Site* before);

}  // namespace dengyun::enterprise
