#include "modules/items/bom/bom_line.h"

namespace dengyun::items {
namespace {

constexpr meta::Options position{.flags = meta::required | meta::sortable, .min = 1, .max = 100'000};
constexpr meta::Options quantity{
    .flags = meta::required, .min = 1, .max = 1'000'000'000'000, .format = meta::Format::milli};
constexpr meta::Options scrap{.min = 0, .max = 1'000'000};
constexpr meta::Options note{.length_max = 200};
constexpr Label position_label{"项次", "Position"};
constexpr Label quantity_label{"用量", "Quantity"};
constexpr Label scrap_label{"损耗率（百万分之）", "Scrap (millionths)"};
constexpr Label note_label{"备注", "Note"};

using B = BomLine;
constexpr auto fields =
    meta::record<B>(meta::field<&B::revision_id>(
                        "revision_id", {"版本", "Revision"},
                        {.flags = meta::required | meta::immutable | meta::filterable, .reference = "revision"}),
                    meta::field<&B::position>("position", position_label, position),
                    meta::field<&B::component_id>("component_id", {"子件", "Component"},
                                                  {.flags = meta::required | meta::filterable, .reference = "item"}),
                    meta::field<&B::quantity>("quantity", quantity_label, quantity),
                    meta::field<&B::scrap_millionths>("scrap_millionths", scrap_label, scrap),
                    meta::field<&B::note>("note", note_label, note));

constexpr std::string_view by_position[] = {"revision_id", "position"};
constexpr std::string_view by_component[] = {"component_id"};
constexpr meta::Index indexes[] = {{.name = "bom_line_position", .columns = by_position, .unique = true},
                                   {.name = "bom_line_component", .columns = by_component}};

using R = BomRow;
constexpr auto row_fields =
    meta::fields(meta::field<&R::position>("position", position_label, position),
                 meta::field<&R::component_number>("component_number", {"子件编号", "Component number"},
                                                   {.flags = meta::required, .length_max = 60}),
                 meta::field<&R::quantity>("quantity", quantity_label, quantity),
                 meta::field<&R::scrap_millionths>("scrap_millionths", scrap_label, scrap),
                 meta::field<&R::note>("note", note_label, note));

}  // namespace

constinit const meta::Entity BomLine::description{
    .name = "bom_line", .label = {"物料清单行", "BOM line"}, .fields = fields, .indexes = indexes};
constinit const meta::Entity BomRow::description{
    .name = "bom_row", .label = {"物料清单行", "BOM line"}, .fields = row_fields, .stored = false};

}  // namespace dengyun::items
