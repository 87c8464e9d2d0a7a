#pragma once
// What the entities of this module share: a bound on their number, and a flag that one row holds at a time.
#include "kernel/store/unit.h"

namespace dengyun::enterprise {

// Refuses one row more than `rows_max` of the scope's organisation. `count_sql` is a literal with one parameter, the
// organisation. Error: limit `code`.
[[nodiscard]] Result<> check_room(store::Reader& reader, std::string_view count_sql, std::int64_t rows_max,
                                  std::string_view code);

// Takes the flag `member` (the filterable field `name`) from every other row of the organisation, so that `entity` is
// the only one to hold it. Writes an event for each row that loses it.
template <class E>
Result<> release_others(store::Unit& unit, const E& entity, bool E::* member, std::string_view name) {
    if (!(entity.*member)) return {};
    store::Query holders{.filters = {{std::string(name), "true"}}, .limit = store::page_limit_max};
    DENGYUN_TRY(page, unit.list<E>(holders));
    for (auto& other : page.items) {
        if (other.id == entity.id) continue;
        other.*member = false;
        DENGYUN_TRY(released, unit.update(std::move(other)));
        static_cast<void>(released);
    }
    return {};
}

}  // namespace dengyun::enterprise
