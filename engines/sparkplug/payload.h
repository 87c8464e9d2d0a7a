#pragma once
// The payload of Sparkplug B, a protocol buffer, as values. Names, texts and bytes are views of what was read.
// Source: Eclipse Sparkplug Specification 3.0, "Payloads" (schema of messages Payload and Metric).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::sparkplug {

inline constexpr std::size_t metrics_max = 10'000;  // of one payload

// The numbers are those of the specification; greater ones are arrays.
enum class DataType : std::uint8_t {
    unknown = 0,
    int8 = 1,
    int16 = 2,
    int32 = 3,
    int64 = 4,
    uint8 = 5,
    uint16 = 6,
    uint32 = 7,
    uint64 = 8,
    float_ = 9,
    double_ = 10,
    boolean = 11,
    string = 12,
    date_time = 13,  // milliseconds since 1970, UTC
    text = 14,
    uuid = 15,
    data_set = 16,
    bytes = 17,
    file = 18,
    template_ = 19,
};

// Which member of the message carries the value; of which type it is says DataType alone. composite: data sets,
// templates and extensions, whose bytes are kept as they are.
enum class Carrier : std::uint8_t { none, int_, long_, float_, double_, boolean, string, bytes, composite };

struct Metric {
    std::string_view name{};  // empty: the alias stands for it
    std::optional<std::uint64_t> alias{};
    std::optional<std::uint64_t> timestamp_ms{};
    std::optional<std::uint32_t> data_type{};  // as it stands there; data_type_of()
    bool is_historical = false;                // belated: it says nothing about now
    bool is_transient = false;                 // not to be stored
    bool is_null = false;
    Carrier carrier = Carrier::none;
    std::uint64_t bits = 0;    // of int_, long_, float_, double_, boolean; of composite the number of its field
    std::string_view bytes{};  // of string, bytes, composite
    bool operator==(const Metric&) const = default;
};
// Beyond the known numbers: `template_` stands for whatever is no single value.
[[nodiscard]] DataType data_type_of(const Metric& metric);

struct Payload {
    std::optional<std::uint64_t> timestamp_ms{};
    std::vector<Metric> metrics{};
    std::optional<std::uint64_t> sequence{};  // 0 to 255
    std::string_view uuid{};
    std::string_view body{};
    bool operator==(const Payload&) const = default;
};

// Unknown fields are passed, of a repeated single field the last one holds, as protocol buffers want it.
// Errors: invalid "sparkplug.malformed" (no protocol buffer, a name that is no UTF-8, a sequence beyond 255),
// "sparkplug.too_many_metrics". `bytes` must outlive the payload.
[[nodiscard]] Result<Payload> read_payload(std::string_view bytes);
[[nodiscard]] std::string write_payload(const Payload& payload);

}  // namespace dengyun::sparkplug
