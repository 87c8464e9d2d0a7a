#pragma once
// The rich scheduling problem as it is declared, and a schedule for it. Plain data: solvers compile it into flat arrays
// (rich/instance.h), the checker (check/) reads it as it stands.
//
// Time is a count of whole units from 0 (a unit is whatever the caller takes: a minute, a second). All references are
// indices into the vectors of the same problem; `none` where nothing is referred to. Text ids exist for people.
#include <cstdint>
#include <string>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::scheduling {

using Tick = std::int64_t;  // an instant or a span of time, in units of the problem
using Index = std::int32_t;
inline constexpr Index none = -1;

// Bounds of what is accepted; validate() refuses what is beyond.
struct Bounds {
    static constexpr Tick time_max = 1'000'000'000'000;  // any instant, duration or lag
    static constexpr Tick weight_max = 1'000'000'000;    // weights and costs
    static constexpr std::size_t operations_max = 1'000'000;
    static constexpr std::size_t modes_max = 10'000'000;
    static constexpr std::size_t modes_per_operation_max = 4'096;  // after operators are chosen by skill
    static constexpr std::size_t machines_max = 100'000;
    static constexpr std::size_t sites_max = 2'000;
    static constexpr std::size_t families_max = 2'000;
    static constexpr std::size_t intervals_max = 200'000;  // of one calendar, when its pattern is written out
    static constexpr Index lots_max = 16;
    static constexpr std::size_t id_bytes_max = 100;
};

struct Interval {
    Tick begin = 0;
    Tick end = 0;  // exclusive
};

// Open at t where an `extra` shift is, or where the pattern is open and no `closed` interval is. A pattern with a
// period repeats from 0 to the horizon; without a period its shifts are instants. After the horizon nothing is open.
struct Calendar {
    std::string id;
    Tick period = 0;
    std::vector<Interval> shifts;  // sorted, without overlap
    std::vector<Interval> closed;  // breaks, holidays, outages
    std::vector<Interval> extra;   // overtime
};

// Set-up before an operation of family `to` on a machine that was last set for `from`: duration[from * families + to].
// It takes working time of the machine right after the operation before it, whether or not the work has arrived.
struct SetupMatrix {
    std::string id;
    std::vector<Tick> duration;
    std::vector<Tick> cost;  // empty: set-ups cost nothing
};

struct Machine {
    std::string id;
    Index site = none;
    Index calendar = none;  // always open
    Index setup_matrix = none;
    Index initial_family = none;
    // 0: one operation at a time. Otherwise operations of one family whose sizes add up to no more start and end
    // together; the batch lasts as long as its longest member.
    Tick batch_capacity = 0;
};

enum class ResourceKind { tool, operators, material };

// What an operation holds from its start to its end beside its machine: copies of a tool, an operator, a crew, a
// renewable material such as pallets.
struct Resource {
    std::string id;
    ResourceKind kind = ResourceKind::tool;
    Tick capacity = 1;
    Index calendar = none;
    std::vector<Index> skills;
};

// `units` of the resource, or of one resource, to be chosen, that has the skill.
struct Requirement {
    Index resource = none;
    Index skill = none;
    Tick units = 1;
};

// One way to do an operation. Duration and cost of a lot are fixed + quantity * per unit.
struct Mode {
    Index machine = none;  // none: only resources
    Tick duration = 0;
    Tick duration_per_unit = 0;
    Tick cost = 0;
    Tick cost_per_unit = 0;
    std::vector<Requirement> requirements;
};

struct Operation {
    std::string id;
    Index family = none;
    Tick size = 1;             // of the batch capacity
    Tick release = 0;          // its material is there
    bool spans_breaks = true;  // work goes on after a break; otherwise it fits between two
    std::vector<Mode> modes;
};

// Within a routing: `to` starts at least lag_min, at most lag_max after `from` ends.
struct Link {
    Index from = none;
    Index to = none;
    Tick lag_min = 0;
    Tick lag_max = -1;  // -1: without bound
};

struct Routing {
    std::string id;
    std::vector<Operation> operations;
    std::vector<Link> links;  // a directed graph without cycles
};

struct Order {
    std::string id;
    Tick quantity = 1;
    Tick release = 0;
    Tick due = -1;  // -1: never late
    Tick weight = 1;
    Index lots_max = 1;    // may be split into up to so many equal lots, each of which runs through the routing
    Tick lot_minimum = 1;  // and holds at least so many pieces
    std::vector<Routing> routings;  // one of them is taken
};

// Every operation of `to` starts at least lag after every operation of `from` has ended (assemblies).
struct OrderLink {
    Index from = none;
    Index to = none;
    Tick lag = 0;
};

// Where an operation of a schedule runs. `lot` counts from 0 within the order.
struct Assignment {
    Index order = none;
    Index lot = 0;
    Index operation = none;
    Index mode = none;
    Tick start = 0;
    Tick end = 0;
    Tick setup = 0;                // working time of the set-up before it
    std::vector<Index> resources;  // the resource taken for each requirement of the mode
};

// Which routing an order takes and into how many lots it is split.
struct OrderChoice {
    Index routing = 0;
    Index lots = 1;
};

struct OperationName {
    Index order = none;
    Index lot = 0;
    Index operation = none;
};

// A way between two sites that a truck of the pool makes: it brings the outcome of one operation to another.
struct Trip {
    OperationName from;
    OperationName to;
    Tick depart = 0;
    Tick arrive = 0;
};

struct Schedule {
    std::vector<OrderChoice> orders;
    std::vector<Assignment> assignments;
    std::vector<Trip> trips;  // where there is a pool of trucks
};

// Started operations: they keep mode, resources and start. Orders with frozen operations keep their choice.
struct Frozen {
    std::vector<Assignment> assignments;
    std::vector<std::pair<Index, OrderChoice>> orders;
};

enum class Criterion { makespan, tardiness, setup, cost, stability };

struct Term {
    Criterion criterion = Criterion::makespan;
    Tick weight = 1;
};

// Lexicographic: the terms in their order, weights do not matter. Otherwise the weighted sum.
// tardiness: sum of weight * (end - due)+ over orders; setup: working time of all set-ups; cost: modes and set-ups;
// stability: sum of |start - planned start| + move_penalty * (machine differs from the plan) over planned operations.
struct Objective {
    bool lexicographic = false;
    std::vector<Term> terms;
};

struct Problem {
    Tick horizon = 0;  // calendars reach so far; 0 where there are none
    Tick now = 0;      // nothing that is not frozen starts before
    std::vector<std::string> families;
    std::vector<std::string> skills;
    std::vector<std::string> sites;
    std::vector<Tick> transport;  // sites * sites, clock time
    Index trucks = 0;             // 0: as many as are needed. A truck is away for the way there and back.
    std::vector<Calendar> calendars;
    std::vector<SetupMatrix> setup_matrices;
    std::vector<Machine> machines;
    std::vector<Resource> resources;
    std::vector<Order> orders;
    std::vector<OrderLink> order_links;
    Frozen frozen;
    Schedule plan;  // for stability; empty: none
    Tick move_penalty = 0;
    Objective objective;
};

// All that is wrong, each with its path ("orders.3.routings.0.links.2.to"), as one error "schedule.invalid"; at most
// 100.
[[nodiscard]] Result<> validate(const Problem& problem);

// How many lots an order may be split into, at most: its lots_max and lot_minimum together.
[[nodiscard]] Index lots_possible(const Order& order);
// The pieces of lot `lot` where the order is split into `lots`: as equal as whole pieces allow, larger lots first.
[[nodiscard]] Tick lot_quantity(const Order& order, Index lots, Index lot);

}  // namespace dengyun::scheduling
