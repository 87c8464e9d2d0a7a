// What the module is made of: permissions, texts, entities, routes.
#include "modules/capacity/api.h"
#include "modules/capacity/routes.h"

namespace dengyun::capacity {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"capacity.read", {"查看设备和产能", "Read machines and capacity"}, api::every_role},
    {"capacity.edit",
     {"维护设备和工作日历", "Edit machines and calendars"},
     api::leading_roles | RoleSet{Role::planner}},
    {"capacity.reserve",
     {"预留和占用设备时段", "Reserve and book time of machines"},
     api::leading_roles | RoleSet{Role::planner}},
    {"capacity.price",
     {"查看和维护加工报价", "Read and edit rate cards"},
     api::leading_roles | RoleSet{Role::planner, Role::bookkeeper}},
};

constexpr Message own_messages[] = {
    {"machine.too_many", {"设备数量已达上限。", "There are as many machines as there can be."}},
    {"machine.in_use",
     {"设备已有时段记录，不能删除；可设为不可用。",
      "The machine has slots and cannot be removed; mark it as not available instead."}},
    {"machine.not_available", {"设备不可用。", "The machine is not available."}},
    {"working_calendar.too_many", {"工作日历数量已达上限。", "There are as many calendars as there can be."}},
    {"working_calendar.in_use",
     {"有设备使用该日历，不能删除。", "Machines work by this calendar; it cannot be removed."}},
    {"capacity_slot.taken", {"该时段已被占用。", "That time is taken already."}},
    {"capacity_slot.outside_calendar", {"该时段不在工作时间内。", "There is no work in that time."}},
    {"capacity_slot.expired", {"预留已过期。", "The reservation has expired."}},
    {"capacity_slot.not_free",
     {"只有空闲的时段可以删除；请先释放。", "Only a free slot can be removed; release it first."}},
    {"rate_card.too_many", {"报价数量已达上限。", "There are as many rate cards as there can be."}},
    {"rate_card.none", {"该工艺没有有效报价。", "There is no rate card for the process on that day."}},
    {"issue.below_minimum", {"不能小于 {detail}。", "Must not be below {detail}."}},
    {"issue.not_after", {"必须晚于开始。", "Must be after the start."}},
    {"issue.too_long_a_time", {"时间跨度不能超过 {detail} 天。", "Must not be longer than {detail} days."}},
    {"issue.in_past", {"不能早于现在。", "Must not be in the past."}},
    {"issue.not_rising", {"阶梯件数必须递增。", "Quantities of the tiers must rise."}},
    {"issue.asks_nothing", {"至少填写一项价格。", "Give one price at least."}},
    {"issue.overlaps", {"与该工艺的另一份报价有效期重叠。", "Overlaps with another rate card of the process."}},
};

constexpr const meta::Entity* own_entities[] = {&WorkingCalendar::description, &Machine::description,
                                                &CapacitySlot::description, &RateCard::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes, Index& index) {
    routes.declare(permissions());
    add_calendar_routes(routes);
    add_machine_routes(routes);
    add_slot_routes(routes);
    add_rate_routes(routes);
    add_search_routes(routes, index);
}

}  // namespace dengyun::capacity
