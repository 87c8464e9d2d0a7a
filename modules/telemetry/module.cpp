// What the module is made of: permissions, texts, entities, routes.
#include "modules/telemetry/alarms/alarm.h"
#include "modules/telemetry/api.h"
#include "modules/telemetry/commands/device_command.h"
#include "modules/telemetry/derived/derived_point.h"
#include "modules/telemetry/firmware/campaign.h"
#include "modules/telemetry/gateways/gateway.h"
#include "modules/telemetry/parameters/parameter_set.h"
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
    {"telemetry.operate",
     {"向设备发送指令", "Send commands to machines"},
     api::leading_roles | RoleSet{Role::planner, Role::worker}},
    {"telemetry.approve",
     {"批准设备参数和固件", "Approve parameters and firmware of machines"},
     api::leading_roles | RoleSet{Role::planner}},
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
    {"sparkplug.malformed", {"内容不是有效的 Sparkplug B 消息。", "This is not a valid payload of Sparkplug B."}},
    {"sparkplug.too_many_metrics", {"一条消息里的指标过多。", "There are too many metrics in one message."}},
    {"sparkplug.too_many_devices",
     {"边缘节点下的设备过多。", "There are as many devices behind the edge node as there can be."}},
    {"sparkplug.compressed",
     {"不接受压缩的 Sparkplug 消息，请在边缘节点上关闭压缩。",
      "Compressed Sparkplug payloads are not taken. Please switch compression off at the edge node."}},
    {"sparkplug.another_node",
     {"这个令牌已用于另一个在线的边缘节点：每个节点要有自己的令牌。",
      "Another edge node is online by this token. Each node needs its own."}},
    {"issue.sparkplug_unknown_metric",
     {"上线消息里没有声明这个指标，已要求节点重新上线。",
      "No birth declared this metric. The node was asked to be born again."}},
    {"issue.sparkplug_bad_value",
     {"值与声明的类型不符，或超出其范围。", "The value is not of the declared type, or out of its range."}},
    {"issue.sparkplug_bad_time", {"时间超出范围。", "The time is out of range."}},
    {"issue.sparkplug_too_many_metrics",
     {"边缘节点的指标过多。", "There are as many metrics of the edge node as there can be."}},
    {"alarm_rule.too_many", {"报警规则数量已达上限。", "There are as many alarm rules as there can be."}},
    {"issue.no_weekdays",
     {"应为 1 到 7 的数字，例如 12345，每个一次。", "Must be digits from 1 to 7, like 12345, each once."}},
    {"issue.expression_without_point", {"表达式至少要用一个点位。", "The expression uses no point."}},
    {"issue.derived_cycle", {"这些计算点位互相引用。", "These derived points use each other in a circle."}},
    {"derived_point.too_many", {"计算点位数量已达上限。", "There are as many derived points as there can be."}},
    {"derived_point.in_use",
     {"有规则或计算点位在用它，不能这样改动。", "A rule or derived point uses it; it cannot be changed like that."}},
    {"gateway.no_gateway", {"该联网设备不是网关。", "The device is no gateway."}},
    {"gateway_command.too_many",
     {"待下发的指令过多，请等网关领取。", "There are too many commands that wait for the gateway."}},
    {"telemetry.no_command", {"等待时间内没有指令。", "No command has come in the time."}},
    {"telemetry.too_many_polls",
     {"等待指令的设备过多，请稍后再试。", "Too many devices wait for commands. Please try again later."}},
    {"device_command.too_many",
     {"该设备未结束的指令过多，请等它们结束或先取消。",
      "Too many commands to the device have not ended. Wait for them, or cancel some."}},
    {"device_command.too_fast",
     {"向该设备发送指令过于频繁，请稍后再试。", "Commands to the device come too fast. Please try again later."}},
    {"device_command.not_known",
     {"该设备模板没有这条指令；其他指令须由能接入设备的人发送。",
      "The profile has no such command. Others are sent by who may connect and edit devices."}},
    {"device_command.unknown", {"没有向该设备发送过这条指令。", "No such command was sent to the device."}},
    {"device_command.refused", {"设备报告指令失败。", "The device says that the command has failed."}},
    {"device_command.unknown_metric",
     {"该边缘节点没有申报指令要写的指标，没有发送。",
      "The edge node has declared no such metric to be written. It was not sent."}},
    {"device_command.bad_value",
     {"值与边缘节点申报的指标类型不符，没有发送。",
      "The value does not fit the type of the metric that the edge node has declared. It was not sent."}},
    {"device_command.answer_too_long",
     {"设备的应答过长，没有保存。", "The device's answer is too long and was not kept."}},
    {"issue.command_bad_method", {"只能用字母、数字和 _ . - /。", "Only letters, digits and _ . - / are allowed."}},
    {"alarm_rule.needs_operate",
     {"带指令的报警规则会让机器动作，须由有权向设备发送指令的人保存。",
      "A rule with a command moves machines: it is saved by who may send commands to them."}},
    {"alarm_rule.command_pause",
     {"距上一条指令的间隔未到，没有发送。", "It was not sent: the pause since the last command is not over."}},
    {"device_share.too_many", {"数据共享数量已达上限。", "There are as many shares as there can be."}},
    {"device_share.over", {"这项共享已经结束。", "The share is over already."}},
    {"device_share.not_active",
     {"这项共享还没有开始、已经截止或已撤销。", "The share has not begun, is over, or was revoked."}},
    {"screen.too_many", {"大屏数量已达上限。", "There are as many screens as there can be."}},
    {"issue.own_organisation", {"不能是本单位。", "Must not be your own organisation."}},
    {"issue.after_start", {"不能晚于开始。", "Must not be after the start."}},
    {"issue.outside_grid", {"超出了大屏的格子。", "Reaches beyond the grid."}},
    {"issue.covers_another", {"与另一块面板重叠。", "Overlaps another panel."}},
    {"parameter_set.own_proposal",
     {"提交人不能批准自己的参数版本，请另一人批准。",
      "Who proposed a version cannot approve it. Somebody else has to."}},
    {"parameter_set.needs_person",
     {"参数版本须由本人登录后提交和批准，不能用接口密钥。",
      "A version is proposed and approved by people who are signed in, not by an API key."}},
    {"parameter_set.not_draft", {"只有草稿可以修改或删除。", "Only a draft can be changed or removed."}},
    {"parameter_set.never_applied",
     {"该版本从未生效，不能直接恢复；请另建草稿。",
      "That version was never in force and cannot be brought back. Make a draft of it."}},
    {"parameter_set.too_many", {"该设备的参数版本数量已达上限。", "The device has as many versions as there can be."}},
    {"parameter_set.silent", {"设备在时限内没有读回。", "The machine has not read anything back in time."}},
    {"parameter_set.differs", {"读回的值与下发的不同。", "What the machine reads back is not what was sent."}},
    {"firmware.too_many", {"固件数量已达上限。", "There are as many firmware files as there can be."}},
    {"firmware.in_use", {"已有升级使用该固件，不能删除。", "A campaign uses the firmware; it cannot be removed."}},
    {"firmware.none_offered", {"没有向该设备提供固件。", "No firmware was offered to the device."}},
    {"firmware.bad_chunk",
     {"分块大小应为 1 至 65536 字节，分块编号从 0 起。", "A chunk has from 1 to 65536 bytes and a number from 0 on."}},
    {"firmware_campaign.own_proposal",
     {"提交人不能批准自己的固件升级，请另一人批准。",
      "Who proposed a campaign cannot approve it. Somebody else has to."}},
    {"firmware_campaign.needs_person",
     {"固件升级须由本人登录后提交和批准，不能用接口密钥。",
      "A campaign is proposed and approved by people who are signed in, not by an API key."}},
    {"firmware_campaign.not_draft", {"只有草稿可以修改或删除。", "Only a draft can be changed or removed."}},
    {"firmware_campaign.device_busy",
     {"有设备正在另一次升级中。", "One of the devices is in another campaign that is not done."}},
    {"firmware_campaign.nothing_to_return",
     {"没有设备可以回退：不知道原来的版本，或平台上没有那个固件。",
      "No device can go back: the version before is not known, or there is no such firmware here."}},
    {"firmware_campaign.too_many_failures",
     {"失败的设备超过允许数，已自动暂停。", "More devices have failed than may: it stopped by itself."}},
    {"firmware_update.silent", {"设备在时限内没有响应。", "The device has said nothing in time."}},
    {"firmware_update.device_failed", {"设备报告升级失败。", "The device says that it has failed."}},
    {"firmware_update.other_version",
     {"升级后设备运行的不是目标版本。", "After the update the device runs another version."}},
    {"issue.bad_stages", {"分批应为递增的百分比，最后是 100。", "Stages are percentages that rise, the last one 100."}},
    {"issue.given_twice", {"重复。", "Given twice."}},
    {"issue.cannot_be_updated",
     {"该设备已停用，或在网关之后，不能升级。",
      "The device is switched off or behind a gateway and cannot be updated."}},
    {"issue.other_profile", {"该设备的模板与固件不符。", "The firmware is for devices of another profile."}},
    {"issue.unknown_parameter", {"该设备模板没有这个参数。", "The profile has no such parameter."}},
    {"issue.one_of_two", {"选一台联网设备，或一个设备模板。", "Name either one device or one profile."}},
    {"issue.point_bad_name", {"点位名称为空或过长。", "The name of the point is empty or too long."}},
    {"issue.point_text_too_long", {"文字过长（最多 256 字节）。", "The text is too long (256 bytes at most)."}},
    {"issue.point_not_scalar", {"应为数字、文字或是非值。", "Must be a number, a text, true or false."}},
    {"issue.not_a_gauge",
     {"“与平时不同”只能用于测量值，不能用于计数和状态。",
      "Only of a measured value is anything usual, not of a counter or a state."}},
    {"issue.unknown_profile", {"没有这个设备模板。", "There is no such profile."}},
    {"issue.unknown_point", {"该设备没有这个点位。", "The device has no such point."}},
    {"issue.not_an_object", {"应为 JSON 对象。", "Must be a JSON object."}},
    {"issue.bad_precision", {"时间精度应为 ns、us、ms、s、m 或 h。", "The precision must be ns, us, ms, s, m or h."}},
};

constexpr const meta::Entity* own_entities[] = {&Device::description,
                                                &AlarmRule::description,
                                                &DerivedPoint::description,
                                                &Alarm::description,
                                                &GatewayConfiguration::description,
                                                &GatewayState::description,
                                                &GatewayCommand::description,
                                                &DeviceCommand::description,
                                                &ParameterSet::description,
                                                &Firmware::description,
                                                &DeviceFirmware::description,
                                                &FirmwareCampaign::description,
                                                &FirmwareUpdate::description,
                                                &DeviceShare::description,
                                                &Screen::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const meta::Entity* const> entities() { return own_entities; }
std::span<const Message> messages() { return own_messages; }

void add_routes(api::Routes& routes, Hub& hub, Random& random) {
    routes.declare(permissions());
    add_alarm_routes(routes, hub.inside());
    add_command_routes(routes);
    add_device_routes(routes, hub.inside(), random);
    add_expression_routes(routes, hub.inside());
    add_firmware_routes(routes);
    add_gateway_routes(routes, hub.inside().intake);
    add_intake_routes(routes, hub.inside().intake);
    add_parameter_routes(routes);
    add_poll_routes(routes, hub.inside());
    add_query_routes(routes, hub.inside());
    add_oee_routes(routes, hub.inside());
    add_share_routes(routes, hub.inside());
    add_screen_routes(routes);
}

}  // namespace dengyun::telemetry
