// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/items/api.h"
#include "modules/items/routes.h"

namespace dengyun::items {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"items.read", {"查看物料、图纸和工艺", "Read items, drawings and routings"}, api::every_role},
    {"items.edit",
     {"维护物料、物料清单和工艺", "Edit items, bills of materials and routings"},
     api::leading_roles | RoleSet{Role::planner, Role::buyer, Role::platform_operator}},
    {"items.release",
     {"发布和发放版本", "Release and give out revisions"},
     api::leading_roles | RoleSet{Role::planner, Role::platform_operator}},
    {"items.acknowledge",
     {"签收图纸", "Acknowledge revisions"},
     api::leading_roles | RoleSet{Role::planner, Role::worker}},
};

constexpr Message own_messages[] = {
    {"item.too_many", {"物料数量已达上限。", "There are as many items as there can be."}},
    {"item.in_use",
     {"物料已有版本或被物料清单引用，不能删除。",
      "The item has revisions, or stands in a bill of materials; it cannot be removed."}},
    {"revision.too_many", {"版本数量已达上限。", "There are as many revisions as there can be."}},
    {"revision.in_use",
     {"请先删除版本下的图纸、物料清单和工艺路线。", "Remove its drawings, bill of materials and routings first."}},
    {"revision.posted",
     {"已发布的版本不能修改；请新建版本。", "A released revision is never changed; make a new one."}},
    {"revision.no_drawing", {"自制件发布前必须有图纸。", "A made item needs a drawing before it is released."}},
    {"revision.not_released", {"版本未发布，不能使用。", "The revision is not released."}},
    {"revision.superseded",
     {"版本已被新版本取代；请先签收新版本。", "The revision was superseded; acknowledge the new one first."}},
    {"revision.withdrawn", {"版本已撤回，不能使用。", "The revision was withdrawn."}},
    {"revision.not_acknowledged",
     {"本单位尚未签收该版本图纸。", "This revision was not acknowledged by the organisation yet."}},
    {"routing.too_many", {"工艺路线数量已达上限。", "There are as many routings as there can be."}},
    {"routing.in_use", {"请先删除工艺路线下的工序。", "Remove its operations first."}},
    {"routing.empty", {"工艺路线没有工序。", "A routing has no operations."}},
    {"operation.too_many", {"工序数量已达上限。", "There are as many operations as there can be."}},
    {"operation.has_successors",
     {"其他工序以它为前道，不能删除。", "Another operation comes after it; it cannot be removed."}},
    {"bom_line.too_many", {"物料清单行数已达上限。", "There are as many BOM lines as there can be."}},
    {"drawing.too_many", {"图纸数量已达上限。", "There are as many drawings as there can be."}},
    {"distribution.too_many", {"发放数量已达上限。", "There are as many distributions as there can be."}},
    {"issue.no_drawing",
     {"文件内容不是可用的图纸格式（PDF、PNG、JPEG、WebP、DXF、DWG、STEP），或尺寸过大。",
      "The content is no drawing that we know (PDF, PNG, JPEG, WebP, DXF, DWG, STEP), or too large "
      "a picture."}},
    {"issue.false_type", {"文件扩展名与内容不符。", "The content is not what the file's name says."}},
    {"issue.contains_itself",
     {"物料清单不能直接或间接包含自身。",
      "A bill of materials must not contain its own item, directly or further down."}},
    {"issue.unknown_operation",
     {"没有工序 {detail}；前道工序须先录入。", "There is no operation {detail}; predecessors are entered first."}},
    {"issue.circle",
     {"工序 {detail} 在本工序之后，不能作为前道。",
      "Operation {detail} comes after this one, so it cannot come before it."}},
};

constexpr const meta::Entity* own_entities[] = {
    &Item::description,    &Revision::description, &Drawing::description,  &Distribution::description,
    &BomLine::description, &Routing::description,  &Operation::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    add_item_routes(routes);
    add_revision_routes(routes);
    add_drawing_routes(routes);
    add_drawn_item_routes(routes);
    add_distribution_routes(routes);
    add_bom_routes(routes);
    add_routing_routes(routes);
    add_tasks(routes);
}

}  // namespace dengyun::items
