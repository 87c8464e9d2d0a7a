#pragma once
#include <span>

#include "kernel/base/message.h"
namespace dengyun::store {
// The store's error codes in both languages.
[[nodiscard]] std::span<const Message> messages();
}  // namespace dengyun::store
