"""What a machine does, second by second. All values are invented."""
import math
import random

PROFILES = (("注塑", "injection_moulding"), ("吹塑", "injection_moulding"), ("冲", "press"), ("压", "press"), ("冷镦", "press"),
            ("织", "loom"), ("空压", "compressor"), ("镀", "electroplating"), ("氧化线", "electroplating"), ("喷粉线", "electroplating"))
# How long a state lasts on average in seconds, and what may follow it with which weight.
STATES = {
    "running": (420, (("idle", 6), ("setup", 2), ("down", 1))),
    "idle": (60, (("running", 9), ("setup", 1), ("off", 0.3))),
    "setup": (150, (("running", 1),)),
    "down": (240, (("running", 3), ("idle", 1))),
    "off": (600, (("running", 1),)),
}
# Point: value while running, while not, noise, digits. Counters and states are the machine's own.
GAUGES = {
    "cnc_mill": {"spindle_speed": (8000, 0, 120, 0), "spindle_load": (62, 0, 6, 1), "feed_rate": (1800, 0, 150, 0),
                 "spindle_temperature": (48, 31, 0.4, 1), "vibration": (1.8, 0.1, 0.25, 2)},
    "injection_moulding": {"cycle_time": (28, 0, 0.4, 2), "barrel_temperature": (225, 190, 0.8, 1),
                           "mould_temperature": (62, 45, 0.5, 1), "injection_pressure": (1150, 0, 14, 0),
                           "cushion": (6.2, 0, 0.15, 2), "clamping_force": (1300, 0, 6, 0)},
    "loom": {"speed": (620, 0, 8, 0), "humidity": (68, 66, 0.6, 1)},
    "press": {"stroke_rate": (46, 0, 1, 0), "tonnage": (640, 0, 18, 0), "oil_pressure": (6.4, 5.9, 0.05, 2)},
    "compressor": {"pressure": (0.74, 0.66, 0.008, 3), "oil_temperature": (82, 58, 0.8, 1), "flow": (10.4, 0.2, 0.2, 1)},
    "electroplating": {"current": (2400, 0, 25, 0), "voltage": (8.5, 0, 0.1, 2), "current_density": (3.2, 0, 0.05, 2),
                       "bath_temperature": (54, 42, 0.3, 1), "ph": (4.2, 4.2, 0.02, 2)},
    "generic_meter": {"voltage": (398, 401, 0.8, 1), "current": (62, 8, 2, 1), "temperature": (36, 28, 0.3, 1)},
}
POWER_KW = {"cnc_mill": (9.5, 1.4), "injection_moulding": (24, 6), "loom": (3.2, 0.3), "press": (7.5, 0.9),
            "electroplating": (46, 9), "compressor": (37, 11), "generic_meter": (41, 6)}
CYCLE_MS = {"cnc_mill": 90_000, "injection_moulding": 28_000, "press": 1_300, "loom": 3_000, "electroplating": 12_000}


def profile_of(machine):
    return next((profile for word, profile in PROFILES if word in machine["name"]), "cnc_mill")


class Machine:
    """What a machine does, second by second."""

    def __init__(self, profile, seed, totals, counts=1.0):
        self.random = random.Random(seed)
        self.profile = profile
        self.counts = counts  # of the pieces it makes: less than 1 where its sensor is loose
        self.state = "running"
        self.left_s = self.random.expovariate(1 / 200)
        self.warmth = 1.0  # follows what it does, as heat does
        self.totals = {"count": 0, "reject": 0, "energy": 0.0, "total": 0.0, "strokes": 0, "picks": 0, "run_hours": 0.0, **totals}
        self.due_items = 0.0
        self.override = 1.0  # of the feed

    def obey(self, method, params):
        """Carries out a command and says what has become of it, as a controller does."""
        if method == "identify":
            return {"lamp": "on", "seconds": params["seconds"]}
        if method == "reset_count" and self.profile in CYCLE_MS:
            before = self.totals["count"]
            self.totals["count"] = self.totals["reject"] = 0
            return {"count_before": before, "count": 0}
        if method == "set_feed_override" and self.profile == "cnc_mill":
            before, self.override = self.override, params["percent"] / 100
            return {"percent_before": round(before * 100), "percent": params["percent"]}
        if method == "stop_at_cycle_end" and self.profile in CYCLE_MS:
            if self.state == "down":
                return {"error": "machine is down"}
            self.state, self.left_s = "idle", STOPPED_S
            return {"state": self.state}
        return {"error": "unknown method"}

    def step(self, seconds, cycle_ms):
        """`cycle_ms`: of the task that it works on; None: it has none, and rests."""
        self.left_s -= seconds
        is_busy = cycle_ms is not None
        rests = self.state in ("idle", "off")
        if not is_busy and not rests:
            self.left_s, self.state = self.random.expovariate(1 / 1800), "idle"
        elif is_busy and self.state == "off":
            self.left_s, self.state = self.random.expovariate(1 / STATES["setup"][0]), "setup"
        elif self.left_s <= 0 and not is_busy:
            self.state = "off" if self.state == "idle" else "idle"
            self.left_s = self.random.expovariate(1 / 3600)
        elif self.left_s <= 0:
            choices = [(name, weight * (0.2 if name in ("idle", "off") else 1)) for name, weight in STATES[self.state][1]]
            self.state = self.random.choices([name for name, _ in choices], [weight for _, weight in choices])[0]
            if self.profile == "compressor" and self.state == "setup":
                self.state = "idle"
            self.left_s = self.random.expovariate(1 / STATES[self.state][0])
        is_running = self.state == "running"
        self.warmth += ((1.0 if is_running else 0.0) - self.warmth) * (1 - math.exp(-seconds / 90))
        totals = self.totals
        if is_running and self.profile in CYCLE_MS:
            # It runs about four fifths of the time, and makes the task's pieces in all of it.
            self.due_items += seconds * 1000 / (cycle_ms * 0.78) * self.random.uniform(0.95, 1.05) * self.counts * self.override
            made = int(self.due_items)
            self.due_items -= made
            totals["count"] += made
            totals["reject"] += sum(self.random.random() < 0.012 for _ in range(made))
            totals["strokes"] += made
            totals["picks"] += int(seconds * 10)
        power = self.power_kw()
        totals["energy"] += power * seconds / 3600
        totals["total"] += power * seconds / 3600
        totals["run_hours"] += seconds / 3600 if is_running else 0
        return self.values(power)

    def power_kw(self):
        high, low = POWER_KW[self.profile]
        if self.state == "off":
            return 0.0
        return max((high if self.state == "running" else low) * self.random.gauss(1, 0.03), 0)

    def values(self, power):
        values = {"power": round(power, 2), "energy": round(self.totals["energy"], 3)}
        if self.profile != "generic_meter":
            values["state"] = self.state
        if self.profile in CYCLE_MS:
            values["count"] = self.totals["count"]
            values["reject"] = self.totals["reject"]
        for name, own in (("strokes", "press"), ("picks", "loom")):
            if self.profile == own:
                values[name] = self.totals[name]
        if self.profile == "compressor":
            values["run_hours"] = round(self.totals["run_hours"], 3)
        if self.profile == "generic_meter":
            values["total"] = round(self.totals["total"], 3)
        for name, (high, low, noise, digits) in GAUGES[self.profile].items():
            share = self.warmth if "temperature" in name or name == "humidity" else (1.0 if self.state == "running" else 0.0)
            if name in ("feed_rate", "spindle_load"):
                share *= self.override
            level = low + (high - low) * share
            value = self.random.gauss(level, noise) if level > 0 else 0.0
            values[name] = round(max(value, 0), digits) if digits else int(max(value, 0))
        return values
