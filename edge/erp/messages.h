#pragma once
#include <span>

#include "kernel/base/message.h"

namespace dengyun::erp {

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::erp
