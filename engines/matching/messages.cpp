#include "engines/matching/messages.h"

namespace dengyun::matching {
namespace {

constexpr Message own_messages[] = {
    {"matching.bad_input", {"对账数据有误，不能匹配。", "What is to be matched is not consistent."}},
};

}  // namespace

std::span<const Message> messages() { return own_messages; }

}  // namespace dengyun::matching
