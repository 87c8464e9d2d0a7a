#pragma once
// A shop floor: the real server, the real gateway, a PLC of libmodbus, and a clock that tests wait by.
#include <boost/json.hpp>
#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>

#include "edge/gateway/test/modbus_device.h"
#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::gateway::test {

class Shop : public testing::Test {
  protected:
    void SetUp() override;
    void TearDown() override;

    void start_server() {
        server_ = std::make_unique<dengyun::test::ServerProcess>(
            data(), std::vector<std::string>{"--listen", fmt::format("127.0.0.1:{}", port_)});
    }
    void lose_server() { server_->kill(); }

    void start_gateway(std::vector<std::string> more = {});
    void kill_gateway();  // SIGKILL
    int stop_gateway();   // SIGTERM; answers the exit code
    [[nodiscard]] pid_t gateway_pid() const { return gateway_.pid; }

    dengyun::test::HttpClient& owner() { return *owner_; }
    boost::json::value get(const std::string& path);
    boost::json::value post(const std::string& path, const std::string& body, unsigned status);
    // A new version of its configuration; answers its number.
    std::int64_t configure(const std::string& content);
    boost::json::value view() { return get("/api/v1/devices/" + gateway_id_ + "/gateway"); }
    // The id of a device behind the gateway; empty while there is none of that name.
    std::string device(const std::string& name);
    // The last value of a point; NaN while there is none.
    double value_of(const std::string& device, const std::string& point);

    // Asks again with every change on the disk of server and gateway until it holds; false after a generous while.
    bool eventually(const std::function<bool()>& holds);
    // In the gateway's journal.
    bool is_said(std::string_view code);

    const std::filesystem::path& folder() const { return folder_.path(); }
    std::filesystem::path data() const { return folder_.path() / "data"; }
    std::filesystem::path edge_folder() const { return folder_.path() / "edge"; }
    const std::string& token() const { return token_; }
    const std::string& gateway_id() const { return gateway_id_; }
    std::uint16_t port() const { return port_; }

  private:
    dengyun::test::TemporaryFolder folder_;
    std::uint16_t port_ = 0;  // stays, over a new start of the server
    std::unique_ptr<dengyun::test::ServerProcess> server_;
    std::unique_ptr<dengyun::test::HttpClient> owner_;
    dengyun::test::Answer session_;
    std::string gateway_id_;
    std::string token_;
    dengyun::test::StartedProgram gateway_{.pid = 0, .output = -1, .input = -1};
};

}  // namespace dengyun::gateway::test
