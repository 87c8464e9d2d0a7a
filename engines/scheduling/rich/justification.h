#pragma once
// Forward-backward improvement: everything is moved as late as the makespan allows, in the order of the ends, then as
// early as can be, in the order of the new starts. The makespan never grows and often shrinks where resources are
// cumulative. Source: Li and Willis 1992; Valls, Ballestín and Quintanilla 2005 (double justification).
#include <memory>

#include "engines/scheduling/rich/plan.h"

namespace dengyun::scheduling {

class Justification {
  public:
    explicit Justification(const Instance& instance);

    // Only where time can be turned round: nothing but precedence, resources and the makespan.
    [[nodiscard]] bool applies() const { return plan_ != nullptr; }
    // REQUIRES: applies(), no open transaction.
    void improve(Plan& plan);

  private:
    std::unique_ptr<Problem> turned_;
    std::unique_ptr<Instance> instance_;
    std::unique_ptr<Plan> plan_;
};

}  // namespace dengyun::scheduling
