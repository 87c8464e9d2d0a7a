#pragma once
// A delivery: one event on its way to one webhook. What is sent is read from the event log when it is sent, not kept
// here. The failed ones are the dead-letter list: a person sends them again or gives them up.
#include <optional>
#include <string>

#include "kernel/flow/state_table.h"
#include "modules/webhooks/webhook.h"

namespace dengyun::webhooks {

enum class DeliveryStatus { waiting, delivered, failed, cancelled };
enum class DeliveryAction { deliver, give_up, retry, cancel };
const meta::Choices& choices_of(DeliveryStatus);
const meta::Choices& choices_of(DeliveryAction);

struct WebhookDelivery : meta::Record<WebhookDelivery> {
    Id<Webhook> webhook_id{};
    std::int64_t sequence = 0;  // of the event
    std::string entity;
    Id<WebhookDelivery> entity_id{};  // of any entity
    std::string event;
    DeliveryStatus status = DeliveryStatus::waiting;
    std::int64_t attempts = 0;
    std::optional<std::int64_t> status_code;  // of the last answer
    std::optional<std::string> error;         // of the last attempt: an error code
    std::optional<Instant> next_attempt_at;   // not before
    std::optional<Instant> delivered_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::webhooks
