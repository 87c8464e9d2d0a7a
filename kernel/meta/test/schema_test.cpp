// Goal: schema and form metadata say exactly what the codec does; these goldens change on purpose only.
#include "kernel/meta/schema.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "kernel/meta/date.h"
#include "kernel/meta/test/everything.h"

namespace dengyun::meta {
namespace {

using sample::Everything;
using sample::Workshop;

boost::json::object parsed(std::string_view text) { return parse_json(text).value().as_object(); }

TEST(Schema, OfAnAnswer) {
    SchemaCollector collector;
    EXPECT_EQ(collector.schema_of(Workshop::description, Mode::stored), parsed(R"({
        "type": "object", "description": "Workshop", "additionalProperties": false,
        "properties": {
            "id": {"type": "string", "pattern": "^[1-9][0-9]{0,18}$", "description": "Id"},
            "organisation_id": {"type": "string", "pattern": "^[1-9][0-9]{0,18}$", "description": "Organisation"},
            "version": {"type": "integer", "format": "int64", "description": "Version"},
            "created_at": {"type": "string", "format": "date-time", "description": "Created"},
            "updated_at": {"type": "string", "format": "date-time", "description": "Changed"},
            "name": {"type": "string", "maxLength": 40, "minLength": 1, "description": "Name"},
            "area_m2": {"type": ["integer", "null"], "format": "int64", "minimum": 1, "maximum": 1000000, "description": "Area"},
            "colour": {"type": "string", "enum": ["red", "green", "blue"], "description": "Colour"}},
        "required": ["id", "organisation_id", "version", "created_at", "updated_at", "name", "area_m2", "colour"]})"));
}

TEST(Schema, OfInputs) {
    SchemaCollector collector;
    const auto create = collector.schema_of(Workshop::description, Mode::create);
    EXPECT_EQ(boost::json::serialize(create.at("required")), R"(["name"])");
    EXPECT_EQ(create.at("properties").as_object().size(), 3U);
    EXPECT_FALSE(collector.schema_of(Workshop::description, Mode::change).contains("required"));
    EXPECT_EQ(component_name(Workshop::description, Mode::create), "WorkshopCreate");
    EXPECT_EQ(component_name(Everything::description, Mode::create), "Everything");
}

TEST(Schema, CollectsNestedStructuresOnceAndHidesInternals) {
    SchemaCollector collector;
    const auto reference = collector.reference_to(Everything::description, Mode::stored);
    EXPECT_EQ(boost::json::serialize(reference), R"({"$ref":"#/components/schemas/Everything"})");
    EXPECT_EQ(collector.components().size(), 2U);
    const auto& properties = collector.components().at("Everything").at("properties").as_object();
    EXPECT_FALSE(properties.contains("hidden"));
    EXPECT_FALSE(properties.contains("password"));
    EXPECT_EQ(boost::json::serialize(properties.at("parts")),
              R"({"type":"array","maxItems":4,"items":{"$ref":"#/components/schemas/Part"},"description":"Parts"})");
    EXPECT_EQ(boost::json::serialize(properties.at("accent")),
              R"({"type":["string","null"],"enum":["red","green","blue",null],"description":"Accent"})");
    EXPECT_EQ(boost::json::serialize(properties.at("spare")),
              R"({"anyOf":[{"$ref":"#/components/schemas/Part"},{"type":"null"}],"description":"Spare"})");
}

TEST(FormMetadata, OfASmallEntity) {
    const auto metadata = form_metadata(Workshop::description);
    EXPECT_EQ(metadata.at("title_field"), "name");
    const auto& fields = metadata.at("fields").as_array();
    ASSERT_EQ(fields.size(), 8U);
    EXPECT_EQ(fields[6].as_object(), parsed(R"({
        "name": "area_m2", "label": {"zh": "面积", "en": "Area"}, "type": "integer", "format": "plain", "required": false,
        "read_only": false, "immutable": false, "sortable": false, "filterable": false, "searchable": false,
        "min": 1, "max": 1000000, "help": {"zh": "平方米", "en": "Square metres"}})"));
    EXPECT_EQ(boost::json::serialize(fields[7].at("choices").at(0)),
              R"({"name":"red","label":{"zh":"红","en":"Red"}})");
}

TEST(Names, OfEveryTypeFormatAndChoice) {
    for (int i = 0; i <= static_cast<int>(Type::list); ++i) EXPECT_FALSE(name_of(static_cast<Type>(i)).empty());
    for (int i = 0; i <= static_cast<int>(Format::file); ++i) EXPECT_FALSE(name_of(static_cast<Format>(i)).empty());
    EXPECT_EQ(name_of(sample::Colour::green), "green");
    EXPECT_EQ(value_of<sample::Colour>("blue"), sample::Colour::blue);
    EXPECT_FALSE(value_of<sample::Colour>("Blue").has_value());
}

TEST(DateText, ComesBack) {
    for (int day = -135'140; day < 2'932'896; day += 97) {
        const Date date{std::chrono::days(day)};
        ASSERT_EQ(parse_date(date_text(date)), date) << day;
    }
    EXPECT_EQ(date_text(Date(std::chrono::days(20'513))), "2026-03-01");
    for (const auto text :
         {"", "2026-3-1", "2026-02-29", "1599-12-31", "2026/03/01", "2026-03-01 ", "20260301", "-026-03-01"})
        EXPECT_FALSE(parse_date(text)) << text;
}

}  // namespace
}  // namespace dengyun::meta
