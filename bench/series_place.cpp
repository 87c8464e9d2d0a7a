#include "bench/series_place.h"

#include <cstdlib>
#include <fmt/core.h>

#include "engines/timeseries/file_store.h"
#include "engines/timeseries/shelf/posix_files.h"
#include "modules/telemetry/shelves/database_schema.h"
#include "modules/telemetry/shelves/database_store.h"

namespace dengyun::bench {
namespace {

constexpr std::size_t writers = 2;
constexpr Id<Organisation> owner{101};

template <class T>
T must(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{} {}\n", result.error().code, result.error().detail);
        std::exit(1);
    }
    return std::move(*result);
}

}  // namespace

class SeriesPlace::Implementation {
  public:
    Implementation(const std::string& where, std::function<void()> on_due) {
        if (!where.starts_with("postgresql://")) {
            files_ = must(timeseries::open_files(where));
            embedded_ = must(timeseries::FileStore::open(*files_, {.on_due = std::move(on_due)}));
            return;
        }
        std::vector<store::Migration> scripts(store::migrations().begin(), store::migrations().end());
        scripts.insert(scripts.end(), telemetry::series::migrations().begin(), telemetry::series::migrations().end());
        for (std::size_t i = 0; i < scripts.size(); i++) scripts[i].number = static_cast<int>(i) + 1;
        for (std::size_t i = 0; i <= writers; i++) {
            databases_.push_back(must(
                store::Store::open({.url = where, .statement_time_max = std::chrono::minutes(1)}, clock_, random_)));
            if (i == 0) must(store::migrate(*databases_[0], scripts));
            telemetry::DatabaseStoreOptions options;
            options.on_due = on_due;
            shelves_.push_back(must(telemetry::DatabaseStore::open(*databases_.back(), owner, std::move(options))));
        }
    }
    [[nodiscard]] timeseries::Store& store(std::size_t number) const {
        if (embedded_) return *embedded_;
        return *shelves_[number];
    }

  private:
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<timeseries::Files> files_;
    std::unique_ptr<timeseries::FileStore> embedded_;
    std::vector<std::unique_ptr<store::Store>> databases_;
    std::vector<std::unique_ptr<telemetry::DatabaseStore>> shelves_;
};

SeriesPlace::SeriesPlace(const std::string& where, std::function<void()> on_due)
    : implementation_(std::make_unique<Implementation>(where, std::move(on_due))) {}
SeriesPlace::~SeriesPlace() = default;
timeseries::Store& SeriesPlace::store() const { return implementation_->store(0); }
timeseries::Store& SeriesPlace::writer(std::size_t number) const {
    return implementation_->store(1 + number % writers);
}

}  // namespace dengyun::bench
