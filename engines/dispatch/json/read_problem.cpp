#include "engines/dispatch/json/plan_reader.h"

namespace dengyun::dispatch {
namespace {

class ProblemReader {
  public:
    Problem read(const Place& place) {
        if (!place.object({"now_ms", "horizon_ms", "processes", "materials", "certificates", "sites", "transport",
                           "calendars", "workshops", "machines", "orders", "settings", "plans", "events"}))
            return {};
        place.required("now_ms").number(problem_.now_ms);
        place.required("horizon_ms").number(problem_.horizon_ms);
        texts(place.required("processes"), problem_.processes, processes_);
        texts(place.member("materials"), problem_.materials, materials_);
        texts(place.member("certificates"), problem_.certificates, certificates_);
        place.required("sites").each([&](const Place& one) { site(one); });
        sites_ = names_by_id(problem_.sites);
        transport(place.member("transport"));
        place.member("calendars").each([&](const Place& one) { calendar(one); });
        calendars_ = names_by_id(problem_.calendars);
        place.required("workshops").each([&](const Place& one) { workshop(one); });
        workshops_ = names_by_id(problem_.workshops);
        place.required("machines").each([&](const Place& one) { machine(one); });
        place.required("orders").each([&](const Place& one) { order(one); });
        settings(place.member("settings"));
        running(place);
        return std::move(problem_);
    }

  private:
    static void texts(const Place& place, std::vector<std::string>& out, Names& names) {
        place.each([&](const Place& one) { out.push_back(one.text()); });
        names = names_of(out);
    }
    static Interval interval(const Place& place) {
        Interval out{};
        if (place.count() != 2) {
            place.complain("bad_interval");
        } else {
            place.element(0).number(out.begin);
            place.element(1).number(out.end);
        }
        return out;
    }
    static void intervals(const Place& place, std::vector<Interval>& out) {
        place.each([&](const Place& one) { out.push_back(interval(one)); });
    }
    static void extent(const Place& place, Extent& out) {
        if (!place.given()) return;
        if (place.count() != out.size()) return place.complain("wrong_total", std::to_string(out.size()));
        for (std::size_t i = 0; i < out.size(); ++i) place.element(i).number(out[i]);
    }
    static void references(const Place& place, const Names& names, std::vector<Index>& out) {
        place.each([&](const Place& one) { out.push_back(one.reference(names)); });
    }

    void site(const Place& place) {
        Site out;
        if (!place.object({"id", "latitude_udeg", "longitude_udeg"})) return;
        out.id = place.required("id").text();
        place.member("latitude_udeg").number(out.latitude_udeg);
        place.member("longitude_udeg").number(out.longitude_udeg);
        problem_.sites.push_back(std::move(out));
    }

    void transport(const Place& place) {
        if (!place.given() || !place.object({"detour_ppm", "speed_m_per_hour", "handling_ms", "trip_fen",
                                             "kilometre_fen", "truck_g", "period_ms", "departures_ms", "distances_m"}))
            return;
        auto& out = problem_.transport;
        place.member("detour_ppm").number(out.detour_ppm);
        place.member("speed_m_per_hour").number(out.speed_m_per_hour);
        place.member("handling_ms").number(out.handling_ms);
        place.member("trip_fen").number(out.trip_fen);
        place.member("kilometre_fen").number(out.kilometre_fen);
        place.member("truck_g").number(out.truck_g);
        place.member("period_ms").number(out.period_ms);
        place.member("departures_ms").each([&](const Place& one) {
            out.departures_ms.push_back(0);
            one.number(out.departures_ms.back());
        });
        const auto rows = place.member("distances_m");
        if (!rows.given()) return;
        const auto side = problem_.sites.size();
        if (side > Bounds::matrix_sites_max) return rows.complain("too_many", std::to_string(Bounds::matrix_sites_max));
        if (rows.count() != side) return rows.complain("matrix_size", std::to_string(side));
        rows.each([&](const Place& row) {
            if (row.count() != side) return row.complain("matrix_size", std::to_string(side));
            row.each([&](const Place& one) {
                out.distances_m.push_back(0);
                one.number(out.distances_m.back());
            });
        });
    }

    void calendar(const Place& place) {
        Calendar out;
        if (!place.object({"id", "period_ms", "shifts", "closed", "extra"})) return;
        out.id = place.required("id").text();
        place.member("period_ms").number(out.period_ms);
        intervals(place.required("shifts"), out.shifts);
        intervals(place.member("closed"), out.closed);
        intervals(place.member("extra"), out.extra);
        problem_.calendars.push_back(std::move(out));
    }

    void workshop(const Place& place) {
        Workshop out;
        if (!place.object({"id", "site", "quality_ppm", "credit_ppm", "load_ppm", "certificates"})) return;
        out.id = place.required("id").text();
        out.site = place.required("site").reference(sites_);
        place.member("quality_ppm").number(out.quality_ppm);
        place.member("credit_ppm").number(out.credit_ppm);
        place.member("load_ppm").number(out.load_ppm);
        references(place.member("certificates"), certificates_, out.certificates);
        problem_.workshops.push_back(std::move(out));
    }

    void machine(const Place& place) {
        Machine out;
        if (!place.object({"id", "workshop", "calendar", "rate", "capabilities", "booked"})) return;
        out.id = place.required("id").text();
        out.workshop = place.required("workshop").reference(workshops_);
        out.calendar = place.member("calendar").reference(calendars_);
        rate(place.required("rate"), out.rate);
        place.required("capabilities").each([&](const Place& one) { capability(one, out); });
        intervals(place.member("booked"), out.booked);
        problem_.machines.push_back(std::move(out));
    }

    static void rate(const Place& place, Rate& out) {
        if (!place.object({"setup_fen", "hour_fen", "piece_micro_yuan", "minimum_fen"})) return;
        place.member("setup_fen").number(out.setup_fen);
        place.member("hour_fen").number(out.hour_fen);
        place.member("piece_micro_yuan").number(out.piece_micro_yuan);
        place.member("minimum_fen").number(out.minimum_fen);
    }

    void capability(const Place& place, Machine& machine) {
        Capability out;
        if (!place.object({"process", "materials", "size_min_um", "size_max_um", "tolerance_um", "lot_min_milli",
                           "lot_max_milli", "pace_ppm", "rate"}))
            return;
        out.process = place.required("process").reference(processes_);
        references(place.member("materials"), materials_, out.materials);
        extent(place.member("size_min_um"), out.size_min_um);
        extent(place.member("size_max_um"), out.size_max_um);
        place.member("tolerance_um").number(out.tolerance_um);
        place.member("lot_min_milli").number(out.lot_min_milli);
        place.member("lot_max_milli").number(out.lot_max_milli);
        place.member("pace_ppm").number(out.pace_ppm);
        if (const auto own = place.member("rate"); own.given()) rate(own, out.rate.emplace());
        machine.capabilities.push_back(std::move(out));
    }

    void order(const Place& place) {
        Order out;
        if (!place.object(
                {"id", "destination", "quantity_milli", "release_ms", "due_ms", "late_fen_per_day", "operations"}))
            return;
        out.id = place.required("id").text();
        out.destination = place.required("destination").reference(sites_);
        place.required("quantity_milli").number(out.quantity_milli);
        place.member("release_ms").number(out.release_ms);
        place.required("due_ms").number(out.due_ms);
        place.member("late_fen_per_day").number(out.late_fen_per_day);
        const auto operations = place.required("operations");
        // Names first: an operation may refer to a later one. Where nothing is said it follows the one before it.
        operations.each([&](const Place& one) {
            out.operations.emplace_back();
            if (one.object({"id", "process", "material", "size_um", "tolerance_um", "certificates", "setup_ms",
                            "unit_us", "yield_ppm", "material_micro_yuan", "material_ready_ms", "unit_weight_g",
                            "transfer_batch_milli", "lot_min_milli", "lot_step_milli", "lots_max", "predecessors"}))
                out.operations.back().id = one.required("id").text();
        });
        const auto names = names_by_id(out.operations);
        for (std::size_t i = 0; i < out.operations.size(); ++i)
            operation(operations.element(i), out.operations[i], names, static_cast<Index>(i));
        problem_.orders.push_back(std::move(out));
    }

    void operation(const Place& place, Operation& out, const Names& names, Index number) {
        out.process = place.required("process").reference(processes_);
        out.material = place.member("material").reference(materials_);
        extent(place.member("size_um"), out.size_um);
        place.member("tolerance_um").number(out.tolerance_um);
        references(place.member("certificates"), certificates_, out.certificates);
        place.member("setup_ms").number(out.setup_ms);
        place.required("unit_us").number(out.unit_us);
        place.member("yield_ppm").number(out.yield_ppm);
        place.member("material_micro_yuan").number(out.material_micro_yuan);
        place.member("material_ready_ms").number(out.material_ready_ms);
        place.member("unit_weight_g").number(out.unit_weight_g);
        place.member("transfer_batch_milli").number(out.transfer_batch_milli);
        place.member("lot_min_milli").number(out.lot_min_milli);
        place.member("lot_step_milli").number(out.lot_step_milli);
        place.member("lots_max").index(out.lots_max);
        const auto predecessors = place.member("predecessors");
        if (!predecessors.given() && number > 0) out.predecessors.push_back({.operation = number - 1});
        predecessors.each([&](const Place& one) {
            Link link;
            if (!one.object({"operation", "per_unit_milli"})) return;
            link.operation = one.required("operation").reference(names);
            one.member("per_unit_milli").number(link.per_unit_milli);
            out.predecessors.push_back(link);
        });
    }

    void settings(const Place& place) {
        if (!place.given() ||
            !place.object({"margin_ppm", "fairness_ppm", "delay_ms", "rework_ppm", "promise_ppm", "options_max"}))
            return;
        auto& out = problem_.settings;
        place.member("margin_ppm").number(out.margin_ppm);
        place.member("fairness_ppm").number(out.fairness_ppm);
        place.member("delay_ms").number(out.delay_ms);
        place.member("rework_ppm").number(out.rework_ppm);
        place.member("promise_ppm").number(out.promise_ppm);
        place.member("options_max").index(out.options_max);
    }

    void running(const Place& place) {
        const auto plans = place.member("plans");
        const auto events = place.member("events");
        if (!plans.given() && !events.given()) return;
        const PlanReader reader(problem_);
        std::vector<bool> seen(problem_.orders.size(), false);
        plans.each([&](const Place& one) {
            auto plan = reader.plan(one).plan;
            if (plan.order == none) return;
            if (seen[at(plan.order)]) one.complain("duplicate_id", problem_.orders[at(plan.order)].id);
            seen[at(plan.order)] = true;
            problem_.plans.push_back(std::move(plan));
        });
        events.each([&](const Place& one) {
            if (!one.object({"kind", "lot", "machine", "span", "end_ms"})) return;
            Event event;
            event.kind = static_cast<EventKind>(one.required("kind").word({"declined", "machine_down", "lot_late"}));
            if (event.kind == EventKind::machine_down) {
                event.machine = reader.machine(one.required("machine"));
                event.span = interval(one.required("span"));
            } else {
                event.lot = reader.lot_name(one.required("lot"));
            }
            if (event.kind == EventKind::lot_late) one.required("end_ms").number(event.end_ms);
            problem_.events.push_back(event);
        });
    }

    Problem problem_;
    Names processes_, materials_, certificates_, sites_, calendars_, workshops_;
};

}  // namespace

Result<Problem> read_problem(std::string_view text) {
    DENGYUN_TRY(document, parse_document(text));
    Complaints complaints;
    const Place place(&document, complaints);
    auto problem = ProblemReader().read(place);
    if (!complaints.empty()) return fail(ErrorKind::invalid, "dispatch.invalid", complaints.take());
    if (auto faults = faults_of(problem); !faults.empty())
        return fail(ErrorKind::invalid, "dispatch.invalid", std::move(faults));
    return problem;
}

Result<std::vector<NamedPlan>> read_plans(const Problem& problem, std::string_view text) {
    DENGYUN_TRY(document, parse_document(text));
    Complaints complaints;
    const Place place(&document, complaints);
    std::vector<NamedPlan> out;
    if (place.object({"plans"})) {
        const PlanReader reader(problem);
        place.required("plans").each([&](const Place& one) { out.push_back(reader.plan(one)); });
    }
    if (!complaints.empty()) return fail(ErrorKind::invalid, "dispatch.invalid", complaints.take());
    return out;
}

}  // namespace dengyun::dispatch
