#pragma once
// Sourcing of the demonstration cluster over the weeks before its loading: sealed bids that nobody can read yet, opened
// ones that are judged and some that are awarded with reasons; an auction that is over and one that runs; suppliers who
// are evaluated and one who appeals.
#include <memory>

#include "server/demonstration_supply.h"

namespace dengyun::server {

// Played through the API a step at a time, each once its moment has come.
class Sourcing {
  public:
    Sourcing(Platform& platform, Instant begin, Instant end, SupplyParties parties);
    ~Sourcing();
    // What is due by now. What follows by timers is the caller's to run.
    [[nodiscard]] Result<> go_on(Instant now);

  private:
    class Play;
    std::unique_ptr<Play> play_;
};

}  // namespace dengyun::server
