#pragma once
// Texts that the product itself writes into rows, such as the memo of a voucher. They are kept as a code of the message
// catalogue and, behind a space, the one thing that they speak of ("payment.memo_settled B-17"), so that each reads
// them in his language.
#include <string>

#include "kernel/api/call.h"

namespace dengyun::api {

// In the caller's language; what people wrote stays as it is.
[[nodiscard]] std::string written_text(const Call& call, std::string_view text);

}  // namespace dengyun::api
