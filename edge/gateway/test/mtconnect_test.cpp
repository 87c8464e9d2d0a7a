// Goal: every observation of an MTConnect agent arrives once, by its sequence, also over an outage of the gateway as
// far as the agent remembers, and over a new start of the agent; asked for, and streamed in parts that may be cut
// anywhere.
#include <fmt/format.h>

#include "edge/gateway/mtconnect/source.h"
#include "edge/gateway/test/agent.h"
#include "edge/gateway/test/yard.h"

namespace dengyun::gateway {
namespace {

std::string streams(std::uint64_t instance, std::uint64_t next, std::string_view content) {
    return fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?>
<MTConnectStreams xmlns:m="urn:mtconnect.org:MTConnectStreams:1.3" xmlns="urn:mtconnect.org:MTConnectStreams:1.3">
<Header instanceId="{}" version="1.3" bufferSize="131072" nextSequence="{}" firstSequence="1" lastSequence="{}"/>
<Streams><DeviceStream name="VMC" uuid="000"><ComponentStream component="Rotary" name="C" componentId="c1">{}
</ComponentStream></DeviceStream></Streams></MTConnectStreams>)",
                       instance, next, next - 1, content);
}

std::string sample(int sequence, std::string_view value) {
    return fmt::format(
        R"(<Samples><SpindleSpeed dataItemId="s1" timestamp="2026-03-01T00:00:{:02}.5Z" sequence="{}">{}</SpindleSpeed></Samples>)",
        sequence, sequence, value);
}

TEST(MtconnectDocument, IsRead) {
    const auto read = read_streams(streams(
        5, 20,
        sample(3, "1500.5") + sample(4, "UNAVAILABLE") +
            R"(<Events><m:Execution dataItemId="e1" timestamp="2026-03-01T00:00:00Z" sequence="7">ACTIVE</m:Execution></Events>
                   <Condition><Fault dataItemId="c1" timestamp="2026-03-01T00:00:00Z" sequence="8" type="LOAD">too much</Fault></Condition>)"));
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->instance, 5U);
    EXPECT_EQ(read->next, 20U);
    std::string all;
    for (const auto& one : read->observations) all += fmt::format("{} {} {}\n", one.item, one.at_ms, one.value);
    EXPECT_EQ(all, "s1 1772323203500 1500.5\ne1 1772323200000 ACTIVE\nc1 1772323200000 Fault\n");
    EXPECT_EQ(
        read_streams("<MTConnectError><Errors><Error errorCode=\"OUT_OF_RANGE\">no</Error></Errors></MTConnectError>")
            .error()
            .detail,
        "OUT_OF_RANGE no");
    for (const auto* bad : {"", "<a>", "<a/>", "<MTConnectStreams><Header nextSequence=\"x\"/></MTConnectStreams>"})
        EXPECT_EQ(read_streams(bad).error().code, "gateway.mtconnect_malformed") << bad;
}

std::string parts_of(std::string_view text, std::size_t step) {
    Multipart parts("abc");
    std::string all;
    for (std::size_t at = 0; at < text.size(); at += step) {
        parts.feed(text.substr(at, step));
        for (auto part = parts.next(); part.has_value() && part->has_value(); part = parts.next())
            all += '[' + **part + ']';
    }
    return all;
}

TEST(Multipart, PartsAreFoundWhereverTheyAreCut) {
    const std::string_view text =
        "--abc\r\nContent-Type: text/xml\r\nContent-length: 7\r\n\r\n--abc<a\r\n--abc\r\nContent-length:0\r\n\r\n\r\n"
        "--abc\nX: y\n\nwithout length\r\n--abc\r\n\r\n<b/>\r\n--abc--\r\n";
    for (std::size_t step = 1; step <= text.size(); step++)
        EXPECT_EQ(parts_of(text, step), "[--abc<a][][without length][<b/>]") << step;
    EXPECT_EQ(boundary_in("multipart/x-mixed-replace;boundary=abc"), "abc");
    EXPECT_EQ(boundary_in("Multipart/X-Mixed-Replace; charset=x; Boundary=\"--aBc\""), "aBc");
    for (const auto* none : {"text/xml", "multipart/mixed", "multipart/mixed;boundary=", ""})
        EXPECT_EQ(boundary_in(none), std::nullopt) << none;
}

TEST(Multipart, WhatIsTooLongIsRefused) {
    for (const auto& text :
         {std::string(10'000, 'x'), "--abc\r\n" + std::string(10'000, 'x'),
          std::string("--abc\r\nContent-Length: 101\r\n\r\n"), "--abc\r\n\r\n" + std::string(101, 'x'),
          std::string("--abc\r\nContent-Length: 99999999999999999999\r\n\r\n") + std::string(101, 'x')}) {
        Multipart parts("abc", 100);
        parts.feed(text);
        const auto next = parts.next();
        ASSERT_FALSE(next) << text.substr(0, 60);
        EXPECT_EQ(next.error().code, "gateway.mtconnect_malformed");
    }
}

class Mtconnect : public test::Yard {
  protected:
    // What the agent says now.
    std::uint64_t instance = 7;
    int last = 1;
    int first = 1;
    bool is_silent = false;
    std::vector<std::string> asked;
    std::mutex mutex;
    test::Agent agent{[this](const std::string& target, const std::string&) -> test::Agent::Reply {
        auto body = answer(target);
        if (body.empty()) return {.status = 0};
        if (!target.contains("&interval=") || !speaks_in_parts) return {.body = std::move(body)};
        // Then the stream breaks.
        return {.body = fmt::format("--x\r\nContent-length: {0}\r\n\r\n{1}\r\n", body.size(), body),
                .type = "multipart/x-mixed-replace;boundary=x"};
    }};
    bool speaks_in_parts = true;

    std::string answer(const std::string& target) {
        const std::lock_guard lock(mutex);
        asked.push_back(target);
        if (is_silent) return {};
        const auto next = static_cast<std::uint64_t>(last + 1);
        if (target == "/machine/current") return streams(instance, next, sample(last, std::to_string(last)));
        int from = 0;
        if (std::sscanf(target.c_str(), "/machine/sample?from=%d&count=1000", &from) != 1) return {};
        if (from < first || from > last + 1)
            return "<MTConnectError><Errors><Error errorCode=\"OUT_OF_RANGE\">from</Error></Errors></MTConnectError>";
        std::string content;
        for (int i = from; i <= last; ++i) content += sample(i, std::to_string(i));
        return streams(instance, next, content);
    }
    acquisition::MtconnectConnection described(bool is_streamed = false) {
        return configure<acquisition::MtconnectConnection>(fmt::format(
            R"({{"name":"vmc","kind":"mtconnect","url":"{}/machine/","device":"VMC","streamed":{},"items":[{{"id":"s1","point":"speed"}}]}})",
            agent.url(), is_streamed));
    }
    // Until the stream that is open now has ended.
    static void pass_to_the_end(MtconnectSource& source) {
        const Moment now{};
        while (source.pass(now) == now) continue;
    }
    std::string values() {
        std::string all;
        const auto text = recorded();
        for (std::size_t at = 0; (at = text.find("speed=", at)) != std::string::npos;) {
            at += 6;
            all += text.substr(at, text.find(' ', at) - at) + ' ';
        }
        return all;
    }
};

TEST_F(Mtconnect, ReadsBySequence) {
    const auto connection = described();
    {
        MtconnectSource source(connection, needs(), state);
        static_cast<void>(source.pass({}));
        EXPECT_EQ(values(), "1 ");
        last = 4;
        static_cast<void>(source.pass({}));
        EXPECT_EQ(values(), "2 3 4 ");
        static_cast<void>(source.pass({}));
        EXPECT_EQ(values(), "");
        is_silent = true;
        static_cast<void>(source.pass({}));
        EXPECT_FALSE(source.state().is_connected);
        is_silent = false;
        last = 6;
        static_cast<void>(source.pass({}));
        EXPECT_EQ(values(), "5 6 ");
    }
    last = 9;  // the gateway was off
    MtconnectSource source(connection, needs(), state);
    static_cast<void>(source.pass({}));
    EXPECT_EQ(values(), "7 8 9 ");
    EXPECT_EQ(asked.back(), "/machine/sample?from=7&count=1000");
}

TEST_F(Mtconnect, StreamsGoOnWhereTheyBroke) {
    const auto connection = described(true);
    {
        MtconnectSource source(connection, needs(), state);
        last = 3;
        pass_to_the_end(source);
        EXPECT_EQ(values(), "3 ");
        EXPECT_EQ(asked.back(), "/machine/sample?from=4&count=1000&interval=1000&heartbeat=10000");
        last = 6;
        pass_to_the_end(source);
        EXPECT_EQ(values(), "4 5 6 ");
        EXPECT_FALSE(source.state().is_connected);
    }
    // An agent that knows no streams is asked again and again.
    speaks_in_parts = false;
    last = 8;
    MtconnectSource source(connection, needs(), state);
    pass_to_the_end(source);
    EXPECT_EQ(values(), "7 8 ");
    EXPECT_TRUE(source.state().is_connected);
    // It has forgotten what was not yet read: a gap, and its present values.
    speaks_in_parts = true;
    first = 20;
    last = 30;
    pass_to_the_end(source);
    EXPECT_NE(said().find("gateway.observations_missed vmc"), std::string::npos);
    pass_to_the_end(source);
    EXPECT_EQ(values(), "30 ");
    // And it has begun again.
    instance = 8;
    first = 1;
    last = 31;
    pass_to_the_end(source);
    EXPECT_NE(said().find("gateway.observations_missed vmc"), std::string::npos);
    pass_to_the_end(source);
    EXPECT_EQ(values(), "31 ");
}

TEST_F(Mtconnect, BeginsAgainWithTheAgent) {
    const auto connection = described();
    MtconnectSource source(connection, needs(), state);
    static_cast<void>(source.pass({}));
    recorded();
    instance = 8;
    last = 3;
    static_cast<void>(source.pass({}));
    EXPECT_EQ(values(), "3 ");
    // It has forgotten what was not yet read.
    first = 20;
    last = 30;
    static_cast<void>(source.pass({}));
    static_cast<void>(source.pass({}));
    EXPECT_EQ(values(), "30 ");
    EXPECT_NE(said().find("gateway.observations_missed vmc"), std::string::npos);
}

}  // namespace
}  // namespace dengyun::gateway
