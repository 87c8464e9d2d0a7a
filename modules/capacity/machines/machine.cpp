#include "modules/capacity/machines/machine.h"

namespace dengyun::capacity {
namespace {

constexpr std::int64_t size_mm_max = 1'000'000;

using M = Machine;
constexpr auto fields = meta::record<M>(
    meta::field<&M::number>("number", {"设备编号", "Number"},
                            {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 40}),
    meta::field<&M::name>("name", {"设备名称", "Name"},
                          {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 100}),
    meta::field<&M::model>("model", {"型号", "Model"}, {.flags = meta::searchable, .length_max = 60}),
    meta::field<&M::site_id>("site_id", {"厂区", "Site"},
                             {.flags = meta::required | meta::filterable, .reference = "site"}),
    meta::field<&M::processes>("processes", {"工艺", "Processes"}, {.flags = meta::required, .items_max = 20}),
    meta::field<&M::materials>("materials", {"可加工材料", "Materials"},
                               {.length_max = 60, .items_max = 50, .help = {"不填表示不限", "None: any material"}}),
    meta::field<&M::part_size_mm_min>("part_size_mm_min", {"最小零件尺寸（毫米）", "Smallest part (mm)"},
                                      {.min = 0, .max = size_mm_max}),
    meta::field<&M::part_size_mm_max>("part_size_mm_max", {"最大零件尺寸（毫米）", "Largest part (mm)"},
                                      {.flags = meta::sortable, .min = 1, .max = size_mm_max}),
    meta::field<&M::tolerance_um>("tolerance_um", {"精度（微米）", "Tolerance (µm)"},
                                  {.flags = meta::sortable, .min = 1, .max = 1'000'000}),
    meta::field<&M::calendar_id>("calendar_id", {"工作日历", "Working calendar"},
                                 {.flags = meta::filterable,
                                  .reference = "working_calendar",
                                  .help = {"不填：周一至周六 8:00–17:00，午休一小时",
                                           "None: Monday to Saturday, 8:00 to 17:00 with an hour at noon"}}),
    meta::field<&M::is_available>(
        "is_available", {"可用", "Available"},
        {.flags = meta::filterable,
         .help = {"故障、停用或不对外时关闭", "Off while it is broken, idle or not offered"}}),
    meta::field<&M::built_in>("built_in", {"出厂年份", "Year of make"}, {.min = 1900, .max = 2200}),
    meta::field<&M::slot_changes>("slot_changes", {"时段变更次数", "Changes of its slots"},
                                  {.flags = meta::read_only | meta::internal}));

constexpr std::string_view by_number[] = {"number"};
constexpr meta::Index indexes[] = {{.name = "machine_number", .columns = by_number, .unique = true}};

}  // namespace

constinit const meta::Entity Machine::description{
    .name = "machine", .label = {"设备", "Machine"}, .fields = fields, .indexes = indexes, .title_field = "name"};

Result<> check_machine(const Machine& machine) {
    std::vector<Issue> issues;
    if (machine.processes.empty()) issues.push_back({"processes", "required"});
    if (machine.part_size_mm_min && machine.part_size_mm_max && *machine.part_size_mm_max < *machine.part_size_mm_min)
        issues.push_back({"part_size_mm_max", "below_minimum", std::to_string(*machine.part_size_mm_min)});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::capacity
