#include "kernel/base/json_place.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace dengyun {

namespace json = boost::json;

std::string JsonPlace::path() const {
    if (parent_ == nullptr) return {};
    const auto above = parent_->path();
    const auto own = name_.empty() ? std::to_string(index_) : std::string(name_);
    return above.empty() ? own : above + "." + own;
}

bool JsonPlace::object(std::span<const std::string_view> members) const {
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
        const auto own = std::string(key.substr(0, text_bytes_max));
        complaints_->add(above.empty() ? own : above + "." + own, "unknown_member");
    }
    return true;
}

JsonPlace JsonPlace::member(std::string_view name) const {
    const auto* object = value_ == nullptr ? nullptr : value_->if_object();
    JsonPlace out(object == nullptr ? nullptr : object->if_contains(json::string_view(name.data(), name.size())),
                  *complaints_);
    out.parent_ = this;
    out.name_ = name;
    return out;
}

JsonPlace JsonPlace::required(std::string_view name) const {
    auto out = member(name);
    if (!out.given()) out.complain("required");
    return out;
}

std::size_t JsonPlace::count() const {
    if (value_ == nullptr) return 0;
    if (const auto* array = value_->if_array()) return array->size();
    complain("type", "array");
    return 0;
}

JsonPlace JsonPlace::element(std::size_t index) const {
    JsonPlace out(&(*value_->if_array())[index], *complaints_);
    out.parent_ = this;
    out.index_ = index;
    return out;
}

void JsonPlace::number(std::int64_t& out) const {
    if (value_ == nullptr) return;
    if (const auto* whole = value_->if_int64())
        out = *whole;
    else if (value_->is_uint64())
        complain("too_large", std::to_string(std::numeric_limits<std::int64_t>::max()));
    else
        complain("type", "whole number");
}

std::int64_t JsonPlace::number(std::int64_t fallback, std::int64_t min, std::int64_t max) const {
    if (value_ == nullptr) return fallback;
    const auto* whole = value_->if_int64();
    if (whole == nullptr) {
        const bool is_large = value_->is_uint64();
        complain(is_large ? "too_large" : "type", is_large ? std::to_string(max) : "whole number");
        return fallback;
    }
    if (*whole < min) complain("too_small", std::to_string(min));
    if (*whole > max) complain("too_large", std::to_string(max));
    return std::clamp(*whole, min, max);
}

void JsonPlace::index(std::int32_t& out) const {
    constexpr std::int64_t most = 1'000'000;
    std::int64_t wide = out;
    number(wide);
    if (wide < 0 || wide > most)
        complain(wide < 0 ? "too_small" : "too_large", wide < 0 ? "0" : std::to_string(most));
    else
        out = static_cast<std::int32_t>(wide);
}

bool JsonPlace::boolean(bool fallback) const {
    if (value_ == nullptr) return fallback;
    if (const auto* truth = value_->if_bool()) return *truth;
    complain("type", "true, false");
    return fallback;
}

double JsonPlace::real(double fallback, double min, double max) const {
    if (value_ == nullptr) return fallback;
    if (!value_->is_number()) {
        complain("type", "number");
        return fallback;
    }
    const auto number = value_->to_number<double>();
    if (number < min) complain("too_small", fmt::format("{}", min));
    if (number > max) complain("too_large", fmt::format("{}", max));
    return std::clamp(number, min, max);
}

std::string JsonPlace::text(std::size_t bytes_max) const {
    if (value_ == nullptr) return {};
    const auto* string = value_->if_string();
    if (string == nullptr) {
        complain("type", "text");
        return {};
    }
    if (string->size() > bytes_max) {
        complain("too_long", std::to_string(bytes_max));
        return {};
    }
    return {string->data(), string->size()};
}

std::size_t JsonPlace::word(std::initializer_list<std::string_view> words, std::size_t fallback) const {
    if (value_ == nullptr) return fallback;
    const auto given_text = text();
    const auto found = std::ranges::find(words, std::string_view(given_text));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    if (value_->is_string()) complain("unknown_choice");
    return fallback;
}

}  // namespace dengyun
