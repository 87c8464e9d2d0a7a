// Goal: no file makes the reader of UBL documents fail otherwise than by an error or take more than its bounds, and
// what it accepts is written and read again as it was.
#include <cstdint>

#include "engines/ubl/api.h"
#include "kernel/base/assert.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr dengyun::ubl::Limits limits{
        .bytes_max = 64 * 1024, .elements_max = 2'000, .depth_max = 16, .lines_max = 64};
    const auto document = dengyun::ubl::read({reinterpret_cast<const char*>(data), size}, limits);
    if (!document) return 0;
    DENGYUN_ASSERT(document->lines.size() <= limits.lines_max);
    const auto again = dengyun::ubl::read(dengyun::ubl::write(*document));
    DENGYUN_ASSERT(again && *again == *document);
    return 0;
}
