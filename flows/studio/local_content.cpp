#include <algorithm>
#include <map>

#include "flows/studio/studio.h"

namespace dengyun::studio {

Result<LocalContent> local_content(const std::vector<SuppliedValue>& supplied,
                                   const std::optional<std::string>& prefecture_code,
                                   const std::optional<std::string>& province_code) {
    LocalContent content{.prefecture_code = prefecture_code, .province_code = province_code};
    std::map<std::string, RegionShare> regions;
    Money own_prefecture{};
    Money own_province{};
    for (const auto& one : supplied) {
        if (one.value.value <= 0) continue;
        ++content.suppliers;
        DENGYUN_TRY(total, add(content.total, one.value));
        content.total = total;
        auto& region = regions[one.prefecture_code.value_or("")];
        region.region_code = one.prefecture_code;
        region.value.value += one.value.value;  // within the total
        ++region.suppliers;
        if (prefecture_code && one.prefecture_code == prefecture_code) own_prefecture.value += one.value.value;
        if (province_code && one.province_code == province_code) own_province.value += one.value.value;
    }
    if (regions.empty()) return content;
    for (auto& [code, region] : regions) content.regions.push_back(std::move(region));
    std::ranges::sort(content.regions, {},
                      [](const RegionShare& one) { return std::pair(-one.value.value, one.region_code.value_or("")); });
    std::vector<std::int64_t> weights;
    for (const auto& region : content.regions) weights.push_back(region.value.value);
    DENGYUN_TRY(shares, split(Money{1'000'000}, weights));
    for (std::size_t i = 0; i < shares.size(); ++i) content.regions[i].share_ppm = shares[i].value;
    DENGYUN_TRY(near, multiply_divide(1'000'000, own_prefecture.value, content.total.value));
    DENGYUN_TRY(wider, multiply_divide(1'000'000, own_province.value, content.total.value));
    content.prefecture_ppm = near;
    content.province_ppm = wider;
    return content;
}

}  // namespace dengyun::studio
