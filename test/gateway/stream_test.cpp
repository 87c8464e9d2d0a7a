// Goal: what an MTConnect agent streams is on the server at once and by one request; a broken stream goes on where it
// was; what the agent has forgotten meanwhile, and its new start, are told as a gap and go on from the present values.
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "test/gateway/shop.h"

namespace dengyun::gateway {
namespace {

class StreamedAgent : public test::Shop {
  protected:
    StreamedAgent() : agent_(dengyun::test::start_program(DENGYUN_MTCONNECT_AGENT, {"50"}, false)) {
        port_ = dengyun::test::read_line(agent_.output);
        while (port_.ends_with('\n')) port_.pop_back();
    }
    ~StreamedAgent() override {
        close(agent_.input);
        close(agent_.output);
        kill(agent_.pid, SIGKILL);
        waitpid(agent_.pid, nullptr, 0);
    }
    void tell(const std::string& line) const {
        const auto text = line + '\n';
        ASSERT_EQ(write(agent_.input, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }
    int asked() const {
        tell("asked");
        return std::atoi(dengyun::test::read_line(agent_.output).c_str());
    }
    bool shows(double speed) {
        return eventually([&] { return value_of("VMC", "speed") == speed; });
    }
    std::string configuration() const {
        return fmt::format(
            R"({{"poll_ms":500,"connections":[{{"name":"vmc","kind":"mtconnect","url":"http://127.0.0.1:{}","device":"VMC",)"
            R"("streamed":true,"period_ms":100,"items":[{{"id":"s1","point":"speed"}}]}}]}})",
            port_);
    }

  private:
    dengyun::test::StartedProgram agent_;
    std::string port_;
};

TEST_F(StreamedAgent, IsFollowedOverBreaksAndGaps) {
    tell("add 1");
    start_gateway();
    configure(configuration());
    ASSERT_TRUE(shows(1));
    tell("add 1");
    ASSERT_TRUE(shows(2));
    tell("add 29");
    ASSERT_TRUE(shows(31));
    // Its present values, and one stream.
    EXPECT_EQ(asked(), 2);
    tell("cut");
    tell("add 5");
    ASSERT_TRUE(shows(36));
    EXPECT_EQ(asked(), 3);
    // More than it holds.
    tell("lose 200");
    ASSERT_TRUE(is_said("gateway.observations_missed"));
    ASSERT_TRUE(shows(236));
    tell("add 1");
    ASSERT_TRUE(shows(237));
    tell("restart");
    tell("add 3");
    ASSERT_TRUE(shows(3));
    EXPECT_EQ(stop_gateway(), 0);
}

}  // namespace
}  // namespace dengyun::gateway
