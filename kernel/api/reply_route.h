#pragma once
// A POST whose handler answers a Reply itself: another status than the usual one, cookies, a refusal with headers. It
// runs outside a unit and writes in units of its own, so its answer is not kept for repeated requests: nothing secret
// in it reaches the database.
#include "kernel/api/route.h"

namespace dengyun::api {

// `handler` is (const Call&, const In&) -> Result<Reply>; `Out` is what the OpenAPI document says about the answer.
template <class In, class Out, class Handler>
void post_replying(Routes& routes, std::string path, Access access, Label summary, unsigned status, Handler handler) {
    Route route{.method = http::Method::post,
                .path = std::move(path),
                .access = access,
                .summary = summary,
                .input = &In::description,
                .success_status = status,
                .handler = {}};
    if constexpr (requires { Out::description; }) route.output = &Out::description;
    route.handler = WorkHandler([handler = std::move(handler)](const Call& call, store::Store&) -> Result<Reply> {
        DENGYUN_TRY(input, meta::from_json<In>(call.request->body, meta::Mode::create, call.viewer()));
        return handler(call, std::as_const(input));
    });
    routes.add(std::move(route));
}

}  // namespace dengyun::api
