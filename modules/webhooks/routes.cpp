#include "kernel/api/resource.h"
#include "modules/webhooks/api.h"
#include "modules/webhooks/delivery.h"
#include "modules/webhooks/post.h"
#include "modules/webhooks/rules.h"
#include "modules/webhooks/secret.h"
#include "modules/webhooks/store.h"
#include "modules/webhooks/tasks.h"

namespace dengyun::webhooks {
namespace {

using api::Call;

constexpr api::RoleSet holders = api::leading_roles | api::RoleSet{api::Role::platform_operator};
constexpr api::Permission declared_permissions[] = {
    {"webhooks.read", {"查看 Webhook", "Read webhooks"}, holders},
    {"webhooks.edit", {"管理 Webhook", "Edit webhooks"}, holders},
};

constexpr Message declared_messages[] = {
    {"webhook.too_many",
     {"每个单位最多 20 个 Webhook，请先删除不用的。",
      "An organisation may have 20 webhooks. Please remove one that is not used."}},
    {"webhook.unreachable", {"无法连接到该地址。", "The address cannot be reached."}},
    {"webhook.timeout", {"对方没有在 10 秒内应答。", "The receiver did not answer within 10 seconds."}},
    {"webhook.private_address",
     {"该地址指向内网，已拒绝连接。", "The address points into a private network and was refused."}},
    {"webhook.bad_certificate", {"对方的 TLS 证书无效。", "The receiver's TLS certificate is not valid."}},
    {"webhook.bad_answer", {"对方的应答不是有效的 HTTP。", "The receiver's answer is not valid HTTP."}},
    {"webhook.refused", {"对方没有以 2xx 状态应答。", "The receiver did not answer with a 2xx status."}},
    {"webhook.removed", {"Webhook 已删除。", "The webhook was removed."}},
    {"webhook.inactive", {"Webhook 已停用。", "The webhook is not active."}},
    {"webhook.event_gone", {"事件已不在记录中。", "The event is no longer in the log."}},
    {"issue.private_address", {"不能指向内网地址。", "Must not point to a private address."}},
    {"issue.event_pattern",
     {"应为 *、对象.* 或 对象.事件，如 site.created。", "Must be *, ENTITY.* or ENTITY.EVENT, like site.created."}},
};

Result<> check(const Webhook& webhook, Options options) {
    std::vector<Issue> issues;
    if (const auto objection = objection_to(webhook.url, options.allow_private_addresses))
        issues.push_back({"url", std::string(*objection)});
    for (std::size_t i = 0; i < webhook.events.size(); ++i)
        if (!is_pattern(webhook.events[i])) issues.push_back({"events." + std::to_string(i), "event_pattern"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

// What the routes that show a secret stand on.
struct Secrets {
    Random& random;
    const Vault& vault;
};

// Gives the webhook, which has its id, a new secret; answers it open.
std::string renew(const Secrets& secrets, Webhook& webhook) {
    auto secret = new_secret(secrets.random);
    webhook.secret = sealed_secret(secrets.vault, secrets.random, webhook.id, secret);
    return secret;
}

WebhookWithSecret with_secret(Webhook webhook, std::string secret) {
    WebhookWithSecret shown;
    static_cast<Webhook&>(shown) = std::move(webhook);
    shown.secret = std::move(secret);
    return shown;
}

Result<WebhookWithSecret> create(store::Unit& unit, Webhook webhook, const Secrets& secrets, Options options) {
    DENGYUN_CHECK(check(webhook, options));
    DENGYUN_TRY(count, count_webhooks(unit, unit.scope().organisation()));
    if (count >= static_cast<std::int64_t>(webhooks_max)) return fail(ErrorKind::limit, "webhook.too_many");
    webhook.id = unit.new_id<Webhook>();
    auto secret = renew(secrets, webhook);
    DENGYUN_TRY(created, unit.insert(std::move(webhook)));
    return with_secret(std::move(created), std::move(secret));
}

Result<Webhook> change(const Call& call, store::Unit& unit, const meta::Patch<Webhook>& patch, Options options) {
    DENGYUN_TRY(before, api::find_expected<Webhook>(call, unit));
    DENGYUN_TRY(after, patch.applied_to(before));
    DENGYUN_CHECK(check(after, options));
    return unit.update(std::move(after));
}

Result<> remove(const Call& call, store::Unit& unit) {
    DENGYUN_TRY(webhook, api::find_expected<Webhook>(call, unit));
    DENGYUN_CHECK(cancel_waiting(unit, webhook.organisation_id, webhook.id));
    return unit.remove(webhook);
}

// The only action: "rotate" makes a new secret; the old one signs nothing any more.
Result<WebhookWithSecret> rotate(const Call& call, store::Unit& unit, const api::ActionInput& input,
                                 const Secrets& secrets) {
    if (input.action != "rotate") return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
    DENGYUN_TRY(id, call.id<Webhook>());
    DENGYUN_TRY(webhook, unit.find(id));
    auto secret = renew(secrets, webhook);
    DENGYUN_TRY(changed, unit.update(std::move(webhook), "secret_rotated"));
    return with_secret(std::move(changed), std::move(secret));
}

Result<WebhookDelivery> act(const Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(action, api::detail::action_named(WebhookDelivery::states, input.action));
    DENGYUN_TRY(id, call.id<WebhookDelivery>());
    DENGYUN_TRY(delivery, unit.find(id));
    const bool again = action == static_cast<std::int64_t>(DeliveryAction::retry);
    if (again) {
        delivery.attempts = 0;
        delivery.next_attempt_at = unit.now();
    } else {
        delivery.next_attempt_at.reset();
    }
    DENGYUN_TRY(moved, api::move(unit, std::move(delivery), action, {*call.principal}));
    // Also after a cancellation: the job finds the delivery at its end and lets the next one of the document follow.
    DENGYUN_CHECK(schedule_delivery(unit, moved));
    return std::move(moved);
}

void add_webhook_routes(api::Routes& routes, const Secrets& secrets, Options options) {
    const std::string path = "/api/v1/webhooks";
    const auto read = api::needs("webhooks.read");
    const auto edit = api::needs("webhooks.edit");
    routes.list<Webhook>(
        path, read, {"列出 Webhook", "List webhooks"},
        [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<Webhook>(query); },
        {.list_of = Webhook::description.name, .exported = true});
    routes.get<Webhook>(path + "/{id}", read, {"查看 Webhook", "Read a webhook"},
                        [](const Call& call, store::Reader& reader) -> Result<Webhook> {
                            DENGYUN_TRY(id, call.id<Webhook>());
                            return reader.find(id);
                        });
    // Not units' handlers: those keep their answers for repeated requests, and a secret is not to be kept.
    routes.post<Webhook, WebhookWithSecret>(
        path, edit, {"新建 Webhook，答复中有一次性显示的密钥", "Create a webhook; the answer shows its secret once"},
        [secrets, options](const Call& call, store::Store& store, const Webhook& webhook) {
            return store.write<WebhookWithSecret>(
                call.scope, [&](store::Unit& unit) { return create(unit, webhook, secrets, options); });
        });
    routes.patch<Webhook, Webhook>(path + "/{id}", edit, {"修改 Webhook", "Change a webhook"},
                                   [options](const Call& call, store::Unit& unit, const meta::Patch<Webhook>& patch) {
                                       return change(call, unit, patch, options);
                                   });
    routes.remove(path + "/{id}", edit, {"删除 Webhook", "Remove a webhook"}, remove);
    routes.post<api::ActionInput, WebhookWithSecret>(
        path + "/{id}/actions", edit, {"更换密钥（rotate）", "Make a new secret (rotate)"},
        [secrets](const Call& call, store::Store& store, const api::ActionInput& input) {
            return store.write<WebhookWithSecret>(
                call.scope, [&](store::Unit& unit) { return rotate(call, unit, input, secrets); });
        });
}

void add_delivery_routes(api::Routes& routes) {
    const std::string path = "/api/v1/webhook-deliveries";
    const auto read = api::needs("webhooks.read");
    routes.list<WebhookDelivery>(path, read, {"列出投递", "List deliveries"},
                                 [](const Call&, store::Reader& reader, const store::Query& query) {
                                     return reader.list<WebhookDelivery>(query);
                                 },
                                 {.list_of = WebhookDelivery::description.name, .exported = true});
    routes.get<WebhookDelivery>(path + "/{id}", read, {"查看投递", "Read a delivery"},
                                [](const Call& call, store::Reader& reader) -> Result<WebhookDelivery> {
                                    DENGYUN_TRY(id, call.id<WebhookDelivery>());
                                    return reader.find(id);
                                });
    routes.post<api::ActionInput, WebhookDelivery>(path + "/{id}/actions", api::needs("webhooks.edit"),
                                                   {"重新投递或取消", "Send again or cancel"}, act);
}

}  // namespace

std::span<const api::Permission> permissions() { return declared_permissions; }
std::span<const Message> messages() { return declared_messages; }
std::span<const meta::Entity* const> entities() {
    static constexpr const meta::Entity* all[] = {&Webhook::description, &WebhookDelivery::description};
    return all;
}

void add_routes(api::Routes& routes, Random& random, const Vault& vault, Options options) {
    routes.declare(permissions());
    routes.declare(Webhook::description);
    routes.declare(WebhookDelivery::description, &WebhookDelivery::states);
    add_webhook_routes(routes, {random, vault}, options);
    add_delivery_routes(routes);
    declare_tasks_and_notices(routes);
}

}  // namespace dengyun::webhooks
