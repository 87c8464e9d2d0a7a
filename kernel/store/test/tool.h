#pragma once
// An entity with a field of every type, for the tests of this room.
#include "kernel/meta/entity.h"

namespace dengyun::store::test {

enum class ToolKind { drill, cutter, tap };
const meta::Choices& choices_of(ToolKind);

struct Maker {
    std::string name;
    std::int64_t year = 0;
    static const meta::Entity description;
};

struct Tool : meta::Record<Tool> {
    std::string name;
    std::optional<std::string> note;
    std::optional<std::int64_t> size_um;
    double weight_kg = 0;
    bool sharp = false;
    ToolKind kind = ToolKind::drill;
    std::optional<ToolKind> spare_kind;
    std::optional<meta::Date> bought_on;
    std::optional<Instant> checked_at;
    std::optional<Id<Tool>> successor_id;
    std::vector<std::string> tags;
    std::vector<ToolKind> fits;
    std::optional<Maker> maker;
    std::string secret;
    std::string password;
    static const meta::Entity description;
};

}  // namespace dengyun::store::test
