// Goal: what reaches the application has one reading only: headers, cookies, queries, paths and hosts are taken apart
// as the standards say, and everything ambiguous is refused.
#include "kernel/http/http.h"

#include <gtest/gtest.h>

#include "kernel/http/forwarded.h"
#include "kernel/http/handshake.h"
#include "kernel/http/request_parser.h"
#include "kernel/http/text.h"

namespace dengyun::http {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const ParseLimits limits{1024, 100, 1000, "/files"};

RequestParser parsed(std::string_view bytes) {
    RequestParser parser(limits);
    static_cast<void>(parser.feed(bytes));
    return parser;
}

std::string_view refusal_of(std::string_view head) { return parsed(std::string(head) + "\r\n").refusal().code; }

TEST(Request, HeadersAreFoundWithoutCase) {
    const Request request{.headers = {{"Accept", "a"}, {"accept", "b"}}};
    EXPECT_EQ(request.header("ACCEPT"), "a");
    EXPECT_EQ(request.header("accepts"), std::nullopt);
}

TEST(Request, CookiesAreFoundByName) {
    const Request request{.headers = {{"Cookie", "a=1; session=\"x y\";b=; a=2"}}};
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("session"), "x y");
    EXPECT_EQ(request.cookie("b"), "");
    EXPECT_EQ(request.cookie("ession"), std::nullopt);
}

TEST(Query, IsDecodedInOrder) {
    EXPECT_EQ(parse_query(""), Pairs{});
    EXPECT_EQ(parse_query("q=%E6%A8%A1+%2B&&a&b=1=2&q=x"), (Pairs{{"q", "模 +"}, {"a", ""}, {"b", "1=2"}, {"q", "x"}}));
    for (const auto* broken : {"a=%", "a=%4", "a=%zz", "a=%ff", "%c0%80=1"})
        EXPECT_EQ(parse_query(broken), std::nullopt);
}

TEST(Text, Utf8IsTheShortestFormWithoutSurrogates) {
    for (const auto* good : {"", "a", "é", "模具", "\U0001F600"}) EXPECT_TRUE(is_utf8(good));
    for (const auto* bad : {"\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8", "\xe6\xa8"})
        EXPECT_FALSE(is_utf8(bad));
}

TEST(Target, PathIsDecodedAndQueryIsNot) {
    const auto target = parse_target("/a%20b/%E6%A8%A1?x=%20");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/a b/模");
    EXPECT_EQ(target->query, "x=%20");
    const auto absolute = parse_target("http://example.com:80/x");
    ASSERT_TRUE(absolute);
    EXPECT_EQ(absolute->path, "/x");
}

TEST(Target, AmbiguousPathsAreRefused) {
    for (const auto* bad : {"", "x", "*", "/%", "/%0", "/%zz", "/%00", "/%0a", "/%7f", "/%ff", "/%c0%af", "/..",
                            "/a/../b", "/%2e%2E/b", "/./", "/a%2fb", "/a#b", "http:///x", "http://a b/x"})
        EXPECT_FALSE(parse_target(bad)) << bad;
    for (const auto* good : {"/", "/a..b", "/...", "/a//b", "/?"}) EXPECT_TRUE(parse_target(good)) << good;
}

TEST(Host, IsANameOrAnAddress) {
    for (const auto* good : {"a", "a.example:8080", "127.0.0.1", "[::1]:80", "a_b"}) EXPECT_TRUE(is_host(good)) << good;
    for (const auto* bad : {"", ":80", "a:", "a:b", "a:123456", "a b", "a/b", "u@a", "[", "[]", "[::1]x", "a\"b"})
        EXPECT_FALSE(is_host(bad)) << bad;
}

TEST(RequestParser, ReadsByteByByte) {
    const std::string bytes = "POST /x?y HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcREST";
    RequestParser parser(limits);
    std::string waiting;
    for (const char c : bytes) {
        if (parser.done()) break;
        waiting += c;
        waiting.erase(0, parser.feed(waiting));
    }
    ASSERT_TRUE(parser.done());
    EXPECT_EQ(parser.request()->method, Method::post);
    EXPECT_EQ(parser.request()->path, "/x");
    EXPECT_EQ(parser.request()->query, "y");
    EXPECT_EQ(parser.request()->body, "abc");
}

TEST(RequestParser, ChunksAreJoined) {
    const auto parser = parsed(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n");
    EXPECT_TRUE(parser.done());
    EXPECT_EQ(parser.request()->body, "abcde");
    EXPECT_EQ(parser.request()->header("t"), std::nullopt) << "trailers are dropped";
}

TEST(RequestParser, WhatCouldBeSmuggledIsRefused) {
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(refusal_of(start + "Content-Length: 1\r\nContent-Length: 1\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Content-Length: 1, 1\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Content-Length: +1\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Content-Length: 99999999999999999999\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: gzip, chunked\r\n"), "request.unknown_encoding");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: xchunked\r\n"), "request.unknown_encoding");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding : chunked\r\n"), "request.malformed");
    EXPECT_EQ(refusal_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "request.bad_length");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"), "request.bad_length");
}

TEST(RequestParser, HeadsAreChecked) {
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n"), "request.bad_host");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n"), "request.bad_host");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a/b\r\n"), "request.bad_host");
    EXPECT_EQ(refusal_of("GET / HTTP/1.0\r\n"), "");
    EXPECT_EQ(refusal_of("GET / HTTP/2.0\r\n"), "request.malformed");
    EXPECT_EQ(refusal_of("BREW / HTTP/1.1\r\nHost: a\r\n"), "request.unknown_method");
    EXPECT_EQ(refusal_of("GET /.. HTTP/1.1\r\nHost: a\r\n"), "request.bad_path");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n"), "request.unknown_expectation");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nX: a\x01"
                         "b\r\n"),
              "request.malformed");
}

TEST(RequestParser, SizesAreBounded) {
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(1100, 'x') + "\r\n"),
              "request.header_too_large");
    EXPECT_EQ(refusal_of("GET /" + std::string(1100, 'x') + " HTTP/1.1\r\nHost: a\r\n"), "request.header_too_large");
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 110; ++i) many += "a:\r\n";
    EXPECT_EQ(refusal_of(many), "request.header_too_large");
    EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n"), "request.too_large");
    EXPECT_EQ(refusal_of("POST /files/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n"), "");
    EXPECT_EQ(refusal_of("POST /filesystem HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n"), "request.too_large");
    const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(refusal_of(chunked + "65\r\n"), "request.too_large");
    EXPECT_EQ(refusal_of(chunked + "64\r\n" + std::string(100, 'x') + "\r\n1\r\n"), "request.too_large");
    for (const std::string endless : {"1;", "0\r\nX: "})
        EXPECT_EQ(parsed(chunked + endless + std::string(1100, 'x')).refusal().code, "request.bad_length") << endless;
}

TEST(TrustedProxies, OnlyListedAddressesAreBelieved) {
    const TrustedProxies proxies({"10.0.0.1", "10.0.0.2"});
    const std::vector<Header> headers{{"X-Forwarded-For", "6.6.6.6, 1.2.3.4, 10.0.0.2"},
                                      {"X-Forwarded-Proto", "https"}};
    Request stranger{.headers = headers};
    proxies.apply(stranger, "9.9.9.9", false);
    EXPECT_EQ(stranger.remote_address, "9.9.9.9");
    EXPECT_FALSE(stranger.secure);
    Request proxied{.headers = headers};
    proxies.apply(proxied, "10.0.0.1", false);
    EXPECT_EQ(proxied.remote_address, "1.2.3.4") << "the last that is no proxy; what stands before may be a lie";
    EXPECT_TRUE(proxied.secure);
    Request garbled{.headers = {{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-For", "x"}}};
    proxies.apply(garbled, "10.0.0.1", false);
    EXPECT_EQ(garbled.remote_address, "10.0.0.1");
}

TEST(Handshake, IsCheckedAndForeignSitesAreRefused) {
    Request request{.headers = {{"Host", "a.example"},
                                {"Upgrade", "websocket"},
                                {"Sec-WebSocket-Version", "13"},
                                {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}};
    EXPECT_TRUE(is_websocket(request));
    EXPECT_FALSE(check_handshake(request));
    request.headers.push_back({"Origin", "https://A.example"});
    EXPECT_FALSE(check_handshake(request));
    for (const auto* foreign : {"https://b.example", "https://a.example:81", "null"}) {
        request.headers.back().value = foreign;
        EXPECT_EQ(check_handshake(request).code, "request.foreign_origin");
    }
    request.headers.pop_back();
    request.headers[3].value = "c2hvcnQ=";
    EXPECT_EQ(check_handshake(request).status, 400u);
    request.headers[3].value = "dGhlIHNhbXBsZSBub25jZQ==";
    request.headers[2].value = "8";
    EXPECT_EQ(check_handshake(request).status, 426u);
}

TEST(RequestId, OnlyPlainOnesAreTaken) {
    EXPECT_TRUE(is_plain_id("a-B_9.x"));
    EXPECT_FALSE(is_plain_id(""));
    EXPECT_FALSE(is_plain_id("a b"));
    EXPECT_FALSE(is_plain_id(std::string(65, 'a')));
}

}  // namespace
}  // namespace dengyun::http
