#pragma once
// A site: a place where an enterprise works. Public, so that buyers see who is near. One of them may be the
// headquarters.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::enterprise {

inline constexpr std::int64_t sites_max = 200;  // per organisation

struct Site : meta::Record<Site> {
    std::string name;
    std::string region_code;
    std::string address;
    std::optional<double> longitude;  // degrees; both or neither; the seat of the region where nobody gave them
    std::optional<double> latitude;
    std::optional<std::int64_t> area_m2;
    bool is_headquarters = false;
    static const meta::Entity description;
};

[[nodiscard]] std::vector<Issue> warnings_of(const Site& site);

}  // namespace dengyun::enterprise
