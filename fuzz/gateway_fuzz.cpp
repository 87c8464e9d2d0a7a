// Goal: no bytes break the readers of the gateway: its configuration, an MTConnect agent's document, a time in a file.
// What is refused says why.
#include "edge/gateway/folder/read_file.h"
#include "edge/gateway/mtconnect/document.h"
#include "engines/acquisition/api.h"
#include "kernel/base/assert.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto read = dengyun::acquisition::read_configuration(text); !read)
        DENGYUN_ASSERT(!read.error().issues.empty());
    static_cast<void>(dengyun::gateway::read_streams(text));
    using Format = dengyun::acquisition::TimeFormat;
    for (const auto format : {Format::rfc3339, Format::unix_s, Format::unix_ms, Format::local})
        static_cast<void>(dengyun::gateway::time_in(text, format, 480));
    return 0;
}
