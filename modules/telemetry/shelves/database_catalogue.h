#pragma once
// The catalogue of the cluster shelf: tables that several processes add to, held in memory by each. Who finds nothing
// in memory asks the database, which gives one number to a name whoever asks first; numbers rise without gaps because
// the row that counts them is locked. Thread-safe.
#include "engines/timeseries/store.h"
#include "kernel/store/store.h"

namespace dengyun::telemetry {

class DatabaseCatalogue final : public timeseries::Catalogue {
  public:
    DatabaseCatalogue(store::Store& store, Id<Organisation> organisation);

    struct Counts {
        std::int64_t groups = 0;
        std::int64_t columns = 0;
        std::int64_t texts = 0;
        friend bool operator==(const Counts&, const Counts&) = default;
    };
    // Takes up what there is by `now`, the counts that the reader sees. Errors: of the store.
    [[nodiscard]] Result<> take_up(store::Reader& reader, const Counts& now);
    void take_horizons(const timeseries::Retention& horizons);

  protected:
    [[nodiscard]] Result<timeseries::GroupNumber> make_group(std::string_view key) override;
    [[nodiscard]] Result<timeseries::ColumnNumber> make_column(timeseries::GroupNumber group,
                                                               const timeseries::Column& column) override;
    [[nodiscard]] Result<std::uint32_t> make_symbol(std::string_view text) override;

  private:
    struct News {  // what there is behind `known`
        Counts known{};
        std::vector<std::string> groups{};
        std::vector<std::pair<timeseries::GroupNumber, timeseries::Column>> columns{};
        std::vector<std::string> texts{};
    };
    [[nodiscard]] Counts known() const;
    [[nodiscard]] Result<Counts> lock_counts(store::Unit& unit) const;
    [[nodiscard]] Result<News> read_news(store::Reader& reader, const Counts& known) const;
    void take(const News& news);
    // Runs `make` with the counts locked and then takes up all that is new, its own among it.
    [[nodiscard]] Result<> change(const std::function<Result<>(store::Unit&, const Counts&)>& make);

    store::Store& store_;
    const Scope scope_;
    std::int64_t columns_known_ = 0;  // with mutex_
};

// Who asks for the rows of an organisation's series.
[[nodiscard]] Scope series_scope(Id<Organisation> organisation);

}  // namespace dengyun::telemetry
