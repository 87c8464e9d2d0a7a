#include "modules/telemetry/intake/token.h"

#include "kernel/base/digest.h"

namespace dengyun::telemetry {

std::string token_of(const api::Call& call) {
    const auto given = call.request->header("authorization").value_or("");
    for (const std::string_view scheme : {"Token ", "Bearer "})
        if (given.starts_with(scheme)) return std::string(given.substr(scheme.size()));
    constexpr std::string_view basic = "Basic ";
    if (given.starts_with(basic)) {
        const auto pair = from_base64(given.substr(basic.size())).value_or("");
        const auto colon = pair.find(':');
        return colon == std::string::npos ? std::string() : pair.substr(colon + 1);
    }
    return std::string(call.query_parameter("p").value_or(""));
}

}  // namespace dengyun::telemetry
