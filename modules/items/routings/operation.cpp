#include "modules/items/routings/operation.h"

namespace dengyun::items {
namespace {

constexpr std::int64_t day_s = 86'400;

using R = Routing;
constexpr auto routing_fields = meta::record<R>(
    meta::field<&R::revision_id>(
        "revision_id", {"版本", "Revision"},
        {.flags = meta::required | meta::immutable | meta::filterable, .reference = "revision"}),
    meta::field<&R::name>("name", {"名称", "Name"}, {.flags = meta::required, .length_max = 60}),
    meta::field<&R::is_primary>("is_primary", {"常用", "Primary"},
                                {.flags = meta::filterable,
                                 .help = {"只能有一条；选定后原来的自动取消",
                                          "There is one; choosing it releases the "
                                          "one before"}}),
    meta::field<&R::material_unit_price>(
        "material_unit_price", {"单件材料价", "Material, per piece"},
        {.min = 0,
         .max = 1'000'000'000'000,
         .format = meta::Format::micro_yuan,
         .help = {"集中采购时每投入一件的材料价格", "Bought centrally, for each piece that goes in"}}),
    meta::field<&R::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));
constexpr std::string_view by_revision[] = {"revision_id"};
constexpr meta::Index routing_indexes[] = {{.name = "routing_revision", .columns = by_revision}};

using O = Operation;
constexpr auto fields = meta::record<O>(
    meta::field<&O::routing_id>("routing_id", {"工艺路线", "Routing"},
                                {.flags = meta::required | meta::immutable | meta::filterable, .reference = "routing"}),
    meta::field<&O::number>("number", {"工序号", "Operation number"},
                            {.flags = meta::required | meta::immutable | meta::sortable, .min = 1, .max = 9'999}),
    meta::field<&O::name>("name", {"工序名称", "Name"}, {.flags = meta::required, .length_max = 60}),
    meta::field<&O::name_en>("name_en", {"英文名称", "English name"}, {.length_max = 60}),
    meta::field<&O::process>("process", {"工艺", "Process"}, {.flags = meta::required | meta::filterable}),
    meta::field<&O::predecessors>("predecessors", {"前道工序", "Predecessors"},
                                  {.min = 1,
                                   .max = 9'999,
                                   .items_max = 20,
                                   .help = {"前道工序号；不填则可立即开工",
                                            "Their numbers; none: it can begin at "
                                            "once"}}),
    meta::field<&O::setup_s>("setup_s", {"准备时间（秒）", "Set-up (s)"}, {.min = 0, .max = 30 * day_s}),
    meta::field<&O::unit_time_ms>("unit_time_ms", {"单件时间（毫秒）", "Unit time (ms)"},
                                  {.flags = meta::required, .min = 0, .max = 30 * day_s * 1'000}),
    meta::field<&O::yield_millionths>("yield_millionths", {"合格率（百万分之）", "Yield (millionths)"},
                                      {.min = 1, .max = 1'000'000}),
    meta::field<&O::transfer_batch>(
        "transfer_batch", {"转移批量（件）", "Transfer batch (pieces)"},
        {.min = 1,
         .max = 1'000'000'000,
         .help = {"每满一批即转下道；不填则整批转移", "So many go on together; none: the whole lot"}}),
    meta::field<&O::has_inspection>("has_inspection", {"需检验", "Inspection"}, {}),
    meta::field<&O::may_be_outsourced>("may_be_outsourced", {"可外协", "May be outsourced"}, {}),
    meta::field<&O::material>("material", {"加工材料", "Material"}, {.length_max = 60}),
    meta::field<&O::part_size_mm>("part_size_mm", {"零件尺寸（毫米）", "Part size (mm)"}, {.min = 1, .max = 1'000'000}),
    meta::field<&O::tolerance_um>("tolerance_um", {"公差（微米）", "Tolerance (µm)"}, {.min = 1, .max = 1'000'000}),
    meta::field<&O::area_mm2>("area_mm2", {"单件加工面积（平方毫米）", "Worked area of a piece (mm²)"},
                              {.min = 1,
                               .max = 1'000'000'000'000,
                               .help = {"按面积计价的工艺需要", "For processes that are priced by area"}}),
    meta::field<&O::mass_mg>("mass_mg", {"单件重量（毫克）", "Mass of a piece (mg)"},
                             {.min = 1,
                              .max = 1'000'000'000'000,
                              .help = {"按重量计价和计算运费需要", "For prices by weight, and for transport"}}),
    meta::field<&O::instruction>("instruction", {"作业说明", "Instruction"},
                                 {.length_max = 1'000, .format = meta::Format::multiline}));
constexpr std::string_view by_number[] = {"routing_id", "number"};
constexpr meta::Index indexes[] = {{.name = "operation_number", .columns = by_number, .unique = true}};

}  // namespace

constinit const meta::Entity Routing::description{.name = "routing",
                                                  .label = {"工艺路线", "Routing"},
                                                  .fields = routing_fields,
                                                  .indexes = routing_indexes,
                                                  .title_field = "name"};
constinit const meta::Entity Operation::description{
    .name = "operation", .label = {"工序", "Operation"}, .fields = fields, .indexes = indexes, .title_field = "name"};

}  // namespace dengyun::items
