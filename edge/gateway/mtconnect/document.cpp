#include "edge/gateway/mtconnect/document.h"

#include <charconv>
#include <optional>
#include <pugixml.hpp>

#include "kernel/base/instant.h"

namespace dengyun::gateway {
namespace {

// Without the prefix of its namespace, which each agent chooses.
std::string_view local(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const auto one : node.children())
        if (local(one.name()) == name) return one;
    return {};
}

std::optional<std::uint64_t> number_in(const pugi::xml_attribute& attribute) {
    const std::string_view text = attribute.value();
    std::uint64_t number = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && at == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// Finds what carries a dataItemId at any depth.
class Walker final : public pugi::xml_tree_walker {
  public:
    explicit Walker(std::vector<Observation>& found) : found_(found) {}
    bool for_each(pugi::xml_node& node) override {
        const auto id = node.attribute("dataItemId");
        if (!id) return true;
        const auto at = parse_instant(node.attribute("timestamp").value());
        if (!at) return true;
        const bool is_condition = local(node.parent().name()) == "Condition";
        const std::string value(is_condition ? local(node.name()) : std::string_view(node.child_value()));
        if (value.empty() || value == "UNAVAILABLE" || (is_condition && value == "Unavailable")) return true;
        found_.push_back({id.value(), milliseconds_of(*at), value});
        return true;
    }

  private:
    std::vector<Observation>& found_;
};

}  // namespace

Result<Streams> read_streams(std::string_view text) {
    const auto malformed = [](std::string why) {
        return fail(ErrorKind::invalid, "gateway.mtconnect_malformed", {}, std::move(why));
    };
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text.data(), text.size());
    if (!parsed) return malformed(parsed.description());
    const auto root = document.document_element();
    if (local(root.name()) == "MTConnectError") {
        const auto error = child(child(root, "Errors"), "Error");
        const auto alone = child(root, "Error");  // of the first versions
        const auto said = error ? error : alone;
        return fail(ErrorKind::conflict, "gateway.mtconnect_refused", {},
                    std::string(said.attribute("errorCode").value()) + " " + said.child_value());
    }
    if (local(root.name()) != "MTConnectStreams") return malformed("no MTConnectStreams");
    const auto header = child(root, "Header");
    const auto instance = number_in(header.attribute("instanceId"));
    const auto next = number_in(header.attribute("nextSequence"));
    if (!instance || !next) return malformed("no instanceId or nextSequence");
    Streams streams{
        .instance = *instance, .first = number_in(header.attribute("firstSequence")).value_or(0), .next = *next};
    Walker walker(streams.observations);
    child(root, "Streams").traverse(walker);
    return streams;
}

}  // namespace dengyun::gateway
