#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>

#include "engines/scheduling/json/problem_json.h"

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

std::string quoted(const std::string& text) { return boost::json::serialize(boost::json::string_view(text)); }

}  // namespace

std::string write_schedule(const Problem& problem, const Schedule& schedule) {
    std::string out = "{\"orders\":[";
    auto add = std::back_inserter(out);
    const auto routing_of = [&](Index order) -> const Routing& {
        return problem.orders[at(order)].routings[at(schedule.orders[at(order)].routing)];
    };
    for (std::size_t o = 0; o < schedule.orders.size(); ++o) {
        fmt::format_to(add, "{}\n{{\"order\":{}", o > 0 ? "," : "", quoted(problem.orders[o].id));
        if (problem.orders[o].routings.size() > 1)
            fmt::format_to(add, ",\"routing\":{}", quoted(routing_of(static_cast<Index>(o)).id));
        fmt::format_to(add, ",\"lots\":{}}}", schedule.orders[o].lots);
    }
    out += "\n],\"assignments\":[";
    bool first = true;
    for (const auto& one : schedule.assignments) {
        const auto& operation = routing_of(one.order).operations[at(one.operation)];
        const auto& mode = operation.modes[at(one.mode)];
        fmt::format_to(add, "{}\n{{\"order\":{},\"lot\":{},\"operation\":{},\"mode\":{}", first ? "" : ",",
                       quoted(problem.orders[at(one.order)].id), one.lot, quoted(operation.id), one.mode);
        first = false;
        if (mode.machine != none) fmt::format_to(add, ",\"machine\":{}", quoted(problem.machines[at(mode.machine)].id));
        fmt::format_to(add, ",\"start\":{},\"end\":{},\"setup\":{}", one.start, one.end, one.setup);
        for (std::size_t r = 0; r < one.resources.size(); ++r)
            fmt::format_to(add, "{}{}", r == 0 ? ",\"resources\":[" : ",",
                           quoted(problem.resources[at(one.resources[r])].id));
        out += one.resources.empty() ? "}" : "]}";
    }
    out += "\n],\"trips\":[";
    first = true;
    const auto name = [&](const OperationName& one) {
        return fmt::format("{{\"order\":{},\"lot\":{},\"operation\":{}}}", quoted(problem.orders[at(one.order)].id),
                           one.lot, quoted(routing_of(one.order).operations[at(one.operation)].id));
    };
    for (const auto& trip : schedule.trips) {
        fmt::format_to(add, "{}\n{{\"from\":{},\"to\":{},\"depart\":{},\"arrive\":{}}}", first ? "" : ",",
                       name(trip.from), name(trip.to), trip.depart, trip.arrive);
        first = false;
    }
    return out + "]}\n";
}

}  // namespace dengyun::scheduling
