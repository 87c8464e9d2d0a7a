// Goal: what people write into spreadsheets becomes what the description means, and what cannot be read is told beside
// its field and never guessed.
#include "kernel/api/import_cells.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace dengyun::api {
namespace {

enum class Kind { plain, iso_9001 };
constexpr meta::Choice kinds[] = {{"plain", {"普通", "Plain"}}, {"iso_9001", {"ISO 9001 质量管理体系", "ISO 9001"}}};
constexpr meta::Choices kind_choices{"kind", kinds};
const meta::Choices& choices_of(Kind) { return kind_choices; }

struct Part : meta::Record<Part> {
    std::string name;
    Kind kind{};
    std::optional<std::int64_t> pieces;
    std::optional<Money> price;
    std::optional<meta::Date> due;
    bool urgent = false;
    std::optional<double> mass;
    std::vector<Kind> kinds;
    std::optional<std::string> secret;
    std::optional<std::string> drawing;
    static const meta::Entity description;
};
constexpr auto part_fields = meta::record<Part>(
    meta::field<&Part::name>("name", {"零件名称", "Part name"}, {.flags = meta::required}),
    meta::field<&Part::kind>("kind", {"种类", "Kind"}), meta::field<&Part::pieces>("pieces", {"件数", "Pieces"}),
    meta::field<&Part::price>("price_fen", {"单价", "Price"}, {.format = meta::Format::fen}),
    meta::field<&Part::due>("due_on", {"交期（日期）", "Due on"}),
    meta::field<&Part::urgent>("urgent", {"加急", "Urgent"}), meta::field<&Part::mass>("mass", {"质量", "Mass"}),
    meta::field<&Part::kinds>("kinds", {"其他种类", "More kinds"}),
    meta::field<&Part::secret>("secret", {"底价", "Secret"}, {.write_permission = "parts.secret"}),
    meta::field<&Part::drawing>("drawing", {"图纸", "Drawing"}, {.format = meta::Format::file}));
constinit const meta::Entity Part::description{.name = "part", .label = {"零件", "Part"}, .fields = part_fields};

const meta::Field* field(std::string_view name) { return Part::description.find(name); }

// The object, or "field:code" of what could not be read.
std::string read(std::string_view name, std::string cell) {
    boost::json::object object;
    const std::string cells[] = {std::move(cell)};
    const meta::Field* columns[] = {field(name)};
    const auto issues = fill_object(object, cells, columns);
    return issues.empty() ? boost::json::serialize(object) : issues.front().field + ':' + issues.front().code;
}

std::string guessed(std::vector<std::string> heading, const meta::Viewer& viewer = meta::stranger(),
                    bool updates = false) {
    std::string names;
    for (const auto* found : guessed_columns(heading, Part::description, viewer, updates))
        names += (names.empty() ? "" : " ") + std::string(found == nullptr ? "-" : found->name);
    return names;
}

TEST(ImportCells, GuessColumnsInBothLanguages) {
    EXPECT_EQ(guessed({"零件名称", "Kind", "price_fen", "交期", "件 数"}), "name kind price_fen due_on pieces");
    EXPECT_EQ(guessed({"编号", "version", "Part name", "organisation_id"}, meta::stranger(), true),
              "id version name -");
    EXPECT_EQ(guessed({" 零件名称* ", "单价(元)", "PRICE", "编号", "", "nonsense"}), "name price_fen - - - -");
    EXPECT_EQ(guessed({"底价", "图纸", "版本"}), "- - -");
    EXPECT_EQ(guessed({"底价"}, meta::all_seeing()), "secret");
}

TEST(ImportCells, UnderstandChoicesByNameAndLabel) {
    for (const std::string text : {"iso_9001", "ISO 9001 质量管理体系", "iso 9001", "ISO9001"})
        EXPECT_EQ(read("kind", text), R"({"kind":"iso_9001"})") << text;
    EXPECT_EQ(read("kinds", "普通、ISO 9001；"), R"({"kinds":["plain","iso_9001"]})");
    EXPECT_EQ(read("kind", "别的"), "kind:unknown_choice");
    EXPECT_EQ(read("kinds", "普通,别的"), "kinds:unknown_choice");
}

TEST(ImportCells, UnderstandNumbersExactly) {
    EXPECT_EQ(read("pieces", " 1,200 "), R"({"pieces":1200})");
    EXPECT_EQ(read("price_fen", "1,234.5"), R"({"price_fen":123450})");
    EXPECT_EQ(read("price_fen", "-0.07"), R"({"price_fen":-7})");
    EXPECT_EQ(read("price_fen", "1.005"), "price_fen:too_precise");
    EXPECT_EQ(read("pieces", "1.5"), "pieces:too_precise");
    EXPECT_EQ(read("pieces", "many"), "pieces:no_number");
    EXPECT_EQ(read("mass", "2.5"), R"({"mass":2.5E0})");
    for (const std::string text : {"nan", "inf", "1e999", "2,5x"})
        EXPECT_EQ(read("mass", text), "mass:no_number") << text;
}

TEST(ImportCells, UnderstandDatesAndTruth) {
    for (const std::string text : {"2026-03-01", "2026/3/1", "2026.03.1", "2026年3月1日", "2026-03-01 08:00:00"})
        EXPECT_EQ(read("due_on", text), R"({"due_on":"2026-03-01"})") << text;
    for (const std::string text : {"2026-02-30", "1/3/26", "2026-3", "2026-3-1-1", "46082", "soon", "--"})
        EXPECT_EQ(read("due_on", text), "due_on:no_date") << text;
    for (const std::string text : {"是", "Yes", "TRUE", "1", "√"})
        EXPECT_EQ(read("urgent", text), R"({"urgent":true})");
    for (const std::string text : {"否", "no", "0"}) EXPECT_EQ(read("urgent", text), R"({"urgent":false})");
    EXPECT_EQ(read("urgent", "perhaps"), "urgent:no_truth_value");
}

TEST(ImportCells, LeaveOutWhatIsEmpty) {
    boost::json::object object;
    const std::string cells[] = {"  ", "甲", "x"};
    const meta::Field* columns[] = {field("pieces"), field("name"), nullptr};
    EXPECT_TRUE(fill_object(object, cells, columns).empty());
    EXPECT_EQ(boost::json::serialize(object), R"({"name":"甲"})");
}

}  // namespace
}  // namespace dengyun::api
