#pragma once
// A plausible body for an input structure, made from its description: every required field, with a value within its
// limits.
#include <string>

#include "kernel/meta/entity.h"

namespace dengyun::test {

[[nodiscard]] std::string sample_body(const meta::Entity& entity);

}  // namespace dengyun::test
