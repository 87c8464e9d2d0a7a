// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/inspections/api.h"
#include "modules/inspections/routes.h"

namespace dengyun::inspections {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"inspections.read", {"查看检验", "Read inspections"}, api::every_role},
    {"inspections.inspect",
     {"检验和判定", "Inspect and decide"},
     api::leading_roles | RoleSet{Role::planner, Role::worker, Role::buyer, Role::platform_operator}},
    {"inspections.concede",
     {"提出和答复让步接收", "Offer and answer concessions"},
     api::leading_roles | RoleSet{Role::planner, Role::buyer, Role::platform_operator}},
};

constexpr Message own_messages[] = {
    {"inspection.not_inspected", {"请先记录检验结果。", "Write down what was found first."}},
    {"inspection.begun",
     {"这批货已开始检验，收货不能撤销；请用退货处理。",
      "These goods are being inspected: return them instead of reversing the receipt."}},
    {"inspection.exceeds_accept_number",
     {"不合格件数超过接收数，不能判合格。", "More nonconforming pieces than the acceptance number."}},
    {"inspection.within_accept_number",
     {"不合格件数未超过接收数，且无致命缺陷，不能拒收。",
      "No more nonconforming pieces than the acceptance number, and no critical defect: the lot cannot be refused."}},
    {"inspection.decided", {"检验已有结论，不能更改。", "The inspection is decided; it is never changed."}},
    {"inspection.discontinued",
     {"加严检验累计五批不接收，已暂停检验；供方改进后请恢复。",
      "Five lots were not accepted on tightened inspection: it is discontinued until the supplier has improved."}},
    {"concession.taken", {"已有待答复的让步接收。", "A concession waits for an answer already."}},
    {"concession.too_many", {"让步接收次数已达上限。", "There are as many concessions as there can be."}},
    {"sampling_record.not_discontinued", {"检验没有暂停。", "Inspection is not discontinued."}},
    {"issue.sample_too_small", {"样本不足，至少 {detail} 件。", "The sample needs at least {detail} pieces."}},
    {"issue.no_picture", {"不是图片。", "This is no picture."}},
    {"issue.not_a_part", {"必须多于 0 且少于批量 {detail}。", "Must be more than nothing and less than {detail}."}},
};

constexpr const meta::Entity* own_entities[] = {&Inspection::description, &Concession::description,
                                                &SamplingRecord::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes, const Consequences& then) {
    routes.declare(permissions());
    add_inspection_routes(routes, then);
    add_concession_routes(routes, then);
    add_sampling_routes(routes);
    add_tasks(routes);
}

}  // namespace dengyun::inspections
