#include <fmt/format.h>

#include "engines/dispatch/json/write_text.h"

namespace dengyun::dispatch {
namespace {

class Writer {
  public:
    explicit Writer(const Problem& problem) : problem_(problem) {}

    std::string write() {
        put("{{\"now_ms\":{},\"horizon_ms\":{}", problem_.now_ms, problem_.horizon_ms);
        names("processes", problem_.processes);
        names("materials", problem_.materials);
        names("certificates", problem_.certificates);
        list("sites", problem_.sites, [&](const Site& one) {
            put("{{\"id\":{},\"latitude_udeg\":{},\"longitude_udeg\":{}}}", quoted(one.id), one.latitude_udeg,
                one.longitude_udeg);
        });
        transport();
        list("calendars", problem_.calendars, [&](const Calendar& one) {
            put("{{\"id\":{},\"period_ms\":{},\"shifts\":{},\"closed\":{},\"extra\":{}}}", quoted(one.id),
                one.period_ms, spans(one.shifts), spans(one.closed), spans(one.extra));
        });
        list("workshops", problem_.workshops, [&](const Workshop& one) {
            put("{{\"id\":{},\"site\":{},\"quality_ppm\":{},\"credit_ppm\":{},\"load_ppm\":{},\"certificates\":{}}}",
                quoted(one.id), quoted(problem_.sites[at(one.site)].id), one.quality_ppm, one.credit_ppm, one.load_ppm,
                chosen(problem_.certificates, one.certificates));
        });
        list("machines", problem_.machines, [&](const Machine& one) { machine(one); });
        list("orders", problem_.orders, [&](const Order& one) { order(one); });
        const auto& s = problem_.settings;
        put(",\n\"settings\":{{\"margin_ppm\":{},\"fairness_ppm\":{},\"delay_ms\":{},\"rework_ppm\":{},\"promise_ppm\":"
            "{},"
            "\"options_max\":{}}}",
            s.margin_ppm, s.fairness_ppm, s.delay_ms, s.rework_ppm, s.promise_ppm, s.options_max);
        list("plans", problem_.plans, [&](const OrderPlan& one) { write_plan(out_, problem_, {{}, one}); });
        list("events", problem_.events, [&](const Event& one) { event(one); });
        return std::move(out_) + "}\n";
    }

  private:
    template <class... Values>
    void put(fmt::format_string<Values...> format, Values&&... values) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
    }
    template <class List, class Write>
    void list(const char* name, const List& all, Write write) {
        if (all.empty() && name != std::string_view("machines")) return;
        put(",\n\"{}\":[", name);
        for (std::size_t i = 0; i < all.size(); ++i) {
            out_ += i > 0 ? ",\n" : "\n";
            write(all[i]);
        }
        out_ += ']';
    }
    void names(const char* name, const std::vector<std::string>& all) {
        list(name, all, [&](const std::string& one) { out_ += quoted(one); });
    }
    static std::string spans(const std::vector<Interval>& all) {
        std::string out = "[";
        for (const auto& one : all)
            fmt::format_to(std::back_inserter(out), "{}[{},{}]", out.size() > 1 ? "," : "", one.begin, one.end);
        return out + "]";
    }
    static std::string chosen(const std::vector<std::string>& all, const std::vector<Index>& some) {
        std::string out = "[";
        for (const auto one : some) out += (out.size() > 1 ? "," : "") + quoted(all[at(one)]);
        return out + "]";
    }
    static std::string extent(const Extent& one) { return fmt::format("[{},{},{}]", one[0], one[1], one[2]); }

    void transport() {
        const auto& t = problem_.transport;
        put(",\n\"transport\":{{\"detour_ppm\":{},\"speed_m_per_hour\":{},\"handling_ms\":{},\"trip_fen\":{},"
            "\"kilometre_fen\":{},"
            "\"truck_g\":{},\"period_ms\":{},\"departures_ms\":[",
            t.detour_ppm, t.speed_m_per_hour, t.handling_ms, t.trip_fen, t.kilometre_fen, t.truck_g, t.period_ms);
        for (std::size_t i = 0; i < t.departures_ms.size(); ++i) put("{}{}", i > 0 ? "," : "", t.departures_ms[i]);
        out_ += ']';
        const auto side = problem_.sites.size();
        for (std::size_t i = 0; i < t.distances_m.size(); ++i)
            put("{}{}", i == 0 ? ",\"distances_m\":[[" : i % side == 0 ? "],\n[" : ",", t.distances_m[i]);
        out_ += t.distances_m.empty() ? "}" : "]]}";
    }

    void rate(const Rate& one) {
        put(",\"rate\":{{\"setup_fen\":{},\"hour_fen\":{},\"piece_micro_yuan\":{},\"minimum_fen\":{}}}", one.setup_fen,
            one.hour_fen, one.piece_micro_yuan, one.minimum_fen);
    }

    void machine(const Machine& one) {
        put("{{\"id\":{},\"workshop\":{}", quoted(one.id), quoted(problem_.workshops[at(one.workshop)].id));
        if (one.calendar != none) put(",\"calendar\":{}", quoted(problem_.calendars[at(one.calendar)].id));
        rate(one.rate);
        out_ += ",\"capabilities\":[";
        for (std::size_t c = 0; c < one.capabilities.size(); ++c) {
            const auto& able = one.capabilities[c];
            put("{}{{\"process\":{},\"materials\":{},\"size_min_um\":{},\"size_max_um\":{},\"tolerance_um\":{},"
                "\"lot_min_milli\":{},\"lot_max_milli\":{},\"pace_ppm\":{}",
                c > 0 ? "," : "", quoted(problem_.processes[at(able.process)]),
                chosen(problem_.materials, able.materials), extent(able.size_min_um), extent(able.size_max_um),
                able.tolerance_um, able.lot_min_milli, able.lot_max_milli, able.pace_ppm);
            if (able.rate) rate(*able.rate);
            out_ += '}';
        }
        put("],\"booked\":{}}}", spans(one.booked));
    }

    void order(const Order& one) {
        put("{{\"id\":{},\"destination\":{},\"quantity_milli\":{},\"release_ms\":{},\"due_ms\":{},\"late_fen_per_day\":"
            "{},"
            "\"operations\":[",
            quoted(one.id), quoted(problem_.sites[at(one.destination)].id), one.quantity_milli, one.release_ms,
            one.due_ms, one.late_fen_per_day);
        for (std::size_t o = 0; o < one.operations.size(); ++o) {
            const auto& op = one.operations[o];
            put("{}\n {{\"id\":{},\"process\":{}", o > 0 ? "," : "", quoted(op.id),
                quoted(problem_.processes[at(op.process)]));
            if (op.material != none) put(",\"material\":{}", quoted(problem_.materials[at(op.material)]));
            put(",\"size_um\":{},\"tolerance_um\":{},\"certificates\":{},\"setup_ms\":{},\"unit_us\":{},\"yield_ppm\":{"
                "},"
                "\"material_micro_yuan\":{},\"material_ready_ms\":{},\"unit_weight_g\":{},\"transfer_batch_milli\":{},"
                "\"lot_min_milli\":{},\"lot_step_milli\":{},\"lots_max\":{},\"predecessors\":[",
                extent(op.size_um), op.tolerance_um, chosen(problem_.certificates, op.certificates), op.setup_ms,
                op.unit_us, op.yield_ppm, op.material_micro_yuan, op.material_ready_ms, op.unit_weight_g,
                op.transfer_batch_milli, op.lot_min_milli, op.lot_step_milli, op.lots_max);
            for (std::size_t p = 0; p < op.predecessors.size(); ++p)
                put("{}{{\"operation\":{},\"per_unit_milli\":{}}}", p > 0 ? "," : "",
                    quoted(one.operations[at(op.predecessors[p].operation)].id), op.predecessors[p].per_unit_milli);
            out_ += "]}";
        }
        out_ += "]}";
    }

    void event(const Event& one) {
        constexpr const char* kinds[] = {"declined", "machine_down", "lot_late"};
        put("{{\"kind\":\"{}\"", kinds[static_cast<std::size_t>(one.kind)]);
        if (one.kind == EventKind::machine_down) {
            put(",\"machine\":{},\"span\":[{},{}]}}", quoted(problem_.machines[at(one.machine)].id), one.span.begin,
                one.span.end);
            return;
        }
        const auto& order = problem_.orders[at(one.lot.order)];
        put(",\"lot\":{{\"order\":{},\"operation\":{},\"lot\":{}}}", quoted(order.id),
            quoted(order.operations[at(one.lot.operation)].id), one.lot.lot);
        if (one.kind == EventKind::lot_late) put(",\"end_ms\":{}", one.end_ms);
        out_ += '}';
    }

    const Problem& problem_;
    std::string out_;
};

}  // namespace

std::string write_problem(const Problem& problem) { return Writer(problem).write(); }

}  // namespace dengyun::dispatch
