#include "modules/webhooks/store.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "modules/webhooks/secret.h"

namespace dengyun::webhooks {
namespace {

using meta::Scalar;
using Parameters = std::initializer_list<Scalar>;

std::span<const Scalar> span_of(Parameters parameters) { return {parameters.begin(), parameters.size()}; }

Result<std::int64_t> count(store::Reader& reader, std::string_view sql, Parameters parameters) {
    std::int64_t count = 0;
    DENGYUN_CHECK(reader.query(sql, span_of(parameters), [&](const store::Row& row) { count = row.integer(0); }));
    return count;
}

Scalar scalar_of(const std::optional<Instant>& at) { return at ? Scalar(milliseconds_of(*at)) : Scalar{}; }

std::string job_data(Id<Organisation> organisation, Id<WebhookDelivery> delivery) {
    return "{\"organisation_id\":\"" + to_text(organisation) + "\",\"delivery_id\":\"" + to_text(delivery) + "\"}";
}

Result<> schedule(store::Unit& unit, Id<Organisation> organisation, Id<WebhookDelivery> delivery) {
    return unit.schedule({.kind = std::string(deliver_job),
                          .key = to_text(delivery),
                          .run_at = unit.now(),
                          .data = job_data(organisation, delivery)});
}

}  // namespace

Result<std::vector<Wish>> active_wishes(store::Reader& reader, Id<Organisation> organisation, Instant at) {
    std::vector<Wish> wishes;
    const auto* field = Webhook::description.find("events");
    Result<> readable{};
    DENGYUN_CHECK(reader.query(
        "SELECT id, events FROM webhook WHERE organisation_id = ? AND active = 1 AND created_at <= ? ORDER BY id",
        span_of({organisation.value, milliseconds_of(at)}), [&](const store::Row& row) {
            Webhook webhook;
            const auto events = meta::parse_json(row.text(1));
            auto read =
                events ? meta::read_json_value(*events, *field, &webhook) : Result<>(std::unexpected(events.error()));
            if (!read) readable = std::move(read);
            wishes.push_back({{row.integer(0)}, std::move(webhook.events)});
        }));
    DENGYUN_CHECK(readable);
    return wishes;
}

Result<std::int64_t> count_webhooks(store::Reader& reader, Id<Organisation> organisation) {
    return count(reader, "SELECT COUNT(*) FROM webhook WHERE organisation_id = ?", {organisation.value});
}

Result<std::int64_t> count_waiting(store::Reader& reader, Id<Organisation> organisation, Id<Webhook> webhook,
                                   std::int64_t bound) {
    return count(
        reader,
        "SELECT COUNT(*) FROM (SELECT 1 FROM webhook_delivery WHERE organisation_id = ? AND webhook_id = ? AND "
        "status = 'waiting' LIMIT ?) AS waiting",
        {organisation.value, webhook.value, bound});
}

Result<> add_delivery(store::Unit& unit, Id<Webhook> webhook, const store::Event& event) {
    const auto id = unit.new_id<WebhookDelivery>();
    const auto now = milliseconds_of(unit.now());
    DENGYUN_TRY(
        inserted,
        unit.execute("INSERT INTO webhook_delivery (id, organisation_id, version, created_at, updated_at, webhook_id, "
                     "sequence, entity, entity_id, event, status, attempts, next_attempt_at) "
                     "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?)",
                     span_of({id.value, event.organisation_id.value, now, now, webhook.value, event.sequence,
                              std::string_view(event.entity), event.entity_id, std::string_view(event.name), now})));
    static_cast<void>(inserted);
    return schedule(unit, event.organisation_id, id);
}

Result<> schedule_delivery(store::Unit& unit, const WebhookDelivery& delivery) {
    return schedule(unit, delivery.organisation_id, delivery.id);
}

Result<> note_attempt(store::Unit& unit, const WebhookDelivery& delivery) {
    DENGYUN_TRY(
        touched,
        unit.execute("UPDATE webhook_delivery SET version = version + 1, updated_at = ?, status = ?, attempts = ?, "
                     "status_code = ?, error = ?, next_attempt_at = ?, delivered_at = ? "
                     "WHERE organisation_id = ? AND id = ? AND version = ?",
                     span_of({milliseconds_of(unit.now()), meta::name_of(delivery.status), delivery.attempts,
                              delivery.status_code ? Scalar(*delivery.status_code) : Scalar{},
                              delivery.error ? Scalar(std::string_view(*delivery.error)) : Scalar{},
                              scalar_of(delivery.next_attempt_at), scalar_of(delivery.delivered_at),
                              delivery.organisation_id.value, delivery.id.value, delivery.version})));
    // A person has cancelled it meanwhile: his word stands.
    static_cast<void>(touched);
    return {};
}

Result<> cancel_waiting(store::Unit& unit, Id<Organisation> organisation, Id<Webhook> webhook) {
    DENGYUN_TRY(touched,
                unit.execute("UPDATE webhook_delivery SET version = version + 1, updated_at = ?, status = 'cancelled', "
                             "error = 'webhook.removed', next_attempt_at = NULL "
                             "WHERE organisation_id = ? AND webhook_id = ? AND status = 'waiting'",
                             span_of({milliseconds_of(unit.now()), organisation.value, webhook.value})));
    static_cast<void>(touched);
    return {};
}

Result<std::vector<OpenSecret>> open_secrets(store::Reader& reader, std::size_t limit) {
    std::vector<OpenSecret> open;
    DENGYUN_CHECK(reader.query(
        "SELECT organisation_id, id, secret FROM webhook WHERE substr(secret, 1, 6) = ? ORDER BY id LIMIT ?",
        span_of({secret_lead, static_cast<std::int64_t>(limit)}), [&](const store::Row& row) {
            open.push_back({{row.integer(0)}, {row.integer(1)}, std::string(row.text(2))});
        }));
    return open;
}

Result<> replace_secret(store::Unit& unit, const OpenSecret& open, std::string_view sealed) {
    DENGYUN_TRY(
        touched,
        unit.execute("UPDATE webhook SET secret = ? WHERE organisation_id = ? AND id = ? AND secret = ?",
                     span_of({sealed, open.organisation.value, open.webhook.value, std::string_view(open.secret)})));
    static_cast<void>(touched);
    return {};
}

Result<bool> must_wait(store::Reader& reader, const WebhookDelivery& delivery) {
    bool found = false;
    DENGYUN_CHECK(
        reader.query("SELECT 1 FROM webhook_delivery WHERE organisation_id = ? AND webhook_id = ? AND entity_id = ? "
                     "AND sequence < ? "
                     "AND entity = ? AND status = 'waiting' LIMIT 1",
                     span_of({delivery.organisation_id.value, delivery.webhook_id.value, delivery.entity_id.value,
                              delivery.sequence, std::string_view(delivery.entity)}),
                     [&](const store::Row&) { found = true; }));
    return found;
}

Result<std::optional<Id<WebhookDelivery>>> successor_of(store::Reader& reader, const WebhookDelivery& delivery) {
    std::optional<Id<WebhookDelivery>> next;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM webhook_delivery WHERE organisation_id = ? AND webhook_id = ? AND entity_id = ? "
                     "AND sequence > ? "
                     "AND entity = ? AND status = 'waiting' ORDER BY sequence LIMIT 1",
                     span_of({delivery.organisation_id.value, delivery.webhook_id.value, delivery.entity_id.value,
                              delivery.sequence, std::string_view(delivery.entity)}),
                     [&](const store::Row& row) { next = Id<WebhookDelivery>{row.integer(0)}; }));
    return next;
}

Result<std::int64_t> remove_old(store::Unit& unit, Instant old, Instant very_old, std::int64_t limit) {
    return unit.execute(
        "DELETE FROM webhook_delivery WHERE (organisation_id, id) IN (SELECT organisation_id, id FROM webhook_delivery "
        "WHERE "
        "(status IN ('delivered', 'cancelled') AND updated_at < ?) OR (status = 'failed' AND updated_at < ?) LIMIT ?)",
        span_of({milliseconds_of(old), milliseconds_of(very_old), limit}));
}

}  // namespace dengyun::webhooks
