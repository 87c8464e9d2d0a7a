#include "modules/enterprise/contacts/rules.h"

namespace dengyun::enterprise {

Result<> check_contact(const Contact& contact) {
    const bool reachable = (contact.phone && !contact.phone->empty()) || (contact.email && !contact.email->empty());
    if (reachable) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"phone", "no_way_to_reach"}});
}

}  // namespace dengyun::enterprise
