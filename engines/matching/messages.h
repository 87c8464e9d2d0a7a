#pragma once
// The engine's texts.
#include <span>

#include "kernel/base/message.h"

namespace dengyun::matching {

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::matching
