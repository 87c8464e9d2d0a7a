#pragma once
// Words for names that are no choice of a field and still reach a screen: what permissions belong to, kinds of jobs.
#include <span>

#include "kernel/meta/field.h"

namespace dengyun::server {

// "permission_module": the part of a permission before the point; "job_kind". Every name that there is has a word.
[[nodiscard]] std::span<const meta::Choices> vocabularies();

}  // namespace dengyun::server
