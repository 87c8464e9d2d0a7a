#pragma once
// The API from within, for the demonstration: whoever is named acts through the routes, with the permissions of the
// role, as he would from his browser. One call at a time.
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "kernel/api/application.h"
#include "server/platform.h"

namespace dengyun::server {

struct Member {
    Id<Organisation> organisation{};
    api::Role role{};
    std::string name;
};

class Desk {
  public:
    explicit Desk(Platform& platform);
    ~Desk();

    using Answer = Result<boost::json::object>;
    [[nodiscard]] Answer get(const Member& who, std::string address);
    [[nodiscard]] Answer post(const Member& who, std::string address, boost::json::object body = {});
    [[nodiscard]] Answer act(const Member& who, const std::string& address, std::string_view action,
                             std::string_view reason = {});
    // Changes the document as it is now.
    [[nodiscard]] Answer change(const Member& who, const std::string& address, boost::json::object body);

  private:
    class Present;
    [[nodiscard]] Answer send(const Member& who, http::Request request);

    std::unique_ptr<Present> present_;
    std::unique_ptr<api::Application> application_;
};

// Members of an answer. They are there: the routes describe their answers.
[[nodiscard]] std::string text_of(const boost::json::object& answer, std::string_view name);
[[nodiscard]] std::int64_t number_of(const boost::json::object& answer, std::string_view name);
[[nodiscard]] bool is_set(const boost::json::object& answer, std::string_view name);
[[nodiscard]] Instant time_of(const boost::json::object& answer, std::string_view name);
[[nodiscard]] const boost::json::array& list_of(const boost::json::object& answer, std::string_view name);

}  // namespace dengyun::server
