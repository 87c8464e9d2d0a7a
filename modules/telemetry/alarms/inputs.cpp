#include "modules/telemetry/alarms/inputs.h"

#include <algorithm>
#include <limits>

namespace dengyun::telemetry {
namespace {

// The rows of one group, read in pieces.
class Cursor {
  public:
    Cursor(timeseries::GroupNumber group, std::vector<timeseries::ColumnNumber> columns, Window window)
        : group_(group), columns_(std::move(columns)), from_(window.from), to_(window.to) {
        std::ranges::sort(columns_);
        columns_.erase(std::ranges::unique(columns_).begin(), columns_.end());
    }
    [[nodiscard]] timeseries::GroupNumber group() const { return group_; }
    // False at the end.
    [[nodiscard]] Result<bool> fill(const timeseries::Store& store) {
        if (at_ < rows_.size()) return true;
        if (is_last_) return false;
        DENGYUN_TRY(rows, store.read(group_, columns_, from_, to_, {.rows_max = rows_read, .with_origins = false}));
        is_last_ = rows.size() < rows_read;
        rows_ = std::move(rows);
        at_ = 0;
        if (rows_.size() == 0) return false;
        from_ = rows_.times.back() + 1;
        return true;
    }
    [[nodiscard]] timeseries::Time time() const { return rows_.times[at_]; }
    void give(Inputs& inputs, const timeseries::Catalogue& catalogue) {
        for (const auto& column : rows_.columns)
            if (column.has(at_)) inputs.add(group_, column.column, column.cells[at_], catalogue);
        at_++;
    }

  private:
    static constexpr std::size_t rows_read = 50'000;
    timeseries::GroupNumber group_;
    std::vector<timeseries::ColumnNumber> columns_;
    timeseries::Time from_;
    timeseries::Time to_;
    timeseries::Rows rows_;
    std::size_t at_ = 0;
    bool is_last_ = false;
};

}  // namespace

bool Inputs::place(Shelf& shelf, const Device& device) {
    if (is_placed()) return false;
    const auto before = placed_.size();
    const auto points = points_of(shelf, device);
    for (std::size_t i = 0; i < names_.size(); i++) {
        if (std::ranges::find(placed_, i, &Input::index) != placed_.end()) continue;
        const auto found = std::ranges::find(points, names_[i], &PlacedPoint::name);
        if (found == points.end()) continue;
        placed_.push_back({i, found->group, found->column, found->described.type, found->scale()});
    }
    return placed_.size() > before;
}

void Inputs::add(timeseries::GroupNumber group, timeseries::ColumnNumber column, timeseries::Cell cell,
                 const timeseries::Catalogue& catalogue) {
    for (const auto& input : placed_) {
        if (input.group != group || input.column != column) continue;
        if (state_) {
            heard_.push_back({input.index, state_text(input.type, cell, catalogue) == *state_ ? 1.0 : 0.0});
        } else if (input.type == timeseries::ColumnType::text) {
            texts_.push_back(catalogue.symbol_text(cell));
            heard_.push_back({input.index, std::numeric_limits<double>::quiet_NaN()});
        } else {
            heard_.push_back({input.index, timeseries::number_of(cell, input.type) * input.scale});
        }
    }
}

// The texts are where they stay only now.
std::span<const Watch::Heard> Inputs::heard() {
    auto text = texts_.begin();
    for (auto& one : heard_) {
        const auto input = std::ranges::find(placed_, one.index, &Input::index);
        if (!state_ && input->type == timeseries::ColumnType::text) one.text = *text++;
    }
    return heard_;
}

Result<Inputs::Told> Inputs::replay(Shelf& shelf, Window window, std::size_t rows_max,
                                    const std::function<bool(timeseries::Time, std::span<const Watch::Heard>)>& each) {
    std::vector<Cursor> cursors;
    for (const auto& input : placed_) {
        if (std::ranges::find(cursors, input.group, &Cursor::group) != cursors.end()) continue;
        std::vector<timeseries::ColumnNumber> columns;
        for (const auto& other : placed_)
            if (other.group == input.group) columns.push_back(other.column);
        cursors.emplace_back(input.group, std::move(columns), window);
    }
    const auto& catalogue = shelf.store().catalogue();
    Told told;
    for (;;) {
        Cursor* next = nullptr;
        for (auto& cursor : cursors) {
            DENGYUN_TRY(has_row, cursor.fill(shelf.store()));
            if (has_row && (next == nullptr || cursor.time() < next->time())) next = &cursor;
        }
        if (next == nullptr) return told;
        const auto at = next->time();
        if (told.rows == rows_max) {
            told.stopped_at = at;
            return told;
        }
        begin();
        next->give(*this, catalogue);
        told.rows++;
        if (const auto values = heard(); !values.empty() && !each(at, values)) {
            told.stopped_at = at + 1;
            return told;
        }
    }
}

}  // namespace dengyun::telemetry
