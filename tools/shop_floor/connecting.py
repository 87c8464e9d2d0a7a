"""Connects a workshop's machines, as its people would: a device each with a token, and its last days once."""
import sys
import time

from .api import Api
from .device import Device
from .documents import add_documents
from .machine import CYCLE_MS, Machine, profile_of
from .work import Workshop

HISTORY_S = 72 * 3600
HISTORY_STEP_S = 60
DOUBTED = 5  # every so many-th machine counts too little


def connect_device(api, name, profile, machine, line, cycle_ms):
    """A device of that name with a fresh token, and where its counters stand."""
    rows = {row["name"]: row for row in api.get("/api/v1/devices?limit=200")["items"]}
    if name in rows:
        device = api.post(f"/api/v1/devices/{rows[name]['id']}/actions", {"action": "rotate"})
    else:
        body = {"name": name, "profile": profile, "line": line}
        if machine:
            body["machine_id"] = machine
        if profile in CYCLE_MS:
            body["ideal_cycle_ms"] = max(1, int((cycle_ms or CYCLE_MS[profile]) * 0.7))
        device = api.post("/api/v1/devices", body)
    values = api.get(f"/api/v1/devices/{device['id']}/values")["values"]
    totals = {value["point"]: value["value"] for value in values if value["kind"] == "counter"}
    return device, totals, not values


def line_of(values, at):
    fields = ",".join(f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}" for name, value in values.items())
    return f"telemetry {fields} {int(at * 1000)}"


def fill_history(api, device, machine, cycle_at):
    start = time.time() - HISTORY_S
    moments = [start + second for second in range(0, HISTORY_S, HISTORY_STEP_S)]
    lines = [line_of(machine.step(HISTORY_STEP_S, cycle_at(at)), at) for at in moments]
    for begin in range(0, len(lines), 1000):
        api.send("POST", "/api/v2/write?precision=ms", "\n".join(lines[begin:begin + 1000]),
                 {"Authorization": "Token " + device["token"], "Content-Type": "text/plain"})


def connect_workshop(url, login, password, machines_max, seed):
    api = Api(url)
    api.sign_in(login, password)
    workshop = Workshop(api)
    workshop.look(time.time())
    first = workshop.machines_first()
    machines = api.get("/api/v1/machines?sort=number&limit=200")["items"]
    machines.sort(key=lambda machine: first.index(machine["id"]) if machine["id"] in first else len(first))
    wanted = [(f"{machine['number']} {machine['name']}", profile_of(machine), machine["id"], f"{index // 3 + 1} 线")
              for index, machine in enumerate(machines[:machines_max])]
    wanted += [("空压机", "compressor", None, "公用"), ("总电表", "generic_meter", None, "公用")]
    played = []
    connected = []
    for index, (name, profile, machine_id, line) in enumerate(wanted):
        cycles = [work.cycle_ms for work in workshop.works if work.machine == machine_id]
        device, totals, is_new = connect_device(api, name, profile, machine_id, line, min(cycles, default=None))
        counts = 0.6 if machine_id and index % DOUBTED == 1 else 1.0
        machine = Machine(profile, f"{seed} {name}", totals, counts)
        connected.append({"profile": profile, "device": device["id"], "machine": machine_id})
        if is_new:
            always = CYCLE_MS.get(profile, 1000) if machine_id is None else None
            fill_history(api, device, machine, lambda at: always or workshop.cycle_ms(machine_id, at))
        port = api.get(f"/api/v1/devices/{device['id']}/diagnosis")["mqtt_port"]
        if not port:
            sys.exit("shop-floor-simulator: the server has no MQTT port (setting mqtt_listen)")
        client = Device(api.url.hostname, port, device["token"], f"simulator-{device['id']}")
        played.append((machine, client, workshop, machine_id))
    add_documents(api, workshop, connected)
    print(f"simulating {len(played)} machines of {login}", flush=True)
    return played
