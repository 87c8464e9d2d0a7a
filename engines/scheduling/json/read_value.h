#pragma once
// Reading one JSON value after another with the path of each, so that every complaint names its place.
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engines/scheduling/model.h"

namespace dengyun::scheduling {

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

// The numbers of named things.
using Names = std::unordered_map<std::string, Index>;

// A place in the document. Paths are put together only where something is wrong.
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
    // A member or an element; given() is false where there is none. The parent must outlive it.
    [[nodiscard]] Place member(std::string_view name) const;
    [[nodiscard]] Place required(std::string_view name) const;
    [[nodiscard]] Place element(std::size_t index) const;
    // How many elements; complains where it is given and no array. REQUIRES: called before element().
    [[nodiscard]] std::size_t count() const;

    // Values; the fallback where nothing is given or something is wrong, which is complained about.
    [[nodiscard]] Tick number(Tick fallback, Tick min, Tick max) const;
    [[nodiscard]] bool boolean(bool fallback) const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Index reference(const Names& names) const;
    // One of the words, by its number.
    [[nodiscard]] std::size_t word(std::initializer_list<std::string_view> words, std::size_t fallback) const;

  private:
    const boost::json::value* value_;
    Complaints* complaints_;
    const Place* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
};

// The document (parse_document.cpp). Errors: "schedule.malformed_json" with the byte at which it breaks, and a
// "duplicate_member" with its path.
[[nodiscard]] Result<boost::json::value> parse_document(std::string_view text);

}  // namespace dengyun::scheduling
