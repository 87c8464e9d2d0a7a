#pragma once
// Where a benchmark's series lie: a folder (the embedded shelf) or "postgresql://…" (the cluster shelf, whose tables
// are made where they are missing). Ends the program where it cannot be opened.
#include <functional>
#include <memory>
#include <string>

#include "engines/timeseries/store.h"

namespace dengyun::bench {

class SeriesPlace {
  public:
    SeriesPlace(const std::string& where, std::function<void()> on_due);
    ~SeriesPlace();
    SeriesPlace(const SeriesPlace&) = delete;
    SeriesPlace& operator=(const SeriesPlace&) = delete;

    [[nodiscard]] timeseries::Store& store() const;
    // The store of one of several writers: in a database one of its own, as another process has.
    [[nodiscard]] timeseries::Store& writer(std::size_t number) const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::bench
