#include "engines/scheduling/json/read_schedule.h"

#include "engines/scheduling/json/problem_json.h"

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

}  // namespace

Names names_of(const std::vector<std::string>& list) {
    Names out;
    for (const auto& one : list) out.emplace(one, static_cast<Index>(out.size()));
    return out;
}

ScheduleReader::ScheduleReader(const Problem& problem)
    : problem_(problem),
      orders_(names_by_id(problem.orders)),
      machines_(names_by_id(problem.machines)),
      resources_(names_by_id(problem.resources)) {}

std::pair<Index, OrderChoice> ScheduleReader::order_choice(const Place& place) const {
    if (!place.object({"order", "routing", "lots"})) return {none, {}};
    const Index order = place.required("order").reference(orders_);
    OrderChoice choice;
    if (order == none) return {none, choice};
    const auto routing = place.member("routing");
    if (routing.given()) {
        const auto id = routing.text();
        const auto& list = problem_.orders[at(order)].routings;
        choice.routing = none;
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i].id == id) choice.routing = static_cast<Index>(i);
        if (choice.routing == none) {
            routing.complain("unknown_reference");
            choice.routing = 0;
        }
    }
    choice.lots = static_cast<Index>(place.member("lots").number(1, 1, lots_possible(problem_.orders[at(order)])));
    return {order, choice};
}

std::vector<OrderChoice> ScheduleReader::order_choices(const Place& place) const {
    std::vector<OrderChoice> out(problem_.orders.size());
    for (std::size_t i = 0, n = place.count(); i < n; ++i) {
        const auto [order, choice] = order_choice(place.element(i));
        if (order != none) out[at(order)] = choice;
    }
    return out;
}

Index ScheduleReader::operation(const Place& place, Index order, const std::vector<OrderChoice>& choices) const {
    if (order == none || !place.given()) return none;
    const auto& routings = problem_.orders[at(order)].routings;
    const Index routing = choices[at(order)].routing;
    if (at(routing) >= routings.size()) return none;
    const auto [known, is_new] = operations_.try_emplace({order, routing});
    if (is_new) known->second = names_by_id(routings[at(routing)].operations);
    const auto name = known->second.find(place.text());
    const Index found = name == known->second.end() ? none : name->second;
    if (found == none) place.complain("unknown_reference");
    return found;
}

OperationName ScheduleReader::operation_name(const Place& place, const std::vector<OrderChoice>& choices) const {
    OperationName out;
    if (!place.object({"order", "lot", "operation"})) return out;
    out.order = place.required("order").reference(orders_);
    out.operation = operation(place.required("operation"), out.order, choices);
    if (out.order != none)
        out.lot = static_cast<Index>(place.member("lot").number(0, 0, choices[at(out.order)].lots - 1));
    return out;
}

Assignment ScheduleReader::assignment(const Place& place, const std::vector<OrderChoice>& choices,
                                      bool needs_end) const {
    Assignment out;
    if (!place.object({"order", "lot", "operation", "mode", "machine", "resources", "start", "end", "setup"}))
        return out;
    out.order = place.required("order").reference(orders_);
    const Index op = operation(place.required("operation"), out.order, choices);
    if (op == none) return out;
    out.operation = op;
    const auto& order = problem_.orders[at(out.order)];
    const auto& modes = order.routings[at(choices[at(out.order)].routing)].operations[at(op)].modes;
    out.lot = static_cast<Index>(place.member("lot").number(0, 0, choices[at(out.order)].lots - 1));
    out.mode = static_cast<Index>(place.member("mode").number(0, 0, static_cast<Tick>(modes.size()) - 1));
    out.start = place.required("start").number(0, 0, Bounds::time_max);
    out.end = (needs_end ? place.required("end") : place.member("end")).number(out.start, 0, 2 * Bounds::time_max);
    out.setup = place.member("setup").number(0, 0, Bounds::time_max);
    if (modes.empty()) return out;
    const auto& mode = modes[at(out.mode)];
    const auto machine = place.member("machine");
    if (machine.given() && machine.reference(machines_) != mode.machine) machine.complain("other_machine");
    const auto resources = place.member("resources");
    const auto count = resources.count();
    if (resources.given() && count != mode.requirements.size())
        resources.complain("resources_count", std::to_string(mode.requirements.size()));
    for (std::size_t i = 0; i < mode.requirements.size(); ++i) {
        // A resource that is named by the mode need not be repeated.
        if (i < count)
            out.resources.push_back(resources.element(i).reference(resources_));
        else
            out.resources.push_back(mode.requirements[i].resource);
        if (out.resources.back() == none) resources.complain("required");
    }
    return out;
}

Schedule ScheduleReader::schedule(const Place& place) const {
    Schedule out;
    if (!place.object({"orders", "assignments", "trips", "totals"})) return out;
    out.orders = order_choices(place.member("orders"));
    const auto assignments = place.required("assignments");
    for (std::size_t i = 0, n = assignments.count(); i < n; ++i)
        out.assignments.push_back(assignment(assignments.element(i), out.orders, true));
    const auto trips = place.member("trips");
    for (std::size_t i = 0, n = trips.count(); i < n; ++i) {
        const auto one = trips.element(i);
        if (!one.object({"from", "to", "depart", "arrive"})) continue;
        Trip trip;
        trip.from = operation_name(one.required("from"), out.orders);
        trip.to = operation_name(one.required("to"), out.orders);
        trip.depart = one.required("depart").number(0, 0, 2 * Bounds::time_max);
        trip.arrive = one.required("arrive").number(0, 0, 2 * Bounds::time_max);
        out.trips.push_back(trip);
    }
    return out;
}

Result<Schedule> read_schedule(const Problem& problem, std::string_view text) {
    DENGYUN_TRY(document, parse_document(text));
    Complaints complaints;
    auto out = ScheduleReader(problem).schedule(Place(&document, complaints));
    if (!complaints.empty()) return fail(ErrorKind::invalid, "schedule.invalid", complaints.take());
    return out;
}

}  // namespace dengyun::scheduling
