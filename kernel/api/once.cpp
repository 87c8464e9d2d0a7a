#include "kernel/api/once.h"

#include "kernel/base/digest.h"
#include "kernel/store/idempotency.h"

namespace dengyun::api::detail {
namespace {

constexpr std::size_t key_length_max = 100;

Scope scope_of(const Call& call) { return Scope::of(call.principal->organisation, call.principal->actor); }

}  // namespace

Result<OnceKey> once_key(const Call& call) {
    if (!call.principal) return OnceKey{};
    OnceKey once{.key = std::string(call.request->header("idempotency-key").value_or("")), .digest = {}};
    if (once.key.size() > key_length_max) return fail(ErrorKind::invalid, "request.bad_idempotency_key");
    once.digest = sha256_hex(call.request->path + '?' + call.request->query + '\n' + call.request->body);
    return once;
}

Result<std::optional<std::string>> take_once(const Call& call, store::Store& store, const OnceKey& key) {
    std::optional<std::string> body;
    DENGYUN_CHECK(store.run_write(scope_of(call), [&](store::Unit& unit) -> Result<> {
        body.reset();
        DENGYUN_TRY(kept, store::take_key(unit, key.key, key.digest));
        if (kept) body = std::move(kept->body);
        return {};
    }));
    return body;
}

Result<> end_once(const Call& call, store::Store& store, const OnceKey& key, const std::optional<std::string>& body) {
    constexpr unsigned ok = 200;
    return store.run_write(scope_of(call), [&](store::Unit& unit) {
        return body ? store::fill_in_answer(unit, key.key, {ok, {}, *body}) : store::free_key(unit, key.key);
    });
}

}  // namespace dengyun::api::detail
