#include "modules/webhooks/delivery.h"

namespace dengyun::webhooks {
namespace {

using meta::field;
using enum DeliveryStatus;

constexpr meta::Choice statuses[] = {{"waiting", {"待投递", "Waiting"}},
                                     {"delivered", {"已投递", "Delivered"}},
                                     {"failed", {"投递失败", "Failed"}},
                                     {"cancelled", {"已取消", "Cancelled"}}};
constexpr meta::Choices status_choices{"webhook_delivery_status", statuses};
constexpr meta::Choice actions[] = {{"deliver", {"投递", "Deliver"}},
                                    {"give_up", {"放弃", "Give up"}},
                                    {"retry", {"重新投递", "Send again"}},
                                    {"cancel", {"取消", "Cancel"}}};
constexpr meta::Choices action_choices{"webhook_delivery_action", actions};

constexpr auto delivery_fields = meta::record<WebhookDelivery>(
    field<&WebhookDelivery::webhook_id>("webhook_id", {"Webhook", "Webhook"},
                                        {.flags = meta::read_only | meta::filterable, .reference = "webhook"}),
    field<&WebhookDelivery::sequence>("sequence", {"事件序号", "Number of the event"},
                                      {.flags = meta::read_only | meta::sortable}),
    field<&WebhookDelivery::entity>("entity", {"对象", "Entity"}, {.flags = meta::read_only | meta::filterable}),
    field<&WebhookDelivery::entity_id>("entity_id", {"对象编号", "Id of the entity"},
                                       {.flags = meta::read_only | meta::filterable}),
    field<&WebhookDelivery::event>("event", {"事件", "Event"}, {.flags = meta::read_only | meta::filterable}),
    field<&WebhookDelivery::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    field<&WebhookDelivery::attempts>("attempts", {"尝试次数", "Attempts"}, {.flags = meta::read_only}),
    field<&WebhookDelivery::status_code>("status_code", {"应答状态码", "Status of the answer"},
                                         {.flags = meta::read_only}),
    field<&WebhookDelivery::error>("error", {"错误", "Error"}, {.flags = meta::read_only}),
    field<&WebhookDelivery::next_attempt_at>("next_attempt_at", {"下次尝试", "Next attempt"},
                                             {.flags = meta::read_only}),
    field<&WebhookDelivery::delivered_at>("delivered_at", {"投递时间", "Delivered at"}, {.flags = meta::read_only}));

// One delivery per webhook and event; the others serve the order per document and the lists.
constexpr std::string_view by_event_columns[] = {"webhook_id", "sequence"};
constexpr std::string_view by_document_columns[] = {"webhook_id", "entity_id", "sequence"};
constexpr std::string_view by_status_columns[] = {"status", "updated_at"};
constexpr meta::Index indexes[] = {{.name = "webhook_delivery_by_event", .columns = by_event_columns, .unique = true},
                                   {.name = "webhook_delivery_by_document", .columns = by_document_columns},
                                   {.name = "webhook_delivery_by_status", .columns = by_status_columns}};

constexpr flow::Rules by_system{};
constexpr flow::Rules by_person{.permission = "webhooks.edit"};
constexpr flow::Rules again{.permission = "webhooks.edit", .event = "retried"};
constexpr flow::Transition transitions[] = {
    flow::transition(waiting, DeliveryAction::deliver, delivered, by_system),
    flow::transition(waiting, DeliveryAction::give_up, failed, by_system),
    flow::transition(waiting, DeliveryAction::cancel, cancelled, by_person),
    flow::transition(failed, DeliveryAction::retry, waiting, again),
    flow::transition(failed, DeliveryAction::cancel, cancelled, by_person),
    flow::transition(cancelled, DeliveryAction::retry, waiting, again),
};
static_assert(flow::sound(transitions));

}  // namespace

const meta::Choices& choices_of(DeliveryStatus) { return status_choices; }
const meta::Choices& choices_of(DeliveryAction) { return action_choices; }

constinit const meta::Entity WebhookDelivery::description{.name = "webhook_delivery",
                                                          .label = {"Webhook 投递", "Webhook delivery"},
                                                          .fields = delivery_fields,
                                                          .indexes = indexes,
                                                          .title_field = "event"};
constinit const flow::StateTable WebhookDelivery::states =
    flow::state_table<DeliveryStatus, DeliveryAction>("webhook_delivery", transitions);

}  // namespace dengyun::webhooks
