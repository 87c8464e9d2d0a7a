#pragma once
// The audit trail as a CSV file (RFC 4180) that a spreadsheet opens as it is: UTF-8 with a byte order mark, headings in
// the reader's language, and no cell that a spreadsheet would take for a formula.
#include <string>

#include "modules/audit/event_view.h"

namespace dengyun::audit {

inline constexpr std::size_t csv_rows_max = 10'000;

void write_csv_heading(std::string& out, Language language);
void write_csv_row(std::string& out, const EventView& event);

}  // namespace dengyun::audit
