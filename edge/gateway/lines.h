#pragma once
// Records of the queue: a device's name, a line feed, and lines of the line protocol, ready to be sent.
#include <span>
#include <string_view>

#include "engines/acquisition/model.h"

namespace dengyun::gateway {

// One value of a point at a time (milliseconds since 1970).
struct Sample {
    const acquisition::Point* point;
    acquisition::Value value;
    std::int64_t at_ms;
};

// A record for each device, or more where one would be too long. Values of one device and time stand in one line.
// Whole numbers are written as such only where no double holds them, so that a later scale changes no type.
[[nodiscard]] std::vector<std::string> records_of(std::span<const Sample> samples);

struct Record {
    std::string_view device;
    std::string_view lines;  // ends with a line feed
};
[[nodiscard]] Record record_in(std::string_view text);

}  // namespace dengyun::gateway
