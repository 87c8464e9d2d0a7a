#include "demo/plate.h"
#include "kernel/store/files.h"
#include "modules/items/api.h"
#include "server/demonstration_parts.h"

namespace dengyun::server {
namespace {

constexpr std::string_view plate_number = "CP-2019";

Result<items::Item> add_item(store::Unit& unit, items::Item item, Id<Organisation> owner) {
    item.organisation_id = owner;
    return items::add_item(unit, std::move(item));
}

Result<> add_bom(store::Unit& unit, const items::Revision& revision) {
    struct Part {
        std::string_view number, name, name_en, unit, group;
        std::int64_t quantity_milli, scrap_millionths;
    };
    constexpr Part parts[] = {
        {"M-PC15", "PC 板 1.5 mm 白", "PC sheet 1.5 mm, white", "m²", "板材", 24, 60'000},
        {"M-UVINK", "UV 墨水", "UV ink", "ml", "墨水", 1'800, 20'000},
        {"M-FILM01", "防刮覆膜 0.1 mm", "Scratch-resistant film 0.1 mm", "m²", "膜材", 25, 40'000},
        {"M-3M468", "背胶", "Adhesive backing", "m²", "胶材", 22, 30'000},
        {"M-CARTON", "纸箱", "Carton", "个", "包材", 5, 0},
    };
    std::int64_t position = 0;
    for (const auto& part : parts) {
        DENGYUN_TRY(item, add_item(unit,
                                   {.number = std::string(part.number),
                                    .name = std::string(part.name),
                                    .name_en = std::string(part.name_en),
                                    .unit = std::string(part.unit),
                                    .kind = items::ItemKind::material,
                                    .item_group = std::string(part.group)},
                                   revision.organisation_id));
        items::BomLine line{.revision_id = revision.id,
                            .position = position += 10,
                            .component_id = item.id,
                            .quantity = {part.quantity_milli},
                            .scrap_millionths = part.scrap_millionths};
        line.organisation_id = revision.organisation_id;
        DENGYUN_TRY(added, items::add_bom_line(unit, std::move(line)));
        static_cast<void>(added);
    }
    return {};
}

Result<> add_routing(store::Unit& unit, const items::Revision& revision) {
    items::Routing routing{.revision_id = revision.id, .name = "标准路线", .is_primary = true};
    routing.organisation_id = revision.organisation_id;
    DENGYUN_TRY(made, items::add_routing(unit, std::move(routing)));
    for (const auto& step : demo::plate_operations()) {
        items::Operation operation{.routing_id = made.id,
                                   .number = step.step * 10,
                                   .name = step.name.zh,
                                   .name_en = step.name.en,
                                   .process = reference::process(step.process),
                                   .setup_s = step.setup_minutes * 60,
                                   .unit_time_ms = step.seconds_per_piece * 1'000,
                                   .yield_millionths = step.yield_percent * 10'000,
                                   .transfer_batch = 500,
                                   .has_inspection = step.process == "inspection" || step.process == "curing" ||
                                                     step.process == "code_verification",
                                   .may_be_outsourced = step.process != "packing",
                                   .part_size_mm = demo::plate_width_mm};
        for (const auto before : step.predecessors) operation.predecessors.push_back(before * 10);
        if (step.process == "uv_printing" || step.process == "engraving" || step.process == "punching") {
            operation.material = "PC";
            operation.tolerance_um = step.process == "uv_printing" ? 300 : 200;
        }
        if (!step.note.empty()) operation.instruction = step.note;
        operation.organisation_id = revision.organisation_id;
        DENGYUN_TRY(added, items::add_operation(unit, std::move(operation)));
        static_cast<void>(added);
    }
    return {};
}

Result<items::Revision> add_revision(store::Unit& unit, const items::Item& plate, std::string code) {
    DENGYUN_TRY(revision, items::add_revision(unit, {.item_id = plate.id, .code = code}));
    DENGYUN_CHECK(add_drawing(unit, revision, "零件图", std::string(plate_number) + "-" + code + ".pdf",
                              demo::plate_drawing(plate_number, code)));
    DENGYUN_CHECK(add_drawing(unit, revision, "印刷图", std::string(plate_number) + "-" + code + ".png",
                              demo::plate_artwork("20190001")));
    return revision;
}

}  // namespace

Result<> add_drawing(store::Unit& unit, const items::Revision& revision, std::string title, std::string file_name,
                     const std::string& bytes) {
    DENGYUN_TRY(file, store::save_file(unit, std::move(file_name), "application/octet-stream", bytes,
                                       revision.organisation_id));
    items::Drawing drawing{.revision_id = revision.id, .title = std::move(title), .file_id = file.id};
    drawing.organisation_id = revision.organisation_id;
    DENGYUN_TRY(added, items::add_drawing(unit, std::move(drawing)));
    static_cast<void>(added);
    return {};
}

Result<> add_plate(store::Unit& unit, Id<Organisation> owner, std::span<const Id<Organisation>> workshops) {
    DENGYUN_TRY(plate, add_item(unit,
                                {.number = std::string(plate_number),
                                 .name = "共享单车车牌",
                                 .name_en = "Licence plate for shared bicycles",
                                 .unit = "块",
                                 .kind = items::ItemKind::made,
                                 .item_group = "车牌",
                                 .material = "PC"},
                                owner));
    DENGYUN_TRY(revision, add_revision(unit, plate, "A"));
    DENGYUN_CHECK(add_bom(unit, revision));
    DENGYUN_CHECK(add_routing(unit, revision));
    DENGYUN_TRY(released, items::release(unit, revision, {meta::all_seeing(), true, false}));
    for (std::size_t i = 0; i < workshops.size(); ++i) {
        DENGYUN_TRY(given, items::distribute(unit, released.id, workshops[i]));
        // The first one still has to acknowledge it, so that a visitor finds something to do.
        if (i > 0) DENGYUN_CHECK(items::acknowledge(unit, given.id, "演示"));
    }
    return {};
}

}  // namespace dengyun::server
