#pragma once
// The dispatch problem and its plans, as declared: docs/dispatch-format.md has the meaning of every member.
//
// Units stand last in the names: _ms milliseconds (instants: UTC, since 1970), _fen money, _micro_yuan unit prices,
// _milli thousandths of a unit of measure, _um micrometres, _ppm millionths. Whole numbers everywhere. Things refer to
// each other by their number in the list.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::dispatch {

using Index = std::int32_t;
using Tick = std::int64_t;  // milliseconds
inline constexpr Index none = -1;
inline constexpr std::int64_t million = 1'000'000;

[[nodiscard]] constexpr std::size_t at(Index i) { return static_cast<std::size_t>(i); }

struct Bounds {
    static constexpr std::size_t id_bytes_max = 100;
    static constexpr std::size_t names_max = 10'000;
    static constexpr std::size_t sites_max = 200'000, workshops_max = 200'000, machines_max = 1'000'000;
    static constexpr std::size_t matrix_sites_max = 2'000;
    static constexpr std::size_t calendars_max = 10'000, intervals_max = 10'000, capabilities_max = 100;
    static constexpr std::size_t orders_max = 20'000, operations_max = 100, events_max = 10'000;
    static constexpr Tick instant_max = 253'402'300'799'999;  // the end of 9999
    static constexpr Tick span_max = 3'660LL * 86'400'000;    // ten years: horizon, durations
    static constexpr std::int64_t quantity_milli_max = 10'000'000'000;
    static constexpr std::int64_t unit_us_max = 1'000'000'000'000;
    static constexpr std::int64_t fen_max = 100'000'000'000;  // of a rate
    static constexpr std::int64_t micro_yuan_max = 1'000'000'000'000;
    static constexpr std::int64_t charge_fen_max = 10'000'000'000'000;  // of one operation
    static constexpr std::int64_t size_um_max = 1'000'000'000;
    static constexpr Index lots_max = 20, batches_max = 64, options_max = 50;
};

struct Interval {
    Tick begin, end;  // [begin, end)
    friend bool operator==(const Interval&, const Interval&) = default;
};

struct Site {
    std::string id;
    std::int64_t latitude_udeg = 0, longitude_udeg = 0;  // millionths of a degree
};

// How goods go from one site to another. Within a site there is neither lag nor price.
struct Transport {
    std::int64_t detour_ppm = 1'300'000;  // road over the great circle
    std::int64_t speed_m_per_hour = 40'000;
    Tick handling_ms = 0;                          // loading and unloading, of every shipment
    std::int64_t trip_fen = 0, kilometre_fen = 0;  // of one truck
    std::int64_t truck_g = 0;                      // what a truck carries; 0: anything
    // Truck runs: a shipment leaves at the first departure after it is ready. None: at once.
    Tick period_ms = 86'400'000;
    std::vector<Tick> departures_ms;        // within the period, which repeats from 1970
    std::vector<std::int64_t> distances_m;  // by road, a row for each site; none: from the coordinates
};

struct Calendar {
    std::string id;
    Tick period_ms = 0;  // shifts repeat from 1970; 0: they are instants
    std::vector<Interval> shifts, closed, extra;
};

struct Workshop {
    std::string id;
    Index site = none;
    std::int64_t quality_ppm = million;  // share of lots without rework
    std::int64_t credit_ppm = million;   // share of lots on time
    std::int64_t load_ppm = 0;           // how much of its capacity it has been given lately
    std::vector<Index> certificates;
};

struct Rate {
    std::int64_t setup_fen = 0, hour_fen = 0, piece_micro_yuan = 0, minimum_fen = 0;
};

using Extent = std::array<std::int64_t, 3>;  // micrometres, in any order

struct Capability {
    Index process = none;
    std::vector<Index> materials;  // empty: any
    Extent size_min_um{}, size_max_um{Bounds::size_um_max, Bounds::size_um_max, Bounds::size_um_max};
    std::int64_t tolerance_um = 0;  // the closest it holds
    std::int64_t lot_min_milli = 0, lot_max_milli = Bounds::quantity_milli_max;
    std::int64_t pace_ppm = million;  // multiplies the operation's unit time
    std::optional<Rate> rate;         // of this process; none: the machine's
};

struct Machine {
    std::string id;
    Index workshop = none;
    Index calendar = none;  // none: always open
    Rate rate;
    std::vector<Capability> capabilities;
    std::vector<Interval> booked;
};

struct Link {
    Index operation = none;              // the predecessor
    std::int64_t per_unit_milli = 1000;  // of its output for one unit that enters the successor
};

struct Operation {
    std::string id;
    Index process = none, material = none;
    Extent size_um{};
    std::int64_t tolerance_um = 0;  // 0: any machine holds it
    std::vector<Index> certificates;
    Tick setup_ms = 0;
    std::int64_t unit_us = 0;  // microseconds for one unit
    std::int64_t yield_ppm = million;
    std::int64_t material_micro_yuan = 0;  // bought centrally, for one unit that enters
    Tick material_ready_ms = 0;
    std::int64_t unit_weight_g = 0;         // of its output
    std::int64_t transfer_batch_milli = 0;  // goes on while the rest is made; 0: the whole lot at once
    std::int64_t lot_min_milli = 0, lot_step_milli = 1000;
    Index lots_max = 1;
    std::vector<Link> predecessors;
};

struct Order {
    std::string id;
    Index destination = none;  // a site
    std::int64_t quantity_milli = 1000;
    Tick release_ms = 0, due_ms = 0;
    std::int64_t late_fen_per_day = 0;
    std::vector<Operation> operations;  // exactly one without a successor
};

struct Settings {
    std::int64_t margin_ppm = 0;         // of the platform
    std::int64_t fairness_ppm = 0;       // how much of the price may be given for an even load of the workshops
    Tick delay_ms = 28'800'000;          // mean of a delay, where a lot is delayed
    std::int64_t rework_ppm = 300'000;   // share of a lot's time that rework takes
    std::int64_t promise_ppm = 900'000;  // how sure a promised date is
    Index options_max = 12;
};

struct LotName {
    Index order = none, operation = none, lot = 0;  // operation none: the destination
    friend auto operator<=>(const LotName&, const LotName&) = default;
};

struct Lot {
    LotName name;
    Index machine = none;
    std::int64_t input_milli = 0;
    Tick start_ms = 0, end_ms = 0;
    bool is_started = false;  // stays where and when it is
    std::int64_t setup_fen = 0, work_fen = 0;
    friend bool operator==(const Lot&, const Lot&) = default;
};

struct Shipment {
    LotName from, to;
    std::int64_t quantity_milli = 0;
    Tick depart_ms = 0, arrive_ms = 0;
    std::int64_t price_fen = 0;
    friend bool operator==(const Shipment&, const Shipment&) = default;
};

struct Price {
    std::int64_t setup_fen = 0, work_fen = 0, material_fen = 0, transport_fen = 0, margin_fen = 0;
    [[nodiscard]] std::int64_t total_fen() const {
        return setup_fen + work_fen + material_fen + transport_fen + margin_fen;
    }
    void add(const Price& other) {
        setup_fen += other.setup_fen;
        work_fen += other.work_fen;
        material_fen += other.material_fen;
        transport_fen += other.transport_fen;
        margin_fen += other.margin_fen;
    }
    friend bool operator==(const Price&, const Price&) = default;
};

// One order, dispatched.
struct OrderPlan {
    Index order = none;
    std::vector<Lot> lots;            // by operation, then lot
    std::vector<Shipment> shipments;  // by successor, then predecessor
    std::vector<Price> prices;        // of each operation with what comes to it, and last of the delivery
    Tick finish_ms = 0;               // when everything has arrived
    Tick promise_ms = 0;              // kept with the probability of the settings
    std::int64_t risk_ppm = 0;        // of being later than due
    [[nodiscard]] Price price() const {
        Price sum;
        for (const auto& one : prices) sum.add(one);
        return sum;
    }
    friend bool operator==(const OrderPlan&, const OrderPlan&) = default;
};

enum class EventKind { declined, machine_down, lot_late };

struct Event {
    EventKind kind = EventKind::declined;
    LotName lot;           // declined, lot_late
    Index machine = none;  // machine_down
    Interval span{};       // machine_down
    Tick end_ms = 0;       // lot_late: when it will end
};

struct Problem {
    Tick now_ms = 0, horizon_ms = 0;
    std::vector<std::string> processes, materials, certificates;
    std::vector<Site> sites;
    Transport transport;
    std::vector<Calendar> calendars;
    std::vector<Workshop> workshops;
    std::vector<Machine> machines;
    std::vector<Order> orders;
    Settings settings;
    std::vector<OrderPlan> plans;  // running; of at most one plan for each order
    std::vector<Event> events;
};

// Everything that the types do not say: references, bounds, circles, sums that could overflow. Empty where it is valid.
// Paths as in the JSON format.
[[nodiscard]] std::vector<Issue> faults_of(const Problem& problem);

}  // namespace dengyun::dispatch
