#pragma once
// When a machine is open, as the checker reads it from the declaration.
#include "engines/dispatch/model.h"

namespace dengyun::dispatch::check {

class OpeningHours {
  public:
    OpeningHours() = default;  // always
    explicit OpeningHours(const Calendar& declared) : declared_(&declared) {}
    // How long it is open within [begin, end).
    [[nodiscard]] Tick open(Tick begin, Tick end) const;

  private:
    [[nodiscard]] bool is_open(Tick instant, Tick& until) const;
    const Calendar* declared_ = nullptr;
};

}  // namespace dengyun::dispatch::check
