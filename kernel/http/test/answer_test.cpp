// Goal: answers say what happened in one form: problems for every error kind, entity tags, compression, files of the
// program, and heads that data cannot split.
#include <gtest/gtest.h>
#include <zlib.h>

#include "kernel/http/compress.h"
#include "kernel/http/etag.h"
#include "kernel/http/http_messages.h"
#include "kernel/http/problem.h"
#include "kernel/http/response_writer.h"
#include "kernel/http/static_files.h"
#include "kernel/http/text.h"

namespace dengyun::http {
namespace {

std::string unpacked(std::string_view packed) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    std::string out(1 << 20, '\0');
    std::string in(packed);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

TEST(Problem, EveryKindHasItsStatus) {
    using enum ErrorKind;
    const std::pair<ErrorKind, unsigned> expected[] = {
        {unauthenticated, 401},     {forbidden, 403}, {invalid, 422},
        {method_not_allowed, 405},  {not_found, 404}, {precondition_required, 428},
        {precondition_failed, 412}, {conflict, 409},  {limit, 429},
        {unavailable, 503}};
    for (const auto& [kind, status] : expected) EXPECT_EQ(status_of(kind), status);
}

TEST(Problem, IsWrittenInTheCallersLanguageAndWithoutTheDetail) {
    const MessageCatalogue catalogue;
    const Error error{
        ErrorKind::invalid, "request.invalid", {{"na\"me", "too_long", "5"}, {"x", "required"}}, "SECRET"};
    const auto response = problem(error, catalogue, Language::en, "id-1");
    EXPECT_EQ(response.status, 422u);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(
        response.body,
        R"({"type":"about:blank","status":422,"code":"request.invalid","title":"Some of what you sent is not right. )"
        R"(Please correct the marked fields.","request_id":"id-1","issues":[{"field":"na\"me","code":"too_long",)"
        R"("text":"At most 5 characters."},{"field":"x","code":"required","text":"Required."}]})");
    EXPECT_NE(problem(error, catalogue, Language::zh, "").body.find("必填。"), std::string::npos);
}

TEST(Problem, RefusalsHaveTheirOwnStatus) {
    MessageCatalogue catalogue;
    catalogue.add(messages());
    EXPECT_EQ(
        refusal(413, "request.too_large", catalogue, Language::en, "x").body,
        R"({"type":"about:blank","status":413,"code":"request.too_large","title":"What you sent is too large.","request_id":"x"})");
}

TEST(Messages, HaveBothLanguages) {
    for (const auto& message : messages()) {
        EXPECT_FALSE(message.text.zh.empty()) << message.code;
        EXPECT_FALSE(message.text.en.empty()) << message.code;
    }
}

TEST(EntityTags, AreParsed) {
    EXPECT_TRUE(parse_tags("*")->any);
    const auto list = parse_tags(R"( "1" , W/"a,b","" )");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->tags, (std::vector<EntityTag>{{"1", false}, {"a,b", true}, {"", false}}));
    for (const auto* bad : {"", "1", "\"1", "\"1\" \"2\"", "\"1\",", "w/\"1\"", "\"a b\""})
        EXPECT_FALSE(parse_tags(bad)) << bad;
    std::string many = "\"0\"";
    for (int i = 0; i < 40; ++i) many += ",\"1\"";
    EXPECT_FALSE(parse_tags(many));
}

TEST(EntityTags, ChangesCompareStronglyAndReadsWeakly) {
    EXPECT_TRUE(if_match_fits(R"("1", "2")", tag_text("2")));
    EXPECT_FALSE(if_match_fits(R"(W/"2")", tag_text("2")));
    EXPECT_TRUE(if_match_fits("*", tag_text("2")));
    EXPECT_FALSE(if_match_fits("*", ""));
    EXPECT_FALSE(if_match_fits("nonsense", tag_text("2")));
    EXPECT_TRUE(if_none_match_hits(R"(W/"2")", tag_text("2")));
    EXPECT_TRUE(if_none_match_hits(R"("2")", R"(W/"2")"));
    EXPECT_FALSE(if_none_match_hits(R"("3")", tag_text("2")));
}

TEST(Compression, IsNegotiated) {
    for (const auto* yes : {"gzip", "br, GZIP", "*", "gzip;q=0.5"}) EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const auto* no : {"", "br", "gzip;q=0", "*;q=0", "gzip;q=0, *"}) EXPECT_FALSE(accepts_gzip(no)) << no;
    for (const auto* yes :
         {"application/json", "text/html; charset=utf-8", "application/problem+json", "image/svg+xml"})
        EXPECT_TRUE(is_compressible(yes)) << yes;
    for (const auto* no : {"image/png", "application/zip", ""}) EXPECT_FALSE(is_compressible(no)) << no;
}

TEST(Compression, PacksLongTextOnly) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += std::to_string(i * i);
    Response response{.body = text};
    compress(response, true);
    EXPECT_LT(response.body.size(), text.size());
    EXPECT_EQ(unpacked(response.body), text);
    EXPECT_EQ(unpacked(gzip("again, with the same stream")), "again, with the same stream");
    Response small{.body = "{}"};
    compress(small, true);
    EXPECT_TRUE(small.headers.empty());
    Response refused{.body = text};
    compress(refused, false);
    EXPECT_EQ(refused.body, text);
    Response encoded{.body = text, .headers = {{"content-encoding", "br"}}};
    compress(encoded, true);
    EXPECT_EQ(encoded.body, text);
}

TEST(StaticFiles, AreAnsweredWithTagAndCacheRules) {
    Assets assets;
    assets.add("/a.js", {.content_type = content_type_of("/a.js"),
                         .bytes = "long text",
                         .gzip = "short",
                         .etag = "\"1\"",
                         .immutable = true});
    assets.add("/index.html", {.content_type = content_type_of("/index.html"), .bytes = "page", .etag = "\"2\""});
    const auto plain = assets.respond({.path = "/a.js"});
    ASSERT_TRUE(plain);
    EXPECT_EQ(body_of(*plain), "long text");
    EXPECT_EQ(plain->content_type, "text/javascript; charset=utf-8");
    const auto packed = assets.respond({.path = "/a.js", .headers = {{"Accept-Encoding", "gzip"}}});
    EXPECT_EQ(body_of(*packed), "short");
    const auto known = assets.respond({.path = "/index.html", .headers = {{"If-None-Match", "\"2\""}}});
    EXPECT_EQ(known->status, 304u);
    EXPECT_EQ(body_of(*known), "");
    EXPECT_FALSE(assets.respond({.path = "/b"}));
    EXPECT_FALSE(assets.respond({.method = Method::post, .path = "/a.js"}));
    EXPECT_EQ(content_type_of("/x"), "application/octet-stream");
    EXPECT_FALSE(assets.empty());
}

TEST(ResponseWriter, WritesTheHead) {
    std::string head;
    write_head(head, {.status = 200, .body = "{}", .headers = {{"ETag", "\"1\""}}},
               {.date_line = "Date: D\r\n", .request_id = "r", .keeps_alive = false, .secure = true});
    EXPECT_EQ(head,
              "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nContent-Length: 2\r\nX-Request-Id: r\r\n"
              "X-Content-Type-Options: nosniff\r\nReferrer-Policy: strict-origin-when-cross-origin\r\nX-Frame-Options: "
              "DENY\r\n"
              "Strict-Transport-Security: max-age=31536000\r\nETag: \"1\"\r\nConnection: close\r\n\r\n");
    head.clear();
    write_head(head, {.status = 204}, {.date_line = "", .request_id = "r"});
    EXPECT_EQ(head.find("Content-Length"), std::string::npos);
}

TEST(ResponseWriter, PagesAndDrawingsHaveAPolicy) {
    const auto head_of = [](std::string type, std::vector<Header> headers = {}) {
        std::string head;
        write_head(head, {.content_type = std::move(type), .headers = std::move(headers)}, {});
        return head;
    };
    EXPECT_NE(head_of("text/html; charset=utf-8").find("Content-Security-Policy: default-src 'self';"),
              std::string::npos);
    EXPECT_NE(head_of("image/svg+xml").find("sandbox"), std::string::npos);
    EXPECT_EQ(head_of("application/json").find("Content-Security-Policy"), std::string::npos);
    EXPECT_EQ(head_of("text/html", {{"Content-Security-Policy", "x"}}).find("default-src"), std::string::npos);
}

TEST(ResponseWriter, DataCannotSplitAHead) {
    EXPECT_TRUE(is_well_formed({.headers = {{"A", "b"}}}));
    EXPECT_FALSE(is_well_formed({.headers = {{"A", "b\r\nC: d"}}}));
    EXPECT_FALSE(is_well_formed({.headers = {{"A b", "c"}}}));
    EXPECT_FALSE(is_well_formed({.content_type = "x\ny"}));
    EXPECT_FALSE(is_well_formed({.status = 99}));
}

TEST(ResponseWriter, DatesAreWrittenAsHttpWantsThem) {
    EXPECT_EQ(date_line(instant_of(784'111'777'000)), "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
}

TEST(Disposition, NamesAFileSafely) {
    EXPECT_EQ(content_disposition("scan 1.pdf", true),
              "inline; filename=\"scan 1.pdf\"; filename*=UTF-8''scan%201.pdf");
    EXPECT_EQ(content_disposition("证书.pdf", false),
              "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E8%AF%81%E4%B9%A6.pdf");
    const auto nasty = content_disposition("a\"; filename=evil.exe\r\nX: y", false);
    EXPECT_EQ(nasty.find_first_of("\r\n"), std::string::npos);
    EXPECT_EQ(std::ranges::count(nasty, '"'), 2);
}

TEST(Gunzip, UnpacksWithinABound) {
    const std::string text(100'000, 'a');
    const auto packed = gzip(text);
    EXPECT_EQ(gunzip(packed, text.size()), text);
    EXPECT_EQ(gunzip(gzip(""), 10), "");
    EXPECT_FALSE(gunzip(packed, text.size() - 1));
    EXPECT_FALSE(gunzip(packed.substr(0, packed.size() - 1), text.size()));
    EXPECT_FALSE(gunzip("", 10));
    EXPECT_FALSE(gunzip("no gzip", 10));
}

}  // namespace
}  // namespace dengyun::http
