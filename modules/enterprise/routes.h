#pragma once
// The routes of each folder; api.h gathers them. Private to this module.
#include "modules/enterprise/api.h"

namespace dengyun::enterprise {

void add_profile_routes(api::Routes& routes);
void add_site_routes(api::Routes& routes);
void add_contact_routes(api::Routes& routes);
void add_capability_routes(api::Routes& routes);
void add_certificate_routes(api::Routes& routes);
void add_file_routes(api::Routes& routes, const Options& options);
void add_statistics_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_tasks(api::Routes& routes);

}  // namespace dengyun::enterprise
