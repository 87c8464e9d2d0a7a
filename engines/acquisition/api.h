#pragma once
// The configuration of a gateway as JSON, and the texts of what is wrong with it. README.md of edge/gateway shows the
// form.
#include <span>

#include "engines/acquisition/model.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"

namespace dengyun::acquisition {

// Every issue at once, with its path: "connections.0.groups.1.bindings.3.address".
// Errors: invalid "gateway_configuration.malformed_json", "gateway_configuration.invalid".
[[nodiscard]] Result<Configuration> read_configuration(std::string_view text);

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::acquisition
