// API keys of the own organisation: made once, shown once, taken back.
#include "kernel/api/flow_routes.h"
#include "kernel/base/digest.h"
#include "modules/identity/api_key.h"
#include "modules/identity/guards.h"

namespace dengyun::identity {
namespace {

constexpr std::string_view read = "api_keys.read";
constexpr std::string_view edit = "api_keys.edit";

struct MadeKey {
    std::string prefix;
    std::string secret;
};
MadeKey make_key(Random& random) {
    std::array<std::uint8_t, 4> bytes;
    random.fill(bytes);
    auto prefix = hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    auto secret = fmt::format("dyk_{}_{}", prefix, random.token(32));
    return {std::move(prefix), std::move(secret)};
}

Result<ApiKeySecret> create_key(Context& context, const api::Call& call, const ApiKey& given) {
    DENGYUN_TRY(person, person_of(call));
    const auto made = make_key(context.random);
    return context.store.write<ApiKeySecret>(call.scope, [&](store::Unit& unit) -> Result<ApiKeySecret> {
        if (given.expires_at <= unit.now())
            return fail(ErrorKind::invalid, "request.invalid", {{"expires_at", "in_the_past"}});
        if (given.expires_at > unit.now() + api_key_life_max)
            return fail(ErrorKind::invalid, "request.invalid", {{"expires_at", "beyond_a_year"}});
        DENGYUN_TRY(authority, authority_of(context, unit, call));
        authority.is_owner = false;  // a key holds what its maker holds, not what he could give to others
        DENGYUN_CHECK(check_permissions(context, authority, {}, given.permissions));
        std::int64_t keys = 0;
        const std::array<meta::Scalar, 1> values{call.principal->organisation.value};
        DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM api_key WHERE organisation_id = ?", values,
                                 [&](const store::Row& row) { keys = row.integer(0); }));
        if (keys >= static_cast<std::int64_t>(api_keys_max)) return fail(ErrorKind::limit, "api_key.too_many");
        auto key = given;
        key.prefix = made.prefix;
        key.key_hash = sha256_hex(made.secret);
        key.created_by = person;
        DENGYUN_TRY(created, unit.insert(std::move(key)));
        return ApiKeySecret{created.id,          created.name,       created.prefix,
                            created.permissions, created.expires_at, made.secret};
    });
}

}  // namespace

void add_api_key_routes(Context& context, api::Routes& routes) {
    const std::string path = "/api/v1/api-keys";
    routes.declare(ApiKey::description);
    routes.list<ApiKey>(
        path, api::needs(read), {"列出接口密钥", "List API keys"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<ApiKey>(query); },
        {.list_of = ApiKey::description.name, .exported = true});
    // Not a unit's handler: those keep their answers for repeated requests, and this answer is not to be kept.
    api::post_replying<ApiKey, ApiKeySecret>(
        routes, path, api::needs(edit), {"新建接口密钥", "Create an API key"}, 201,
        [&context](const api::Call& call, const ApiKey& given) -> Result<api::Reply> {
            DENGYUN_TRY(created, create_key(context, call, given));
            return api::Reply{.status = 201,
                              .body = meta::to_json(created),
                              .location = call.request->path + '/' + to_text(created.id)};
        });
    routes.remove(path + "/{id}", api::needs(edit), {"撤销接口密钥", "Revoke an API key"},
                  [&context](const api::Call& call, store::Store& store) -> Result<> {
                      DENGYUN_CHECK(store.run_write(call.scope, [&](store::Unit& unit) -> Result<> {
                          DENGYUN_TRY(key, api::find_expected<ApiKey>(call, unit));
                          return unit.remove(key);
                      }));
                      DENGYUN_TRY(id, call.id<ApiKey>());
                      context.cache.drop_key(id.value);
                      return {};
                  });
}

}  // namespace dengyun::identity
