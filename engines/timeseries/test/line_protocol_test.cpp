// Goal: lines are read as InfluxDB reads them, escapes and types included; one bad line does not cost the others; what
// was written is in the store to the last bit.
#include <gtest/gtest.h>

#include "engines/timeseries/file_store.h"
#include "engines/timeseries/line_protocol/line_writer.h"
#include "engines/timeseries/line_protocol/numbers.h"
#include "engines/timeseries/test/memory_files.h"

namespace dengyun::timeseries {
namespace {

using test::below;

struct ReadField {
    std::string name;
    ColumnType type;
    Cell cell;
    std::string text;
    friend bool operator==(const ReadField&, const ReadField&) = default;
};

// The fields of one good line; the fault of a bad one as the name of a field.
std::vector<ReadField> fields_of(std::string_view text) {
    LineReader reader(text, Precision::nanosecond);
    std::vector<ReadField> fields;
    switch (reader.next()) {
        case LineReader::Next::end:
            return {};
        case LineReader::Next::fault:
            return {{std::string(reader.fault()), {}, 0, ""}};
        case LineReader::Next::line:
            break;
    }
    for (const auto& field : reader.line().fields)
        fields.push_back({std::string(field.name), field.type, field.cell, std::string(field.text)});
    return fields;
}
std::string fault_of(std::string_view text) {
    LineReader reader(text, Precision::nanosecond);
    return reader.next() == LineReader::Next::fault ? std::string(reader.fault()) : "";
}

TEST(LineReader, ReadsEveryType) {
    const std::vector<ReadField> expected{{"a", ColumnType::real, real_cell(1.5), ""},
                                          {"b", ColumnType::integer, integer_cell(-2), ""},
                                          {"c", ColumnType::integer, 3, ""},
                                          {"d", ColumnType::boolean, 1, ""},
                                          {"e", ColumnType::boolean, 0, ""},
                                          {"f", ColumnType::text, 0, "x, \"y\" = \\z"},
                                          {"g", ColumnType::real, real_cell(-1e-7), ""}};
    EXPECT_EQ(fields_of(R"(m,t=1 a=1.5,b=-2i,c=3u,d=TRUE,e=f,f="x, \"y\" = \\z",g=-1e-7 123)"), expected);
    for (const auto* word : {"t", "T", "true", "True", "TRUE"})
        EXPECT_EQ(fields_of(std::string("m a=") + word), (std::vector<ReadField>{{"a", ColumnType::boolean, 1, ""}}));
}

TEST(LineReader, TooSmallIsZero) {
    EXPECT_EQ(parse_real("-1e-400"), 0.0);
    EXPECT_EQ(parse_real("4.9e-324"), 4.9e-324);
}

TEST(LineReader, ReadsEscapes) {
    EXPECT_EQ(fields_of(R"(m a\ b\,c\=d=1)"),
              (std::vector<ReadField>{{"a b,c=d", ColumnType::real, real_cell(1), ""}}));
    EXPECT_EQ(canonical_series(R"(my\ press,site=a\,b,line=1)"), R"(my\ press,line=1,site=a\,b)");
    // A backslash before anything else is one itself, and two are two.
    const auto name_in = [](std::string_view line) { return fields_of(line).at(0).name; };
    EXPECT_EQ(name_in(R"(m C:\\dir\x=1)"), R"(C:\\dir\x)");
    EXPECT_EQ(name_in(R"(m a\"b"=1)"), R"(a"b")");
    EXPECT_EQ(name_in(R"(m a\\\=b=1)"), R"(a\\=b)");
    EXPECT_EQ(fields_of(R"(m a="\\ \" \x")").at(0).text, R"(\ " \x)");
    // In measurements and tags what stands behind a backslash ends nothing, whatever stands before that one.
    EXPECT_EQ(canonical_series(R"(m\=x\"y)"), R"(m\=x\"y)");
    EXPECT_EQ(canonical_series(R"(m=x"y)"), R"(m\=x\"y)");
    EXPECT_EQ(canonical_series(R"(m,a=b\\,c\"=\\d)"), std::nullopt);
    EXPECT_EQ(canonical_series(R"(m,a=b\\,c)"), R"(m,a=b\\,c)");
    EXPECT_EQ(canonical_series("m,a==b"), R"(m,a=\=b)");
    EXPECT_EQ(canonical_series("m,b=2,a=1"), canonical_series("m,a=1,b=2"));
    EXPECT_EQ(canonical_series("m"), "m");
    for (const auto* bad : {",a=1", "m,a", "m,a=", "m,=1", "m,a=1,a=2", "m,", "m,a=1=2"})
        EXPECT_EQ(canonical_series(bad), std::nullopt) << bad;
}

TEST(LineReader, NamesWhatIsWrong) {
    for (const auto* line : {"m", "m ", "m 1", "m a", "m a=", "m =1", "m a=1,", "m a=1,,b=2", ",t=1 a=1", "m a,b=1",
                             R"(m a\\=1)", R"(m,a=b\ f=1)", "m\ta=1"})
        EXPECT_EQ(fault_of(line), "line_malformed") << line;
    for (const auto* line :
         {"m a=x", "m a=1.2.3", "m a=nan", "m a=inf", "m a=-", "m a=1e999", "m a=9223372036854775808i", "m a=-1u",
          "m a=i", "m a=0x10", "m a=--1", "m a=+1", "m a=1e", "m a=."})
        EXPECT_EQ(fault_of(line), "line_bad_number") << line;
    for (const auto* line : {"m a=\"x", "m a=\"x\"y", "m a=\"x\\\""})
        EXPECT_EQ(fault_of(line), "line_bad_text") << line;
    for (const auto* line : {"m a=1 x", "m a=1 1.5", "m a=1 1 2", "m a=1 9223372036854775808"})
        EXPECT_EQ(fault_of(line), "line_bad_time") << line;
    EXPECT_EQ(fault_of("m " + std::string(line_bytes_max, 'a') + "=1"), "line_too_long");
    std::string many = "m ";
    for (std::size_t i = 0; i <= line_fields_max; i++) many += (i ? ",f" : "f") + std::to_string(i) + "=1";
    EXPECT_EQ(fault_of(many), "line_too_many_fields");
}

TEST(LineReader, ACarriageReturnEndsALineOnlyAtItsEnd) {
    EXPECT_EQ(fields_of("m a=1\r\n"), (std::vector<ReadField>{{"a", ColumnType::real, real_cell(1), ""}}));
    EXPECT_EQ(fields_of("m a=1\r"), (std::vector<ReadField>{{"a", ColumnType::real, real_cell(1), ""}}));
    EXPECT_EQ(fault_of("m a=1\rb=2"), "line_bad_number");
    EXPECT_EQ(fields_of("m a=\"x\ry\" 5\r\n").at(0).text, "x\ry");
}

TEST(LineReader, GoesOnAfterAFault) {
    LineReader reader(
        "# comment\n\nm a=1 1\nbad\r\n  m a=2 2\r\nm a=\"two\nlines\" 3\nm a=\"two\nlines\",b=x 3\nm a=4 4",
        Precision::second);
    const auto expect = [&](LineReader::Next next, std::size_t number, std::optional<Time> time) {
        ASSERT_EQ(reader.next(), next);
        ASSERT_EQ(reader.number(), number);
        if (next == LineReader::Next::line) ASSERT_EQ(reader.line().time, time);
    };
    expect(LineReader::Next::line, 3, 1 * second);
    expect(LineReader::Next::fault, 4, {});
    expect(LineReader::Next::line, 5, 2 * second);
    expect(LineReader::Next::line, 7, 3 * second);
    expect(LineReader::Next::fault, 9, {});
    expect(LineReader::Next::line, 10, 4 * second);
    EXPECT_EQ(reader.next(), LineReader::Next::end);
}

TEST(LineReader, NumbersAreTheNearestDoubles) {
    test::Random random(41);
    for (int round = 0; round < 200'000; round++) {
        std::string text = below(random, 2) ? "-" : "";
        for (auto digits = 1 + below(random, 20); digits > 0; digits--)
            text += static_cast<char>('0' + below(random, 10));
        if (below(random, 3)) text.insert(1 + below(random, text.size()), ".");
        if (below(random, 10) == 0) text += "e" + std::to_string(static_cast<int>(below(random, 40)) - 20);
        if (text.starts_with("-.")) continue;
        const auto value = parse_real(text);
        ASSERT_TRUE(value) << text;
        ASSERT_EQ(real_cell(*value), real_cell(std::strtod(text.c_str(), nullptr))) << text;
    }
}

// Sanitizers look on.
TEST(LineReader, AnyTextIsReadToItsEnd) {
    test::Random random(42);
    constexpr std::string_view pieces[] = {"m", ",",  "=", " ", "\\", "\"", "\n",  "\r",   "1",  "-",
                                           ".", "e5", "i", "u", "t",  "#",  "a=1", "\xFF", "\t", ",t=1 "};
    for (int round = 0; round < 50'000; round++) {
        std::string text;
        for (auto count = below(random, 20); count > 0; count--) text += pieces[below(random, std::size(pieces))];
        const std::vector<char> exact(text.begin(), text.end());
        LineReader reader({exact.data(), exact.size()}, Precision::hour);
        std::size_t lines = 0;
        for (auto next = reader.next(); next != LineReader::Next::end; next = reader.next()) {
            ASSERT_LE(++lines, text.size());
            if (next == LineReader::Next::fault) {
                ASSERT_TRUE(reader.fault().starts_with("line_"));
                continue;
            }
            ASSERT_FALSE(reader.line().fields.empty());
            for (const auto& field : reader.line().fields) ASSERT_FALSE(field.name.empty());
            if (const auto key = canonical_series(reader.line().series)) ASSERT_EQ(canonical_series(*key), key) << text;
        }
    }
}

TEST(LineReader, KnowsPrecisions) {
    EXPECT_EQ(parse_precision(""), Precision::nanosecond);
    EXPECT_EQ(parse_precision("ms"), Precision::millisecond);
    EXPECT_EQ(parse_precision("d"), std::nullopt);
}

TEST(LineWriter, WritesGoodLinesAndTellsOfBadOnes) {
    test::MemoryFiles files;
    auto store = FileStore::open(files, {});
    ASSERT_TRUE(store);
    LineWriter writer(**store);
    const auto written = writer.write(
        "press,site=a force=1.5,state=\"run\" 1000\n"
        "press,site=a force=2i 2000\n"
        "press,site=a state=\"stop\",force=-0 3000\n"
        "oops\n"
        "press,site=a force=7 -5\n"
        "press,site=a force=3,force=4\n",
        Precision::millisecond, 5 * second);
    ASSERT_TRUE(written);
    EXPECT_EQ(written->rows, 3U);
    EXPECT_EQ(written->refused, 3U);
    ASSERT_EQ(written->issues.size(), 3U);
    EXPECT_EQ(written->issues[0].field, "lines.2");
    EXPECT_EQ(written->issues[0].code, "line_type_conflict");
    EXPECT_EQ(written->issues[1].code, "line_malformed");
    EXPECT_EQ(written->issues[2].code, "line_bad_time");

    auto& catalogue = (*store)->catalogue();
    const auto group = catalogue.find_group("press,site=a");
    ASSERT_TRUE(group);
    const auto rows = (*store)->read(*group, {}, time_min, time_max);
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->times, (std::vector<Time>{1 * second, 3 * second, 5 * second}));
    const auto force = catalogue.find_column(*group, "force");
    const auto state = catalogue.find_column(*group, "state");
    ASSERT_TRUE(force && state);
    EXPECT_EQ(rows->columns[*force].cells, (std::vector<Cell>{real_cell(1.5), real_cell(-0.0), real_cell(4)}));
    EXPECT_EQ(catalogue.symbol_text(rows->columns[*state].cells[1]), "stop");
    EXPECT_FALSE(rows->columns[*state].has(2));
}

TEST(LineWriter, WritesForAnOwnerAndTakesEitherKindOfNumber) {
    test::MemoryFiles files;
    auto store = FileStore::open(files, {});
    ASSERT_TRUE(store);
    auto& catalogue = (*store)->catalogue();
    const auto group = catalogue.group("17/press");
    ASSERT_TRUE(group && catalogue.column(*group, {.name = "force"}));
    ASSERT_TRUE(catalogue.column(*group, {.name = "count", .type = ColumnType::integer, .is_counter = true}));
    std::size_t told = 0;
    LineWriter writer(**store,
                      {.prefix = "17/", .converts = true, .series_max = 2, .on_written = [&](const Batch& batch) {
                           told += batch.values();
                       }});
    const auto written = writer.write(
        "press force=2i,count=3 1\n"
        "press count=2.5 2\n"
        "press count=1e30 2\n"
        "press force=t 3\n"
        "loom speed=1 1\n"
        "mill speed=1 1\n",
        Precision::second, 0);
    ASSERT_TRUE(written);
    EXPECT_EQ(written->rows, 2U);
    ASSERT_EQ(written->issues.size(), 4U);
    for (std::size_t i = 0; i < 3; i++) EXPECT_EQ(written->issues[i].code, "line_type_conflict") << i;
    EXPECT_EQ(written->issues[3].code, "line_too_many_groups");
    EXPECT_EQ(told, 3U);
    const auto rows = (*store)->read(*group, {}, time_min, time_max);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_EQ(rows->columns[0].cells[0], real_cell(2));
    EXPECT_EQ(rows->columns[1].cells[0], integer_cell(3));
    EXPECT_TRUE(catalogue.find_group("17/loom"));
    EXPECT_FALSE(catalogue.find_group("17/mill"));
}

}  // namespace
}  // namespace dengyun::timeseries
