#pragma once
// What a text must be to be stored: valid UTF-8 without control characters, and of the form that its Format names.
#include <cstddef>
#include <string_view>

#include "kernel/meta/field.h"

namespace dengyun::meta {

struct TextFinding {
    std::size_t length = 0;   // characters (code points)
    bool visible = false;     // holds something other than white space
    bool printable = true;    // valid UTF-8, no control characters (line breaks and tabs only where multiline)
    bool well_formed = true;  // e-mail, phone, URL: plausible; an empty text is
};
[[nodiscard]] TextFinding check_text(std::string_view text, Format format);

}  // namespace dengyun::meta
