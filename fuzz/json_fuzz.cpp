// Goal: no bytes break the JSON reader, and whatever it takes it writes in a form that it reads back unchanged.
#include <boost/json/value.hpp>

#include "kernel/base/assert.h"
#include "kernel/meta/json.h"
#include "kernel/meta/test/everything.h"

using dengyun::meta::Mode;
using dengyun::meta::sample::Everything;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(dengyun::meta::parse_json(text));
    for (const auto mode : {Mode::create, Mode::change, Mode::stored}) {
        const auto read = dengyun::meta::from_json<Everything>(text, mode);
        if (!read) {
            DENGYUN_ASSERT(!read.error().issues.empty());
            continue;
        }
        const auto written = dengyun::meta::to_json(*read);
        const auto again = dengyun::meta::from_json<Everything>(written, Mode::stored);
        DENGYUN_ASSERT(again.has_value());
        DENGYUN_ASSERT(dengyun::meta::to_json(*again) == written);
    }
    return 0;
}
