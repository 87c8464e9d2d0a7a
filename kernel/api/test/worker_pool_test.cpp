// Goal: the pool runs every accepted task exactly once, refuses what its queue cannot hold, and stops without losing
// any.
#include "kernel/api/worker_pool.h"

#include <gtest/gtest.h>
#include <latch>

namespace dengyun::api {
namespace {

TEST(WorkerPool, RunsEveryAcceptedTaskOnceWhileManySubmit) {
    constexpr int submitters = 4;
    constexpr int each = 2000;
    std::atomic<int> ran = 0;
    std::atomic<int> accepted = 0;
    {
        WorkerPool pool(3, 64);
        std::vector<std::thread> threads;
        for (int s = 0; s < submitters; ++s) {
            threads.emplace_back([&] {
                for (int i = 0; i < each; ++i) {
                    WorkerPool::Task task = [&] { ++ran; };
                    if (pool.submit(task)) ++accepted;
                }
            });
        }
        for (auto& thread : threads) thread.join();
        pool.stop();
    }
    EXPECT_EQ(ran, accepted);
    EXPECT_GT(ran, 0);
}

TEST(WorkerPool, GivesATaskBackWhenTheQueueIsFullOrThePoolHasStopped) {
    std::latch release(1);
    std::latch started(1);
    WorkerPool pool(1, 1);
    WorkerPool::Task busy = [&] {
        started.count_down();
        release.wait();
    };
    ASSERT_TRUE(pool.submit(busy));
    started.wait();
    bool second = false;
    WorkerPool::Task queued = [&] { second = true; };
    ASSERT_TRUE(pool.submit(queued));
    WorkerPool::Task refused = [] {};
    EXPECT_FALSE(pool.submit(refused));
    EXPECT_TRUE(static_cast<bool>(refused));
    release.count_down();
    pool.stop();
    EXPECT_TRUE(second);
    EXPECT_FALSE(pool.submit(refused));
}

}  // namespace
}  // namespace dengyun::api
