#pragma once
// Work outside of a unit, done once for an Idempotency-Key: the key is taken before it begins and its answer kept
// afterwards, so that who sends it again gets the same answer, and meanwhile is told that it is in progress. A failure
// leaves the key free. Not for answers that tell a secret.
//
//   routes.post<In, Out>(…, [](const Call& call, store::Store& store, const In& in) {
//       return once<Out>(call, store, [&] { return plan(call, store, in); });
//   });
#include "kernel/api/call.h"
#include "kernel/meta/json.h"
#include "kernel/store/store.h"

namespace dengyun::api {

namespace detail {

// Of a request of somebody who is signed in; empty where it has none.
struct OnceKey {
    std::string key;
    std::string digest;
};
[[nodiscard]] Result<OnceKey> once_key(const Call& call);
// The body of the kept answer; nullopt: the key is taken now.
[[nodiscard]] Result<std::optional<std::string>> take_once(const Call& call, store::Store& store, const OnceKey& key);
[[nodiscard]] Result<> end_once(const Call& call, store::Store& store, const OnceKey& key,
                                const std::optional<std::string>& body);

}  // namespace detail

// Errors: of the work; conflict "request.in_progress", "request.idempotency_key_reused"; invalid
// "request.bad_idempotency_key".
template <class Out, class Work>
Result<Out> once(const Call& call, store::Store& store, const Work& work) {
    DENGYUN_TRY(key, detail::once_key(call));
    if (key.key.empty()) return work();
    DENGYUN_TRY(kept, detail::take_once(call, store, key));
    if (kept) return meta::from_json<Out>(*kept, meta::Mode::stored);
    Result<Out> out = work();
    DENGYUN_CHECK(
        detail::end_once(call, store, key, out ? std::optional(meta::to_json(*out)) : std::optional<std::string>()));
    return out;
}

}  // namespace dengyun::api
