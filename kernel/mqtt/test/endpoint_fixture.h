#pragma once
// A running endpoint on a free port, with a handler that keeps what arrives and answers from a thread of its own, in
// groups, as a store with group commit does.
#include <condition_variable>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <thread>

#include "kernel/base/random.h"
#include "kernel/mqtt/endpoint.h"

namespace dengyun::mqtt::test {

class GroupHandler final : public Handler {
  public:
    GroupHandler() : committer_([this] { commit(); }) {}
    ~GroupHandler() override {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        changed_.notify_all();
        committer_.join();
    }

    // The user name is the device's key; "nobody" is unknown.
    void admit(const Connect& connect, const std::string&, Admit answer) override {
        const std::string name(connect.user_name.value_or(""));
        if (name.empty() || name == "nobody") return answer(std::unexpected(Reason::bad_user_name_or_password));
        answer(std::make_shared<const Device>(name));
    }
    void publish(const DevicePtr& device, const Publish& publish, Acknowledge answer) override {
        const std::lock_guard lock(mutex_);
        group_.push_back(
            {device->key + ' ' + std::string(publish.topic) + '=' + std::string(publish.payload), std::move(answer)});
        changed_.notify_all();
    }
    Reason may_subscribe(const Device&, std::string_view filter) override {
        return filter.starts_with("v1/devices/me/") ? Reason::success : Reason::not_authorized;
    }
    std::vector<MessagePtr> retained(const Device& device, std::string_view filter) override {
        if (filter != "v1/devices/me/attributes") return {};
        return {std::make_shared<Message>(
            Message{.topic = std::string(filter), .payload = "kept of " + device.key, .retain = true})};
    }
    void connected(const DevicePtr& device) override { note("connected " + device->key); }
    void disconnected(const DevicePtr& device, Reason) override { note("disconnected " + device->key); }

    // While held, nothing becomes durable.
    void hold(bool held) {
        const std::lock_guard lock(mutex_);
        held_ = held;
        changed_.notify_all();
    }
    // Waits until `count` things like that are in the store.
    [[nodiscard]] bool wait_for(const std::string& text, int count = 1) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return stored_[text] >= count; });
    }
    [[nodiscard]] int stored(const std::string& text) {
        const std::lock_guard lock(mutex_);
        return stored_[text];
    }

  private:
    void note(const std::string& text) {
        const std::lock_guard lock(mutex_);
        ++stored_[text];
        changed_.notify_all();
    }
    void commit() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return ended_ || (!held_ && !group_.empty()); });
            if (ended_) return;
            auto group = std::exchange(group_, {});
            for (const auto& [text, answer] : group) ++stored_[text];
            lock.unlock();
            for (auto& [text, answer] : group) answer(Reason::success);
            lock.lock();
            changed_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::pair<std::string, Acknowledge>> group_;
    std::map<std::string, int> stored_;
    bool held_ = false, ended_ = false;
    std::thread committer_;
};

class EndpointTest : public ::testing::Test {
  protected:
    void start(EndpointOptions options = {}) {
        options.port = 0;
        endpoint.emplace(std::move(options), handler, random);
        const auto started = endpoint->start();
        ASSERT_TRUE(started) << started.error().code << ' ' << started.error().detail;
    }

    // Waits until so many sessions have no connection: soon after the handler heard of the last disconnecting.
    [[nodiscard]] bool wait_for_kept(std::uint64_t count) const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (endpoint->statistics().sessions_kept != count) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::yield();
        }
        return true;
    }

    GroupHandler handler;
    SystemRandom random;
    std::optional<Endpoint> endpoint;
};

}  // namespace dengyun::mqtt::test
