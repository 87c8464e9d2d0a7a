#include "kernel/store/raw_access.h"

#include "kernel/store/unit_end.h"

namespace dengyun::store {

Result<> write_raw(Store& store, const std::function<Result<>(Connection&, Instant)>& work) {
    return store.run_write(Scope::system("store"), [&](Unit& unit) {
        auto& connection = UnitEnd::connection(unit);
        if (auto* kept = connection.kept()) kept->note_written_past();
        return work(connection, unit.now());
    });
}

Result<> read_raw(Store& store, const std::function<Result<>(Connection&)>& work) {
    return store.run_read(Scope::system("store"), [&](Reader& reader) { return work(UnitEnd::connection(reader)); });
}

}  // namespace dengyun::store
