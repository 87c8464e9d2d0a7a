"""What the machines of a workshop work on, by the tasks that were dispatched to it."""
import datetime

from .api import Refused


def seconds_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Work:
    """What a task keeps a machine busy with: from its start to its report, at the pace that makes its pieces."""

    def __init__(self, task):
        self.machine = task["machine_id"]
        self.begins = seconds_of(task["started_at"])
        self.is_running = task["status"] == "running"
        planned_s = seconds_of(task["planned_end_at"]) - seconds_of(task["planned_start_at"])
        self.ends = self.begins + planned_s if self.is_running else seconds_of(task["reported_at"] or task["updated_at"])
        pieces = max(task["quantity_in"] / 1000, 1)
        self.cycle_ms = max((self.ends - self.begins) * 1000 / pieces, 50)


class Workshop:
    """What its machines work on; asked again once a minute."""

    def __init__(self, api):
        self.api = api
        self.asked_at = 0
        self.works = []
        self.tasks = []

    def look(self, now):
        if now - self.asked_at < 60:
            return
        self.asked_at = now
        try:
            self.tasks = self.api.get("/api/v1/received-operation-tasks?sort=-planned_start_at&limit=200")["items"]
            self.works = [Work(task) for task in self.tasks if task.get("started_at")]
        except (OSError, Refused):
            pass  # the server is away: as before

    def cycle_ms(self, machine, at):
        """Of the task that the machine worked on then; None: of none."""
        found = [work for work in self.works
                 if work.machine == machine and work.begins <= at and (work.is_running or at < work.ends)]
        return found[-1].cycle_ms if found else None

    def machines_first(self):
        """Those with work: now, then lately, then to come."""
        works = sorted(self.works, key=lambda work: (not work.is_running, -work.ends))
        planned = [task["machine_id"] for task in self.tasks if not task.get("started_at")]
        return list(dict.fromkeys([work.machine for work in works] + planned))
