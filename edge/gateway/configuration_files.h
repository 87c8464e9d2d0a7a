#pragma once
// Which configuration runs. A new one is on trial until it has run for a while; where the program ends meanwhile, the
// last good one is back at the next start, and the new one is refused by its number.
#include <optional>

#include "edge/gateway/small_files.h"
#include "engines/acquisition/api.h"

namespace dengyun::gateway {

struct Version {
    std::int64_t number = 0;  // as the platform counts them; 0: none, or a local file
    acquisition::Configuration configuration{};
};

class ConfigurationFiles {
  public:
    explicit ConfigurationFiles(timeseries::Files& files) : files_(files) {}

    struct Started {
        Version version;                      // the last good one; nothing at all on the first start
        std::optional<std::int64_t> refused;  // one that was on trial when the program ended
    };
    // Errors: as Files. A good one that cannot be read any more is none.
    [[nodiscard]] Result<Started> start();
    // Errors: of read_configuration, and the version is not on trial; as Files.
    [[nodiscard]] Result<Version> try_out(std::int64_t number, std::string_view text);
    // What is on trial is good. Errors: as Files.
    [[nodiscard]] Result<> confirm();

  private:
    timeseries::Files& files_;
};

}  // namespace dengyun::gateway
