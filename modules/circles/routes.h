#pragma once
// The parts of this module's routes; api.h gathers them. Private to this module.
#include <memory>

#include "kernel/api/route.h"
#include "kernel/http/rate_limit.h"
#include "modules/circles/service.h"

namespace dengyun::circles {

inline constexpr std::string_view invitation_mail_job = "circles.invitation_mail";

void add_circle_routes(api::Routes& routes);
void add_member_routes(api::Routes& routes);
void add_link_routes(api::Routes& routes, const std::shared_ptr<http::RateLimiter>& limiter);
// What waits for people and what they are told.
void add_waiting(api::Routes& routes);

}  // namespace dengyun::circles
