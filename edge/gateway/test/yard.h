#pragma once
// A gateway without a platform: a queue and a journal in memory, and what stands in the queue.
#include <gtest/gtest.h>

#include "edge/gateway/recorder.h"
#include "edge/gateway/source.h"
#include "engines/acquisition/api.h"
#include "engines/timeseries/test/memory_files.h"

namespace dengyun::gateway::test {

class Yard : public testing::Test {
  protected:
    Yard() {
        auto opened = DiskQueue::open(files, {});
        EXPECT_TRUE(opened);
        queue = std::move(*opened);
        recorder = std::make_unique<Recorder>(*queue, journal);
    }
    SourceNeeds needs() { return {*recorder, journal, clock}; }

    template <class Kind>
    const Kind& configure(const std::string& connection) {
        auto read = acquisition::read_configuration(R"({"connections":[)" + connection + "]}");
        if (!read)
            for (const auto& issue : read.error().issues) ADD_FAILURE() << issue.field << ' ' << issue.code;
        configuration = std::move(*read);
        return std::get<Kind>(configuration.connections.front());
    }
    // What the queue holds, and is taken from it: the records one after another.
    std::string recorded() {
        const auto batch = queue->read(1 << 24);
        EXPECT_TRUE(batch);
        EXPECT_TRUE(queue->release(batch->next));
        std::string all;
        for (const auto& record : batch->records) all += record;
        return all;
    }
    std::string said() {
        std::string all;
        for (const auto& entry : journal.take(100)) all += entry.code + ' ' + entry.detail + '\n';
        return all;
    }

    timeseries::test::MemoryFiles files;
    timeseries::test::MemoryFiles state;
    ManualClock clock{instant_of(1'772'323'200'000)};
    Journal journal{clock, nullptr};
    std::unique_ptr<DiskQueue> queue;
    std::unique_ptr<Recorder> recorder;
    acquisition::Configuration configuration;
};

}  // namespace dengyun::gateway::test
