#pragma once
// What a contact must be beyond the limits of its fields. Pure.
#include "kernel/base/result.h"
#include "modules/enterprise/contacts/contact.h"

namespace dengyun::enterprise {

// Somebody who can be reached: a phone or an e-mail address. Error: invalid with issue no_way_to_reach on phone.
[[nodiscard]] Result<> check_contact(const Contact& contact);

}  // namespace dengyun::enterprise
