#include "modules/capacity/slots/week.h"

namespace dengyun::capacity {
namespace {

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options many{.flags = meta::read_only, .items_max = 1'000};
constexpr Label starts{"开始", "Starts at"};
constexpr Label ends{"结束", "Ends at"};

constexpr auto working_fields = meta::fields(meta::field<&WorkingTime::starts_at>("starts_at", starts, told),
                                             meta::field<&WorkingTime::ends_at>("ends_at", ends, told));
using O = OccupiedTime;
constexpr auto occupied_fields = meta::fields(
    meta::field<&O::starts_at>("starts_at", starts, told), meta::field<&O::ends_at>("ends_at", ends, told),
    meta::field<&O::status>("status", {"状态", "Status"}, told),
    meta::field<&O::purpose>("purpose", {"用途", "Purpose"}, told),
    meta::field<&O::slot_id>("slot_id", {"时段", "Slot"}, {.flags = meta::read_only, .reference = "capacity_slot"}),
    meta::field<&O::expires_at>("expires_at", {"预留至", "Reserved until"}, told));
using W = MachineWeek;
constexpr auto week_fields = meta::fields(
    meta::field<&W::from>("from", {"从", "From"}, told), meta::field<&W::to>("to", {"到", "To"}, told),
    meta::field<&W::working>("working", {"工作时间", "Working time"}, many),
    meta::field<&W::occupied>("occupied", {"已占用", "Occupied"}, many),
    meta::field<&W::working_minutes>("working_minutes", {"工作时间（分钟）", "Working time (minutes)"}, told),
    meta::field<&W::free_minutes>("free_minutes", {"空闲（分钟）", "Free (minutes)"}, told));

}  // namespace

constinit const meta::Entity WorkingTime::description{
    .name = "working_time", .label = {"工作时间", "Working time"}, .fields = working_fields, .stored = false};
constinit const meta::Entity OccupiedTime::description{
    .name = "occupied_time", .label = {"已占用时间", "Occupied time"}, .fields = occupied_fields, .stored = false};
constinit const meta::Entity MachineWeek::description{
    .name = "machine_week", .label = {"设备周历", "Week of a machine"}, .fields = week_fields, .stored = false};

}  // namespace dengyun::capacity
