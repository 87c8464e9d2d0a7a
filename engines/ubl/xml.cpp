#include "engines/ubl/xml.h"

#include "engines/ubl/shapes.h"
#include "kernel/base/utf8.h"

namespace dengyun::ubl {
namespace {

std::unexpected<Error> malformed(std::string_view what) {
    return fail(ErrorKind::invalid, "ubl.malformed", {}, std::string(what));
}

std::unexpected<Error> too_large(std::string_view issue, std::size_t bound) {
    return fail(ErrorKind::limit, "ubl.too_large", {{"", std::string(issue), std::to_string(bound)}});
}

struct QualifiedName {
    std::string_view prefix;
    std::string_view local;
};

QualifiedName parts_of(std::string_view name) {
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) return {{}, name};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

// What a prefix stands for at an element: the nearest declaration above it.
std::string_view namespace_of(pugi::xml_node element, std::string_view prefix) {
    const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
    for (auto node = element; node.type() == pugi::node_element; node = node.parent())
        if (const auto attribute = node.attribute(declaration.c_str())) return attribute.value();
    return {};
}

// Renames while it walks, and counts. The namespace is looked up before its declarations' owner is renamed, which does
// not matter to them: declarations are attributes.
class Namer : public pugi::xml_tree_walker {
  public:
    Namer(const Limits& limits, std::string own) : limits_(limits), own_(std::move(own)) {}

    bool for_each(pugi::xml_node& node) override {
        if (node.type() != pugi::node_element) return true;
        if (++elements_ > limits_.elements_max) return stop("ubl_too_many_elements", limits_.elements_max);
        if (static_cast<std::size_t>(depth()) > limits_.depth_max) return stop("ubl_too_deep", limits_.depth_max);
        const auto name = parts_of(node.name());
        const auto space = namespace_of(node, name.prefix);
        std::string canonical = space == basic_namespace       ? "cbc:"
                                : space == aggregate_namespace ? "cac:"
                                : space == own_                ? ""
                                                               : "other:";
        canonical += name.local;
        node.set_name(canonical.c_str());
        return true;
    }
    [[nodiscard]] const std::optional<Issue>& issue() const { return issue_; }

  private:
    bool stop(std::string_view code, std::size_t bound) {
        issue_ = {"", std::string(code), std::to_string(bound)};
        return false;
    }

    const Limits& limits_;
    std::string own_;
    std::size_t elements_ = 0;
    std::optional<Issue> issue_;
};

}  // namespace

std::string document_namespace(std::string_view root) {
    return "urn:oasis:names:specification:ubl:schema:xsd:" + std::string(root) + "-2";
}

Result<pugi::xml_document> read_xml(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.bytes_max) return too_large("ubl_too_long", limits.bytes_max);
    if (!is_utf8(bytes)) return malformed("not UTF-8");
    pugi::xml_document document;
    constexpr unsigned options = pugi::parse_default | pugi::parse_doctype | pugi::parse_declaration;
    const auto parsed = document.load_buffer(bytes.data(), bytes.size(), options, pugi::encoding_utf8);
    for (const auto& node : document.children())
        if (node.type() == pugi::node_doctype) return fail(ErrorKind::invalid, "ubl.document_type");
    if (!parsed) return malformed(parsed.description());
    const auto root = document.document_element();
    const auto name = parts_of(root.name());
    const auto* shape = shape_named(name.local);
    if (shape == nullptr || namespace_of(root, name.prefix) != document_namespace(shape->root))
        return fail(ErrorKind::invalid, "ubl.unknown_kind");
    Namer namer(limits, document_namespace(shape->root));
    document.traverse(namer);
    if (namer.issue()) return fail(ErrorKind::limit, "ubl.too_large", {*namer.issue()});
    return document;
}

}  // namespace dengyun::ubl
