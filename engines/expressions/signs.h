#pragma once
// The signs and names of the language that stand for operations, and the names that no point may have.
#include <algorithm>
#include <array>
#include <string_view>

#include "engines/expressions/model.h"

namespace dengyun::expressions {

struct Binary {
    std::string_view sign;
    Operation operation;
};
inline constexpr std::array comparisons{Binary{"<", Operation::less},  Binary{"<=", Operation::less_equal},
                                        Binary{">", Operation::more},  Binary{">=", Operation::more_equal},
                                        Binary{"=", Operation::equal}, Binary{"!=", Operation::unequal}};
inline constexpr std::array sums{Binary{"+", Operation::add}, Binary{"-", Operation::subtract}};
inline constexpr std::array products{Binary{"*", Operation::multiply}, Binary{"/", Operation::divide},
                                     Binary{"%", Operation::remainder}};
inline constexpr std::array windows{Binary{"avg", Operation::window_avg},     Binary{"min", Operation::window_min},
                                    Binary{"max", Operation::window_max},     Binary{"sum", Operation::window_sum},
                                    Binary{"delta", Operation::window_delta}, Binary{"rate", Operation::window_rate}};
inline constexpr std::array<std::string_view, 5> reserved_words{"and", "or", "not", "true", "false"};

template <std::size_t Size>
const Binary* find_sign(const std::array<Binary, Size>& all, std::string_view sign) {
    const auto found = std::ranges::find(all, sign, &Binary::sign);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace dengyun::expressions
