// Goal: a text of Format::json is one JSON object on both sides of the codec, and never a quoted text.
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "kernel/meta/schema.h"

namespace dengyun::meta {
namespace {

struct Note {
    std::string name;
    std::string data;
    static const Entity description;
};
constexpr auto note_fields =
    fields(field<&Note::name>("name", {"名称", "Name"}),
           field<&Note::data>("data", {"内容", "Data"}, {.length_max = 20, .format = Format::json}));
constinit const Entity Note::description{
    .name = "note", .label = {"记录", "Note"}, .fields = note_fields, .stored = false};

TEST(EmbeddedJson, IsWrittenAsItIs) {
    EXPECT_EQ(to_json(Note{"a", R"({"name":["旧","新"]})"}), R"({"name":"a","data":{"name":["旧","新"]}})");
}

TEST(EmbeddedJson, AnEmptyTextIsAnEmptyObject) { EXPECT_EQ(to_json(Note{"a", ""}), R"({"name":"a","data":{}})"); }

TEST(EmbeddedJson, IsReadBackAsText) {
    const auto note = from_json<Note>(R"({"name":"a","data":{"x":[1, 2]}})");
    ASSERT_TRUE(note);
    EXPECT_EQ(note->data, R"({"x":[1,2]})");
}

TEST(EmbeddedJson, RefusesWhatIsNoObjectAndWhatIsTooLong) {
    const auto text = from_json<Note>(R"({"data":"{}"})");
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().issues.at(0).code, "type");
    const auto long_one = from_json<Note>(R"({"data":{"x":"0123456789012345"}})");
    ASSERT_FALSE(long_one);
    EXPECT_EQ(long_one.error().issues.at(0).code, "too_long");
}

TEST(EmbeddedJson, TheSchemaIsAnObject) {
    SchemaCollector schemas;
    const auto schema = schemas.schema_of(Note::description, Mode::stored);
    EXPECT_EQ(schema.at("properties").at("data").at("type"), "object");
}

}  // namespace
}  // namespace dengyun::meta
