#include "demo/goods.h"
#include "server/demonstration_parts.h"

namespace dengyun::server {
namespace {

Result<> add_routing(store::Unit& unit, const items::Revision& revision, const demo::Goods& what) {
    items::Routing routing{.revision_id = revision.id, .name = "标准路线", .is_primary = true};
    routing.organisation_id = revision.organisation_id;
    DENGYUN_TRY(made, items::add_routing(unit, std::move(routing)));
    std::int64_t number = 0;
    for (const auto& step : what.operations) {
        number += 10;
        items::Operation operation{.routing_id = made.id,
                                   .number = number,
                                   .name = std::string(step.name),
                                   .name_en = std::string(step.name_en),
                                   .process = reference::process(step.process),
                                   .setup_s = step.setup_minutes * 60,
                                   .unit_time_ms = step.seconds_per_piece * 1'000,
                                   .yield_millionths = step.yield_percent * 10'000,
                                   .has_inspection = step.process == "inspection",
                                   .part_size_mm = what.length_mm};
        if (number > 10) operation.predecessors = {number - 10};
        if (step.tolerance_um > 0) {
            operation.tolerance_um = step.tolerance_um;
            operation.material = std::string(what.material);
        }
        operation.organisation_id = revision.organisation_id;
        DENGYUN_CHECK(items::add_operation(unit, std::move(operation)));
    }
    return {};
}

}  // namespace

Result<> add_goods(store::Unit& unit, Id<Organisation> owner) {
    constexpr std::string_view first_revision = "A";
    for (const auto& what : demo::goods()) {
        items::Item item{.number = std::string(what.number),
                         .name = std::string(what.name),
                         .name_en = std::string(what.name_en),
                         .unit = std::string(what.unit),
                         .kind = items::ItemKind::made,
                         .item_group = std::string(what.group),
                         .material = std::string(what.material)};
        item.organisation_id = owner;
        DENGYUN_TRY(added, items::add_item(unit, std::move(item)));
        items::Revision draft{.item_id = added.id, .code = std::string(first_revision)};
        draft.organisation_id = owner;
        DENGYUN_TRY(revision, items::add_revision(unit, std::move(draft)));
        const auto file = std::string(what.number) + "-" + std::string(first_revision) + ".pdf";
        DENGYUN_CHECK(add_drawing(unit, revision, "零件图", file, demo::goods_drawing(what, first_revision)));
        DENGYUN_CHECK(add_routing(unit, revision, what));
        DENGYUN_CHECK(items::release(unit, std::move(revision), {meta::all_seeing(), true, false}));
    }
    return {};
}

}  // namespace dengyun::server
