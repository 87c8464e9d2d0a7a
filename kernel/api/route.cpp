#include "kernel/api/route.h"

#include <algorithm>
#include <deque>

#include "kernel/api/resource.h"
#include "kernel/base/assert.h"

namespace dengyun::api {

void Routes::add(Route route) { routes_.push_back(std::move(route)); }

void Routes::declare(std::span<const Permission> permissions) {
    permissions_.insert(permissions_.end(), permissions.begin(), permissions.end());
}

void Routes::declare(const meta::Entity& entity, const flow::StateTable* states) {
    entities_.push_back({&entity, states});
}

void Routes::declare(TaskSource source) {
    DENGYUN_ASSERT(std::ranges::find(task_sources_, source.name, &TaskSource::name) == task_sources_.end());
    task_sources_.push_back(std::move(source));
}

void Routes::declare(std::span<const Notice> notices) {
    notices_.insert(notices_.end(), notices.begin(), notices.end());
}

void Routes::add_timer(std::string_view entity, FireTimer fire) {
    const bool added = timers_.emplace(entity, std::move(fire)).second;
    DENGYUN_ASSERT(added);
}

const Routes::FireTimer* Routes::timer_of(std::string_view entity) const {
    const auto found = timers_.find(entity);
    return found == timers_.end() ? nullptr : &found->second;
}

Result<store::Query> list_query(const Call& call, const RouteOptions& options) {
    store::Query query;
    DENGYUN_TRY(limit, call.query_integer("limit", query.limit, 1, store::page_limit_max));
    query.limit = static_cast<unsigned>(limit);
    for (const auto& [name, value] : call.query_parameters) {
        const auto declared = std::ranges::find(options.parameters, name, [](const auto& p) { return p.first; });
        if (name == "limit" || declared != options.parameters.end()) continue;
        if (name == "after")
            query.after = value;
        else if (name == "sort")
            query.sort = value;
        else if (name == "q")
            query.search = value;
        else
            query.filters.push_back({name, value});
    }
    return query;
}

namespace detail {

Label joined(const Label& verb, const Label& noun) {
    static std::mutex mutex;
    static std::deque<std::string> texts;
    const std::lock_guard lock(mutex);
    const auto keep = [](std::string text) -> std::string_view { return texts.emplace_back(std::move(text)); };
    return {keep(std::string(verb.zh) + std::string(noun.zh)), keep(std::string(verb.en) + ' ' + std::string(noun.en))};
}

const meta::Viewer& viewer_of(const Call& call, Id<Organisation> owner) {
    if (!call.principal) return meta::stranger();
    const auto& principal = *call.principal;
    return principal.organisation == owner || principal.may("platform.see_private") ? principal : meta::stranger();
}

void write_actions(std::string& out, const flow::StateTable& table, std::int64_t status, const void* entity,
                   Id<Organisation> owner, const Call& call, Instant now) {
    DENGYUN_ASSERT(out.ends_with('}'));
    out.back() = ',';
    out += "\"actions\":[";
    if (call.principal) {
        const flow::Mover mover{*call.principal, false, call.principal->organisation != owner};
        const char* separator = "\"";
        for (const auto name : flow::open_actions(table, status, entity, now, mover)) {
            out += separator;
            out += name;
            out += '"';
            separator = ",\"";
        }
    }
    out += "]}";
}

void write_warnings(std::string& out, const std::vector<Issue>& warnings, const Call& call) {
    DENGYUN_ASSERT(out.ends_with('}'));
    out.back() = ',';
    out += "\"warnings\":[";
    for (const auto& warning : warnings) {
        if (&warning != &warnings.front()) out += ',';
        out += "{\"field\":";
        meta::write_json_text(out, warning.field);
        out += ",\"code\":";
        meta::write_json_text(out, warning.code);
        out += ",\"text\":";
        meta::write_json_text(out, call.messages->text(warning, call.language));
        out += '}';
    }
    out += "]}";
}

}  // namespace detail
}  // namespace dengyun::api
