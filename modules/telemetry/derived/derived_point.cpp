#include "modules/telemetry/derived/derived_point.h"

namespace dengyun::telemetry {
namespace {

using D = DerivedPoint;
constexpr auto fields = meta::record<D>(
    meta::field<&D::name>("name", {"点位", "Point"},
                          {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 60}),
    meta::field<&D::device_id>("device_id", {"联网设备", "Device"}, {.flags = meta::filterable, .reference = "device"}),
    meta::field<&D::profile>("profile", {"设备模板", "Profile"},
                             {.flags = meta::filterable,
                              .length_max = 60,
                              .help = {"对该模板的所有设备有效", "Holds for every device of the profile"}}),
    meta::field<&D::expression>(
        "expression", {"表达式", "Expression"},
        {.flags = meta::required, .length_max = static_cast<std::uint32_t>(expressions::text_bytes_max)}));

}  // namespace

constinit const meta::Entity DerivedPoint::description{
    .name = "derived_point", .label = {"计算点位", "Derived point"}, .fields = fields, .title_field = "name"};

Result<std::vector<DerivedPtr>> all_derived_points(store::Reader& reader) {
    std::vector<DerivedPtr> all;
    store::Query query{.sort = "id", .limit = store::page_limit_max};
    for (;;) {
        DENGYUN_TRY(page, reader.list<DerivedPoint>(query));
        for (auto& point : page.items) all.push_back(std::make_shared<const DerivedPoint>(std::move(point)));
        if (!page.next || static_cast<std::int64_t>(all.size()) >= derived_points_max) return all;
        query.after = *page.next;
    }
}

}  // namespace dengyun::telemetry
