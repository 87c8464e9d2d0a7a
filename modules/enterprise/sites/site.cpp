#include "modules/enterprise/sites/site.h"

namespace dengyun::enterprise {
namespace {

constexpr auto fields = meta::record<Site>(
    meta::field<&Site::name>("name", {"名称", "Name"},
                             {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 100}),
    meta::field<&Site::region_code>(
        "region_code", {"所在地区", "Region"},
        {.flags = meta::required | meta::filterable, .length_max = 6, .format = meta::Format::region}),
    meta::field<&Site::address>("address", {"地址", "Address"},
                                {.flags = meta::required | meta::searchable, .length_max = 200}),
    meta::field<&Site::longitude>("longitude", {"经度", "Longitude"}, {.format = meta::Format::longitude}),
    meta::field<&Site::latitude>("latitude", {"纬度", "Latitude"}, {.format = meta::Format::latitude}),
    meta::field<&Site::area_m2>("area_m2", {"面积（平方米）", "Area (m²)"},
                                {.flags = meta::sortable, .min = 1, .max = 100'000'000}),
    meta::field<&Site::is_headquarters>(
        "is_headquarters", {"总部", "Headquarters"},
        {.flags = meta::filterable,
         .help = {"只能有一处；选定后原来的总部自动取消", "There is one; choosing it releases the one before"}}));

}  // namespace

constinit const meta::Entity Site::description{
    .name = "site", .label = {"厂区", "Site"}, .fields = fields, .title_field = "name"};

}  // namespace dengyun::enterprise
