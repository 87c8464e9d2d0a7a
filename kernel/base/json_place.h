#pragma once
// Reading a JSON document one value after another with the path of each, so that every complaint names its place. For
// formats that are read by hand; entities are read by their descriptions (kernel/meta).
#include <boost/json/value.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun {

// Collects what is wrong; at most 100 issues, then silence.
class JsonComplaints {
  public:
    void add(const std::string& path, std::string_view code, std::string detail = {}) {
        if (issues_.size() < 100) issues_.push_back({path, std::string(code), std::move(detail)});
    }
    [[nodiscard]] std::vector<Issue> take() { return std::move(issues_); }
    [[nodiscard]] bool empty() const { return issues_.empty(); }

  private:
    std::vector<Issue> issues_;
};

// A place in the document. Paths are put together only where something is wrong. A parent outlives its parts.
class JsonPlace {
  public:
    static constexpr std::size_t text_bytes_max = 100;
    static constexpr std::int32_t unknown = -1;

    JsonPlace(const boost::json::value* value, JsonComplaints& complaints) : value_(value), complaints_(&complaints) {}

    [[nodiscard]] std::string path() const;
    void complain(std::string_view code, std::string detail = {}) const {
        complaints_->add(path(), code, std::move(detail));
    }
    [[nodiscard]] bool given() const { return value_ != nullptr; }

    // Complains unless it is an object with none but these members. False: read no further.
    bool object(std::span<const std::string_view> members) const;
    bool object(std::initializer_list<std::string_view> members) const {
        return object(std::span(members.begin(), members.size()));
    }
    // given() is false where there is none.
    [[nodiscard]] JsonPlace member(std::string_view name) const;
    [[nodiscard]] JsonPlace required(std::string_view name) const;
    // How many elements; complains where it is given and no array.
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] JsonPlace element(std::size_t index) const;  // REQUIRES: index < count()
    template <class Read>
    void each(Read read) const {
        for (std::size_t i = 0, n = count(); i < n; ++i) read(element(i));
    }

    // Values; the fallback, or what the target was, where nothing is given or something is wrong, which is complained
    // about.
    [[nodiscard]] std::int64_t number(std::int64_t fallback, std::int64_t min, std::int64_t max) const;
    void number(std::int64_t& out) const;  // whose bounds are checked later
    void index(std::int32_t& out) const;   // 0 to a million
    // Any number, whole or not.
    [[nodiscard]] double real(double fallback, double min, double max) const;
    [[nodiscard]] bool boolean(bool fallback) const;
    [[nodiscard]] std::string text(std::size_t bytes_max = text_bytes_max) const;
    // The number of a named thing by a map of names.
    template <class Names>
    [[nodiscard]] std::int32_t reference(const Names& names) const {
        if (value_ == nullptr) return unknown;
        const auto found = names.find(text());
        if (found != names.end()) return found->second;
        if (value_->is_string()) complain("unknown_reference");
        return unknown;
    }
    // One of the words, by its number.
    [[nodiscard]] std::size_t word(std::initializer_list<std::string_view> words, std::size_t fallback = 0) const;

  private:
    const boost::json::value* value_;
    JsonComplaints* complaints_;
    const JsonPlace* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
};

// What a format says of a text that is no document of it.
struct JsonRefusals {
    std::string_view malformed;  // no JSON: with the byte at which it breaks
    std::string_view invalid;    // a member that appears twice: with its path
};
// The document. Errors: invalid with one of these codes.
[[nodiscard]] Result<boost::json::value> parse_json_document(std::string_view text, const JsonRefusals& refusals);

}  // namespace dengyun
