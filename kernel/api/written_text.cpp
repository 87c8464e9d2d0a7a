#include "kernel/api/written_text.h"

namespace dengyun::api {

std::string written_text(const Call& call, std::string_view text) {
    const auto space = text.find(' ');
    const auto code = text.substr(0, space);
    const auto detail = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    if (!code.contains('.') || call.messages == nullptr || !call.messages->contains(code)) return std::string(text);
    return call.messages->text(code, call.language, detail);
}

}  // namespace dengyun::api
