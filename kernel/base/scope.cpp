#include "kernel/base/scope.h"

#include "kernel/base/assert.h"

namespace dengyun {
Scope Scope::entering(Id<Organisation> organisation) const {
    DENGYUN_ASSERT(is_system());
    return Scope(organisation, actor_, true, true);
}
}  // namespace dengyun
