#pragma once
// The platform's reference tables: industries (GB/T 4754-2017), regions (GB/T 2260), manufacturing processes. They are
// part of the program and never change while it runs, so they may be read from any thread without a lock.
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/message.h"
#include "modules/reference/code_table.h"
#include "modules/reference/process.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::reference {

// Codes are "C", "35", "352", "3525"; levels 1 section, 2 division, 3 group, 4 class. English names where we have them.
[[nodiscard]] const CodeTable& industries();

// Codes have six digits: "330000", "330200", "330281"; levels 1 province, 2 prefecture, 3 county. Coordinates are those
// of the seat of government, good to about a kilometre; some zones of the statistics bureau have none.
[[nodiscard]] const CodeTable& regions();

// Manufacturing processes: groups (level 1) and the processes in them (level 2). process.h has them as an enumeration.
[[nodiscard]] const CodeTable& processes();

// "浙江省宁波市余姚市", "Yuyao, Ningbo, Zhejiang": the names from the province down and in English from the place up,
// without the levels that are no places ("市辖区", "省直辖县级行政区划"). Empty for an unknown code.
[[nodiscard]] std::string region_path_name(std::string_view code, Language language = Language::zh);

// The texts of this room's errors.
[[nodiscard]] std::span<const Message> messages();

// GET /api/v1/regions and /api/v1/industries, open to anyone: who registers has no session yet; and
// /api/v1/processes. In its own library,
// module_reference_routes, so that the tables do not need the API.
void add_routes(api::Routes& routes);

}  // namespace dengyun::reference
