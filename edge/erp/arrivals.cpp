#include "edge/erp/arrivals.h"

namespace dengyun::erp {

Result<Passed> bring_arrivals(const Platform& platform, std::int64_t position, const Inbox& inbox) {
    Passed passed;
    for (bool has_more = true; has_more && passed.taken + passed.refused < documents_max;) {
        const auto arrivals = platform.arrivals(position, passed.why);
        if (!arrivals) {
            ++passed.waiting;
            return passed;
        }
        for (const auto& arrival : arrivals->documents) {
            const auto file = platform.file_of(arrival);
            if (file.kind == File::Kind::unreachable) {
                ++passed.waiting;
                passed.why = file.reason;
                return passed;
            }
            DENGYUN_CHECK(inbox.keep(arrival, file));
            DENGYUN_CHECK(inbox.go_on(arrival.sequence));
            ++(file.kind == File::Kind::there ? passed.taken : passed.refused);
        }
        if (arrivals->sequence > position) DENGYUN_CHECK(inbox.go_on(arrivals->sequence));
        has_more = arrivals->has_more && arrivals->sequence > position;
        position = arrivals->sequence;
    }
    return passed;
}

}  // namespace dengyun::erp
