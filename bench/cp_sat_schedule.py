#!/usr/bin/python3
"""Solves a rich scheduling problem in JSON by OR-Tools CP-SAT, as a peer: cp_sat_schedule.py FILE SECONDS THREADS

Knows modes with machines and resources, set-ups by family, precedence with lags, release and due dates; objectives makespan
and weighted tardiness. Prints {"objective":…,"lower_bound":…}; objective null where nothing was found.
Run by the interpreter of the environment that bench/install_cp_sat makes.
"""
import json
import sys

from ortools.sat.python import cp_model


def main(path, seconds, threads):
    problem = json.load(open(path))
    model = cp_model.CpModel()
    capacity = {one["id"]: one.get("capacity", 1) for one in problem.get("resources", [])}
    machines = {one["id"]: one for one in problem.get("machines", [])}
    matrices = {one["id"]: one["duration"] for one in problem.get("setup_matrices", [])}
    families = {name: i for i, name in enumerate(problem.get("families", []))}
    operations = [op for order in problem["orders"] for op in order["routings"][0]["operations"]]
    horizon = sum(max(mode["duration"] for mode in op["modes"]) for op in operations)
    horizon += sum(max(map(max, matrix)) for matrix in matrices.values()) * len(operations)
    horizon += max((order.get("release", 0) for order in problem["orders"]), default=0)
    on_machine, on_resource, cost, ends = {}, {}, [], []
    for order in problem["orders"]:
        routing = order["routings"][0]
        times = {}
        for op in routing["operations"]:
            start, end = model.new_int_var(order.get("release", 0), horizon, ""), model.new_int_var(0, horizon, "")
            literals = []
            for mode in op["modes"]:
                chosen = model.new_bool_var("") if len(op["modes"]) > 1 else True
                interval = (model.new_optional_interval_var(start, mode["duration"], end, chosen, "") if chosen is not True
                            else model.new_interval_var(start, mode["duration"], end, ""))
                if chosen is not True:
                    literals.append(chosen)
                if "machine" in mode:
                    on_machine.setdefault(mode["machine"], []).append((interval, start, end, chosen, op))
                for need in mode.get("requirements", []):
                    on_resource.setdefault(need["resource"], []).append((interval, need.get("units", 1)))
            if literals:
                model.add_exactly_one(literals)
            times[op["id"]] = (start, end)
        links = routing.get("links")
        if links is None:
            ids = [op["id"] for op in routing["operations"]]
            links = [{"from": a, "to": b} for a, b in zip(ids, ids[1:])]
        for link in links:
            model.add(times[link["to"]][0] >= times[link["from"]][1] + link.get("lag_min", 0))
        last = model.new_int_var(0, horizon, "")
        model.add_max_equality(last, [end for _, end in times.values()])
        ends.append(last)
        if "due" in order and order.get("weight", 1):
            late = model.new_int_var(0, horizon, "")
            model.add(late >= last - order["due"])
            cost.append(order.get("weight", 1) * late)
    for name, uses in on_machine.items():
        model.add_no_overlap([use[0] for use in uses])
        declared = machines[name]
        if "setup_matrix" in declared:
            circuit(model, uses, matrices[declared["setup_matrix"]], families, declared.get("initial_family"))
    for name, uses in on_resource.items():
        if capacity[name] == 1:
            model.add_no_overlap([interval for interval, _ in uses])
        else:
            model.add_cumulative([interval for interval, _ in uses], [units for _, units in uses], capacity[name])
    if problem["objective"]["terms"][0]["criterion"] == "makespan":
        makespan = model.new_int_var(0, horizon, "")
        model.add_max_equality(makespan, ends)
        model.minimize(makespan)
    else:
        model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    print(json.dumps({"objective": round(solver.objective_value) if found else None,
                      "lower_bound": round(solver.best_objective_bound)}))


def circuit(model, uses, matrix, families, first):
    """The order on one machine as a circuit: an arc from a to b makes b wait for the set-up."""
    arcs = []
    for i, (_, start, _, chosen, op) in enumerate(uses, 1):
        if chosen is not True:
            arcs.append((i, i, ~chosen))
        begins, finishes = model.new_bool_var(""), model.new_bool_var("")
        arcs += [(0, i, begins), (i, 0, finishes)]
        if first is not None:
            model.add(start >= matrix[families[first]][families[op["family"]]]).only_enforce_if(begins)
        for k, (_, start_next, _, _, op_next) in enumerate(uses, 1):
            if k == i:
                continue
            follows = model.new_bool_var("")
            arcs.append((i, k, follows))
            setup = matrix[families[op["family"]]][families[op_next["family"]]]
            model.add(start_next >= uses[i - 1][2] + setup).only_enforce_if(follows)
    model.add_circuit(arcs)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
