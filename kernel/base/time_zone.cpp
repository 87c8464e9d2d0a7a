#include "kernel/base/time_zone.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>

namespace dengyun {
namespace {

constexpr std::string_view database = "/usr/share/zoneinfo/";
constexpr std::size_t file_bytes_max = 64 * 1024;
constexpr std::size_t name_length_max = 64;
constexpr std::chrono::hours usual_offset{8};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A name and no way out of the folder: "UTC", or area and city.
bool is_name(std::string_view name) {
    const auto allowed = [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || std::string_view("_+-/").contains(c);
    };
    return !name.empty() && name.size() <= name_length_max && is_letter(name.front()) &&
           std::ranges::all_of(name, allowed) && !name.ends_with('/') && !name.contains("//") &&
           (name == "UTC" || name.contains('/'));
}

// Numbers in network order, one after another. What is beyond the end reads as 0 and is remembered.
class Bytes {
  public:
    explicit Bytes(std::string_view bytes) : rest_(bytes) {}
    std::string_view take(std::size_t count) {
        is_whole_ = is_whole_ && count <= rest_.size();
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(std::min(count, rest_.size()));
        return taken;
    }
    std::uint64_t number(std::size_t bytes) {
        std::uint64_t value = 0;
        for (const char c : take(bytes)) value = value << 8U | static_cast<unsigned char>(c);
        return value;
    }
    [[nodiscard]] bool is_whole() const { return is_whole_; }

  private:
    std::string_view rest_;
    bool is_whole_ = true;
};

struct Counts {
    std::size_t universal, standard, leaps, changes, kinds, characters;
};

// nullopt: not TZif.
std::optional<Counts> header(Bytes& bytes) {
    if (bytes.take(4) != "TZif" || bytes.take(1) < "2") return std::nullopt;
    bytes.take(15);
    const auto count = [&] { return static_cast<std::size_t>(bytes.number(4)); };
    Counts counts{};
    for (auto* one :
         {&counts.universal, &counts.standard, &counts.leaps, &counts.changes, &counts.kinds, &counts.characters}) {
        *one = count();
        if (*one > file_bytes_max) return std::nullopt;
    }
    return counts;
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(file_bytes_max, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return bytes;
}

}  // namespace

std::shared_ptr<const TimeZone> TimeZone::parse(std::string_view name, std::string_view file) {
    Bytes bytes(file);
    const auto old = header(bytes);
    if (!old) return nullptr;
    // The first block has times of 32 bits, the second says the same with 64.
    bytes.take(old->changes * 5 + old->kinds * 6 + old->characters + old->leaps * 8 + old->standard + old->universal);
    const auto counts = header(bytes);
    if (!counts || counts->kinds == 0) return nullptr;
    std::vector<Change> changes(counts->changes);
    for (auto& change : changes) change.at = static_cast<std::int64_t>(bytes.number(8));
    std::vector<std::size_t> kinds(counts->changes);
    for (auto& kind : kinds) kind = static_cast<std::size_t>(bytes.number(1));
    std::vector<std::chrono::seconds> offsets(counts->kinds);
    for (auto& offset : offsets) {
        offset = std::chrono::seconds(static_cast<std::int32_t>(bytes.number(4)));
        bytes.take(2);
    }
    if (!bytes.is_whole() || !std::ranges::is_sorted(changes, {}, &Change::at)) return nullptr;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (kinds[i] >= offsets.size()) return nullptr;
        changes[i].offset = offsets[kinds[i]];
    }
    return std::make_shared<const TimeZone>(name, offsets.front(), std::move(changes));
}

std::shared_ptr<const TimeZone> TimeZone::find(std::string_view name) {
    if (!is_name(name)) return nullptr;
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const TimeZone>, std::less<>> known;  // bounded by the database
    const std::scoped_lock lock(mutex);
    if (const auto found = known.find(name); found != known.end()) return found->second;
    auto zone = parse(name, read_file(std::string(database) + std::string(name)));
    if (zone == nullptr && name == usual_time_zone)
        zone = std::make_shared<const TimeZone>(name, usual_offset, std::vector<Change>{});
    if (zone != nullptr) known.emplace(name, zone);
    return zone;
}

std::chrono::seconds TimeZone::offset_at(Instant at) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    const auto next = std::ranges::upper_bound(changes_, seconds, {}, &Change::at);
    return next == changes_.begin() ? before_ : std::prev(next)->offset;
}

std::chrono::seconds TimeZone::wall_at(Instant at) const {
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch() + offset_at(at);
}

std::string TimeZone::label(Language language) const {
    return name_ == usual_time_zone ? std::string(Label{"北京时间", "China time"}.in(language)) : name_;
}

}  // namespace dengyun
