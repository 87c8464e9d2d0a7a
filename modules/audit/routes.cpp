#include <array>

#include "modules/audit/api.h"
#include "modules/audit/event_view.h"

namespace dengyun::audit {
namespace {

constexpr api::Permission declared_permissions[] = {
    {"audit.read",
     {"查看审计记录", "Read the audit trail"},
     api::leading_roles | api::RoleSet{api::Role::platform_operator, api::Role::bookkeeping_firm}},
};

constexpr std::array<Message, 0> declared_messages{};

// The log is read in its own order only: "sequence" or, newest first, "-sequence". "id" stands for the same order.
Result<store::EventQuery> event_query(const store::Query& asked) {
    store::EventQuery query{.limit = asked.limit};
    const auto refuse = [](std::string_view field, std::string_view code) {
        return fail(ErrorKind::invalid, "request.invalid", {{std::string(field), std::string(code)}});
    };
    if (asked.sort == "-id" || asked.sort == "-sequence")
        query.descending = true;
    else if (asked.sort != "id" && asked.sort != "sequence")
        return refuse("sort", "unknown_choice");
    if (!asked.after.empty()) {
        const auto after = id_from_text(asked.after);
        if (!after) return refuse("after", "malformed");
        query.after = *after;
    }
    if (!asked.search.empty()) return refuse("q", "unknown_member");
    for (const auto& [field, value] : asked.filters) {
        if (field == "entity") {
            query.entity = value;
        } else if (field == "entity_id") {
            const auto id = id_from_text(value);
            if (!id) return refuse(field, "malformed");
            query.entity_id = *id;
        } else {
            return refuse(field, "unknown_member");
        }
    }
    return query;
}

Result<store::Page<EventView>> list(const api::Call&, store::Reader& reader, const store::Query& asked) {
    DENGYUN_TRY(query, event_query(asked));
    DENGYUN_TRY(events, store::read_events(reader, query));
    store::Page<EventView> page;
    if (events.size() == query.limit) page.next = std::to_string(events.back().sequence);
    for (auto& event : events) page.items.push_back(view_of(std::move(event)));
    return page;
}

Result<VerificationView> verify(const api::Call& call, store::Store& store) {
    DENGYUN_TRY(verification, store::verify_events(store, call.scope));
    return view_of(verification);
}

}  // namespace

std::span<const api::Permission> permissions() { return declared_permissions; }
std::span<const Message> messages() { return declared_messages; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    routes.declare(EventView::description);
    routes.list<EventView>("/api/v1/events", api::needs("audit.read"),
                           {"审计记录，最新的在前", "The audit trail, newest first"}, list,
                           {.list_of = EventView::description.name, .exported = true});
    routes.get<VerificationView>("/api/v1/events/verification", api::needs("audit.read"),
                                 {"校验事件链", "Verify the event chain"}, verify);
}

}  // namespace dengyun::audit
