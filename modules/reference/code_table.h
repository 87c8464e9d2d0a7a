#pragma once
// An immutable tree of codes with names: look up, go down, go up, search, nearest place. Safe to share between threads.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::reference {

// Degrees, WGS-84 as far as the source tells (README.md).
struct Coordinates {
    double longitude{};
    double latitude{};
};

struct Entry {
    std::string code;
    std::string name;
    std::string name_en;  // empty where there is none
    std::string parent;   // empty for a root
    int level = 0;        // 1 for a root, one more than the parent's
    std::optional<Coordinates> at{};
};

// The distance on the sphere in kilometres (haversine, radius 6,371 km).
[[nodiscard]] double distance_km(Coordinates a, Coordinates b);

class CodeTable {
  public:
    static constexpr std::size_t search_results_max = 200;
    static constexpr std::size_t query_bytes_max = 200;

    // From a table with a first row of names: code, name and parent are needed; name_en, longitude and latitude are
    // taken where they are there. Parents may come after their children.
    // Errors: of CsvReader and csv_column; invalid "reference.bad_table" (detail for the log: the code) for an empty or
    // repeated code, an unknown parent, a circle, or coordinates that are none.
    [[nodiscard]] static Result<CodeTable> from_csv(std::string_view text);

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] std::span<const Entry> entries() const { return entries_; }  // by code
    [[nodiscard]] const Entry* find(std::string_view code) const;              // nullptr: there is none
    // By code; the roots for the empty code; nothing for an unknown one.
    [[nodiscard]] std::vector<const Entry*> children(std::string_view code) const;
    [[nodiscard]] bool is_leaf(const Entry& entry) const;
    // From the root to the entry itself; empty for an unknown code.
    [[nodiscard]] std::vector<const Entry*> path(std::string_view code) const;

    // Entries whose code begins with the query, or whose Chinese or English name holds it (ASCII case is ignored). Best
    // first: the code itself, codes, names that are it, begin with it, hold it; then by code. At most `limit`
    // and never more than search_results_max. Nothing for an empty query or one longer than query_bytes_max. O(size).
    [[nodiscard]] std::vector<const Entry*> search(std::string_view query, std::size_t limit) const;

    struct Near {
        const Entry* entry;
        double distance_km;
    };
    // The leaf with coordinates that is nearest; nothing when `at` is no place on earth or no entry has coordinates.
    // O(size).
    [[nodiscard]] std::optional<Near> nearest(Coordinates at) const;

  private:
    [[nodiscard]] Result<> index();
    std::vector<Entry> entries_;            // by code
    std::vector<std::uint32_t> by_parent_;  // places in entries_, by (parent, code)
};

}  // namespace dengyun::reference
