#include "modules/audit/csv.h"

#include "kernel/base/csv.h"
#include "kernel/meta/json.h"

namespace dengyun::audit {
namespace {

template <class Cell>
void write_line(std::string& out, Cell cell) {
    std::vector<std::string> cells;
    for (const auto& field : EventView::description.fields) cells.push_back(cell(field));
    dengyun::write_csv_row(out, cells, CsvFormulas::neutralise);
}

}  // namespace

void write_csv_heading(std::string& out, Language language) {
    out += "\xEF\xBB\xBF";
    write_line(out, [&](const meta::Field& field) { return std::string(field.label.in(language)); });
}

void write_csv_row(std::string& out, const EventView& event) {
    write_line(out, [&](const meta::Field& field) { return meta::scalar_text(field, field.get(&event)); });
}

}  // namespace dengyun::audit
