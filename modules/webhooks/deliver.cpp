#include "modules/webhooks/deliver.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "kernel/api/flow_routes.h"
#include "modules/webhooks/post.h"
#include "modules/webhooks/rules.h"
#include "modules/webhooks/secret.h"
#include "modules/webhooks/store.h"

namespace dengyun::webhooks {
namespace {

struct Named {
    Id<Organisation> organisation{};
    Id<WebhookDelivery> delivery{};
};

Result<Named> named_in(const store::Job& job) {
    DENGYUN_TRY(json, meta::parse_json(job.data));
    const auto id = [&](std::string_view member) -> std::int64_t {
        const auto* object = json.if_object();
        const auto* value = object == nullptr ? nullptr : object->if_contains(member);
        const auto* text = value == nullptr ? nullptr : value->if_string();
        return text == nullptr ? 0 : id_from_text(std::string_view(*text)).value_or(0);
    };
    return Named{{id("organisation_id")}, {id("delivery_id")}};
}

// Everything that one attempt needs, read in one snapshot.
struct Attempt {
    WebhookDelivery delivery;
    std::optional<Webhook> webhook;     // nullopt: removed meanwhile
    std::optional<store::Event> event;  // nullopt: no longer in the log
    bool waits = false;                 // for an earlier event of the document
    Instant now{};
};

Result<Attempt> load(store::Reader& reader, Id<WebhookDelivery> id) {
    DENGYUN_TRY(delivery, reader.find(id));
    Attempt attempt{.delivery = delivery, .now = reader.now()};
    if (delivery.status != DeliveryStatus::waiting) return attempt;
    if (auto webhook = reader.find(delivery.webhook_id))
        attempt.webhook = std::move(*webhook);
    else if (webhook.error().kind != ErrorKind::not_found)
        return std::unexpected(std::move(webhook).error());
    DENGYUN_TRY(events, store::read_events(reader, {.after = delivery.sequence - 1, .limit = 1}));
    if (!events.empty() && events.front().sequence == delivery.sequence) attempt.event = std::move(events.front());
    DENGYUN_TRY(waits, must_wait(reader, delivery));
    attempt.waits = waits;
    return attempt;
}

Result<unsigned> post(const Attempt& attempt, const Vault& vault, Options options) {
    const auto body = body_of(*attempt.event);
    DENGYUN_TRY(secret, opened_secret(vault, *attempt.webhook));
    return send({.url = attempt.webhook->url,
                 .headers = {"Content-Type: application/json", "Dengyun-Event: " + attempt.event->name,
                             "Dengyun-Delivery: " + to_text(attempt.delivery.id),
                             "Dengyun-Signature: " + signature_of(secret, attempt.now, body)},
                 .body = body,
                 .allow_private_addresses = options.allow_private_addresses});
}

Result<DeliveryStatus> moved_by_system(const WebhookDelivery& delivery, DeliveryAction action, Instant now) {
    DENGYUN_TRY(to, flow::next_state(WebhookDelivery::states, static_cast<std::int64_t>(delivery.status),
                                     static_cast<std::int64_t>(action), &delivery, now, {meta::all_seeing(), true}));
    return static_cast<DeliveryStatus>(to);
}

// What the row says after an attempt. `last`: no further one follows.
struct Judged {
    WebhookDelivery delivery;
    bool last = false;
};
Judged judge(WebhookDelivery delivery, const Result<unsigned>& answer, Instant now) {
    ++delivery.attempts;
    delivery.status_code = answer ? std::optional<std::int64_t>(*answer) : std::nullopt;
    delivery.next_attempt_at.reset();
    if (answer && *answer >= 200 && *answer < 300) {
        delivery.error.reset();
        delivery.delivered_at = now;
        return {std::move(delivery), true};
    }
    delivery.error = answer ? "webhook.refused" : answer.error().code;
    const auto pause = pause_after(delivery.attempts);
    if (pause) delivery.next_attempt_at = now + *pause;
    return {std::move(delivery), !pause};
}

// The final failure is an event; success and a failed attempt are not (store.h).
Result<> keep(store::Unit& unit, const Judged& judged) {
    auto delivery = judged.delivery;
    if (!judged.last) return note_attempt(unit, delivery);
    const bool succeeded = !delivery.error;
    if (succeeded) {
        DENGYUN_TRY(status, moved_by_system(delivery, DeliveryAction::deliver, unit.now()));
        delivery.status = status;
        return note_attempt(unit, delivery);
    }
    DENGYUN_TRY(present, unit.find(delivery.id));
    if (present.version != delivery.version) return {};  // a person has cancelled it meanwhile
    DENGYUN_TRY(moved, api::move(unit, std::move(delivery), static_cast<std::int64_t>(DeliveryAction::give_up),
                                 {meta::all_seeing(), true}));
    static_cast<void>(moved);
    return {};
}

// In a unit of its own, after this delivery's end is committed: a successor that found this one waiting did so before,
// and is therefore seen here. So neither is forgotten, and no lock is needed.
Result<> release_successor(store::Store& store, const Scope& scope, const WebhookDelivery& delivery) {
    return store.run_write(scope, [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(next, successor_of(unit, delivery));
        if (!next) return {};
        DENGYUN_TRY(successor, unit.find(*next));
        return schedule_delivery(unit, successor);
    });
}

Result<> cancel(store::Store& store, const Scope& scope, WebhookDelivery delivery, std::string_view reason) {
    delivery.error = reason;
    delivery.next_attempt_at.reset();
    return store.run_write(scope, [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(status, moved_by_system(delivery, DeliveryAction::cancel, unit.now()));
        delivery.status = status;
        return note_attempt(unit, delivery);
    });
}

}  // namespace

Result<> deliver(store::Store& store, const store::Job& job, const Vault& vault, Options options) {
    DENGYUN_TRY(named, named_in(job));
    const auto scope = Scope::system(deliver_job).entering(named.organisation);
    auto attempt = store.read<Attempt>(scope, [&](store::Reader& reader) { return load(reader, named.delivery); });
    if (!attempt && attempt.error().kind == ErrorKind::not_found) return {};  // tidied away
    if (!attempt) return std::unexpected(std::move(attempt).error());

    if (attempt->delivery.status != DeliveryStatus::waiting) return release_successor(store, scope, attempt->delivery);
    if (attempt->waits) return {};  // it is scheduled when its turn comes
    if (!attempt->webhook || !attempt->webhook->active || !attempt->event) {
        const auto reason = !attempt->webhook ? "webhook.removed"
                            : !attempt->event ? "webhook.event_gone"
                                              : "webhook.inactive";
        DENGYUN_CHECK(cancel(store, scope, attempt->delivery, reason));
        return release_successor(store, scope, attempt->delivery);
    }
    const auto answer = post(*attempt, vault, options);
    const auto judged = judge(attempt->delivery, answer, attempt->now);
    DENGYUN_CHECK(store.run_write(scope, [&](store::Unit& unit) { return keep(unit, judged); }));
    if (judged.last) return release_successor(store, scope, judged.delivery);
    return fail(ErrorKind::unavailable, *judged.delivery.error);
}

}  // namespace dengyun::webhooks
