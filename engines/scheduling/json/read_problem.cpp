#include "engines/scheduling/json/problem_json.h"
#include "engines/scheduling/json/read_schedule.h"

namespace dengyun::scheduling {
namespace {

class ProblemReader {
  public:
    Problem read(const Place& place) {
        if (!place.object({"horizon", "now", "families", "skills", "sites", "transport", "trucks", "calendars",
                           "setup_matrices", "machines", "resources", "orders", "order_links", "frozen", "plan",
                           "move_penalty", "objective"}))
            return {};
        problem_.horizon = place.member("horizon").number(0, 0, Bounds::time_max);
        problem_.now = place.member("now").number(0, 0, Bounds::time_max);
        problem_.trucks = static_cast<Index>(place.member("trucks").number(0, 0, 1'000'000));
        problem_.move_penalty = place.member("move_penalty").number(0, 0, Bounds::weight_max);
        texts(place.member("families"), problem_.families);
        texts(place.member("skills"), problem_.skills);
        texts(place.member("sites"), problem_.sites);
        families_ = names_of(problem_.families);
        skills_ = names_of(problem_.skills);
        sites_ = names_of(problem_.sites);
        matrix(place.member("transport"), problem_.transport, problem_.sites.size());
        calendars(place.member("calendars"));
        setup_matrices(place.member("setup_matrices"));
        machines(place.member("machines"));
        resources(place.member("resources"));
        orders(place.required("orders"));
        order_links(place.member("order_links"));
        objective(place.required("objective"));
        fixed_parts(place);
        return std::move(problem_);
    }

  private:
    static void texts(const Place& place, std::vector<std::string>& out) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) out.push_back(place.element(i).text());
    }

    static void matrix(const Place& place, std::vector<Tick>& out, std::size_t side) {
        if (!place.given()) return;
        const auto rows = place.count();
        if (rows != side) return place.complain("matrix_size", std::to_string(side));
        out.reserve(side * side);
        for (std::size_t r = 0; r < rows; ++r) {
            const auto row = place.element(r);
            if (row.count() != side) return row.complain("matrix_size", std::to_string(side));
            for (std::size_t c = 0; c < side; ++c) out.push_back(row.element(c).number(0, 0, Bounds::time_max));
        }
    }

    static void intervals(const Place& place, std::vector<Interval>& out) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) {
            const auto one = place.element(i);
            if (one.count() != 2) {
                one.complain("bad_interval");
                continue;
            }
            out.push_back(
                {one.element(0).number(0, 0, Bounds::time_max), one.element(1).number(0, 0, Bounds::time_max)});
        }
    }

    void calendars(const Place& place) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) {
            const auto one = place.element(i);
            if (!one.object({"id", "period", "shifts", "closed", "extra"})) continue;
            Calendar calendar{.id = one.required("id").text(),
                              .period = one.member("period").number(0, 0, Bounds::time_max)};
            intervals(one.required("shifts"), calendar.shifts);
            intervals(one.member("closed"), calendar.closed);
            intervals(one.member("extra"), calendar.extra);
            problem_.calendars.push_back(std::move(calendar));
        }
        calendars_ = names_by_id(problem_.calendars);
    }

    void setup_matrices(const Place& place) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) {
            const auto one = place.element(i);
            if (!one.object({"id", "duration", "cost"})) continue;
            SetupMatrix setup{.id = one.required("id").text()};
            matrix(one.required("duration"), setup.duration, problem_.families.size());
            matrix(one.member("cost"), setup.cost, problem_.families.size());
            problem_.setup_matrices.push_back(std::move(setup));
        }
        setup_matrices_ = names_by_id(problem_.setup_matrices);
    }

    void machines(const Place& place) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) {
            const auto one = place.element(i);
            if (!one.object({"id", "site", "calendar", "setup_matrix", "initial_family", "batch_capacity"})) continue;
            problem_.machines.push_back(
                {.id = one.required("id").text(),
                 .site = one.member("site").reference(sites_),
                 .calendar = one.member("calendar").reference(calendars_),
                 .setup_matrix = one.member("setup_matrix").reference(setup_matrices_),
                 .initial_family = one.member("initial_family").reference(families_),
                 .batch_capacity = one.member("batch_capacity").number(0, 0, Bounds::weight_max)});
        }
        machines_ = names_by_id(problem_.machines);
    }

    void resources(const Place& place) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) {
            const auto one = place.element(i);
            if (!one.object({"id", "kind", "capacity", "calendar", "skills"})) continue;
            Resource resource{.id = one.required("id").text()};
            resource.kind = static_cast<ResourceKind>(one.member("kind").word({"tool", "operators", "material"}, 0));
            resource.capacity = one.member("capacity").number(1, 1, Bounds::weight_max);
            resource.calendar = one.member("calendar").reference(calendars_);
            const auto skills = one.member("skills");
            for (std::size_t s = 0, m = skills.count(); s < m; ++s) {
                const Index skill = skills.element(s).reference(skills_);
                if (skill != none) resource.skills.push_back(skill);
            }
            problem_.resources.push_back(std::move(resource));
        }
        resources_ = names_by_id(problem_.resources);
    }

    void orders(const Place& place) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) {
            const auto one = place.element(i);
            Order order;
            if (one.object({"id", "quantity", "release", "due", "weight", "lots_max", "lot_minimum", "routings"})) {
                order.id = one.required("id").text();
                order.quantity = one.member("quantity").number(1, 1, Bounds::weight_max);
                order.release = one.member("release").number(0, 0, Bounds::time_max);
                order.due = one.member("due").number(-1, 0, Bounds::time_max);
                order.weight = one.member("weight").number(1, 0, Bounds::weight_max);
                order.lots_max = static_cast<Index>(one.member("lots_max").number(1, 1, Bounds::lots_max));
                order.lot_minimum = one.member("lot_minimum").number(1, 1, Bounds::weight_max);
                const auto routings = one.required("routings");
                for (std::size_t r = 0, m = routings.count(); r < m; ++r)
                    order.routings.push_back(routing(routings.element(r)));
            }
            problem_.orders.push_back(std::move(order));
        }
        orders_ = names_by_id(problem_.orders);
    }

    Routing routing(const Place& place) {
        Routing out;
        if (!place.object({"id", "operations", "links"})) return out;
        out.id = place.member("id").text();
        const auto operations = place.required("operations");
        for (std::size_t i = 0, n = operations.count(); i < n; ++i)
            out.operations.push_back(operation(operations.element(i)));
        const auto links = place.member("links");
        if (!links.given()) {  // one after another
            for (Index i = 1; i < static_cast<Index>(out.operations.size()); ++i)
                out.links.push_back({.from = i - 1, .to = i});
            return out;
        }
        const auto names = names_by_id(out.operations);
        for (std::size_t i = 0, n = links.count(); i < n; ++i) {
            const auto one = links.element(i);
            if (!one.object({"from", "to", "lag_min", "lag_max"})) continue;
            const Link link{.from = one.required("from").reference(names),
                            .to = one.required("to").reference(names),
                            .lag_min = one.member("lag_min").number(0, 0, Bounds::time_max),
                            .lag_max = one.member("lag_max").number(-1, 0, Bounds::time_max)};
            if (link.from != none && link.to != none) out.links.push_back(link);
        }
        return out;
    }

    Operation operation(const Place& place) {
        Operation out;
        if (!place.object({"id", "family", "size", "release", "spans_breaks", "modes"})) return out;
        out.id = place.required("id").text();
        out.family = place.member("family").reference(families_);
        out.size = place.member("size").number(1, 0, Bounds::weight_max);
        out.release = place.member("release").number(0, 0, Bounds::time_max);
        out.spans_breaks = place.member("spans_breaks").boolean(true);
        const auto modes = place.required("modes");
        for (std::size_t i = 0, n = modes.count(); i < n; ++i) out.modes.push_back(mode(modes.element(i)));
        return out;
    }

    Mode mode(const Place& place) {
        Mode out;
        if (!place.object({"machine", "duration", "duration_per_unit", "cost", "cost_per_unit", "requirements"}))
            return out;
        out.machine = place.member("machine").reference(machines_);
        out.duration = place.member("duration").number(0, 0, Bounds::time_max);
        out.duration_per_unit = place.member("duration_per_unit").number(0, 0, Bounds::weight_max);
        out.cost = place.member("cost").number(0, 0, Bounds::weight_max);
        out.cost_per_unit = place.member("cost_per_unit").number(0, 0, Bounds::weight_max);
        const auto needs = place.member("requirements");
        for (std::size_t i = 0, n = needs.count(); i < n; ++i) {
            const auto one = needs.element(i);
            if (!one.object({"resource", "skill", "units"})) continue;
            out.requirements.push_back({.resource = one.member("resource").reference(resources_),
                                        .skill = one.member("skill").reference(skills_),
                                        .units = one.member("units").number(1, 0, Bounds::weight_max)});
        }
        return out;
    }

    void order_links(const Place& place) {
        for (std::size_t i = 0, n = place.count(); i < n; ++i) {
            const auto one = place.element(i);
            if (!one.object({"from", "to", "lag"})) continue;
            const OrderLink link{.from = one.required("from").reference(orders_),
                                 .to = one.required("to").reference(orders_),
                                 .lag = one.member("lag").number(0, 0, Bounds::time_max)};
            if (link.from != none && link.to != none) problem_.order_links.push_back(link);
        }
    }

    void objective(const Place& place) {
        if (!place.object({"kind", "terms"})) return;
        problem_.objective.lexicographic = place.member("kind").word({"weighted", "lexicographic"}, 0) == 1;
        const auto terms = place.required("terms");
        for (std::size_t i = 0, n = terms.count(); i < n; ++i) {
            const auto one = terms.element(i);
            if (!one.object({"criterion", "weight"})) continue;
            const auto word =
                one.required("criterion").word({"makespan", "tardiness", "setup", "cost", "stability"}, 0);
            problem_.objective.terms.push_back(
                {static_cast<Criterion>(word), one.member("weight").number(1, 0, Bounds::weight_max)});
        }
    }

    void fixed_parts(const Place& place) {
        const ScheduleReader reader(problem_);
        const auto frozen = place.member("frozen");
        if (frozen.given() && frozen.object({"orders", "assignments"})) {
            std::vector<OrderChoice> choices(problem_.orders.size());
            const auto orders_frozen = frozen.member("orders");
            for (std::size_t i = 0, n = orders_frozen.count(); i < n; ++i) {
                const auto one = reader.order_choice(orders_frozen.element(i));
                if (one.first == none) continue;
                choices[static_cast<std::size_t>(one.first)] = one.second;
                problem_.frozen.orders.push_back(one);
            }
            const auto assignments = frozen.member("assignments");
            for (std::size_t i = 0, n = assignments.count(); i < n; ++i) {
                auto one = reader.assignment(assignments.element(i), choices, false);
                if (one.operation != none) problem_.frozen.assignments.push_back(std::move(one));
            }
        }
        const auto plan = place.member("plan");
        if (plan.given()) problem_.plan = reader.schedule(plan);
        std::erase_if(problem_.plan.assignments, [](const Assignment& one) { return one.operation == none; });
    }

    Problem problem_;
    Names families_, skills_, sites_, calendars_, setup_matrices_, machines_, resources_, orders_;
};

}  // namespace

Result<Problem> read_problem(std::string_view text) {
    DENGYUN_TRY(document, parse_document(text));
    Complaints complaints;
    auto problem = ProblemReader().read(Place(&document, complaints));
    // What could not be read would only be complained about again.
    if (!complaints.empty()) return fail(ErrorKind::invalid, "schedule.invalid", complaints.take());
    DENGYUN_CHECK(validate(problem));
    return problem;
}

}  // namespace dengyun::scheduling
