#pragma once
// What a choice of machines and lots comes to: times, price, risk. The inner loop of the search.
#include "engines/dispatch/solve/order_model.h"
#include "engines/dispatch/solve/risk.h"

namespace dengyun::dispatch {

// A lot to place: a candidate of its operation, by number, and its quantity.
struct DraftLot {
    Index candidate;
    std::int64_t input_milli;
    friend bool operator==(const DraftLot&, const DraftLot&) = default;
};
// The open lots of each operation; what has started is not in it.
using Draft = std::vector<std::vector<DraftLot>>;

// Whether every operation has its quantity, in lots of the step (the last of an operation may hold a remainder of what
// has started), within the bounds of operation and machine.
[[nodiscard]] bool is_allowed(const OrderModel& model, const Draft& draft);

class Evaluator {
  public:
    Evaluator(const Network& network, const OrderModel& model);  // both outlive it

    // Places every lot at its earliest, predecessors first. False where the horizon is too short.
    bool place(const Draft& draft);

    // Of what was placed last.
    [[nodiscard]] std::int64_t price_fen() const { return price_fen_; }
    // What goes to workshops, weighed with how loaded they are.
    [[nodiscard]] double load_fen() const { return load_fen_; }
    [[nodiscard]] Tick finish_ms() const { return finish_; }
    [[nodiscard]] Tick late_ms() const { return std::max<Tick>(0, finish_ - model_.order->due_ms); }
    [[nodiscard]] Tick start_ms(Index operation) const { return placed_[at(operation)].front().start; }
    [[nodiscard]] std::int64_t risk_ppm() const;
    [[nodiscard]] OrderPlan plan() const;

  private:
    struct Placed {
        const Candidate* candidate;  // null: started
        Index machine, site, number;
        std::int64_t unit_us, input, output, shipped;
        Tick work, start, end;  // `work`: the working time at which it begins
        bool is_regular;        // its end is where its working time ends
        Moments delay;
        Charge charge;
    };
    struct Parcel {
        Index from_operation, from, to_operation, to;  // lots by place in placed_; to_operation none: the destination
        std::int64_t quantity;
        Tick depart, arrive;
        std::int64_t price;
        Tick slack;
    };

    void add_started(Index operation);
    void fetch(Index operation, Index link);
    void send(Index from_operation, Index from, Index to_operation, Index to, std::int64_t quantity,
              std::int64_t consumed, std::int64_t per_unit);
    bool set_time(Placed& lot, const Operation& operation);
    void deliver();
    void add_up();
    [[nodiscard]] Tick ready(const Placed& lot, const Operation& operation, std::int64_t output) const;
    [[nodiscard]] Moments lateness() const;
    [[nodiscard]] Price price_of(std::size_t line) const;

    const Network& network_;
    const OrderModel& model_;
    std::vector<std::vector<Placed>> placed_;
    std::vector<Parcel> parcels_;
    std::vector<Price> prices_;
    std::vector<Tick> needed_;  // of the lots of the operation that is being placed: working time
    Tick finish_ = 0;
    std::int64_t price_fen_ = 0;
    double load_fen_ = 0;
};

}  // namespace dengyun::dispatch
