#include "edge/gateway/lines.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "edge/gateway/disk_queue.h"

namespace dengyun::gateway {
namespace {

constexpr std::size_t fields_max = 80;               // of a line, which the platform takes up to 64 KiB long
constexpr std::size_t text_bytes_max = 256;          // of a value, as the platform keeps it
constexpr std::size_t record_bytes_enough = 60'000;  // a record is closed then
static_assert(record_bytes_enough + fields_max * 2 * (text_bytes_max + 200) < record_bytes_max);

void add_name(std::string& out, std::string_view name) {
    for (const char c : name) {
        if (c == ',' || c == '=' || c == ' ' || c == '\\') out += '\\';
        out += c;
    }
}

// Cut where it is too long, between characters.
std::string_view cut(std::string_view text) {
    if (text.size() <= text_bytes_max) return text;
    auto end = text_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    return text.substr(0, end);
}

void add_value(std::string& out, const acquisition::Value& value) {
    constexpr std::int64_t exact = 1LL << 53U;
    if (const auto* real = std::get_if<double>(&value)) {
        fmt::format_to(std::back_inserter(out), "{}", *real);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        fmt::format_to(std::back_inserter(out), "{}", *integer);
        if (*integer > exact || *integer < -exact) out += 'i';
    } else if (const auto* truth = std::get_if<bool>(&value)) {
        out += *truth ? "true" : "false";
    } else {
        out += '"';
        for (const char c : cut(std::get<std::string>(value))) {
            if (c == '"' || c == '\\') out += '\\';
            out += c == '\n' || c == '\r' ? ' ' : c;
        }
        out += '"';
    }
}

// The lines of one device, in the order of time.
void add_lines(std::vector<std::string>& records, std::string_view device, std::vector<const Sample*> samples) {
    // At one time in the order in which they were given, which is that of their places.
    std::ranges::sort(samples, {}, [](const Sample* sample) { return std::pair(sample->at_ms, sample); });
    std::string record;
    for (std::size_t i = 0; i < samples.size();) {
        if (record.empty()) record = std::string(device) + '\n';
        const auto at = samples[i]->at_ms;
        record += "telemetry ";
        for (std::size_t fields = 0; i < samples.size() && samples[i]->at_ms == at && fields < fields_max;
             ++i, ++fields) {
            if (fields > 0) record += ',';
            add_name(record, samples[i]->point->name);
            record += '=';
            add_value(record, samples[i]->value);
        }
        fmt::format_to(std::back_inserter(record), " {}\n", at);
        if (record.size() >= record_bytes_enough) records.push_back(std::exchange(record, {}));
    }
    if (!record.empty()) records.push_back(std::move(record));
}

}  // namespace

std::vector<std::string> records_of(std::span<const Sample> samples) {
    std::map<std::string_view, std::vector<const Sample*>> by_device;
    for (const auto& sample : samples) by_device[sample.point->device].push_back(&sample);
    std::vector<std::string> records;
    for (auto& [device, own] : by_device) add_lines(records, device, std::move(own));
    return records;
}

Record record_in(std::string_view text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {text, {}};
    return {text.substr(0, end), text.substr(end + 1)};
}

}  // namespace dengyun::gateway
