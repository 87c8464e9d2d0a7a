#include "modules/audit/csv.h"

#include "kernel/meta/json.h"

namespace dengyun::audit {
namespace {

// A cell that starts like a formula is run by spreadsheets; an apostrophe in front makes it text (OWASP, "CSV injection").
bool starts_like_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

void write_cell(std::string& out, std::string_view text) {
    const bool formula = starts_like_formula(text);
    if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    if (formula) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

template <class Cell>
void write_line(std::string& out, Cell cell) {
    bool first = true;
    for (const auto& field : EventView::description.fields) {
        if (!first) out += ',';
        first = false;
        write_cell(out, cell(field));
    }
    out += "\r\n";
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
