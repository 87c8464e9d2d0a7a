// RFxs as their buyer and the bidders see them.
#include "modules/sourcing/routes.h"

#include "kernel/api/flow_routes.h"
#include "modules/sourcing/invitations/asking.h"

namespace dengyun::sourcing {
namespace {

const auto reads = api::needs("sourcing.read");
const auto buys = api::needs("sourcing.buy");

// What everybody may see is what is open to the network and has been published.
Result<store::Page<Rfx>> open_to_all(store::Reader& reader, const store::Query& query) {
    auto open = query;
    std::erase_if(open.filters, [](const store::Query::Filter& one) {
        return one.field == "audience" || (one.field == "status" && (one.value == "draft" || one.value == "cancelled"));
    });
    open.filters.push_back({"audience", "network"});
    const bool asked = std::ranges::any_of(open.filters, [](const auto& one) { return one.field == "status"; });
    if (!asked) open.filters.push_back({"status", "published"});
    return reader.list<Rfx>(open);
}

// What is published for the circles that one is in.
Result<store::Page<Rfx>> open_to_circles(const api::Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(own, circles::circles_of(reader, call.principal->organisation));
    auto open = query;
    std::string asked;
    std::erase_if(open.filters, [&](const store::Query::Filter& one) {
        if (one.field == "circle_id") asked = one.value;
        return one.field == "audience" || one.field == "circle_id" ||
               (one.field == "status" && (one.value == "draft" || one.value == "cancelled"));
    });
    std::erase_if(own, [&](const auto circle) { return !asked.empty() && to_text(circle) != asked; });
    if (own.empty()) return store::Page<Rfx>{};
    for (const auto circle : own) open.filters.push_back({"circle_id", to_text(circle)});
    const bool has_status = std::ranges::any_of(open.filters, [](const auto& one) { return one.field == "status"; });
    if (!has_status) open.filters.push_back({"status", "published"});
    return reader.list<Rfx>(open);
}

Result<Rfx> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(id, call.id<Rfx>());
    DENGYUN_TRY(rfx, unit.find(id));
    if (rfx.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(action, api::detail::action_named(Rfx::states, input.action));
    if (call.request->header("if-match")) {
        DENGYUN_TRY(version, call.expected_version());
        if (rfx.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    }
    // An amendment says what is amended.
    if (static_cast<RfxAction>(action) == RfxAction::amend) return fail(ErrorKind::conflict, "rfx.amend_by_change");
    rfx.status_reason = input.reason;
    return move_rfx(unit, std::move(rfx), static_cast<RfxAction>(action), {*call.principal, false, false});
}

Result<Rfx> find_own(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(rfx, api::find_expected<Rfx>(call, reader));
    if (rfx.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(rfx);
}

}  // namespace

Result<Rfx> find_visible(store::Reader& reader, Id<Rfx> id, Id<Organisation> own) {
    DENGYUN_TRY(rfx, reader.find(id));
    if (rfx.organisation_id == own) return std::move(rfx);
    const bool was_published = rfx.terms_version > 0;
    if (was_published && rfx.audience == Audience::network) return std::move(rfx);
    if (was_published && rfx.circle_id) {
        DENGYUN_TRY(member, circles::is_member(reader, *rfx.circle_id, own));
        if (member) return std::move(rfx);
    }
    DENGYUN_TRY(invited, is_invited(reader, id, own));
    if (!was_published || !invited) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(rfx);
}

Result<Rfx> find_visible(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Rfx>());
    return find_visible(reader, id, call.principal->organisation);
}

void add_rfx_routes(api::Routes& routes) {
    routes.declare(Rfx::description, &Rfx::states);
    routes.list<Rfx>(
        "/api/v1/rfxs", reads, {"本单位的询价单", "RFQs of one's own"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Rfx>(query); },
        {.list_of = "rfx", .exported = true});
    routes.list<Rfx>(
        "/api/v1/open-rfxs", reads, {"全网公开的询价单", "RFQs that are open to the network"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return open_to_all(reader, query); },
        {.reach = api::Reach::all, .list_of = "rfx"});
    routes.list<Rfx>("/api/v1/circle-rfxs", reads,
                     {"本单位所在供应圈的询价单", "RFQs that are open to a circle that one is in"}, open_to_circles,
                     {.reach = api::Reach::all, .list_of = "rfx"});
    routes.get<Rfx>("/api/v1/rfxs/{id}", reads, {"查看询价单", "Read an RFQ"},
                    [](const api::Call& call, store::Reader& reader) { return find_visible(call, reader); },
                    {.reach = api::Reach::all});
    routes.post<Rfx, Rfx>("/api/v1/rfxs", buys, {"新建询价单", "Create an RFQ"},
                          [](const api::Call& call, store::Unit& unit, const Rfx& given) {
                              auto rfx = given;
                              rfx.organisation_id = call.principal->organisation;
                              return add_rfx(unit, std::move(rfx));
                          });
    routes.patch<Rfx, Rfx>("/api/v1/rfxs/{id}", buys,
                           {"修改草稿；已发布的则变更条件，已提交的报价须重新确认",
                            "Change a draft; amend what is published: submitted bids must be confirmed again"},
                           [](const api::Call& call, store::Unit& unit, const meta::Patch<Rfx>& patch) -> Result<Rfx> {
                               DENGYUN_TRY(before, find_own(call, unit));
                               DENGYUN_TRY(after, patch.applied_to(before));
                               return change_rfx(unit, before, std::move(after), {*call.principal, false, false});
                           },
                           {.reach = api::Reach::crossing});
    routes.remove("/api/v1/rfxs/{id}", buys, {"删除草稿", "Remove a draft"},
                  [](const api::Call& call, store::Unit& unit) -> Result<> {
                      DENGYUN_TRY(rfx, find_own(call, unit));
                      if (rfx.status != RfxStatus::draft) return fail(ErrorKind::conflict, "rfx.posted");
                      DENGYUN_CHECK(api::disarm_timer(unit, rfx));
                      return unit.remove(rfx);
                  });
    routes.post<api::ActionInput, Rfx>("/api/v1/rfxs/{id}/actions", buys, {"办理询价单", "Act on an RFQ"}, act,
                                       {.reach = api::Reach::crossing});
    add_rfx_timer(routes);
}

}  // namespace dengyun::sourcing
