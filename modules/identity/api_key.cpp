#include "modules/identity/api_key.h"

namespace dengyun::identity {
namespace {

constexpr Label name_label{"名称", "Name"};
constexpr Label prefix_label{"前缀", "Prefix"};
constexpr Label permissions_label{"权限", "Permissions"};
constexpr Label expires_label{"到期", "Expires"};

constexpr auto fields = meta::record<ApiKey>(
    meta::field<&ApiKey::name>("name", name_label, {.flags = meta::required | meta::sortable, .length_max = 64}),
    meta::field<&ApiKey::prefix>("prefix", prefix_label, {.flags = meta::read_only}),
    meta::field<&ApiKey::key_hash>("key_hash", {"密钥散列", "Key hash"}, {.flags = meta::internal}),
    meta::field<&ApiKey::permissions>("permissions", permissions_label,
                                      {.flags = meta::required, .length_max = 64, .items_max = 500}),
    meta::field<&ApiKey::expires_at>("expires_at", expires_label, {.flags = meta::required | meta::sortable}),
    meta::field<&ApiKey::last_used_at>("last_used_at", {"最近使用", "Last used"}, {.flags = meta::read_only}),
    meta::field<&ApiKey::created_by>("created_by", {"创建人", "Created by"},
                                     {.flags = meta::read_only, .reference = "user"}));

constexpr std::string_view by_hash[] = {"key_hash"};
constexpr meta::Index indexes[] = {
    {.name = "api_key_key_hash", .columns = by_hash, .unique = true, .across_organisations = true}};

constexpr auto secret_fields = meta::fields(
    meta::field<&ApiKeySecret::id>("id", {"编号", "Id"}), meta::field<&ApiKeySecret::name>("name", name_label),
    meta::field<&ApiKeySecret::prefix>("prefix", prefix_label),
    meta::field<&ApiKeySecret::permissions>("permissions", permissions_label, {.items_max = 500}),
    meta::field<&ApiKeySecret::expires_at>("expires_at", expires_label),
    meta::field<&ApiKeySecret::secret>("secret", {"密钥", "Key"}));

}  // namespace

constinit const meta::Entity ApiKey::description{
    .name = "api_key", .label = {"接口密钥", "API key"}, .fields = fields, .indexes = indexes, .title_field = "name"};
constinit const meta::Entity ApiKeySecret::description{
    .name = "api_key_secret", .label = {"新接口密钥", "New API key"}, .fields = secret_fields, .stored = false};

}  // namespace dengyun::identity
