#include "modules/telemetry/sparkplug/node.h"

namespace dengyun::telemetry {
namespace {

using meta::field;
using D = SparkplugDevice;
using N = SparkplugNode;

constexpr auto device_fields = meta::fields(
    field<&D::name>("name", {"名称", "Name"}),
    field<&D::device_id>("device_id", {"联网设备", "Device"}, {.reference = "device"}),
    field<&D::is_online>("is_online", {"在线", "Online"}), field<&D::metrics>("metrics", {"指标数", "Metrics"}));

constexpr auto node_fields = meta::fields(
    field<&N::group>("group", {"组", "Group"}), field<&N::node>("node", {"边缘节点", "Edge node"}),
    field<&N::host>("host", {"主机标识", "Host id"}), field<&N::is_online>("is_online", {"在线", "Online"}),
    field<&N::born_at>("born_at", {"最近上线", "Born"}), field<&N::died_at>("died_at", {"最近下线", "Died"}),
    field<&N::death_sequence>("death_sequence", {"生死序号（bdSeq）", "Birth/death sequence (bdSeq)"}),
    field<&N::sequence>("sequence", {"消息序号（seq）", "Sequence (seq)"}),
    field<&N::gaps>("gaps", {"缺号次数", "Gaps"}), field<&N::births>("births", {"上线次数", "Births"}),
    field<&N::rebirths_asked>("rebirths_asked", {"要求重新上线次数", "Rebirths asked for"}),
    field<&N::metrics>("metrics", {"指标数", "Metrics"}), field<&N::devices>("devices", {"设备", "Devices"}));

}  // namespace

constinit const meta::Entity SparkplugDevice::description{.name = "sparkplug_device",
                                                          .label = {"Sparkplug 设备", "Sparkplug device"},
                                                          .fields = device_fields,
                                                          .stored = false};
constinit const meta::Entity SparkplugNode::description{.name = "sparkplug_node",
                                                        .label = {"Sparkplug 边缘节点", "Sparkplug edge node"},
                                                        .fields = node_fields,
                                                        .stored = false};

}  // namespace dengyun::telemetry
