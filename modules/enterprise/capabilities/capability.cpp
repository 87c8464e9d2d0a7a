#include "modules/enterprise/capabilities/capability.h"

namespace dengyun::enterprise {
namespace {

using C = Capability;
constexpr auto fields = meta::record<C>(
    meta::field<&C::process>("process", {"工艺", "Process"}, {.flags = meta::required | meta::filterable}),
    meta::field<&C::material>("material", {"材料", "Material"}, {.flags = meta::searchable, .length_max = 100}),
    meta::field<&C::part_size_mm_max>("part_size_mm_max", {"最大零件尺寸（毫米）", "Largest part (mm)"},
                                      {.flags = meta::sortable, .min = 1, .max = 1'000'000}),
    meta::field<&C::tolerance_um>("tolerance_um", {"精度（微米）", "Tolerance (µm)"},
                                  {.flags = meta::sortable, .min = 1, .max = 1'000'000}),
    meta::field<&C::monthly_capacity>("monthly_capacity", {"月产能", "Monthly capacity"},
                                      {.min = 0, .max = 1'000'000'000'000}),
    meta::field<&C::capacity_unit>("capacity_unit", {"产能单位", "Unit of capacity"}, {.length_max = 20}),
    meta::field<&C::lead_time_days>("lead_time_days", {"交货期（天）", "Lead time (days)"},
                                    {.flags = meta::sortable, .min = 0, .max = 3'650}),
    meta::field<&C::description_text>(
        "description", {"说明", "Description"},
        {.flags = meta::searchable, .length_max = 1'000, .format = meta::Format::multiline}));

}  // namespace

constinit const meta::Entity Capability::description{
    .name = "capability", .label = {"加工能力", "Capability"}, .fields = fields, .title_field = "process"};

Result<> check_capability(const Capability& capability) {
    const bool has_unit = capability.capacity_unit && !capability.capacity_unit->empty();
    if (!capability.monthly_capacity || has_unit) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"capacity_unit", "required"}});
}

}  // namespace dengyun::enterprise
