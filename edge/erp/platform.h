#pragma once
// The platform, as its API shows itself to the connector.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// A document that others have written to the firm.
struct Arrival {
    std::int64_t sequence = 0;
    std::string kind;  // "Order"
    std::string number;
    std::string sender;
    std::string path;
};
struct Arrivals {
    std::vector<Arrival> documents;  // in their order
    std::int64_t sequence = 0;       // everything up to here was looked at
    bool has_more = false;
};
// Its file, or why the platform does not hand it out.
struct File {
    enum class Kind { there, refused, unreachable };
    Kind kind = Kind::unreachable;
    std::string text;
    std::string reason;
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

    // nullopt, with the reason in `why`, where it cannot be known now.
    [[nodiscard]] std::optional<Arrivals> arrivals(std::int64_t after, std::string& why) const;
    [[nodiscard]] File file_of(const Arrival& arrival) const;

  private:
    mutable edge::Client client_;  // its connection; what the platform knows is the same before and after
};

}  // namespace dengyun::erp
