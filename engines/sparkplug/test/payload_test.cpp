// Goal: the bytes that others' clients write are read as what they mean, and what we write is what we read; no payload
// that is damaged is taken for another.
#include <bit>
#include <gtest/gtest.h>

#include "engines/sparkplug/topic.h"
#include "engines/sparkplug/value.h"

namespace dengyun::sparkplug {
namespace {

using namespace std::string_literals;

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

// By hand, after the encoding of protocol buffers: timestamp 1000, a metric {name "t", alias 3, datatype 10 (Double),
// double 1.5}, seq 7, and a field 99 of a later version.
TEST(SparkplugPayload, BytesWrittenByHandAreRead) {
    const auto bytes = from_hex(
        "08e807"
        "1210"
        "0a0174"
        "1003"
        "200a"
        "69000000000000f83f"
        "1807"
        "9a0601ff");
    const auto payload = read_payload(bytes);
    ASSERT_TRUE(payload);
    EXPECT_EQ(payload->timestamp_ms, 1000U);
    EXPECT_EQ(payload->sequence, 7U);
    ASSERT_EQ(payload->metrics.size(), 1U);
    const auto& metric = payload->metrics.front();
    EXPECT_EQ(metric.name, "t");
    EXPECT_EQ(metric.alias, 3U);
    EXPECT_EQ(data_type_of(metric), DataType::double_);
    EXPECT_EQ(value_of(metric, DataType::double_), Value(1.5));
    EXPECT_EQ(value_of(metric, DataType::int32), std::nullopt);
}

TEST(SparkplugPayload, WhatIsWrittenIsRead) {
    Payload payload{.timestamp_ms = 1'772'323'200'000, .sequence = 255, .uuid = "u", .body = "\0\xff"};
    payload.metrics = {
        {.name = "温度", .data_type = 9, .carrier = Carrier::float_, .bits = std::bit_cast<std::uint32_t>(21.5F)},
        {.alias = 0, .timestamp_ms = 5, .is_historical = true, .carrier = Carrier::int_, .bits = UINT32_MAX},
        {.name = "a", .is_transient = true, .is_null = true},
        {.name = "b", .data_type = 12, .carrier = Carrier::string, .bytes = "text"},
        {.name = "c", .data_type = 17, .carrier = Carrier::bytes, .bytes = "\x80"},
        {.name = "d", .data_type = 16, .carrier = Carrier::composite, .bits = 17, .bytes = "xy"},
        {.name = "e", .data_type = 4, .carrier = Carrier::long_, .bits = UINT64_MAX},
        boolean_metric("f", true)};
    const auto bytes = write_payload(payload);
    const auto read = read_payload(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, payload);
    // Cut anywhere it is malformed or a shorter payload, never more than was written.
    for (std::size_t size = 0; size < bytes.size(); size++)
        if (const auto part = read_payload(std::string_view(bytes).substr(0, size)))
            EXPECT_LE(part->metrics.size(), payload.metrics.size());
}

TEST(SparkplugPayload, WhatIsDamagedIsRefused) {
    for (const auto* hex : {"ff", "08", "0aff", "1205", "0b", "00", "12030a01ff", "188002", "ffffffffffffffffffff01"}) {
        const auto bytes = from_hex(hex);
        const auto read = read_payload(bytes);
        ASSERT_FALSE(read) << hex;
        EXPECT_EQ(read.error().code, "sparkplug.malformed");
    }
    std::string many;
    for (std::size_t i = 0; i <= metrics_max; i++) many += "\x12\x00"s;
    EXPECT_EQ(read_payload(many).error().code, "sparkplug.too_many_metrics");
}

// Clients write negative numbers of a small type in three ways.
TEST(SparkplugPayload, IntegersAreReadInEveryWidth) {
    const auto value = [](Carrier carrier, std::uint64_t bits, DataType type) {
        return value_of({.carrier = carrier, .bits = bits}, type);
    };
    for (const std::uint64_t bits : {std::uint64_t{0xFB}, std::uint64_t{0xFFFFFFFB}})
        EXPECT_EQ(value(Carrier::int_, bits, DataType::int8), Value(std::int64_t{-5}));
    EXPECT_EQ(value(Carrier::long_, static_cast<std::uint64_t>(-5), DataType::int8), Value(std::int64_t{-5}));
    EXPECT_EQ(value(Carrier::int_, 0x1FB, DataType::int8), std::nullopt);
    EXPECT_EQ(value(Carrier::int_, 300, DataType::uint8), std::nullopt);
    EXPECT_EQ(value(Carrier::int_, 0xFFFFFFFF, DataType::int32), Value(std::int64_t{-1}));
    EXPECT_EQ(value(Carrier::int_, 0xFFFFFFFF, DataType::uint32), Value(std::int64_t{4'294'967'295}));
    EXPECT_EQ(value(Carrier::long_, UINT64_MAX, DataType::int64), Value(std::int64_t{-1}));
    EXPECT_EQ(value(Carrier::long_, UINT64_MAX, DataType::uint64), Value(18'446'744'073'709'551'616.0));
    EXPECT_EQ(value(Carrier::long_, 7, DataType::date_time), Value(std::int64_t{7}));
    EXPECT_EQ(value(Carrier::boolean, 1, DataType::int8), std::nullopt);
    EXPECT_EQ(value(Carrier::long_, 1, DataType::data_set), std::nullopt);
}

// What a host writes is of the declared type and says what was meant, or is not written.
TEST(SparkplugPayload, ValuesAreWrittenByTheirTypeOrNotAtAll) {
    const auto written = [](DataType type, const Value& value) -> std::optional<Value> {
        const auto metric = metric_of("m", type, value);
        if (!metric) return std::nullopt;
        const auto bytes = write_payload({.metrics = {*metric}});
        const auto read = read_payload(bytes);
        if (!read || read->metrics.size() != 1 || data_type_of(read->metrics.front()) != type) return std::nullopt;
        auto back = value_of(read->metrics.front(), type);
        if (back && std::holds_alternative<std::string_view>(*back)) return value;  // a view of what is gone
        return back;
    };
    const auto whole = [](std::int64_t value) { return Value(value); };
    EXPECT_EQ(written(DataType::int8, whole(-5)), whole(-5));
    EXPECT_EQ(written(DataType::int8, whole(200)), std::nullopt);
    EXPECT_EQ(written(DataType::int16, whole(-32'768)), whole(-32'768));
    EXPECT_EQ(written(DataType::int32, whole(-1)), whole(-1));
    EXPECT_EQ(written(DataType::uint8, whole(-1)), std::nullopt);
    EXPECT_EQ(written(DataType::uint32, whole(4'294'967'295)), whole(4'294'967'295));
    EXPECT_EQ(written(DataType::uint32, whole(4'294'967'296)), std::nullopt);
    EXPECT_EQ(written(DataType::int64, whole(INT64_MIN)), whole(INT64_MIN));
    EXPECT_EQ(written(DataType::uint64, whole(INT64_MAX)), whole(INT64_MAX));
    EXPECT_EQ(written(DataType::int32, Value(7.0)), whole(7));
    EXPECT_EQ(written(DataType::int32, Value(7.5)), std::nullopt);
    EXPECT_EQ(written(DataType::double_, whole(3)), Value(3.0));
    EXPECT_EQ(written(DataType::float_, Value(0.1)), Value(static_cast<double>(0.1F)));
    EXPECT_EQ(written(DataType::float_, Value(1e300)), std::nullopt);
    EXPECT_EQ(written(DataType::boolean, Value(true)), Value(true));
    EXPECT_EQ(written(DataType::boolean, whole(1)), std::nullopt);
    EXPECT_EQ(written(DataType::string, Value(std::string_view("运行"))), Value(std::string_view("运行")));
    EXPECT_EQ(written(DataType::string, whole(1)), std::nullopt);
    EXPECT_EQ(written(DataType::data_set, whole(1)), std::nullopt);
}

TEST(SparkplugTopic, OnlyTopicsOfTheSpecificationAreTopics) {
    const auto topic = parse_topic("spBv1.0/工厂/DDATA/N 1/press");
    ASSERT_TRUE(topic);
    EXPECT_EQ(topic->group, "工厂");
    EXPECT_EQ(topic->kind, Kind::ddata);
    EXPECT_EQ(topic->node, "N 1");
    EXPECT_EQ(topic->device, "press");
    for (const auto* text : {"spBv1.0/G/NBIRTH/N", "spBv1.0/G/DCMD/N/D", "spBv1.0/G/NDEATH/N"})
        EXPECT_EQ(to_text(parse_topic(text).value()), text);
    for (const auto* text : {"spBv1.0/G/NBIRTH/N/D", "spBv1.0/G/DDATA/N", "spBv1.0/G/DDATA/N/", "spBv1.0//NDATA/N",
                             "spBv1.0/G/OTHER/N", "spAv1.0/G/NDATA/N", "spBv1.0/STATE/host", "spBv1.0/G/DDATA/N/D/E"})
        EXPECT_FALSE(parse_topic(text)) << text;
    EXPECT_EQ(state_topic("h"), "spBv1.0/STATE/h");
}

}  // namespace
}  // namespace dengyun::sparkplug
