#pragma once
// Readers of the standard text formats of job-shop benchmarks. Numbers are whole, separated by blanks or ends of line.
#include <optional>
#include <string_view>

#include "engines/scheduling/shop/shop.h"
#include "kernel/base/result.h"

namespace dengyun::scheduling {

enum class ShopFormat {
    jsp,      // "n m", then per job m pairs "machine duration", machines from 0
    jsp_var,  // "n m", then per job the number of operations and as many pairs; a machine may recur
    fjsp,  // "n m [average]", then per job the number of operations and per operation the number of modes and as many
           // pairs, machines from 1
};

// Errors: invalid "scheduling.malformed_shop" with one issue on "line.L.column.C" (both from 1): shop_number_expected,
// shop_ends_early, shop_trailing_text, too_small, too_large, shop_total_too_large; limit "scheduling.too_large".
[[nodiscard]] Result<Shop> read_shop(std::string_view text, ShopFormat format);

// The format in which the text reads without an error; the error of the likeliest format where there is none.
[[nodiscard]] Result<Shop> read_shop(std::string_view text, std::optional<ShopFormat> format);

}  // namespace dengyun::scheduling
