// Goal: what is written reads back exactly however the file is cut; every malformed or oversized file is refused with
// the line where it went wrong.
#include "kernel/base/csv.h"

#include <gtest/gtest.h>
#include <random>

#include "kernel/base/message.h"
#include "kernel/base/utf8.h"

namespace dengyun {
namespace {

using Table = std::vector<std::vector<std::string>>;

Table table_of(std::string_view text) {
    const auto rows = parse_csv(text);
    EXPECT_TRUE(rows.has_value()) << text;
    Table table;
    if (rows)
        for (const auto& row : *rows) table.push_back(row.fields);
    return table;
}

void expect_refused(std::string_view text, std::string_view issue, std::string_view line, CsvLimits limits = {}) {
    const auto rows = parse_csv(text, limits);
    ASSERT_FALSE(rows.has_value()) << text;
    ASSERT_EQ(rows.error().issues.size(), 1U);
    EXPECT_EQ(rows.error().issues[0].code, issue) << text;
    EXPECT_EQ(rows.error().issues[0].field, line) << text;
    const MessageCatalogue catalogue;
    EXPECT_TRUE(catalogue.contains(rows.error().code)) << rows.error().code;
    EXPECT_TRUE(catalogue.contains("issue." + std::string(issue))) << issue;
}

TEST(csv, reads_what_the_standard_shows) {
    EXPECT_EQ(table_of("a,b\r\nc,d\r\n"), (Table{{"a", "b"}, {"c", "d"}}));
    EXPECT_EQ(table_of("a,b\nc,d"), (Table{{"a", "b"}, {"c", "d"}}));
    EXPECT_EQ(table_of("\"a,\"\"b\"\"\",\"x\r\ny\"\n"), (Table{{"a,\"b\"", "x\r\ny"}}));
    EXPECT_EQ(table_of(",\n"), (Table{{"", ""}}));
    EXPECT_EQ(table_of("模具,注塑\n"), (Table{{"模具", "注塑"}}));
}

TEST(csv, empty_lines_are_no_rows) {
    EXPECT_TRUE(table_of("").empty());
    EXPECT_TRUE(table_of("\n\r\n\n").empty());
    EXPECT_EQ(table_of("a\n\nb\n\n"), (Table{{"a"}, {"b"}}));
    EXPECT_EQ(table_of("\"\"\n"), (Table{{""}}));
}

TEST(csv, a_mark_of_byte_order_is_passed_over_once) {
    EXPECT_EQ(table_of("\xEF\xBB\xBF\"a\",b\n"), (Table{{"a", "b"}}));
    EXPECT_EQ(table_of("\xEF\xBB\xBF"), Table{});
    EXPECT_EQ(table_of("\xEF\xBB\xBF\xEF\xBB\xBFx\n"), (Table{{"\xEF\xBB\xBFx"}}));
    EXPECT_EQ(table_of("\xEF\xBC\x9Ax"), (Table{{"\xEF\xBC\x9Ax"}}));  // another sign that begins with the same byte
    expect_refused("\xEF\xBB", "not_text", "line.1");
}

TEST(csv, rows_know_their_line) {
    const auto rows = parse_csv("a\n\"x\ny\nz\"\n\nb\n");
    ASSERT_TRUE(rows.has_value());
    ASSERT_EQ(rows->size(), 3U);
    EXPECT_EQ((*rows)[1].line, 2U);
    EXPECT_EQ((*rows)[2].line, 6U);
}

TEST(csv, malformed_files_are_refused_with_their_line) {
    expect_refused("a,b\n\"c,d\n", "csv_unclosed_quote", "line.2");
    expect_refused("a\"b\n", "csv_stray_quote", "line.1");
    expect_refused("\"a\"b\n", "csv_text_after_quote", "line.1");
    expect_refused("a\rb\n", "csv_bare_return", "line.1");
    expect_refused("a\r", "csv_bare_return", "line.1");
    expect_refused("a,b\nc\n", "csv_field_count", "line.2");
    expect_refused("a,b\nc,d\ne,f,g", "csv_field_count", "line.3");
    expect_refused("\xC4\xA3\xBE\xDF\n", "not_text", "line.1");  // 模具 in GBK
    expect_refused(std::string_view("a\0b\n", 4), "not_text", "line.1");
}

TEST(csv, bounds_hold_exactly) {
    const CsvLimits limits{.field_bytes_max = 3, .fields_max = 2, .rows_max = 2, .file_bytes_max = 16};
    EXPECT_TRUE(parse_csv("abc,abc\nabc,abc\n", limits).has_value());
    expect_refused("abcd\n", "csv_field_too_long", "line.1", limits);
    expect_refused("\"abcd\"\n", "csv_field_too_long", "line.1", limits);
    expect_refused("a,b,c\n", "csv_too_many_fields", "line.1", limits);
    expect_refused("a\nb\nc\n", "csv_too_many_rows", "line.3", limits);
    expect_refused("abc,abc\nabc,abc\n\n", "csv_file_too_long", "line.3", limits);
}

TEST(csv, an_error_stays_and_the_receivers_error_is_handed_on) {
    int rows = 0;
    CsvReader reader([&rows](const CsvRow&) -> Result<> {
        ++rows;
        return fail(ErrorKind::conflict, "request.invalid");
    });
    EXPECT_TRUE(reader.feed("a,b").has_value());
    EXPECT_EQ(reader.feed("\nc,d\n").error().code, "request.invalid");
    EXPECT_EQ(reader.feed("e,f\n").error().code, "request.invalid");
    EXPECT_EQ(reader.finish().error().code, "request.invalid");
    EXPECT_EQ(rows, 1);
}

TEST(csv, columns_are_found_by_name) {
    const CsvRow header{1, {"code", "name"}};
    EXPECT_EQ(*csv_column(header, "name"), 1U);
    EXPECT_EQ(csv_column(header, "parent").error().issues[0].code, "csv_missing_column");
}

// Property: any table of text survives writing and reading, cut into pieces anywhere.
TEST(csv, round_trip_however_it_is_cut) {
    std::mt19937 random(20190101);
    const auto below = [&random](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
    const std::vector<std::string> parts = {"a", ",", "\"", "\r", "\n", "模", " ", "\xEF\xBB\xBF", "", "=1"};
    for (int round = 0; round < 500; ++round) {
        const auto width = 1 + below(4);
        Table table(1 + below(5), std::vector<std::string>(width));
        std::string text;
        for (auto& row : table) {
            for (auto& field : row)
                for (auto n = below(4); n > 0; --n) field += parts[below(parts.size())];
            write_csv_row(text, row);
        }
        Table read;
        CsvReader reader([&read](const CsvRow& row) -> Result<> {
            read.push_back(row.fields);
            return {};
        });
        for (std::size_t at = 0; at < text.size();) {
            const auto length = 1 + below(5);
            ASSERT_TRUE(reader.feed(std::string_view(text).substr(at, length)).has_value()) << text;
            at += length;
        }
        ASSERT_TRUE(reader.finish().has_value()) << text;
        ASSERT_EQ(read, table) << text;
    }
}

TEST(csv, formulas_are_neutralised_numbers_are_not) {
    std::string out;
    write_csv_row(out, std::vector<std::string>{"=1+1", "-12.30", "@x", "+8.5", "-", "模具"}, CsvFormulas::neutralise);
    EXPECT_EQ(out, "'=1+1,-12.30,'@x,+8.5,'-,模具\r\n");
}

TEST(utf8, only_well_formed_sequences_pass) {
    for (const std::string_view good : {"", "a", "é", "模具", "\U0001F3ED", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_utf8(good)) << good;
    for (const std::string_view bad : {"\x80", "\xC0\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                       "\xF5\x80\x80\x80", "\xE6\xA8", "\xC4\xA3\xBE", "\xFF"})
        EXPECT_FALSE(is_utf8(bad));
}

}  // namespace
}  // namespace dengyun
