// Goal: what is written is read back by the other side, what people's spreadsheets hold is understood, and a file that
// means harm is refused before it takes memory or names another file.
#include "kernel/sheet/sheet.h"

#include <gtest/gtest.h>
#include <zip.h>

namespace dengyun::sheet {
namespace {

using std::chrono::sys_days;

std::string written(Format format) {
    const std::vector<std::string> heading{"名称", "面积", "价格（元）", "日期", "时间", "比例"};
    const auto writer = make_writer(format, "厂区", heading);
    const Cell cells[] = {std::string("=1+1"),
                          std::int64_t{1200},
                          Decimal{-1250, 2},
                          sys_days(std::chrono::year(2026) / 3 / 1),
                          WallTime(std::chrono::seconds(1'772'352'000)),
                          0.1};
    writer->row(cells);
    auto bytes = writer->finish();
    EXPECT_TRUE(bytes);
    return *bytes;
}

std::vector<std::vector<std::string>> cells_of(const Result<std::vector<Row>>& rows) {
    EXPECT_TRUE(rows) << rows.error().code << ' ' << rows.error().detail;
    std::vector<std::vector<std::string>> cells;
    if (rows)
        for (const auto& row : *rows) cells.push_back(row.cells);
    return cells;
}

std::string issue_of(const Result<std::vector<Row>>& rows) {
    if (rows) return "read";
    return rows.error().issues.empty() ? rows.error().code : rows.error().issues.front().code;
}

// A book of these parts, as a hostile or a foreign program would write it.
std::string book(const std::map<std::string, std::string>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    auto* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    auto* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
    zip_source_keep(buffer);
    for (const auto& [name, text] : parts)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
    EXPECT_EQ(zip_close(archive), 0);
    zip_stat_t stat;
    zip_source_stat(buffer, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(buffer);
    EXPECT_EQ(zip_source_read(buffer, bytes.data(), bytes.size()), static_cast<zip_int64_t>(stat.size));
    zip_source_close(buffer);
    zip_source_free(buffer);
    return bytes;
}

const std::string workbook = R"(<workbook><sheets><sheet name="a" r:id="rId7"/></sheets></workbook>)";
const std::string relations =
    R"(<Relationships><Relationship Id="rId7" Target="worksheets/data.xml"/></Relationships>)";
std::string book_with(const std::string& sheet, std::map<std::string, std::string> more = {}) {
    more["xl/workbook.xml"] = workbook;
    more["xl/_rels/workbook.xml.rels"] = relations;
    more["xl/worksheets/data.xml"] = sheet;
    return book(more);
}

TEST(SheetTest, BothFormatsKeepWhatWasWritten) {
    const std::vector<std::string> heading{"名称", "面积", "价格（元）", "日期", "时间", "比例"};
    const auto csv = cells_of(read(written(Format::csv)));
    ASSERT_EQ(csv.size(), 2U);
    EXPECT_EQ(csv[0], heading);
    EXPECT_EQ(csv[1],
              (std::vector<std::string>{"'=1+1", "1200", "-12.50", "2026-03-01", "2026-03-01 08:00:00", "0.1"}));
    const auto xlsx = cells_of(read(written(Format::xlsx)));
    ASSERT_EQ(xlsx.size(), 2U);
    EXPECT_EQ(xlsx[0], heading);
    EXPECT_EQ(xlsx[1], (std::vector<std::string>{"=1+1", "1200", "-12.5", "2026-03-01", "2026-03-01 08:00:00", "0.1"}));
}

TEST(SheetTest, ReadsWhatChineseSpreadsheetsWrite) {
    // "名称" in GB 18030.
    const auto rows = cells_of(read("\xC3\xFB\xB3\xC6,b\r\n1,2\r\n,\r\n"));
    EXPECT_EQ(rows, (std::vector<std::vector<std::string>>{{"名称", "b"}, {"1", "2"}}));
    EXPECT_EQ(issue_of(read("\xFF\xFF\xFF,b\r\n")), "sheet.malformed");
}

TEST(SheetTest, UnderstandsSharedAndInlineTextsSparseRowsAndDates) {
    const auto bytes = book_with(
        R"(<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>到</t></is></c></row>
           <row r="5"><c r="A5" t="b"><v>1</v></c><c r="C5" s="1"><v>46082</v></c></row><row r="6"/></sheetData></worksheet>)",
        {{"xl/sharedStrings.xml", "<sst><si><r><t>从</t></r><r><t> 头</t></r><rPh><t>x</t></rPh></si></sst>"},
         {"xl/styles.xml",
          R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m"/></numFmts>
             <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>)"}});
    const auto rows = read(bytes);
    const auto cells = cells_of(rows);
    ASSERT_EQ(cells.size(), 2U);
    EXPECT_EQ(cells[0], (std::vector<std::string>{"从 头", "", "到"}));
    EXPECT_EQ(cells[1], (std::vector<std::string>{"true", "", "2026-03-01"}));
    EXPECT_EQ(rows->at(1).number, 5U);
}

TEST(SheetTest, RefusesWhatIsTooLarge) {
    const Limits limits{
        .bytes_max = 4'000, .part_bytes_max = 20'000, .rows_max = 2, .columns_max = 2, .cell_bytes_max = 3};
    const auto sheet = [](std::string rows) {
        return book_with("<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
    };
    EXPECT_EQ(issue_of(read(std::string(5'000, 'a'), limits)), "sheet_too_long");
    EXPECT_EQ(issue_of(read(sheet("<row><c><v>1234</v></c></row>"), limits)), "sheet_cell_too_long");
    EXPECT_EQ(issue_of(read(sheet(R"(<row><c r="C1"><v>1</v></c></row>)"), limits)), "sheet_too_many_columns");
    EXPECT_EQ(issue_of(read(sheet(R"(<row><c r="ZZZZZ1"><v>1</v></c></row>)"), limits)), "read");
    std::string three;
    for (int i = 0; i < 3; ++i) three += "<row><c><v>1</v></c></row>";
    EXPECT_EQ(issue_of(read(sheet(three), limits)), "sheet_too_many_rows");
    // A bomb: little in the file, much when it is unpacked.
    EXPECT_EQ(issue_of(read(sheet("<row><c><v>1</v></c></row>" + std::string(1'000'000, ' ')), limits)),
              "sheet_too_long");
}

TEST(SheetTest, ResolvesNoEntityAndRefusesWhatIsNoBook) {
    const auto external = book_with(
        R"(<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>
           <worksheet><sheetData><row><c t="str"><v>&x;&y;</v></c></row></sheetData></worksheet>)");
    EXPECT_EQ(cells_of(read(external)), (std::vector<std::vector<std::string>>{{"&x;&y;"}}));
    EXPECT_EQ(issue_of(read("PK\x03\x04 and nothing more")), "sheet.malformed");
    EXPECT_EQ(issue_of(read(book({{"a.txt", "a"}}))), "sheet.malformed");
    EXPECT_EQ(issue_of(read(book_with("<worksheet><sheetData>"))), "sheet.malformed");
}

}  // namespace
}  // namespace dengyun::sheet
