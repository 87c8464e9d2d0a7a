// XLSX (ECMA-376): a ZIP file of XML parts. What comes from outside is bounded before it is unpacked and again while it
// is: a part may claim any size. pugixml reads no document type and resolves no entity beyond the five of XML, so that
// a file can neither name another one nor blow itself up.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <pugixml.hpp>
#include <zip.h>

#include "kernel/base/utf8.h"
#include "kernel/meta/date.h"
#include "kernel/sheet/parts.h"

namespace dengyun::sheet {
namespace {

std::unexpected<Error> malformed(std::string_view what) {
    return fail(ErrorKind::invalid, "sheet.malformed", {}, std::string(what));
}

class Archive {
  public:
    Archive(std::string_view bytes, const Limits& limits) : limits_(limits) {
        zip_error_t error;
        zip_error_init(&error);
        auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source != nullptr) zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (zip_ == nullptr && source != nullptr) zip_source_free(source);
        zip_error_fini(&error);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() {
        if (zip_ != nullptr) zip_discard(zip_);
    }
    [[nodiscard]] bool is_open() const {
        constexpr zip_int64_t entries_max = 2'000;
        return zip_ != nullptr && zip_get_num_entries(zip_, 0) <= entries_max;
    }
    // The XML of a part; an empty document where there is no such part.
    Result<pugi::xml_document> part(const std::string& name) const {
        pugi::xml_document document;
        zip_stat_t stat;
        if (zip_stat(zip_, name.c_str(), ZIP_FL_NOCASE, &stat) != 0) return document;
        DENGYUN_TRY(bytes, unpack(stat.index));
        // Attributes and texts as they are; blanks count in <t xml:space="preserve"> </t>.
        constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single;
        if (!document.load_buffer(bytes.data(), bytes.size(), options)) return malformed(name);
        return document;
    }

  private:
    Result<std::string> unpack(zip_uint64_t index) const {
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(zip_, index, 0), zip_fclose);
        if (!file) return malformed("a part cannot be opened");
        std::string bytes;
        std::array<char, 64 * 1024> piece;
        for (;;) {
            const auto count = zip_fread(file.get(), piece.data(), piece.size());
            if (count < 0) return malformed("a part cannot be unpacked");
            if (count == 0) return bytes;
            bytes.append(piece.data(), static_cast<std::size_t>(count));
            if (bytes.size() > limits_.part_bytes_max) return too_large("sheet_too_long", limits_.part_bytes_max);
        }
    }

    const Limits& limits_;
    zip_t* zip_ = nullptr;
};

// A prefix ("x:row") is rare and allowed; what follows it counts.
bool is_named(const pugi::xml_node& node, std::string_view name) {
    std::string_view full(node.name());
    const auto colon = full.find(':');
    return (colon == std::string_view::npos ? full : full.substr(colon + 1)) == name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    return node.find_child([&](const pugi::xml_node& each) { return is_named(each, name); });
}

// The texts of <si> or <is>: plain or in runs, without the readings of Japanese (<rPh>).
std::string rich_text(const pugi::xml_node& node) {
    std::string text;
    for (const auto& part : node.children()) {
        if (is_named(part, "t")) text += part.text().get();
        if (is_named(part, "r")) text += child(part, "t").text().get();
    }
    return text;
}

// Which cell styles show a date: the built-in ones, and those whose format has a day or a year in it.
bool is_date_format(std::string_view code) {
    char quote = 0;
    for (const char c : code) {
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"') {
            quote = '"';
        } else if (c == '[') {
            quote = ']';
        } else if (std::strchr("ydYD", c) != nullptr) {
            return true;
        }
    }
    return false;
}

std::vector<bool> date_styles(const pugi::xml_node& sheet) {
    std::map<int, bool> own;
    for (const auto& format : child(sheet, "numFmts").children())
        own[format.attribute("numFmtId").as_int()] = is_date_format(format.attribute("formatCode").value());
    std::vector<bool> styles;
    for (const auto& style : child(sheet, "cellXfs").children()) {
        const int id = style.attribute("numFmtId").as_int();
        const auto found = own.find(id);
        constexpr int first_date = 14;
        constexpr int last_date = 22;
        styles.push_back(found != own.end() ? found->second : id >= first_date && id <= last_date);
    }
    return styles;
}

// A number as a person reads it: 0.1 and not 0.10000000000000001.
std::string number_text(const char* text) {
    char* end = nullptr;
    const double number = std::strtod(text, &end);
    if (end == text || *end != '\0' || !std::isfinite(number)) return text;
    constexpr double exact_max = 9.0e15;
    if (number == std::floor(number) && std::abs(number) < exact_max)
        return std::to_string(static_cast<std::int64_t>(number));
    return fmt::format("{}", number);
}

// Days since 1899-12-30, as spreadsheets count from March 1900 on.
std::string moment_text(const char* text, bool from_1904) {
    char* end = nullptr;
    const double serial = std::strtod(text, &end);
    constexpr double last = 2'958'466;  // the end of the year 9999
    if (end == text || *end != '\0' || !(serial >= 0) || serial >= last) return number_text(text);
    constexpr int days_of_1904 = 1462;
    constexpr int day_seconds = 86'400;
    const auto seconds =
        static_cast<std::int64_t>(std::llround((serial + (from_1904 ? days_of_1904 : 0)) * day_seconds));
    const auto epoch = std::chrono::sys_days(std::chrono::year(1899) / 12 / 30);
    auto out = meta::date_text(epoch + std::chrono::days(seconds / day_seconds));
    if (const auto rest = seconds % day_seconds; rest != 0)
        out += fmt::format(" {:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    return out;
}

// "AB12" → 27; nullopt where there are no letters, or more than any sheet has columns.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        constexpr std::size_t letters_max = 3;
        if (++letters > letters_max) return std::nullopt;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    return letters == 0 ? std::nullopt : std::optional(column - 1);
}

struct Book {
    std::vector<std::string> texts;
    std::vector<bool> dates;
    bool from_1904 = false;
};

std::string cell_text(const pugi::xml_node& cell, const Book& book) {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return rich_text(child(cell, "is"));
    const char* value = child(cell, "v").text().get();
    if (*value == '\0') return {};
    if (type == "s") {
        const auto index = std::strtoull(value, nullptr, 10);
        return index < book.texts.size() ? book.texts[index] : std::string{};
    }
    if (type == "b") return *value == '1' ? "true" : "false";
    if (type == "str" || type == "e" || type == "d") return value;
    const auto style = cell.attribute("s").as_uint();
    return style < book.dates.size() && book.dates[style] ? moment_text(value, book.from_1904) : number_text(value);
}

Result<std::vector<Row>> rows_of(const pugi::xml_node& data, const Book& book, const Limits& limits) {
    std::vector<Row> rows;
    std::size_t number = 0;
    for (const auto& line : data.children()) {
        if (!is_named(line, "row")) continue;
        number = line.attribute("r") ? line.attribute("r").as_ullong() : number + 1;
        if (!line.first_child()) continue;
        if (rows.size() >= limits.rows_max) return too_large("sheet_too_many_rows", limits.rows_max - 1);
        Row row{number, {}};
        for (const auto& cell : line.children()) {
            if (!is_named(cell, "c")) continue;
            auto text = cell_text(cell, book);
            const auto column = column_of(cell.attribute("r").value()).value_or(row.cells.size());
            if (text.empty()) continue;
            if (column >= limits.columns_max) return too_large("sheet_too_many_columns", limits.columns_max);
            if (text.size() > limits.cell_bytes_max) return too_large("sheet_cell_too_long", limits.cell_bytes_max);
            if (!is_utf8(text)) return malformed("a text is not UTF-8");
            if (row.cells.size() <= column) row.cells.resize(column + 1);
            row.cells[column] = std::move(text);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// The first sheet of the book, by way of the relation that it names.
Result<std::string> first_sheet(const Archive& archive, const pugi::xml_node& book) {
    const auto sheet = child(child(book, "sheets"), "sheet");
    if (!sheet) return malformed("no sheet");
    DENGYUN_TRY(relations, archive.part("xl/_rels/workbook.xml.rels"));
    for (const auto& relation : relations.document_element().children()) {
        if (std::string_view(relation.attribute("Id").value()) != sheet.attribute("r:id").value()) continue;
        std::string target = relation.attribute("Target").value();
        return target.starts_with('/') ? target.substr(1) : "xl/" + target;
    }
    return "xl/worksheets/sheet1.xml";
}

}  // namespace

Result<std::vector<Row>> read_xlsx(std::string_view bytes, const Limits& limits) {
    // A tree takes many times the bytes of its text, so one file at a time is read.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const Archive archive(bytes, limits);
    if (!archive.is_open()) return malformed("no ZIP file");
    DENGYUN_TRY(book_part, archive.part("xl/workbook.xml"));
    const auto root = book_part.document_element();
    DENGYUN_TRY(name, first_sheet(archive, root));
    Book book;
    const std::string_view from_1904 = child(root, "workbookPr").attribute("date1904").value();
    book.from_1904 = from_1904 == "1" || from_1904 == "true";
    {
        DENGYUN_TRY(strings, archive.part("xl/sharedStrings.xml"));
        for (const auto& item : strings.document_element().children()) book.texts.push_back(rich_text(item));
    }
    {
        DENGYUN_TRY(styles, archive.part("xl/styles.xml"));
        book.dates = date_styles(styles.document_element());
    }
    DENGYUN_TRY(sheet, archive.part(name));
    return rows_of(child(sheet.document_element(), "sheetData"), book, limits);
}

}  // namespace dengyun::sheet
