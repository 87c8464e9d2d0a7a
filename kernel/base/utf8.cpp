#include "kernel/base/utf8.h"

namespace dengyun {
namespace {

using Byte = unsigned char;

// Bytes of the well-formed sequence at the front; 0 where there is none.
std::size_t sequence_length(std::string_view bytes) {
    const auto at = [bytes](std::size_t i) { return static_cast<Byte>(bytes[i]); };
    const Byte first = at(0);
    if (first < 0x80) return 1;
    const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || bytes.size() < length) return 0;
    // The second byte is narrower where a wider one would be overlong, a surrogate or too high.
    const Byte low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const Byte high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (at(1) < low || at(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (at(i) < 0x80 || at(i) > 0xBF) return 0;
    return length;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto length = sequence_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

}  // namespace dengyun
