#pragma once
// Reading one JSON value after another with the path of each, so that every complaint names its place.
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engines/dispatch/model.h"

namespace dengyun::dispatch {

// Collects what is wrong; at most 100 issues, then silence.
class Complaints {
  public:
    void add(const std::string& path, std::string_view code, std::string detail = {}) {
        if (issues_.size() < 100) issues_.push_back({path, std::string(code), std::move(detail)});
    }
    [[nodiscard]] std::vector<Issue> take() { return std::move(issues_); }
    [[nodiscard]] bool empty() const { return issues_.empty(); }

  private:
    std::vector<Issue> issues_;
};

using Names = std::unordered_map<std::string_view, Index>;  // the numbers of named things, which outlive it

// A place in the document. Paths are put together only where something is wrong. A parent outlives its parts.
class Place {
  public:
    Place(const boost::json::value* value, Complaints& complaints) : value_(value), complaints_(&complaints) {}

    [[nodiscard]] std::string path() const;
    void complain(std::string_view code, std::string detail = {}) const {
        complaints_->add(path(), code, std::move(detail));
    }
    [[nodiscard]] bool given() const { return value_ != nullptr; }

    // Complains unless it is an object with none but these members. False: read no further.
    bool object(std::initializer_list<std::string_view> members) const;
    [[nodiscard]] Place member(std::string_view name) const;
    [[nodiscard]] Place required(std::string_view name) const;
    // How many elements; complains where it is given and no array.
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] Place element(std::size_t index) const;  // REQUIRES: index < count()
    template <class Read>
    void each(Read read) const {
        for (std::size_t i = 0, n = count(); i < n; ++i) read(element(i));
    }

    // Values; the target is left where nothing is given or something is wrong, which is complained about.
    void number(std::int64_t& out) const;
    void index(Index& out) const;
    void boolean(bool& out) const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Index reference(const Names& names) const;
    [[nodiscard]] Index word(std::initializer_list<std::string_view> words) const;

  private:
    const boost::json::value* value_;
    Complaints* complaints_;
    const Place* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
};

// The document. Errors: invalid "dispatch.malformed_json" with the byte at which it breaks; invalid "dispatch.invalid"
// with the path of a member that appears twice.
[[nodiscard]] Result<boost::json::value> parse_document(std::string_view text);

}  // namespace dengyun::dispatch
