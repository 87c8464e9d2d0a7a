#include "kernel/store/test/tool.h"

namespace dengyun::store::test {
namespace {

using meta::field;

constexpr meta::Choice kinds[] = {
    {"drill", {"钻头", "Drill"}}, {"cutter", {"铣刀", "Cutter"}}, {"tap", {"丝锥", "Tap"}}};
constexpr meta::Choices kind_choices{"tool_kind", kinds};

constexpr auto maker_fields =
    meta::fields(field<&Maker::name>("name", {"名称", "Name"}), field<&Maker::year>("year", {"年份", "Year"}));

constexpr auto fields = meta::record<Tool>(
    field<&Tool::name>("name", {"名称", "Name"},
                       {.flags = meta::required | meta::searchable | meta::sortable | meta::filterable}),
    field<&Tool::note>("note", {"备注", "Note"}, {.flags = meta::searchable | meta::sortable}),
    field<&Tool::size_um>("size_um", {"尺寸", "Size"}, {.flags = meta::sortable | meta::filterable}),
    field<&Tool::weight_kg>("weight_kg", {"重量", "Weight"}, {.flags = meta::sortable}),
    field<&Tool::sharp>("sharp", {"锋利", "Sharp"}, {.flags = meta::filterable}),
    field<&Tool::kind>("kind", {"种类", "Kind"}, {.flags = meta::sortable | meta::filterable}),
    field<&Tool::spare_kind>("spare_kind", {"备件种类", "Spare kind"}),
    field<&Tool::bought_on>("bought_on", {"购买日期", "Bought on"}, {.flags = meta::sortable | meta::filterable}),
    field<&Tool::checked_at>("checked_at", {"检查时间", "Checked at"}),
    field<&Tool::successor_id>("successor_id", {"替代", "Successor"}),
    field<&Tool::tags>("tags", {"标签", "Tags"}, {.flags = meta::filterable | meta::searchable}),
    field<&Tool::fits>("fits", {"适用", "Fits"}, {.flags = meta::filterable}),
    field<&Tool::maker>("maker", {"制造商", "Maker"}),
    field<&Tool::secret>("secret", {"密文", "Secret"}, {.flags = meta::internal}),
    field<&Tool::password>("password", {"密码", "Password"}, {.format = meta::Format::password}));

constexpr std::string_view name_column[] = {"name"};
constexpr meta::Index indexes[] = {{.name = "tool_name", .columns = name_column, .unique = true}};

}  // namespace

const meta::Choices& choices_of(ToolKind) { return kind_choices; }

constinit const meta::Entity Maker::description{
    .name = "maker", .label = {"制造商", "Maker"}, .fields = maker_fields, .stored = false};
constinit const meta::Entity Tool::description{
    .name = "tool", .label = {"工具", "Tool"}, .fields = fields, .indexes = indexes, .title_field = "name"};

}  // namespace dengyun::store::test
