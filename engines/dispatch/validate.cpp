#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <unordered_set>

#include "engines/dispatch/model.h"
#include "engines/dispatch/quantities.h"

namespace dengyun::dispatch {
namespace {

__extension__ using Wide = __int128;

constexpr std::size_t issues_max = 100;
constexpr std::int64_t ppm_max = 1'000'000'000;  // a thousandfold

constexpr std::int64_t metres_max = 210'000'000;  // half around the world with the largest detour

class Validation {
  public:
    explicit Validation(const Problem& problem) : problem_(problem) {}

    std::vector<Issue> run() {
        lists();
        globals();
        for (std::size_t i = 0; i < problem_.calendars.size(); ++i) calendar(fmt::format("calendars.{}", i), i);
        for (std::size_t i = 0; i < problem_.workshops.size(); ++i) workshop(i);
        for (std::size_t i = 0; i < problem_.machines.size(); ++i) machine(i);
        for (std::size_t i = 0; i < problem_.orders.size(); ++i) order(fmt::format("orders.{}", i), problem_.orders[i]);
        if (issues_.empty()) running();
        return std::move(issues_);
    }

  private:
    void add(std::string path, std::string_view code, std::string detail = {}) {
        if (issues_.size() < issues_max) issues_.push_back({std::move(path), std::string(code), std::move(detail)});
    }
    // The path is put together only where something is wrong.
    template <class Path>
    void within(Path path, std::int64_t value, std::int64_t low, std::int64_t high) {
        if (value >= low && value <= high) return;
        if (value < low) return add(path(), "too_small", std::to_string(low));
        add(path(), "too_large", std::to_string(high));
    }
    template <class Path>
    bool refers(Path path, Index index, std::size_t count, bool optional = false) {
        if (index == none && optional) return true;
        if (index >= 0 && at(index) < count) return true;
        add(path(), index == none ? "required" : "unknown_reference");
        return false;
    }
    template <class List, class Name>
    void ids(std::string_view path, const List& list, std::size_t most, Name name) {
        if (list.size() > most) return add(std::string(path), "too_many", std::to_string(most));
        std::unordered_set<std::string_view> seen;
        seen.reserve(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string_view id = name(list[i]);
            if (id.empty()) add(fmt::format("{}.{}.id", path, i), "required");
            if (id.size() > Bounds::id_bytes_max)
                add(fmt::format("{}.{}.id", path, i), "too_long", std::to_string(Bounds::id_bytes_max));
            if (!seen.insert(id).second) add(fmt::format("{}.{}.id", path, i), "duplicate_id", std::string(id));
        }
    }

    void lists() {
        const auto plain = [](const std::string& text) -> std::string_view { return text; };
        const auto id = [](const auto& one) -> std::string_view { return one.id; };
        ids("processes", problem_.processes, Bounds::names_max, plain);
        ids("materials", problem_.materials, Bounds::names_max, plain);
        ids("certificates", problem_.certificates, Bounds::names_max, plain);
        ids("sites", problem_.sites, Bounds::sites_max, id);
        ids("calendars", problem_.calendars, Bounds::calendars_max, id);
        ids("workshops", problem_.workshops, Bounds::workshops_max, id);
        ids("machines", problem_.machines, Bounds::machines_max, id);
        ids("orders", problem_.orders, Bounds::orders_max, id);
    }

    void globals() {
        const auto check = [&](const char* path, std::int64_t value, std::int64_t low, std::int64_t high) {
            within([&] { return std::string(path); }, value, low, high);
        };
        check("now_ms", problem_.now_ms, 0, Bounds::instant_max);
        check("horizon_ms", problem_.horizon_ms, problem_.now_ms + 1, problem_.now_ms + Bounds::span_max);
        const auto& transport = problem_.transport;
        check("transport.detour_ppm", transport.detour_ppm, million, 10 * million);
        check("transport.speed_m_per_hour", transport.speed_m_per_hour, 1, million);
        check("transport.handling_ms", transport.handling_ms, 0, Bounds::span_max);
        check("transport.trip_fen", transport.trip_fen, 0, 100 * million);
        check("transport.kilometre_fen", transport.kilometre_fen, 0, 100'000);
        check("transport.truck_g", transport.truck_g, 0, 1'000 * million);
        check("transport.period_ms", transport.period_ms, 60'000, Bounds::span_max);
        if (transport.departures_ms.size() > Bounds::intervals_max)
            add("transport.departures_ms", "too_many", std::to_string(Bounds::intervals_max));
        for (std::size_t i = 0; i < transport.departures_ms.size(); ++i)
            within([&] { return fmt::format("transport.departures_ms.{}", i); }, transport.departures_ms[i],
                   i > 0 ? transport.departures_ms[i - 1] + 1 : 0, transport.period_ms - 1);
        if (!transport.distances_m.empty() &&
            transport.distances_m.size() != problem_.sites.size() * problem_.sites.size())
            add("transport.distances_m", "matrix_size", std::to_string(problem_.sites.size()));
        for (const auto metres : transport.distances_m)
            if (metres < 0 || metres > 100 * million) return add("transport.distances_m", "matrix_value");
        for (std::size_t i = 0; i < problem_.sites.size(); ++i) {
            within([&] { return fmt::format("sites.{}.latitude_udeg", i); }, problem_.sites[i].latitude_udeg,
                   -90 * million, 90 * million);
            within([&] { return fmt::format("sites.{}.longitude_udeg", i); }, problem_.sites[i].longitude_udeg,
                   -180 * million, 180 * million);
        }
        const auto& settings = problem_.settings;
        check("settings.margin_ppm", settings.margin_ppm, 0, million);
        check("settings.fairness_ppm", settings.fairness_ppm, 0, ppm_max);
        check("settings.delay_ms", settings.delay_ms, 0, Bounds::span_max);
        check("settings.rework_ppm", settings.rework_ppm, 0, 10 * million);
        check("settings.promise_ppm", settings.promise_ppm, 1, million - 1);
        check("settings.options_max", settings.options_max, 1, Bounds::options_max);
    }

    void intervals(const std::string& path, const std::vector<Interval>& list, Tick last) {
        if (list.size() > Bounds::intervals_max) add(path, "too_many", std::to_string(Bounds::intervals_max));
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i].begin < 0 || list[i].end <= list[i].begin || list[i].end > last)
                add(fmt::format("{}.{}", path, i), "bad_interval");
    }

    void calendar(const std::string& path, std::size_t index) {
        const auto& one = problem_.calendars[index];
        within([&] { return path + ".period_ms"; }, one.period_ms, 0, Bounds::span_max);
        if (one.period_ms > 0 && one.period_ms < 60'000) add(path + ".period_ms", "too_small", "60000");
        // A pattern is written out over the horizon.
        const auto times = one.period_ms > 0 ? (problem_.horizon_ms - problem_.now_ms) / one.period_ms : 0;
        if (times * static_cast<std::int64_t>(one.shifts.size()) > million)
            add(path + ".shifts", "too_many", std::to_string(million / times));
        intervals(path + ".shifts", one.shifts, one.period_ms > 0 ? one.period_ms : Bounds::instant_max);
        intervals(path + ".closed", one.closed, Bounds::instant_max);
        intervals(path + ".extra", one.extra, Bounds::instant_max);
    }

    void workshop(std::size_t i) {
        const auto& one = problem_.workshops[i];
        const auto path = [i](const char* member) {
            return [i, member] { return fmt::format("workshops.{}.{}", i, member); };
        };
        refers(path("site"), one.site, problem_.sites.size());
        within(path("quality_ppm"), one.quality_ppm, 0, million);
        within(path("credit_ppm"), one.credit_ppm, 0, million);
        within(path("load_ppm"), one.load_ppm, 0, ppm_max);
        for (const auto certificate : one.certificates)
            refers(path("certificates"), certificate, problem_.certificates.size());
    }

    void machine(std::size_t i) {
        const auto& one = problem_.machines[i];
        const auto path = [i](const char* member) {
            return [i, member] { return fmt::format("machines.{}.{}", i, member); };
        };
        refers(path("workshop"), one.workshop, problem_.workshops.size());
        refers(path("calendar"), one.calendar, problem_.calendars.size(), true);
        rate(path, one.rate);
        if (one.capabilities.size() > Bounds::capabilities_max)
            add(path("capabilities")(), "too_many", std::to_string(Bounds::capabilities_max));
        if (!one.booked.empty()) intervals(path("booked")(), one.booked, Bounds::instant_max);
        for (std::size_t c = 0; c < one.capabilities.size(); ++c) {
            const auto& able = one.capabilities[c];
            const auto below = [i, c](const char* member) {
                return [i, c, member] { return fmt::format("machines.{}.capabilities.{}.{}", i, c, member); };
            };
            refers(below("process"), able.process, problem_.processes.size());
            for (const auto material : able.materials) refers(below("materials"), material, problem_.materials.size());
            for (const auto size : able.size_min_um) within(below("size_min_um"), size, 0, Bounds::size_um_max);
            for (const auto size : able.size_max_um) within(below("size_max_um"), size, 0, Bounds::size_um_max);
            within(below("tolerance_um"), able.tolerance_um, 0, Bounds::size_um_max);
            within(below("lot_min_milli"), able.lot_min_milli, 0, Bounds::quantity_milli_max);
            within(below("lot_max_milli"), able.lot_max_milli, std::max<std::int64_t>(1, able.lot_min_milli),
                   Bounds::quantity_milli_max);
            within(below("pace_ppm"), able.pace_ppm, 1'000, ppm_max);
            slowest_ppm_ = std::max(slowest_ppm_, able.pace_ppm);
            if (able.rate) rate(below, *able.rate);
        }
    }

    template <class Path>
    void rate(const Path& path, const Rate& one) {
        within(path("rate.setup_fen"), one.setup_fen, 0, Bounds::fen_max);
        within(path("rate.hour_fen"), one.hour_fen, 0, Bounds::fen_max);
        within(path("rate.piece_micro_yuan"), one.piece_micro_yuan, 0, Bounds::micro_yuan_max);
        within(path("rate.minimum_fen"), one.minimum_fen, 0, Bounds::fen_max);
        dearest_.setup_fen = std::max(dearest_.setup_fen, one.setup_fen);
        dearest_.hour_fen = std::max(dearest_.hour_fen, one.hour_fen);
        dearest_.piece_micro_yuan = std::max(dearest_.piece_micro_yuan, one.piece_micro_yuan);
        dearest_.minimum_fen = std::max(dearest_.minimum_fen, one.minimum_fen);
    }

    void order(const std::string& path, const Order& one) {
        const auto below = [&path](const char* member) {
            return [&path, member] { return fmt::format("{}.{}", path, member); };
        };
        refers(below("destination"), one.destination, problem_.sites.size());
        within(below("quantity_milli"), one.quantity_milli, 1, Bounds::quantity_milli_max);
        within(below("release_ms"), one.release_ms, 0, Bounds::instant_max);
        within(below("due_ms"), one.due_ms, 1, Bounds::instant_max);
        within(below("late_fen_per_day"), one.late_fen_per_day, 0, Bounds::fen_max);
        if (one.operations.empty()) return add(path + ".operations", "required");
        if (one.operations.size() > Bounds::operations_max)
            return add(path + ".operations", "too_many", std::to_string(Bounds::operations_max));
        ids(path + ".operations", one.operations, Bounds::operations_max,
            [](const Operation& operation) -> std::string_view { return operation.id; });
        const auto before = issues_.size();
        for (std::size_t o = 0; o < one.operations.size(); ++o)
            operation(fmt::format("{}.operations.{}", path, o), one, o);
        if (issues_.size() == before) quantities(path, one);
    }

    void operation(const std::string& path, const Order& order, std::size_t index) {
        const auto& one = order.operations[index];
        const auto below = [&path](const char* member) {
            return [&path, member] { return fmt::format("{}.{}", path, member); };
        };
        refers(below("process"), one.process, problem_.processes.size());
        refers(below("material"), one.material, problem_.materials.size(), true);
        for (const auto size : one.size_um) within(below("size_um"), size, 0, Bounds::size_um_max);
        within(below("tolerance_um"), one.tolerance_um, 0, Bounds::size_um_max);
        for (const auto certificate : one.certificates)
            refers(below("certificates"), certificate, problem_.certificates.size());
        within(below("setup_ms"), one.setup_ms, 0, Bounds::span_max);
        within(below("unit_us"), one.unit_us, 1, Bounds::unit_us_max);
        within(below("yield_ppm"), one.yield_ppm, 1'000, million);
        within(below("material_micro_yuan"), one.material_micro_yuan, 0, Bounds::micro_yuan_max);
        within(below("material_ready_ms"), one.material_ready_ms, 0, Bounds::instant_max);
        within(below("unit_weight_g"), one.unit_weight_g, 0, 100 * million);
        within(below("transfer_batch_milli"), one.transfer_batch_milli, 0, Bounds::quantity_milli_max);
        within(below("lot_min_milli"), one.lot_min_milli, 0, Bounds::quantity_milli_max);
        within(below("lot_step_milli"), one.lot_step_milli, 1, Bounds::quantity_milli_max);
        within(below("lots_max"), one.lots_max, 1, Bounds::lots_max);
        if (one.predecessors.size() > Bounds::operations_max)
            add(path + ".predecessors", "too_many", std::to_string(Bounds::operations_max));
        for (std::size_t p = 0; p < one.predecessors.size(); ++p) {
            const auto& link = one.predecessors[p];
            refers([&] { return fmt::format("{}.predecessors.{}", path, p); }, link.operation, order.operations.size());
            within([&] { return fmt::format("{}.predecessors.{}.per_unit_milli", path, p); }, link.per_unit_milli, 1,
                   million);
            for (std::size_t q = 0; q < p; ++q)
                if (one.predecessors[q].operation == link.operation)
                    add(fmt::format("{}.predecessors.{}", path, p), "duplicate_id", "operation");
        }
    }

    void quantities(const std::string& path, const Order& one) {
        const auto needs = needs_of(one);
        if (!needs) return add(path + ".operations", why_no_needs(one));
        for (std::size_t o = 0; o < one.operations.size(); ++o) {
            const auto& operation = one.operations[o];
            const auto input = Wide{needs->input_milli[o]};
            const auto unit_us = (Wide{operation.unit_us} * slowest_ppm_ + million - 1) / million;
            const auto run_ms = operation.setup_ms + input * unit_us / million + 1;
            const auto charge = dearest_.setup_fen + dearest_.minimum_fen + run_ms * dearest_.hour_fen / 3'600'000 +
                                input * (Wide{dearest_.piece_micro_yuan} + operation.material_micro_yuan) / 10'000'000;
            const auto& transport = problem_.transport;
            const auto grams = Wide{needs->output_milli[o]} * operation.unit_weight_g / 1'000;
            const auto trucks = transport.truck_g > 0 ? grams / transport.truck_g + 1 : Wide{1};
            const auto freight = trucks * (transport.trip_fen + Wide{metres_max} * transport.kilometre_fen / 1'000);
            if (freight > Bounds::charge_fen_max || unit_us > Bounds::unit_us_max || run_ms > Bounds::span_max ||
                charge > Bounds::charge_fen_max)
                add(fmt::format("{}.operations.{}", path, o), "quantity_too_large");
            if (operation.transfer_batch_milli > 0 &&
                input > Wide{operation.transfer_batch_milli} * Bounds::batches_max)
                add(fmt::format("{}.operations.{}.transfer_batch_milli", path, o), "too_many_batches",
                    std::to_string(Bounds::batches_max));
        }
    }

    static std::string_view why_no_needs(const Order& order) {
        std::vector<bool> has_successor(order.operations.size(), false);
        for (const auto& operation : order.operations)
            for (const auto& link : operation.predecessors) has_successor[at(link.operation)] = true;
        const auto last = std::ranges::count(has_successor, false);
        if (last > 1) return "several_last_operations";
        auto plain = order;
        for (auto& operation : plain.operations) {
            operation.yield_ppm = million;
            operation.lot_step_milli = operation.lots_max = 1;
            for (auto& link : operation.predecessors) link.per_unit_milli = 1;
        }
        plain.quantity_milli = 1;
        return needs_of(plain) ? "quantity_too_large" : "cycle";
    }

    void lot(const std::string& path, const LotName& name) {
        if (!refers([&] { return path + ".order"; }, name.order, problem_.orders.size())) return;
        const auto& operations = problem_.orders[at(name.order)].operations;
        if (!refers([&] { return path + ".operation"; }, name.operation, operations.size())) return;
        within([&] { return path + ".lot"; }, name.lot, 0, operations[at(name.operation)].lots_max - 1);
    }

    void running() {
        for (std::size_t p = 0; p < problem_.plans.size(); ++p)
            for (std::size_t l = 0; l < problem_.plans[p].lots.size(); ++l) {
                const auto& one = problem_.plans[p].lots[l];
                // Working time is known within ten years before the horizon's end.
                if (one.is_started && one.start_ms < problem_.now_ms - Bounds::span_max)
                    add(fmt::format("plans.{}.lots.{}.start_ms", p, l), "too_small",
                        std::to_string(problem_.now_ms - Bounds::span_max));
            }
        if (problem_.events.size() > Bounds::events_max)
            return add("events", "too_many", std::to_string(Bounds::events_max));
        for (std::size_t e = 0; e < problem_.events.size(); ++e) {
            const auto& event = problem_.events[e];
            const auto path = fmt::format("events.{}", e);
            if (event.kind == EventKind::machine_down) {
                refers([&] { return path + ".machine"; }, event.machine, problem_.machines.size());
                if (event.span.end <= event.span.begin) add(path + ".span", "bad_interval");
            } else {
                lot(path + ".lot", event.lot);
            }
            if (event.kind == EventKind::lot_late && event.end_ms <= problem_.now_ms)
                add(path + ".end_ms", "began_before_now");
        }
    }

    const Problem& problem_;
    std::vector<Issue> issues_;
    std::int64_t slowest_ppm_ = million;
    Rate dearest_;
};

}  // namespace

std::vector<Issue> faults_of(const Problem& problem) { return Validation(problem).run(); }

}  // namespace dengyun::dispatch
