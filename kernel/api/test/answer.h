#pragma once
// An answer of the API as a test reads it.
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/http.h"

namespace dengyun::api {

struct Answer {
    unsigned status = 0;
    boost::json::value json;
    std::string body;
    std::string etag;
    std::string location;
    std::string content_type;
    std::vector<http::Header> headers;

    Answer() = default;
    explicit Answer(const http::Response& response);

    [[nodiscard]] std::string text(std::string_view member) const;  // of the object; empty where there is none
    [[nodiscard]] std::string id() const { return text("id"); }
    [[nodiscard]] std::string code() const { return text("code"); }
    [[nodiscard]] std::string issues() const;                                   // "field:code field:code"
    [[nodiscard]] std::string actions() const;                                  // "submit verify"
    [[nodiscard]] std::vector<std::string> all(std::string_view member) const;  // of the items
    [[nodiscard]] std::string header(std::string_view name) const;
};

}  // namespace dengyun::api
