#pragma once
// A contact: a person of the enterprise to call or write to. Seen within the organisation only. One of them is the
// primary contact at most.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"

namespace dengyun::enterprise {

inline constexpr std::int64_t contacts_max = 500;  // per organisation

struct Contact : meta::Record<Contact> {
    std::string name;
    std::optional<std::string> title;
    std::optional<std::string> phone;
    std::optional<std::string> email;
    bool is_primary = false;
    static const meta::Entity description;
};

}  // namespace dengyun::enterprise
