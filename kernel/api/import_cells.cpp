#include "kernel/api/import_cells.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>
#include <cmath>

#include "kernel/base/number.h"
#include "kernel/meta/date.h"

namespace dengyun::api {
namespace {

namespace json = boost::json;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// How words are compared: lower case, without blanks, underscores, marks of duty (*) and what stands in brackets.
std::string plain_form(std::string_view text) {
    std::string out(trimmed(text));
    replace_all(out, "（", "(");
    replace_all(out, "）", ")");
    if (const auto bracket = out.find('('); bracket != std::string::npos && bracket > 0) out.resize(bracket);
    std::erase_if(out, [](char c) { return c == ' ' || c == '_' || c == '*' || c == '\t' || c == '\n'; });
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_called(std::string_view heading, std::string_view name, const Label& label) {
    const auto form = plain_form(heading);
    return !form.empty() && (form == plain_form(name) || form == plain_form(label.zh) || form == plain_form(label.en));
}

// One cell being read for one field.
class Cell {
  public:
    Cell(const meta::Field& field, std::string_view text) : field_(field), text_(trimmed(text)) {}
    // nullopt: cannot be read; issue() says why.
    [[nodiscard]] std::optional<json::value> value();
    [[nodiscard]] Issue issue() const { return {std::string(field_.name), code_, detail_}; }

  private:
    std::optional<json::value> refuse(std::string_view code, std::string_view detail = {}) {
        code_ = code;
        detail_ = detail;
        return std::nullopt;
    }
    std::optional<json::value> scalar(meta::Type type, std::string_view text);
    std::optional<json::value> list();
    std::optional<json::value> choice(std::string_view text);
    std::optional<json::value> truth(std::string_view text);
    std::optional<json::value> number(meta::Type type, std::string_view text);
    std::optional<json::value> date(std::string_view text);

    const meta::Field& field_;
    std::string_view text_;
    std::string code_;
    std::string detail_;
};

std::optional<json::value> Cell::choice(std::string_view text) {
    for (const auto& entry : field_.choices().entries)
        if (is_called(text, entry.name, entry.label) || text == entry.label.zh || text == entry.label.en)
            return json::value(json::string(entry.name));
    return refuse("unknown_choice");
}

std::optional<json::value> Cell::truth(std::string_view text) {
    const auto form = plain_form(text);
    for (const std::string_view yes : {"是", "yes", "y", "true", "1", "√", "✓"})
        if (form == yes) return true;
    for (const std::string_view no : {"否", "no", "n", "false", "0", "×"})
        if (form == no) return false;
    return refuse("no_truth_value");
}

std::optional<int> decimals_of(meta::Format format) {
    if (format == meta::Format::fen) return FenUnit::decimals;
    if (format == meta::Format::micro_yuan) return MicroYuanUnit::decimals;
    if (format == meta::Format::milli) return MilliUnit::decimals;
    return std::nullopt;
}

std::optional<json::value> Cell::number(meta::Type type, std::string_view text) {
    std::string digits(text);
    replace_all(digits, ",", "");
    replace_all(digits, "，", "");
    if (type == meta::Type::integer) {
        auto read = parse_decimal(digits, decimals_of(field_.options.format).value_or(0));
        if (read) return *read;
        const bool precise = read.error().code == "number.too_precise";
        return precise ? refuse("too_precise") : refuse("no_number");
    }
    double real = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), real);
    if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(real))
        return refuse("no_number");
    return real;
}

// "2026/3/1", "2026.3.1" and "2026年3月1日" are "2026-03-01"; a time of the day behind it says nothing to a date.
std::optional<json::value> Cell::date(std::string_view text) {
    std::string given(text.substr(0, text.find_first_of(" T")));
    for (const std::string_view mark : {"/", ".", "年", "月"}) replace_all(given, mark, "-");
    replace_all(given, "日", "");
    std::array<int, 3> parts{};
    std::size_t count = 0;
    std::string_view rest = given;
    for (bool more = true; more && count < parts.size(); ++count) {
        const auto part = rest.substr(0, rest.find('-'));
        more = part.size() < rest.size();
        rest.remove_prefix(more ? part.size() + 1 : rest.size());
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), parts[count]);
        if (error != std::errc{} || end != part.data() + part.size()) return refuse("no_date");
    }
    const auto iso = fmt::format("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2]);
    if (count == parts.size() && rest.empty() && meta::parse_date(iso)) return json::value(json::string(iso));
    return refuse("no_date");
}

std::optional<json::value> Cell::scalar(meta::Type type, std::string_view text) {
    switch (type) {
        case meta::Type::boolean:
            return truth(text);
        case meta::Type::integer:
        case meta::Type::real:
            return number(type, text);
        case meta::Type::date:
            return date(text);
        case meta::Type::choice:
            return choice(text);
        case meta::Type::text:
        case meta::Type::instant:
        case meta::Type::id:
            return json::value(json::string(text));
        case meta::Type::nested:
        case meta::Type::list:
            break;
    }
    return refuse("type", meta::name_of(type));
}

std::optional<json::value> Cell::list() {
    std::string given(text_);
    for (const std::string_view mark : {"、", "，", "；", ";", "\n"}) replace_all(given, mark, ",");
    json::array items;
    for (std::string_view rest = given; !rest.empty();) {
        const auto part = trimmed(rest.substr(0, rest.find(',')));
        rest.remove_prefix(
            std::min(rest.size(), rest.find(',') == std::string_view::npos ? rest.size() : rest.find(',') + 1));
        if (part.empty()) continue;
        auto item = scalar(field_.element, part);
        if (!item) return std::nullopt;
        items.push_back(std::move(*item));
    }
    return items;
}

std::optional<json::value> Cell::value() {
    return field_.type == meta::Type::list ? list() : scalar(field_.type, text_);
}

}  // namespace

bool is_importable(const meta::Field& field, const meta::Viewer& viewer, bool updates) {
    if (field.name == "id" || field.name == "version") return updates;
    if (field.has(meta::read_only) || field.has(meta::internal)) return false;
    const auto format = field.options.format;
    if (format == meta::Format::file || format == meta::Format::password || format == meta::Format::json) return false;
    const auto type = field.type == meta::Type::list ? field.element : field.type;
    if (type == meta::Type::nested) return false;
    return field.options.write_permission.empty() || viewer.may(field.options.write_permission);
}

std::vector<const meta::Field*> guessed_columns(std::span<const std::string> heading, const meta::Entity& entity,
                                                const meta::Viewer& viewer, bool updates) {
    std::vector<const meta::Field*> columns;
    for (const auto& text : heading) {
        const auto fits = [&](const meta::Field& field) {
            return is_importable(field, viewer, updates) && is_called(text, field.name, field.label) &&
                   std::ranges::find(columns, &field) == columns.end();
        };
        const auto found = std::ranges::find_if(entity.fields, fits);
        columns.push_back(found == entity.fields.end() ? nullptr : &*found);
    }
    return columns;
}

std::vector<Issue> fill_object(json::object& object, std::span<const std::string> cells,
                               std::span<const meta::Field* const> columns) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
        if (columns[i] == nullptr || trimmed(cells[i]).empty()) continue;
        Cell cell(*columns[i], cells[i]);
        if (auto value = cell.value())
            object[columns[i]->name] = std::move(*value);
        else
            issues.push_back(cell.issue());
    }
    return issues;
}

}  // namespace dengyun::api
