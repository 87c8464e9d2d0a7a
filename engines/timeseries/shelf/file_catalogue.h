#pragma once
// The catalogue of the embedded shelf: one file that only grows.
#include <memory>
#include <mutex>

#include "engines/timeseries/catalogue.h"
#include "engines/timeseries/shelf/files.h"

namespace dengyun::timeseries {

class FileCatalogue final : public Catalogue {
  public:
    // Errors, here and below: as Files; unavailable "timeseries.damaged".
    [[nodiscard]] static Result<std::unique_ptr<FileCatalogue>> open(Files& files);

    [[nodiscard]] Result<> set_horizon(Level level, Time time);
    // Makes durable what was added. Cheap where nothing was.
    [[nodiscard]] Result<> sync();
    [[nodiscard]] std::uint64_t bytes() const;

  protected:
    [[nodiscard]] Result<GroupNumber> make_group(std::string_view key) override;
    [[nodiscard]] Result<ColumnNumber> make_column(GroupNumber group, const Column& column) override;
    [[nodiscard]] Result<std::uint32_t> make_symbol(std::string_view text) override;

  private:
    [[nodiscard]] Result<> write(ByteView payload);
    [[nodiscard]] bool replay(ByteView payload);

    // With mutex_:
    std::unique_ptr<AppendFile> file_;
    std::uint64_t bytes_ = 0;
    bool is_dirty_ = false;
    Result<> failure_{};  // after one nothing is written any more
    std::mutex sync_mutex_;
};

}  // namespace dengyun::timeseries
