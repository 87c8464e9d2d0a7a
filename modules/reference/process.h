#pragma once
// Manufacturing processes: data/processes.csv, the words that capabilities, machines and operations share. An
// enumeration whose entries are data: SQL and JSON hold the code, forms and lists offer the processes by group.
#include <cstdint>
#include <string_view>

#include "kernel/meta/field.h"

namespace dengyun::reference {

enum class Process : std::int32_t {};
const meta::Choices& choices_of(Process);

// The code must be in the table; what comes from outside is read by meta::value_of.
[[nodiscard]] Process process(std::string_view code);

}  // namespace dengyun::reference
