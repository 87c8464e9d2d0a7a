#include "modules/webhooks/webhook.h"

namespace dengyun::webhooks {
namespace {

using meta::field;

// The fields of both descriptions; they differ in whether the secret is shown.
template <class E>
constexpr auto webhook_fields(unsigned secret_flags) {
    return meta::record<E>(
        field<&Webhook::url, E>(
            "url", {"地址", "Address"},
            {.flags = meta::required,
             .length_max = 1000,
             .format = meta::Format::url,
             .help = {"接收事件的 http 或 https 地址", "The http or https address that receives the events"}}),
        field<&Webhook::note, E>("description", {"说明", "Description"}, {.length_max = 500}),
        field<&Webhook::events, E>("events", {"事件", "Events"},
                                   {.flags = meta::required,
                                    .length_max = 100,
                                    .items_max = 50,
                                    .help = {"* 为全部；site.* 为一类；site.created 为一种",
                                             "* is all of them; site.* one entity's; site.created one kind"}}),
        field<&Webhook::active, E>("active", {"启用", "Active"}, {.flags = meta::filterable}),
        field<&Webhook::secret, E>("secret", {"签名密钥", "Secret"}, {.flags = secret_flags}));
}

constexpr auto stored_fields = webhook_fields<Webhook>(meta::internal);
constexpr auto shown_fields = webhook_fields<WebhookWithSecret>(meta::read_only);

}  // namespace

constinit const meta::Entity Webhook::description{
    .name = "webhook", .label = {"Webhook", "Webhook"}, .fields = stored_fields, .title_field = "url"};
constinit const meta::Entity WebhookWithSecret::description{.name = "webhook_with_secret",
                                                            .label = {"Webhook 及其密钥", "Webhook with its secret"},
                                                            .fields = shown_fields,
                                                            .title_field = "url",
                                                            .stored = false};

}  // namespace dengyun::webhooks
