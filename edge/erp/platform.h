#pragma once
// The platform, as its API shows itself to the connector.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "edge/http/client.h"

namespace dengyun::erp {

// What the platform has said of a document.
struct Outcome {
    enum class Kind { taken, refused, unreachable };
    Kind kind = Kind::unreachable;
    std::string subject_kind;  // of the row that it became: "rfx"
    std::string subject_id;
    std::string subject_number;
    std::string reason;  // why not, a line for each complaint
    std::string answer;  // as it came
};

class Platform {
  public:
    // `address`: "https://dengyun.example"; `key`: an API key, kept out of every text that this program writes.
    Platform(std::string address, const std::string& key,
             std::chrono::milliseconds time_max = std::chrono::seconds(60));

    [[nodiscard]] Outcome give(std::string_view file) const;
    // The state of a row that a document became; nullopt where it cannot be known now.
    [[nodiscard]] std::optional<std::string> status_of(const std::string& subject_kind,
                                                       const std::string& subject_id) const;

  private:
    mutable edge::Client client_;  // its connection; what the platform knows is the same before and after
};

}  // namespace dengyun::erp
