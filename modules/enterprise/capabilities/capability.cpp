#include "modules/enterprise/capabilities/capability.h"

namespace dengyun::enterprise {
namespace {

constexpr meta::Choice processes[] = {
    {"mould_making", {"模具制造", "Mould making"}},
    {"milling", {"铣削", "Milling"}},
    {"turning", {"车削", "Turning"}},
    {"grinding", {"磨削", "Grinding"}},
    {"wire_cutting", {"线切割", "Wire cutting"}},
    {"spark_erosion", {"电火花", "Spark erosion"}},
    {"drilling", {"钻孔", "Drilling"}},
    {"boring", {"镗孔", "Boring"}},
    {"injection_moulding", {"注塑", "Injection moulding"}},
    {"blow_moulding", {"吹塑", "Blow moulding"}},
    {"die_casting", {"压铸", "Die casting"}},
    {"sand_casting", {"砂铸", "Sand casting"}},
    {"forging", {"锻造", "Forging"}},
    {"cold_heading", {"冷镦", "Cold heading"}},
    {"stamping", {"冲压", "Stamping"}},
    {"bending", {"折弯", "Bending"}},
    {"laser_cutting", {"激光切割", "Laser cutting"}},
    {"welding", {"焊接", "Welding"}},
    {"heat_treatment", {"热处理", "Heat treatment"}},
    {"electroplating", {"电镀", "Electroplating"}},
    {"anodising", {"阳极氧化", "Anodising"}},
    {"painting", {"喷漆", "Painting"}},
    {"powder_coating", {"喷粉", "Powder coating"}},
    {"vacuum_coating", {"真空镀膜", "Vacuum coating"}},
    {"polishing", {"抛光", "Polishing"}},
    {"additive_manufacturing", {"增材制造", "Additive manufacturing"}},
    {"assembly", {"装配", "Assembly"}},
    {"inspection", {"检测", "Inspection"}},
    {"other", {"其他", "Other"}},
};
constexpr meta::Choices process_choices{"process", processes};

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

const meta::Choices& choices_of(Process) { return process_choices; }

constinit const meta::Entity Capability::description{
    .name = "capability", .label = {"加工能力", "Capability"}, .fields = fields, .title_field = "process"};

Result<> check_capability(const Capability& capability) {
    const bool has_unit = capability.capacity_unit && !capability.capacity_unit->empty();
    if (!capability.monthly_capacity || has_unit) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"capacity_unit", "required"}});
}

}  // namespace dengyun::enterprise
