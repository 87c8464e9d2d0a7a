#pragma once
// A running server on a free port with an application that a test writes in a few lines.
#include <condition_variable>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <thread>

#include "kernel/http/server.h"
#include "kernel/http/test/raw_client.h"

namespace dengyun::http::test {

// Something one thread tells another; waiting has a limit.
class Event {
  public:
    void set() {
        const std::lock_guard lock(mutex_);
        set_ = true;
        changed_.notify_all();
    }
    [[nodiscard]] bool wait() {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return set_; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool set_ = false;
};

class TestApplication final : public Application {
  public:
    using Handler = std::function<void(std::shared_ptr<const Request>, Respond)>;
    using Listen = std::function<std::variant<Response, std::unique_ptr<SocketListener>>(const Request&)>;

    void on(std::string path, Handler handler) { handlers_[std::move(path)] = std::move(handler); }
    // Tells what arrived: "METHOD path?query body".
    static Response echo(const Request& request) {
        std::string text = std::string(name_of(request.method)) + ' ' + request.path;
        if (!request.query.empty()) text += '?' + request.query;
        if (!request.body.empty()) text += ' ' + request.body;
        return {.status = 200, .content_type = "text/plain", .body = std::move(text)};
    }

    void handle(std::shared_ptr<const Request> request, Respond respond) override {
        const auto found = handlers_.find(request->path);
        if (found != handlers_.end()) return found->second(std::move(request), std::move(respond));
        respond(echo(*request));
    }
    void upgrade(std::shared_ptr<const Request> request, Upgrade decide) override {
        if (listen)
            decide(listen(*request));
        else
            decide(Response{.status = 404});
    }

    Listen listen;

  private:
    std::map<std::string, Handler> handlers_;
};

// Counts up, so that tests are the same every time.
class CountingRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out) byte = next_++;
    }

  private:
    std::atomic<std::uint8_t> next_{1};
};

class ServerTest : public ::testing::Test {
  protected:
    void start(ServerOptions options = {}) {
        options.port = 0;
        server.emplace(std::move(options), application, random);
        const auto started = server->start();
        ASSERT_TRUE(started) << started.error().code << ' ' << started.error().detail;
    }
    [[nodiscard]] std::uint16_t port() const { return server->port(); }
    [[nodiscard]] Answer ask(std::string_view request) { return RawClient(port()).ask(request); }

    TestApplication application;
    CountingRandom random;
    std::optional<Server> server;
};

}  // namespace dengyun::http::test
