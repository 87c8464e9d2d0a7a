// Payments of one's own, the partner's notifications, and reconciliation for the operator.
#include "kernel/api/resource.h"
#include "kernel/api/task.h"
#include "modules/payments/api.h"

namespace dengyun::payments {
namespace {

struct ReconcileInput {
    meta::Date day{};
    static const meta::Entity description;
};
struct ResolveInput {
    std::string remark;
    static const meta::Entity description;
};
struct Received {
    bool taken = true;
    static const meta::Entity description;
};
constexpr auto reconcile_fields =
    meta::fields(meta::field<&ReconcileInput::day>("day", {"日期", "Day"}, {.flags = meta::required}));
constexpr auto resolve_fields = meta::fields(
    meta::field<&ResolveInput::remark>("remark", {"处理说明", "Remark"}, {.flags = meta::required, .length_max = 500}));
constexpr auto received_fields =
    meta::fields(meta::field<&Received::taken>("taken", {"已收到", "Taken"}, {.flags = meta::read_only}));

const auto reconciles = api::needs("payments.reconcile");

// The partner repeats a notification until it is answered; what it says is concluded once.
Result<api::Reply> take_notification(const api::Call& call, store::Store& store, Partner* partner) {
    if (partner == nullptr) return fail(ErrorKind::conflict, "payment.no_partner");
    std::vector<Partner::Header> headers;
    for (const auto& header : call.request->headers) headers.push_back({header.name, header.value});
    const auto scope = Scope::system("payments.notification");
    Instant now{};
    DENGYUN_CHECK(store.run_read(scope, [&](store::Reader& reader) -> Result<> {
        now = reader.now();
        return {};
    }));
    DENGYUN_TRY(answer, partner->read_notification(headers, call.request->body, now));
    const auto id = payment_of(answer.id);
    if (!id) return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(concluded, store.write<Payment>(scope, [&](store::Unit& unit) { return conclude(unit, *id, answer); }));
    static_cast<void>(concluded);
    return api::Reply{.body = meta::to_json(Received{})};
}

void add_payment_routes(api::Routes& routes, Partner* partner) {
    routes.declare(Payment::description, &Payment::states);
    routes.list<Payment>(
        "/api/v1/payments", api::needs("payments.read"), {"支付单", "Payments"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Payment>(query); },
        {.list_of = "payment", .exported = true});
    routes.get<Payment>("/api/v1/payments/{id}", api::needs("payments.read"), {"查看支付单", "Read a payment"},
                        [](const api::Call& call, store::Reader& reader) -> Result<Payment> {
                            DENGYUN_TRY(id, call.id<Payment>());
                            return reader.find(id);
                        });
    routes.post<Payment, Payment>(
        "/api/v1/payments", api::needs("payments.create"), {"充值或付款", "Top up or pay out"},
        [partner](const api::Call& call, store::Unit& unit, const Payment& given) -> Result<Payment> {
            if (partner == nullptr) return fail(ErrorKind::conflict, "payment.no_partner");
            Payment payment = given;
            payment.organisation_id = call.principal->organisation;
            return create_payment(unit, std::move(payment));
        },
        {.reach = api::Reach::crossing});
    routes.post<api::Nothing, Received>(
        "/api/v1/payment-notifications/actions", api::anyone,
        {"支付机构的通知", "A notification of the payment partner"},
        [partner](const api::Call& call, store::Store& store) { return take_notification(call, store, partner); },
        {.raw_body = true});
}

// The newest day first: what is found today is explained today.
Result<api::FoundTasks> open_differences(const api::Call& call, store::Reader& reader) {
    api::FoundTasks found;
    const store::Query query{
        .filters = {{"status", "open"}}, .sort = "-day", .limit = static_cast<unsigned>(api::tasks_counted_max)};
    DENGYUN_TRY(differences, reader.list<Difference>(query));
    for (const auto& difference : differences.items) {
        const auto& kind = choices_of(difference.kind).entries[static_cast<std::size_t>(difference.kind)].label;
        auto title = std::string(kind.in(call.language));
        if (!difference.reference.empty()) title += " · " + difference.reference;
        found.add({.title = std::move(title),
                   .entity = std::string(Difference::description.name),
                   .entity_id = to_text(difference.id),
                   .organisation_id = difference.organisation_id,
                   .due_at = std::nullopt});
    }
    return found;
}

void add_reconciliation_routes(api::Routes& routes, Partner* partner) {
    routes.declare(Reconciliation::description);
    routes.declare(Difference::description);
    routes.declare(api::TaskSource{.name = "payment_differences_open",
                                   .label = {"待处理的对账差异", "Differences with the bank to resolve"},
                                   .permission = "payments.reconcile",
                                   .reads_all = true,
                                   .find = open_differences});
    routes.list<Reconciliation>("/api/v1/reconciliations", reconciles, {"对账结果", "Reconciliations"},
                                [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                    return reader.list<Reconciliation>(query);
                                },
                                {.reach = api::Reach::all, .list_of = "reconciliation", .exported = true});
    routes.post<ReconcileInput, Reconciliation>(
        "/api/v1/reconciliations/actions", reconciles, {"与支付机构对账", "Reconcile a day"},
        [partner](const api::Call&, store::Store& store, const ReconcileInput& input) -> Result<Reconciliation> {
            if (partner == nullptr) return fail(ErrorKind::conflict, "payment.no_partner");
            return reconcile(store, *partner, input.day);
        });
    routes.list<Difference>("/api/v1/payment-differences", reconciles, {"对账差异", "Differences"},
                            [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                return reader.list<Difference>(query);
                            },
                            {.reach = api::Reach::all, .list_of = "payment_difference", .exported = true});
    routes.post<ResolveInput, Difference>(
        "/api/v1/payment-differences/{id}/actions", reconciles, {"处理差异", "Resolve a difference"},
        [](const api::Call& call, store::Unit& unit, const ResolveInput& input) -> Result<Difference> {
            DENGYUN_TRY(id, call.id<Difference>());
            DENGYUN_TRY(difference, unit.find(id));
            difference.status = DifferenceStatus::resolved;
            difference.remark = input.remark;
            return unit.update(std::move(difference), "resolved");
        },
        {.reach = api::Reach::crossing});
}

}  // namespace

constinit const meta::Entity ReconcileInput::description{
    .name = "reconcile_input", .label = {"对账", "Reconcile"}, .fields = reconcile_fields, .stored = false};
constinit const meta::Entity ResolveInput::description{
    .name = "resolve_input", .label = {"处理差异", "Resolve"}, .fields = resolve_fields, .stored = false};
constinit const meta::Entity Received::description{
    .name = "notification_received", .label = {"已收到", "Received"}, .fields = received_fields, .stored = false};

void add_routes(api::Routes& routes, Partner* partner) {
    routes.declare(permissions());
    add_payment_routes(routes, partner);
    add_reconciliation_routes(routes, partner);
}

}  // namespace dengyun::payments
