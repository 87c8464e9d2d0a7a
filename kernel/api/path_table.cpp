#include "kernel/api/path_table.h"

#include <algorithm>

#include "kernel/base/assert.h"

namespace dengyun::api {
namespace {

constexpr std::size_t parts_max = 16;

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> parts;
    while (path.starts_with('/') && parts.size() <= parts_max) {
        path.remove_prefix(1);
        const auto slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
    }
    return parts;
}

bool is_parameter(std::string_view part) { return part.starts_with('{') && part.ends_with('}'); }

}  // namespace

PathTable::PathTable(std::span<const Route> routes) {
    for (const auto& route : routes) add(route);
}

void PathTable::add(const Route& route) {
    Node* node = &root_;
    for (const auto part : split(route.path)) {
        auto& next = is_parameter(part) ? node->parameter : node->literals[std::string(part)];
        if (!next) next = std::make_unique<Node>();
        if (is_parameter(part)) {
            const auto name = part.substr(1, part.size() - 2);
            DENGYUN_ASSERT(node->parameter_name.empty() || node->parameter_name == name);
            node->parameter_name = name;
        }
        node = next.get();
    }
    DENGYUN_ASSERT(std::ranges::find(node->routes, route.method, &Route::method) == node->routes.end());
    node->routes.push_back(&route);
}

const PathTable::Node* PathTable::descend(const Node& node, std::span<const std::string_view> parts,
                                          std::vector<PathParameter>& parameters) {
    if (parts.empty()) return node.routes.empty() ? nullptr : &node;
    if (const auto found = node.literals.find(parts.front()); found != node.literals.end())
        if (const auto* end = descend(*found->second, parts.subspan(1), parameters)) return end;
    if (!node.parameter || parts.front().empty()) return nullptr;
    parameters.push_back({node.parameter_name, std::string(parts.front())});
    if (const auto* end = descend(*node.parameter, parts.subspan(1), parameters)) return end;
    parameters.pop_back();
    return nullptr;
}

PathTable::Match PathTable::find(http::Method method, std::string_view path) const {
    Match match;
    const auto parts = split(path);
    if (parts.size() > parts_max) return match;
    const auto* node = descend(root_, parts, match.parameters);
    if (node == nullptr) return match;
    const auto wanted = method == http::Method::head ? http::Method::get : method;
    const auto found = std::ranges::find(node->routes, wanted, [](const Route* route) { return route->method; });
    if (found != node->routes.end())
        match.route = *found;
    else
        for (const auto* route : node->routes) match.allowed.push_back(route->method);
    return match;
}

}  // namespace dengyun::api
