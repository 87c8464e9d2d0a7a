#pragma once
// The scores of everybody in memory, for who reads all of them at once: dispatch, with every quote. It is a copy: it
// follows the event log, organisation by organisation, as the index of capacity does. Any number of threads may ask.
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "kernel/store/store.h"
#include "modules/scores/score_entry.h"

namespace dengyun::scores {

using ScoresByParty = std::map<Id<Organisation>, Score>;

class Index {
  public:
    // Follows the store from now on. The store must outlive it.
    explicit Index(store::Store& store);
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    // The last computed score of everybody who has one, with what the store has told of by now; it stays as it is while
    // others ask. The same pointer as long as nothing has changed. The first call reads everything; later ones read the
    // rows of the organisations in which something happened.
    [[nodiscard]] Result<std::shared_ptr<const ScoresByParty>> scores();

  private:
    store::Store* store_;
    std::mutex reading_;  // one at a time
    std::shared_ptr<const ScoresByParty> scores_;
    std::mutex marking_;
    std::set<std::int64_t> changed_;  // organisations
    std::shared_ptr<void> listening_;
};

}  // namespace dengyun::scores
