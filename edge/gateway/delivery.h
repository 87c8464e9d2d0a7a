#pragma once
// Hands the queue to the platform: at least once, in order, and takes from the queue what the platform has written
// durably. What the platform cannot take, ever, is counted, told and passed over, so that it does not block the rest.
#include <atomic>
#include <map>
#include <thread>

#include "edge/gateway/backoff.h"
#include "edge/gateway/disk_queue.h"
#include "edge/gateway/journal.h"
#include "edge/http/client.h"

namespace dengyun::gateway {

class Delivery {
  public:
    static constexpr std::size_t batch_bytes_max = 512 * 1024;
    // Both must outlive it.
    Delivery(DiskQueue& queue, Journal& journal, edge::Client client)
        : queue_(queue), journal_(journal), client_(std::move(client)), backoff_(first_pause, longest_pause) {}

    enum class Outcome { nothing, delivered, unreachable };
    // One batch. Errors: of the queue.
    [[nodiscard]] Result<Outcome> pass();

    // Passes on a thread of its own until `stop`, every `pause` while everything is delivered.
    void start(std::chrono::milliseconds pause);
    void stop();
    ~Delivery() { stop(); }

    [[nodiscard]] std::uint64_t delivered() const { return delivered_; }  // records
    [[nodiscard]] std::uint64_t refused() const { return refused_; }  // requests that were refused, in whole or part

  private:
    static constexpr std::chrono::milliseconds first_pause{1'000};
    static constexpr std::chrono::milliseconds longest_pause{60'000};
    enum class Sent { taken, too_long, later };
    [[nodiscard]] Sent send(const std::string& device, const std::string& lines);
    void refuse(const std::string& device, const std::string& code, const std::string& body);
    void run(std::chrono::milliseconds pause);
    void wait(std::chrono::milliseconds time);

    DiskQueue& queue_;
    Journal& journal_;
    edge::Client client_;
    Backoff backoff_;
    bool is_unreachable_ = false;
    std::size_t batch_bytes_ = batch_bytes_max;                 // less where the platform takes less at a time
    std::map<std::string, std::string, std::less<>> refusals_;  // the last code of each device: told once
    std::atomic<std::uint64_t> delivered_ = 0;
    std::atomic<std::uint64_t> refused_ = 0;
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace dengyun::gateway
