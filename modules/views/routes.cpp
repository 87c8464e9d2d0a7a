#include "kernel/api/resource.h"
#include "modules/views/api.h"
#include "modules/views/saved_view.h"

namespace dengyun::views {
namespace {

using api::Call;

constexpr api::Permission declared_permissions[] = {
    {"views.edit", {"保存列表视图", "Save views of lists"}, api::every_role},
    {"views.share",
     {"与本单位共用列表视图", "Share views of lists with the organisation"},
     api::leading_roles | api::RoleSet{api::Role::planner} | api::platform_roles},
};

constexpr Message declared_messages[] = {
    {"view.too_many",
     {"视图数量已达上限，请先删除不用的。",
      "There are as many views as there can be. Please remove one that is not used."}},
    {"view.person_only",
     {"视图属于个人，接口密钥不能保存。", "A view belongs to a person; an API key cannot save one."}},
};

bool is_own(const Call& call, const SavedView& view) { return call.principal->user == view.user_id; }

Result<std::int64_t> count(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> parameters) {
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const store::Row& row) { rows = row.integer(0); }));
    return rows;
}

Result<> check_room(store::Reader& reader, const SavedView& view, bool is_new, bool newly_shared) {
    const auto organisation = reader.scope().organisation().value;
    if (is_new) {
        const meta::Scalar of[] = {organisation, view.user_id.value};
        DENGYUN_TRY(own,
                    count(reader, "SELECT COUNT(*) FROM saved_view WHERE organisation_id = ? AND user_id = ?", of));
        if (own >= own_views_max) return fail(ErrorKind::limit, "view.too_many");
    }
    if (newly_shared) {
        const meta::Scalar of[] = {organisation};
        DENGYUN_TRY(shared,
                    count(reader, "SELECT COUNT(*) FROM saved_view WHERE organisation_id = ? AND shared = 1", of));
        if (shared >= shared_views_max) return fail(ErrorKind::limit, "view.too_many");
    }
    return {};
}

// One's own and those that are shared, by name; few enough for one page.
Result<store::Page<SavedView>> list(const Call& call, store::Reader& reader, const store::Query& asked) {
    store::Page<SavedView> all;
    const auto take = [&](std::string_view field, std::string value) -> Result<> {
        auto query = asked;
        query.filters.push_back({std::string(field), std::move(value)});
        query.limit = store::page_limit_max;
        DENGYUN_TRY(page, reader.list<SavedView>(query));
        for (auto& view : page.items)
            if (std::ranges::find(all.items, view.id, &SavedView::id) == all.items.end())
                all.items.push_back(std::move(view));
        return {};
    };
    if (call.principal->user.value != 0) DENGYUN_CHECK(take("user_id", to_text(call.principal->user)));
    DENGYUN_CHECK(take("shared", "true"));
    std::ranges::sort(all.items, {},
                      [](const SavedView& view) { return std::pair(std::string_view(view.name), view.id.value); });
    return all;
}

Result<SavedView> read(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<SavedView>());
    DENGYUN_TRY(view, reader.find(id));
    if (!is_own(call, view) && !view.shared) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(view);
}

// A view is changed by whose it is; one that is shared also by those who may share.
Result<SavedView> find_changeable(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(visible, read(call, reader));
    if (!is_own(call, visible) && !call.viewer().may("views.share"))
        return fail(ErrorKind::forbidden, "request.forbidden");
    return api::find_expected<SavedView>(call, reader);
}

Result<SavedView> create(const Call& call, store::Unit& unit, SavedView view) {
    if (call.principal->user.value == 0) return fail(ErrorKind::forbidden, "view.person_only");
    view.user_id = call.principal->user;
    DENGYUN_CHECK(check_room(unit, view, true, view.shared));
    return unit.insert(std::move(view));
}

Result<SavedView> change(const Call& call, store::Unit& unit, const meta::Patch<SavedView>& patch) {
    DENGYUN_TRY(before, find_changeable(call, unit));
    DENGYUN_TRY(after, patch.applied_to(before));
    DENGYUN_CHECK(check_room(unit, after, false, after.shared && !before.shared));
    return unit.update(std::move(after));
}

Result<> remove(const Call& call, store::Unit& unit) {
    DENGYUN_TRY(view, find_changeable(call, unit));
    return unit.remove(view);
}

}  // namespace

std::span<const api::Permission> permissions() { return declared_permissions; }
std::span<const Message> messages() { return declared_messages; }
std::span<const meta::Entity* const> entities() {
    static constexpr const meta::Entity* all[] = {&SavedView::description};
    return all;
}

void add_routes(api::Routes& routes) {
    const std::string path = "/api/v1/views";
    const auto edit = api::needs("views.edit");
    routes.declare(permissions());
    routes.declare(SavedView::description);
    routes.list<SavedView>(path, edit, {"列出视图：自己的和共用的", "List views: one's own and the shared ones"}, list,
                           {.list_of = SavedView::description.name});
    routes.get<SavedView>(path + "/{id}", edit, {"查看视图", "Read a view"}, read);
    routes.post<SavedView, SavedView>(path, edit, {"保存视图", "Save a view"}, create);
    routes.patch<SavedView, SavedView>(path + "/{id}", edit, {"修改视图", "Change a view"}, change);
    routes.remove(path + "/{id}", edit, {"删除视图", "Remove a view"}, remove);
}

}  // namespace dengyun::views
