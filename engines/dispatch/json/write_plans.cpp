#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engines/dispatch/json/write_text.h"

namespace dengyun::dispatch {

std::string quoted(const std::string& text) { return boost::json::serialize(boost::json::string_view(text)); }

void write_plan(std::string& out, const Problem& problem, const NamedPlan& named) {
    const auto& plan = named.plan;
    const auto& order = problem.orders[at(plan.order)];
    auto add = std::back_inserter(out);
    const auto end = [&](const LotName& name) {
        return fmt::format("{{\"operation\":{},\"lot\":{}}}", quoted(order.operations[at(name.operation)].id),
                           name.lot);
    };
    std::vector<std::string> names;
    for (const auto& name : named.names) names.push_back(quoted(name));
    fmt::format_to(add,
                   "{{\"order\":{},\"names\":[{}],\"price_fen\":{},\"finish_ms\":{},\"promise_ms\":{},\"risk_ppm\":{},",
                   quoted(order.id), fmt::join(names, ","), plan.price().total_fen(), plan.finish_ms, plan.promise_ms,
                   plan.risk_ppm);
    out += "\n \"lots\":[";
    for (std::size_t l = 0; l < plan.lots.size(); ++l) {
        const auto& lot = plan.lots[l];
        fmt::format_to(
            add,
            "{}\n  {{\"operation\":{},\"lot\":{},\"machine\":{},\"input_milli\":{},\"start_ms\":{},\"end_ms\":{},"
            "\"started\":{},\"setup_fen\":{},\"work_fen\":{}}}",
            l > 0 ? "," : "", quoted(order.operations[at(lot.name.operation)].id), lot.name.lot,
            quoted(problem.machines[at(lot.machine)].id), lot.input_milli, lot.start_ms, lot.end_ms, lot.is_started,
            lot.setup_fen, lot.work_fen);
    }
    out += "],\n \"shipments\":[";
    for (std::size_t s = 0; s < plan.shipments.size(); ++s) {
        const auto& one = plan.shipments[s];
        const bool is_delivery = one.to.operation == none;
        fmt::format_to(
            add, "{}\n  {{\"from\":{}{}{},\"quantity_milli\":{},\"depart_ms\":{},\"arrive_ms\":{},\"price_fen\":{}}}",
            s > 0 ? "," : "", end(one.from), is_delivery ? "" : ",\"to\":", is_delivery ? "" : end(one.to),
            one.quantity_milli, one.depart_ms, one.arrive_ms, one.price_fen);
    }
    out += "],\n \"prices\":[";
    for (std::size_t p = 0; p < plan.prices.size(); ++p) {
        const auto& price = plan.prices[p];
        out += p > 0 ? ",\n  {" : "\n  {";
        if (p < order.operations.size()) fmt::format_to(add, "\"operation\":{},", quoted(order.operations[p].id));
        fmt::format_to(add,
                       "\"setup_fen\":{},\"work_fen\":{},\"material_fen\":{},\"transport_fen\":{},\"margin_fen\":{}}}",
                       price.setup_fen, price.work_fen, price.material_fen, price.transport_fen, price.margin_fen);
    }
    out += "]}";
}

std::string write_plans(const Problem& problem, const std::vector<NamedPlan>& plans) {
    std::string out = "{\"plans\":[";
    for (std::size_t p = 0; p < plans.size(); ++p) {
        out += p > 0 ? ",\n" : "\n";
        write_plan(out, problem, plans[p]);
    }
    return out + "\n]}\n";
}

}  // namespace dengyun::dispatch
