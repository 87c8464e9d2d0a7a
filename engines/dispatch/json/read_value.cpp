#include "engines/dispatch/json/read_value.h"

#include <algorithm>
#include <limits>

namespace dengyun::dispatch {

namespace json = boost::json;

std::string Place::path() const {
    if (parent_ == nullptr) return {};
    const auto above = parent_->path();
    const auto own = name_.empty() ? std::to_string(index_) : std::string(name_);
    return above.empty() ? own : above + "." + own;
}

bool Place::object(std::initializer_list<std::string_view> members) const {
    if (value_ == nullptr) return false;
    const auto* object = value_->if_object();
    if (object == nullptr) {
        complain("type", "object");
        return false;
    }
    for (const auto& member : *object) {
        const std::string_view key(member.key().data(), member.key().size());
        if (std::ranges::find(members, key) != members.end()) continue;
        const auto above = path();
        const auto own = std::string(key.substr(0, Bounds::id_bytes_max));
        complaints_->add(above.empty() ? own : above + "." + own, "unknown_member");
    }
    return true;
}

Place Place::member(std::string_view name) const {
    const auto* object = value_ == nullptr ? nullptr : value_->if_object();
    Place out(object == nullptr ? nullptr : object->if_contains(json::string_view(name.data(), name.size())),
              *complaints_);
    out.parent_ = this;
    out.name_ = name;
    return out;
}

Place Place::required(std::string_view name) const {
    auto out = member(name);
    if (!out.given()) out.complain("required");
    return out;
}

std::size_t Place::count() const {
    if (value_ == nullptr) return 0;
    if (const auto* array = value_->if_array()) return array->size();
    complain("type", "array");
    return 0;
}

Place Place::element(std::size_t index) const {
    Place out(&(*value_->if_array())[index], *complaints_);
    out.parent_ = this;
    out.index_ = index;
    return out;
}

void Place::number(std::int64_t& out) const {
    if (value_ == nullptr) return;
    if (const auto* whole = value_->if_int64())
        out = *whole;
    else if (value_->is_uint64())
        complain("too_large", std::to_string(std::numeric_limits<std::int64_t>::max()));
    else
        complain("type", "whole number");
}

void Place::index(Index& out) const {
    std::int64_t wide = out;
    number(wide);
    if (wide < 0 || wide > million)
        complain(wide < 0 ? "too_small" : "too_large", wide < 0 ? "0" : std::to_string(million));
    else
        out = static_cast<Index>(wide);
}

void Place::boolean(bool& out) const {
    if (value_ == nullptr) return;
    if (const auto* truth = value_->if_bool())
        out = *truth;
    else
        complain("type", "true, false");
}

std::string Place::text() const {
    if (value_ == nullptr) return {};
    const auto* string = value_->if_string();
    if (string == nullptr) {
        complain("type", "text");
        return {};
    }
    if (string->size() > Bounds::id_bytes_max) {
        complain("too_long", std::to_string(Bounds::id_bytes_max));
        return {};
    }
    return {string->data(), string->size()};
}

Index Place::reference(const Names& names) const {
    if (value_ == nullptr) return none;
    const auto found = names.find(text());
    if (found != names.end()) return found->second;
    if (value_->is_string()) complain("unknown_reference");
    return none;
}

Index Place::word(std::initializer_list<std::string_view> words) const {
    if (value_ == nullptr) return 0;
    const auto given_text = text();
    const auto found = std::ranges::find(words, std::string_view(given_text));
    if (found != words.end()) return static_cast<Index>(found - words.begin());
    if (value_->is_string()) complain("unknown_choice");
    return 0;
}

}  // namespace dengyun::dispatch
