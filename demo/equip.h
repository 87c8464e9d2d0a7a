#pragma once
// Machines, and the capabilities and certificates that follow from them.
#include "demo/draw.h"
#include "demo/lines.h"

namespace dengyun::demo {

// Fills machines, then capabilities (each stands on a machine of the firm), then certificates and which of them cover a
// capability. Takes employees, founded_on and company_code as given. `number` is the firm's place in the cluster.
void equip(Enterprise& enterprise, const Line& line, int number, Date as_of, Draw& draw);

}  // namespace dengyun::demo
