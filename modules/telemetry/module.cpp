// What the module is made of: permissions, texts, entities, routes.
#include "modules/telemetry/alarms/alarm.h"
#include "modules/telemetry/api.h"
#include "modules/telemetry/gateways/gateway.h"
#include "modules/telemetry/routes.h"
#include "modules/telemetry/screens/screen.h"
#include "modules/telemetry/shares/device_share.h"

namespace dengyun::telemetry {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::RoleSet members = api::leading_roles | api::working_roles;
constexpr api::Permission own_permissions[] = {
    {"telemetry.read", {"查看联网设备和数据", "See devices and what they report"}, members},
    {"telemetry.acknowledge", {"确认和搁置报警", "Acknowledge and shelve alarms"}, members},
    {"telemetry.edit", {"接入和维护联网设备", "Connect and edit devices"}, api::leading_roles | RoleSet{Role::planner}},
    {"telemetry.share", {"向其他单位共享设备数据", "Share device data with others"}, api::leading_roles},
    {"telemetry.command", {"向设备写入值", "Write values into machines"}, api::leading_roles},
};

constexpr Message own_messages[] = {
    {"device.too_many", {"联网设备数量已达上限。", "There are as many devices as there can be."}},
    {"device.unknown_token",
     {"设备令牌无效：可能已更换、已撤销或抄写有误。",
      "The device token is not valid: it was replaced or revoked, or is mistyped."}},
    {"device.inactive", {"该联网设备已停用。", "The device is switched off."}},
    {"device.bad_name", {"设备名称为空或过长。", "The name of the device is empty or too long."}},
    {"device.not_a_gateway",
     {"该设备不是网关，不能代其他设备上报。", "The device is no gateway and speaks for itself only."}},
    {"device.not_behind_gateway",
     {"同名设备已存在，且不属于该网关。", "There is a device of that name that is not behind this gateway."}},
    {"device.has_children",
     {"网关下还有设备，不能删除。", "There are devices behind the gateway; it cannot be removed."}},
    {"device.attributes_too_long", {"设备属性总长度超限。", "The device's attributes are too long in all."}},
    {"telemetry.bad_json",
     {"内容不是规定格式的 JSON，例如 {\"温度\":21.5}。",
      "This is not JSON of the expected form, like {\"temperature\":21.5}."}},
    {"telemetry.too_many_values", {"一条消息里的数据过多。", "There are too many values in one message."}},
    {"telemetry.nothing_taken", {"没有一个数据可以接收。", "Not one of the values could be taken."}},
    {"telemetry.lines_refused", {"部分行未能接收，其余已写入。", "Some lines were refused; the others are written."}},
    {"telemetry.bad_gzip", {"压缩内容有误，或解开后过大。", "The body is no valid gzip, or too large when unpacked."}},
    {"telemetry.bad_topic", {"没有这个主题。", "There is no such topic."}},
    {"telemetry.busy", {"服务器正忙，请稍后重发。", "The server is busy. Please send it again later."}},
    {"alarm_rule.too_many", {"报警规则数量已达上限。", "There are as many alarm rules as there can be."}},
    {"gateway.no_gateway", {"该联网设备不是网关。", "The device is no gateway."}},
    {"gateway_command.too_many",
     {"待下发的指令过多，请等网关领取。", "There are too many commands that wait for the gateway."}},
    {"device_share.too_many", {"数据共享数量已达上限。", "There are as many shares as there can be."}},
    {"device_share.over", {"这项共享已经结束。", "The share is over already."}},
    {"device_share.not_active",
     {"这项共享还没有开始、已经截止或已撤销。", "The share has not begun, is over, or was revoked."}},
    {"screen.too_many", {"大屏数量已达上限。", "There are as many screens as there can be."}},
    {"issue.own_organisation", {"不能是本单位。", "Must not be your own organisation."}},
    {"issue.after_start", {"不能晚于开始。", "Must not be after the start."}},
    {"issue.outside_grid", {"超出了大屏的格子。", "Reaches beyond the grid."}},
    {"issue.covers_another", {"与另一块面板重叠。", "Overlaps another panel."}},
    {"issue.one_of_two", {"选一台联网设备，或一个设备模板。", "Name either one device or one profile."}},
    {"issue.point_bad_name", {"点位名称为空或过长。", "The name of the point is empty or too long."}},
    {"issue.point_text_too_long", {"文字过长（最多 256 字节）。", "The text is too long (256 bytes at most)."}},
    {"issue.point_not_scalar", {"应为数字、文字或是非值。", "Must be a number, a text, true or false."}},
    {"issue.unknown_profile", {"没有这个设备模板。", "There is no such profile."}},
    {"issue.unknown_point", {"该设备没有这个点位。", "The device has no such point."}},
    {"issue.not_an_object", {"应为 JSON 对象。", "Must be a JSON object."}},
    {"issue.bad_precision", {"时间精度应为 ns、us、ms、s、m 或 h。", "The precision must be ns, us, ms, s, m or h."}},
};

constexpr const meta::Entity* own_entities[] = {&Device::description,       &AlarmRule::description,
                                                &Alarm::description,        &GatewayConfiguration::description,
                                                &GatewayState::description, &GatewayCommand::description,
                                                &DeviceShare::description,  &Screen::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const meta::Entity* const> entities() { return own_entities; }
std::span<const Message> messages() { return own_messages; }

void add_routes(api::Routes& routes, Hub& hub, Random& random) {
    routes.declare(permissions());
    add_alarm_routes(routes, hub.inside());
    add_device_routes(routes, hub.inside(), random);
    add_gateway_routes(routes, hub.inside().intake);
    add_intake_routes(routes, hub.inside().intake);
    add_query_routes(routes, hub.inside());
    add_oee_routes(routes, hub.inside());
    add_share_routes(routes, hub.inside());
    add_screen_routes(routes);
}

}  // namespace dengyun::telemetry
