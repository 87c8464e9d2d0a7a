// Goal: no text breaks the reader of expressions or goes past its bounds; what it takes can be followed through time,
// and what it refuses has a text and a place within.
#include <limits>

#include "engines/expressions/api.h"
#include "kernel/base/assert.h"

namespace {

using namespace dengyun::expressions;

std::optional<PointKind> find_point(std::string_view name) {
    if (name.starts_with('n')) return PointKind{.is_counter = true, .rollover = 100};
    if (name.starts_with('o')) return PointKind{.type = Type::truth};
    if (name.starts_with('s')) return PointKind{.type = Type::text};
    return name.starts_with('x') ? std::nullopt : std::optional(PointKind{});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    auto parsed = parse(text, find_point);
    if (!parsed) {
        DENGYUN_ASSERT(parsed.error().position >= 1 && parsed.error().position <= size + 1);
        DENGYUN_ASSERT(parsed.error().code.starts_with("expression_"));
        return 0;
    }
    DENGYUN_ASSERT(parsed->nodes.size() <= nodes_max && parsed->points.size() <= points_max);
    DENGYUN_ASSERT(parsed->windows.size() <= windows_max && parsed->type() != Type::text);
    Evaluator evaluator(std::make_shared<const Program>(std::move(*parsed)),
                        dengyun::TimeZone::find(dengyun::usual_time_zone));
    const auto& points = evaluator.program().points;
    Time now = second;
    for (std::size_t step = 0; step < 8; step++, now += 7 * second) {
        for (std::size_t i = 0; i < points.size(); i++) {
            if (points[i].kind.type == Type::text)
                static_cast<void>(evaluator.hear(i, now, step % 2 == 0 ? "a" : "b"));
            else
                static_cast<void>(evaluator.hear(
                    i, now,
                    step == 3 ? std::numeric_limits<double>::infinity() : static_cast<double>((step * 37 + i) % 2)));
        }
        const auto value = evaluator.value(now);
        DENGYUN_ASSERT(!value || (*value >= std::numeric_limits<double>::lowest() &&
                                  *value <= std::numeric_limits<double>::max()));
        DENGYUN_ASSERT(!value || evaluator.program().type() == Type::number || *value == 0 || *value == 1);
    }
    return 0;
}
