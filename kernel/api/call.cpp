#include "kernel/api/call.h"

#include <algorithm>
#include <charconv>

namespace dengyun::api {

bool Principal::may(std::string_view permission) const { return std::ranges::binary_search(permissions, permission); }

std::string_view Call::path_parameter(std::string_view name) const {
    const auto found = std::ranges::find(path_parameters, name, &PathParameter::name);
    return found == path_parameters.end() ? std::string_view{} : std::string_view(found->value);
}

std::optional<std::string_view> Call::query_parameter(std::string_view name) const {
    const auto found =
        std::ranges::find(query_parameters, name, [](const auto& pair) -> std::string_view { return pair.first; });
    return found == query_parameters.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

Result<std::int64_t> Call::query_integer(std::string_view name, std::int64_t fallback, std::int64_t min,
                                         std::int64_t max) const {
    const auto text = query_parameter(name);
    if (!text) return fallback;
    const auto refuse = [&](std::string_view code, std::string detail) {
        return fail(ErrorKind::invalid, "request.invalid", {{std::string(name), std::string(code), std::move(detail)}});
    };
    std::int64_t value{};
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size()) return refuse("type", "integer");
    if (value < min) return refuse("too_small", std::to_string(min));
    if (value > max) return refuse("too_large", std::to_string(max));
    return value;
}

Result<std::int64_t> Call::expected_version() const {
    const auto tag = request->header("if-match");
    if (!tag) return fail(ErrorKind::precondition_required, "request.precondition_required");
    std::int64_t version{};
    const auto digits =
        tag->size() > 3 && tag->starts_with("\"v") && tag->ends_with('"') ? tag->substr(2, tag->size() - 3) : "";
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    return version;
}

const meta::Viewer& Call::viewer() const { return principal ? *principal : meta::stranger(); }

}  // namespace dengyun::api
