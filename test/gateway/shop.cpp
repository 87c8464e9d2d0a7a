#include "test/gateway/shop.h"

#include <cmath>
#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "test/gateway/changes.h"

namespace dengyun::gateway::test {

namespace json = boost::json;

void Shop::SetUp() {
    server_ = std::make_unique<dengyun::test::ServerProcess>(data());
    ASSERT_TRUE(server_->started());
    port_ = server_->port();
    owner_ = std::make_unique<dengyun::test::HttpClient>(port_);
    session_ = owner_->post(
        "/api/v1/registrations",
        R"({"enterprise_name":"车牌厂","login":"edge-test","display_name":"试验员","password":"a long enough phrase"})");
    ASSERT_EQ(session_.status, 201U) << session_.body;
    owner_->keep_session(session_);
    const auto made = owner_->post("/api/v1/devices", R"({"name":"车间网关","is_gateway":true})");
    ASSERT_EQ(made.status, 201U) << made.body;
    gateway_id_ = dengyun::test::json_member(made.body, "id");
    token_ = dengyun::test::json_member(made.body, "token");
    std::ofstream(folder() / "token") << token_ << '\n';
}

void Shop::TearDown() { kill_gateway(); }

void Shop::start_gateway(std::vector<std::string> more) {
    std::vector<std::string> arguments{"--server",     fmt::format("http://127.0.0.1:{}", port_),
                                       "--token-file", (folder() / "token").string(),
                                       "--folder",     edge_folder().string(),
                                       "--send-ms",    "50"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    gateway_ = dengyun::test::start_program(DENGYUN_EDGE, arguments, false);
}

void Shop::kill_gateway() {
    if (gateway_.pid == 0) return;
    kill(gateway_.pid, SIGKILL);
    int status = 0;
    waitpid(gateway_.pid, &status, 0);
    close(gateway_.output);
    close(gateway_.input);
    gateway_.pid = 0;
}

int Shop::stop_gateway() {
    kill(gateway_.pid, SIGTERM);
    int status = 0;
    waitpid(gateway_.pid, &status, 0);
    close(gateway_.output);
    close(gateway_.input);
    gateway_.pid = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

json::value Shop::get(const std::string& path) {
    auto answer = owner_->get(path);
    if (answer.status == 0) {  // the server was started anew
        owner_ = std::make_unique<dengyun::test::HttpClient>(port_);
        owner_->keep_session(session_);
        answer = owner_->get(path);
    }
    EXPECT_EQ(answer.status, 200U) << path << ' ' << answer.body;
    return answer.status == 200U ? json::parse(answer.body) : json::value(json::object());
}

json::value Shop::post(const std::string& path, const std::string& body, unsigned status) {
    const auto answer = owner_->post(path, body);
    EXPECT_EQ(answer.status, status) << path << ' ' << answer.body;
    return json::parse(answer.body);
}

std::int64_t Shop::configure(const std::string& content) {
    return post("/api/v1/devices/" + gateway_id_ + "/gateway-configurations", R"({"content":)" + content + "}", 201)
        .at("number")
        .as_int64();
}

std::string Shop::device(const std::string& name) {
    const auto list = get("/api/v1/devices?limit=200");
    for (const auto& one : list.at("items").as_array())
        if (one.at("name").as_string() == name) return std::string(one.at("id").as_string());
    return {};
}

double Shop::value_of(const std::string& name, const std::string& point) {
    const auto id = device(name);
    if (id.empty()) return std::nan("");
    for (const auto& one : get("/api/v1/devices/" + id + "/values").at("values").as_array()) {
        const auto* value = one.as_object().if_contains("value");
        if (one.at("point").as_string() == point && value != nullptr && value->is_number())
            return value->to_number<double>();
    }
    return std::nan("");
}

bool Shop::eventually(const std::function<bool()>& holds) {
    // Server and gateway keep what they know in its folders: nothing becomes true without something being written. The
    // second is for what is true of time alone.
    constexpr std::chrono::milliseconds look_again{1'000};
    Changes changes(folder());
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        changes.wait(look_again);
    }
    return true;
}

bool Shop::is_said(std::string_view code) {
    return eventually([&] {
        for (const auto& line : view().at("journal").as_array())
            if (line.at("code").as_string() == code) return true;
        return false;
    });
}

}  // namespace dengyun::gateway::test
