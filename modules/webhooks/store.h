#pragma once
// SQL over the module's own tables. What the system does to a delivery again and again (making it, counting attempts,
// noting success) is written without an event: the row itself is the record, and a log that told about its own telling
// would never end. What a person does, and the final failure, are events.
#include <optional>
#include <vector>

#include "kernel/store/events.h"
#include "kernel/store/jobs.h"
#include "modules/webhooks/delivery.h"

namespace dengyun::webhooks {

inline constexpr std::string_view deliver_job = "webhooks.deliver";
inline constexpr std::string_view tidy_job = "webhooks.tidy";

struct Wish {
    Id<Webhook> webhook{};
    std::vector<std::string> events;
};
// The active webhooks of an organisation that are not younger than `at`, in the order of their ids.
[[nodiscard]] Result<std::vector<Wish>> active_wishes(store::Reader& reader, Id<Organisation> organisation, Instant at);

[[nodiscard]] Result<std::int64_t> count_webhooks(store::Reader& reader, Id<Organisation> organisation);
// Counts up to `bound` and no further.
[[nodiscard]] Result<std::int64_t> count_waiting(store::Reader& reader, Id<Organisation> organisation,
                                                 Id<Webhook> webhook, std::int64_t bound);

// A secret that lies open in the database.
struct OpenSecret {
    Id<Organisation> organisation{};
    Id<Webhook> webhook{};
    std::string secret;
};
// At most `limit`, of all organisations.
[[nodiscard]] Result<std::vector<OpenSecret>> open_secrets(store::Reader& reader, std::size_t limit);
// Without an event: what the secret is does not change.
[[nodiscard]] Result<> replace_secret(store::Unit& unit, const OpenSecret& open, std::string_view sealed);

// Inserts a waiting delivery and schedules its job.
[[nodiscard]] Result<> add_delivery(store::Unit& unit, Id<Webhook> webhook, const store::Event& event);
[[nodiscard]] Result<> schedule_delivery(store::Unit& unit, const WebhookDelivery& delivery);
// Writes attempts, status_code, error, next_attempt_at, delivered_at and status where the row is as it was read.
[[nodiscard]] Result<> note_attempt(store::Unit& unit, const WebhookDelivery& delivery);
[[nodiscard]] Result<> cancel_waiting(store::Unit& unit, Id<Organisation> organisation, Id<Webhook> webhook);

// Whether an earlier event of the same document is still waiting for the same webhook.
[[nodiscard]] Result<bool> must_wait(store::Reader& reader, const WebhookDelivery& delivery);
// The next waiting delivery of the same document.
[[nodiscard]] Result<std::optional<Id<WebhookDelivery>>> successor_of(store::Reader& reader,
                                                                      const WebhookDelivery& delivery);

// Removes at most `limit` deliveries that were delivered or cancelled before `old`, or failed before `very_old`, of all
// organisations. Answers how many.
[[nodiscard]] Result<std::int64_t> remove_old(store::Unit& unit, Instant old, Instant very_old, std::int64_t limit);

}  // namespace dengyun::webhooks
