#pragma once
// The rooms' way from a Store to its raw connection, for what stands outside units of work: migrations and backup.
#include <functional>

#include "kernel/store/connection.h"
#include "kernel/store/store.h"

namespace dengyun::store {

// A store that can lend its writing connection while nothing else writes.
class RawAccess {
  public:
    virtual ~RawAccess() = default;
    [[nodiscard]] virtual Result<> with_connection(const std::function<Result<>(Connection&)>& work) = 0;
};
[[nodiscard]] Result<> with_connection(Store& store, const std::function<Result<>(Connection&)>& work);

}  // namespace dengyun::store
