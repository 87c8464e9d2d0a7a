#pragma once
// The edge's part of the message catalogue.
#include <span>

#include "kernel/base/message.h"

namespace dengyun::http {

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::http
