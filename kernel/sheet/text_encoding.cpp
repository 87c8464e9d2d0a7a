#include <iconv.h>

#include "kernel/base/utf8.h"
#include "kernel/sheet/parts.h"

namespace dengyun::sheet {

std::optional<std::string> in_utf8(std::string_view bytes) {
    if (is_utf8(bytes)) return std::string(bytes);
    const auto conversion = iconv_open("UTF-8", "GB18030");
    if (conversion == iconv_t(-1)) return std::nullopt;
    constexpr std::size_t growth_max = 2;  // a character of two bytes takes three, one of one byte takes one
    std::string out(bytes.size() * growth_max, '\0');
    auto* from = const_cast<char*>(bytes.data());  // iconv does not write there
    auto from_left = bytes.size();
    auto* to = out.data();
    auto to_left = out.size();
    const bool converted = iconv(conversion, &from, &from_left, &to, &to_left) != std::size_t(-1) && from_left == 0;
    iconv_close(conversion);
    if (!converted) return std::nullopt;
    out.resize(out.size() - to_left);
    return out;
}

}  // namespace dengyun::sheet
