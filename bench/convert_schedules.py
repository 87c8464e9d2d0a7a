#!/usr/bin/python3
"""Converts public benchmark instances to the JSON format of rich problems: convert_schedules.py KIND SOURCE FOLDER

KIND is workers (a flexible job shop with workers: a .fjsw file), tardiness (a .jsonl file of single machines, with or
without set-ups) or rcpsp (a .jsonl file of projects). Files ending in .gz are read as they are. Writes a file per instance.
"""
import gzip
import json
import pathlib
import sys


def text_of(path):
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()


def workers(path):
    """n m w [flexibility]; per job #operations; per operation #machines (machine #workers (worker duration)…)…, from 1."""
    lines = [line.split() for line in text_of(path).splitlines() if line.strip()]
    jobs, machines, people = (int(word) for word in lines[0][:3])
    orders = []
    for j in range(jobs):
        numbers = [int(word) for word in lines[1 + j]]
        place, operations = 1, []
        for k in range(numbers[0]):
            modes = []
            choices, place = numbers[place], place + 1
            for _ in range(choices):
                machine, count = numbers[place], numbers[place + 1]
                place += 2
                for _ in range(count):
                    worker, duration = numbers[place], numbers[place + 1]
                    place += 2
                    modes.append({"machine": f"M{machine}", "duration": duration,
                                  "requirements": [{"resource": f"W{worker}"}]})
            operations.append({"id": str(k), "modes": modes})
        assert place == len(numbers), path
        orders.append({"id": f"J{j}", "routings": [{"operations": operations}]})
    name = path.name.split(".")[0]
    yield name, {
        "machines": [{"id": f"M{m + 1}"} for m in range(machines)],
        "resources": [{"id": f"W{w + 1}", "kind": "operators"} for w in range(people)],
        "orders": orders,
        "objective": {"terms": [{"criterion": "makespan"}]},
    }


def tardiness(path):
    for line in text_of(path).splitlines():
        given = json.loads(line)
        n = len(given["p"])
        machine, problem = {"id": "M"}, {}
        with_setups = "setup" in given
        if with_setups:
            # A family per job, and one that the machine is set for at first, to which nothing returns.
            rows = [[row[j] for j in range(n)] + [0] for row in given["setup"]]
            rows.append(list(given["setup_initial"]) + [0])
            problem["families"] = [f"F{j}" for j in range(n)] + ["first"]
            problem["setup_matrices"] = [{"id": "S", "duration": rows}]
            machine |= {"setup_matrix": "S", "initial_family": "first"}
        problem["machines"] = [machine]
        problem["orders"] = []
        for j in range(n):
            operation = {"id": "0", "modes": [{"machine": "M", "duration": given["p"][j]}]}
            if with_setups:
                operation["family"] = f"F{j}"
            problem["orders"].append({"id": f"J{j}", "due": given["d"][j], "weight": given["w"][j],
                                      "routings": [{"operations": [operation]}]})
        problem["objective"] = {"terms": [{"criterion": "tardiness"}]}
        yield given["id"], problem


def rcpsp(path):
    for line in text_of(path).splitlines():
        given = json.loads(line)
        operations, links = [], []
        for a, activity in enumerate(given["activities"]):
            needs = [{"resource": f"R{r}", "units": units} for r, units in enumerate(activity["r"]) if units]
            operations.append({"id": str(a), "modes": [{"duration": activity["d"], "requirements": needs}]})
            links += [{"from": str(a), "to": str(after - 1)} for after in activity["succ"]]
        yield given["id"], {
            "resources": [{"id": f"R{r}", "kind": "material", "capacity": units}
                          for r, units in enumerate(given["capacity"])],
            "orders": [{"id": "project", "routings": [{"operations": operations, "links": links}]}],
            "objective": {"terms": [{"criterion": "makespan"}]},
        }


def main(kind, source, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, problem in {"workers": workers, "tardiness": tardiness, "rcpsp": rcpsp}[kind](pathlib.Path(source)):
        (folder / f"{name}.json").write_text(json.dumps(problem, separators=(",", ":")))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("workers", "tardiness", "rcpsp"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
