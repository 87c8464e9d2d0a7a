#include "modules/items/distributions/received.h"

namespace dengyun::items {
namespace {

constexpr auto input_fields = meta::fields(meta::field<&DistributionInput::holder_id>(
    "holder_id", {"发放给", "Given to"}, {.flags = meta::required, .reference = "organisation"}));

using R = Received;
constexpr auto fields =
    meta::fields(meta::field<&R::item_number>("item_number", {"物料编号", "Item number"}),
                 meta::field<&R::item_name>("item_name", {"物料", "Item"}),
                 meta::field<&R::item_name_en>("item_name_en", {"英文名称", "English name"}),
                 meta::field<&R::material>("material", {"材料", "Material"}),
                 meta::field<&R::revision_code>("revision_code", {"版次", "Revision code"}),
                 meta::field<&R::revision_status>("revision_status", {"版本状态", "State of the revision"}),
                 meta::field<&R::change_note>("change_note", {"变更说明", "Change note"}, {.length_max = 1'000}),
                 meta::field<&R::drawings>("drawings", {"图纸", "Drawings"},
                                           {.items_max = static_cast<std::uint32_t>(drawings_max)}));

}  // namespace

constinit const meta::Entity DistributionInput::description{
    .name = "distribution_input", .label = {"图纸发放", "Distribution"}, .fields = input_fields, .stored = false};
constinit const meta::Entity Received::description{
    .name = "received_revision", .label = {"收到的版本", "Received revision"}, .fields = fields, .stored = false};

}  // namespace dengyun::items
