#pragma once
// Finds the route of a path: patterns like "/api/v1/sites/{id}", literal parts before parameters.
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/api/route.h"

namespace dengyun::api {

class PathTable {
  public:
    // Two routes of the same method and pattern are a broken invariant.
    explicit PathTable(std::span<const Route> routes);

    struct Match {
        const Route* route = nullptr;  // nullptr: no such path, or not with this method
        std::vector<PathParameter> parameters;
        std::vector<http::Method> allowed;  // where the path exists but not with this method
    };
    // HEAD finds the GET route.
    [[nodiscard]] Match find(http::Method method, std::string_view path) const;

  private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::unique_ptr<Node> parameter;
        std::string parameter_name;
        std::vector<const Route*> routes;
    };
    void add(const Route& route);
    static const Node* descend(const Node& node, std::span<const std::string_view> parts,
                               std::vector<PathParameter>& parameters);
    Node root_;
};

}  // namespace dengyun::api
