#include "engines/scheduling/json/shop_solution.h"

#include "engines/scheduling/json/read_value.h"

namespace dengyun::scheduling {

Result<std::vector<ShopRun>> read_shop_solution(std::string_view text) {
    DENGYUN_TRY(document, parse_document(text));
    Complaints complaints;
    const Place place(&document, complaints);
    std::vector<ShopRun> out;
    if (place.object({"operations"})) {
        const auto list = place.required("operations");
        for (std::size_t i = 0, n = list.count(); i < n; ++i) {
            const auto one = list.element(i);
            if (!one.object({"job", "op", "machine", "start", "end"})) continue;
            const auto number = [&](std::string_view name) {
                return one.required(name).number(0, 0, Bounds::time_max);
            };
            out.push_back({number("job"), number("op"), number("machine"), number("start"), number("end")});
        }
    }
    if (!complaints.empty()) return fail(ErrorKind::invalid, "schedule.invalid", complaints.take());
    return out;
}

}  // namespace dengyun::scheduling
