#pragma once
// A fixed number of threads and a bounded queue.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace dengyun::api {

class WorkerPool {
  public:
    WorkerPool(unsigned threads, std::size_t queue_max);
    ~WorkerPool();
    using Task = std::move_only_function<void()>;
    // false: the queue is full, or the pool is stopping; the task is given back untouched.
    [[nodiscard]] bool submit(Task& task);
    // Runs what is queued to the end. Idempotent.
    void stop();
    [[nodiscard]] std::size_t queue_length() const;

  private:
    void run();
    const std::size_t queue_max_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Task> queue_;
    std::size_t idle_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace dengyun::api
