"""What the workshop's people would make beside their machines: alarm rules, a big screen, a share."""
import datetime
import time

from .machine import CYCLE_MS
from .work import seconds_of

SHARE_S = 30 * 24 * 3600
PROFILE_NAMES = {"cnc_mill": "机床", "injection_moulding": "注塑机", "press": "冲床", "loom": "织机", "electroplating": "电镀线"}


def add_once(api, path, name, body, create=None):
    """A document of that name, unless there is one."""
    rows = api.get(f"{path}?limit=200")["items"]
    if not any(row.get("name", row.get("title")) == name for row in rows):
        api.post(create or path, body)


def add_documents(api, workshop, played):
    """Alarm rules, a big screen and a share, as the workshop's people would make them."""
    for profile in sorted({machine["profile"] for machine in played}):
        if profile in CYCLE_MS:
            name = f"{PROFILE_NAMES[profile]}故障"
            add_once(api, "/api/v1/alarm-rules", name, {
                "name": name, "profile": profile, "point": "state", "kind": "state", "state": "down", "on_delay_s": 30,
                "severity": "critical", "escalate_after_s": 1800, "is_enabled": True})
    add_once(api, "/api/v1/alarm-rules", "主轴过热降速", {
        "name": "主轴过热降速", "profile": "cnc_mill", "point": "spindle_temperature", "kind": "above", "threshold": 49.2,
        "deadband": 0.5, "off_delay_s": 60, "severity": "warning", "is_enabled": True,
        "raise_command": "set_feed_override", "raise_parameters": {"percent": 70},
        "clear_command": "set_feed_override", "clear_parameters": {"percent": 100}, "command_pause_s": 600})
    add_once(api, "/api/v1/alarm-rules", "功率偏高", {
        "name": "功率偏高", "profile": "generic_meter", "point": "power", "kind": "above", "threshold": 43, "deadband": 2,
        "on_delay_s": 20, "severity": "warning", "is_enabled": True})
    add_once(api, "/api/v1/screens", "车间总览", {"name": "车间总览", "template": "workshop_overview"},
             "/api/v1/screen-templates/actions")
    shared = [(task, one) for task in workshop.tasks if task["status"] == "running"
              for one in played if one["machine"] == task["machine_id"]]
    if not shared:
        return
    task, one = shared[0]
    own = task["workshop_id"]
    if task["buyer_id"] == own:
        return
    moment = lambda at: datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    title = f"{task['lot_number']} 的加工进度"
    add_once(api, "/api/v1/device-shares", title, {
        "title": title, "partner_id": task["buyer_id"], "from_at": moment(time.time()),
        "until_at": moment(time.time() + SHARE_S), "history_from": moment(seconds_of(task["started_at"]) - 1),
        "devices": [{"device_id": one["device"], "points": ["state", "count", "power"]}],
        "note": "请客户随时查看这批活的产量"})
