#pragma once
// The message catalogue: every error code and issue code in zh and en. Rooms register their part at start-up, from
// one constexpr table beside the code that raises it; a test walks the catalogue for codes without a text.
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/label.h"
#include "kernel/base/result.h"

namespace dengyun {

// `code` is an error code ("enterprise.not_found") or "issue." + an issue code ("issue.too_long"). The text may hold
// one "{detail}".
struct Message {
    std::string_view code;
    Label text;
};

class MessageCatalogue {
  public:
    MessageCatalogue();  // holds the kernel's own messages
    // A code may be added once; twice is a broken invariant.
    void add(std::span<const Message> messages);
    [[nodiscard]] bool contains(std::string_view code) const;
    // An unknown code is answered with the general text of an unexpected error; one that ends in ".not_found" with that
    // of "request.not_found".
    [[nodiscard]] std::string text(std::string_view code, Language language, std::string_view detail = {}) const;
    [[nodiscard]] std::string text(const Error& error, Language language) const;
    [[nodiscard]] std::string text(const Issue& issue, Language language) const;

  private:
    std::map<std::string_view, Label> labels_;
};

// The best of an Accept-Language header's languages that we speak; Chinese where it says nothing that we know.
[[nodiscard]] Language choose_language(std::string_view accept_language);

}  // namespace dengyun
