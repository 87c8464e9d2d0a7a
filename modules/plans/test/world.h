#pragma once
// Workshops with machines for the thirteen operations of a licence plate, and the need for plates.
#include "kernel/api/test/scenario.h"
#include "modules/plans/api.h"

namespace dengyun::plans::test {

inline constexpr Id<Organisation> buyer{10};
inline constexpr std::array<std::string_view, 13> plate_processes{
    "sheet_making", "surface_cleaning",  "blanking",  "uv_printing", "curing",
    "laminating",   "punching",          "engraving", "deburring",   "adhesive_backing",
    "inspection",   "code_verification", "packing"};

class World : public api::Scenario {
  protected:
    World();
    [[nodiscard]] Demand plates(std::int64_t pieces) const;
    [[nodiscard]] Planner planner(Policy policy = {}) { return {*index_, std::move(policy), {.iterations = 3'000}}; }
    // Organisation `id` (from 11) with machines for every third process, `percent` of the usual prices.
    void add_workshop(std::int64_t id, std::int64_t percent);
    void write(const std::function<Result<>(store::Unit&)>& work);
    // An index follows its store a moment later; a new one reads all.
    void read_index_anew() { index_ = std::make_unique<capacity::Index>(store()); }
    [[nodiscard]] Instant now() const { return clock.now(); }
    std::map<std::int64_t, std::vector<capacity::Machine>> machines;  // by organisation

  private:
    std::unique_ptr<capacity::Index> index_;
};

}  // namespace dengyun::plans::test
