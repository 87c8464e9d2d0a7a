#pragma once
// Where the values that a watch hears of lie in the store, and how they are read: live from batches, back-test and
// warm-up from stored rows.
#include "modules/telemetry/alarms/condition.h"
#include "modules/telemetry/queries/points.h"
#include "modules/telemetry/queries/series.h"

namespace dengyun::telemetry {

struct Input {
    std::size_t index = 0;  // of the point among those that are watched
    timeseries::GroupNumber group{};
    timeseries::ColumnNumber column{};
    timeseries::ColumnType type{};
    double scale = 1;
};

class Inputs {
  public:
    Inputs() = default;
    // `state`: a value is 1 where it is that state, else 0; none: numbers and texts as they are.
    Inputs(std::vector<std::string> names, std::optional<std::string> state)
        : names_(std::move(names)), state_(std::move(state)) {}

    // Looks for what has no column yet; true where something was found.
    bool place(Shelf& shelf, const Device& device);
    [[nodiscard]] bool is_placed() const { return placed_.size() == names_.size(); }
    [[nodiscard]] std::span<const Input> placed() const { return placed_; }

    // A row begins; what of it concerns us is added, then heard. Valid until the next row.
    void begin() { heard_.clear(), texts_.clear(); }
    void add(timeseries::GroupNumber group, timeseries::ColumnNumber column, timeseries::Cell cell,
             const timeseries::Catalogue& catalogue);
    [[nodiscard]] std::span<const Watch::Heard> heard();

    // All rows in the window that hold one of them, in the order of time, at most `rows_max`. `each` answers whether to
    // go on. Answers how many rows were told, and the time behind the last where that was not all.
    struct Told {
        std::size_t rows = 0;
        std::optional<timeseries::Time> stopped_at{};
    };
    [[nodiscard]] Result<Told> replay(Shelf& shelf, Window window, std::size_t rows_max,
                                      const std::function<bool(timeseries::Time, std::span<const Watch::Heard>)>& each);

  private:
    std::vector<std::string> names_;
    std::optional<std::string> state_;
    std::vector<Input> placed_;
    std::vector<Watch::Heard> heard_;
    std::vector<std::string> texts_;  // that heard_ refers to, by its order
};

}  // namespace dengyun::telemetry
