// What waits for whoever looks after an organisation's webhooks, and what he is told.
#include "modules/webhooks/tasks.h"

#include "kernel/api/route.h"
#include "modules/webhooks/delivery.h"

namespace dengyun::webhooks {
namespace {

Result<api::FoundTasks> failed_deliveries(const api::Call&, store::Reader& reader) {
    api::FoundTasks found;
    const auto organisation = reader.scope().organisation();
    const std::array<meta::Scalar, 2> values{organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT d.id, d.event, w.url FROM webhook_delivery d JOIN webhook w ON w.organisation_id = d.organisation_id "
        "AND w.id = d.webhook_id WHERE d.organisation_id = ? AND d.status = 'failed' "
        "ORDER BY d.updated_at DESC, d.id DESC LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = std::string(row.text(1)) + " → " + std::string(row.text(2)),
                       .entity = "webhook_delivery",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = organisation,
                       .due_at = std::nullopt});
        }));
    return found;
}

std::optional<std::string> webhook_subject(store::Reader& reader, const store::Event& event) {
    const auto webhook = reader.find(Id<Webhook>{event.entity_id});
    return webhook ? webhook->url : std::string();
}

std::optional<std::string> delivery_subject(store::Reader& reader, const store::Event& event) {
    const auto delivery = reader.find(Id<WebhookDelivery>{event.entity_id});
    return delivery ? delivery->event : std::string();
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"webhook.suspended",
     {"Webhook 积压过多，已停用", "A webhook was suspended: too much was waiting"},
     Audience::organisation,
     "webhooks.edit",
     webhook_subject},
    {"webhook_delivery.failed",
     {"Webhook 投递失败，已不再重试", "A webhook delivery failed for good"},
     Audience::organisation,
     "webhooks.edit",
     delivery_subject},
};

}  // namespace

void declare_tasks_and_notices(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "webhook_deliveries_failed",
                                   .label = {"失败的 Webhook 投递", "Failed webhook deliveries"},
                                   .permission = "webhooks.edit",
                                   .find = failed_deliveries});
    routes.declare(own_notices);
}

}  // namespace dengyun::webhooks
