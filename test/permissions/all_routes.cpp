#include "test/permissions/all_routes.h"

#include "kernel/api/documents.h"
#include "kernel/api/feed.h"
#include "modules/audit/api.h"
#include "modules/enterprise/api.h"
#include "modules/jobs/api.h"
#include "modules/reference/api.h"
#include "modules/webhooks/api.h"
#include "server/reference_page.h"

namespace dengyun::test {

Everything everything(Random& random) {
    Everything all;
    all.add_routes = [&random](api::Routes& routes) {
        audit::add_routes(routes);
        enterprise::add_routes(routes);
        jobs::add_routes(routes);
        webhooks::add_routes(routes, random, {});
        api::add_feed_route(routes);
        server::add_reference_routes(routes);
        api::add_document_routes(routes, "test");
    };
    const auto add = [](auto& into, const auto& part) { into.insert(into.end(), part.begin(), part.end()); };
    add(all.migrations, enterprise::migrations());
    add(all.migrations, webhooks::migrations());
    add(all.messages, enterprise::messages());
    add(all.messages, reference::messages());
    add(all.messages, audit::messages());
    add(all.messages, webhooks::messages());
    add(all.messages, api::feed_messages());
    return all;
}

}  // namespace dengyun::test
