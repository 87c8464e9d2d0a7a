// Goal: /readyz follows the database and the process's own end; /metrics tells requests by route, method and status.
#include "server/monitoring.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "server/parts.h"
#include "server/request_log.h"

namespace dengyun::server {
namespace {

class MonitoringTest : public testing::Test {
  protected:
    MonitoringTest() {
        auto pattern = (std::filesystem::temp_directory_path() / "dengyun-monitoring-XXXXXX").string();
        EXPECT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        auto opened = store::Store::open({.url = "sqlite:" + (folder_ / "m.db").string()}, clock_, random_);
        EXPECT_TRUE(opened);
        store_ = std::move(*opened);
    }
    ~MonitoringTest() override {
        store_.reset();
        std::filesystem::remove_all(folder_);
    }
    unsigned status_of(const Monitoring& monitoring, std::string path) {
        const auto response = monitoring.respond({.path = std::move(path)});
        return response ? response->status : 0;
    }

    static std::string metrics_of(const Monitoring& monitoring) {
        return monitoring.respond({.path = "/metrics", .remote_address = "127.0.0.1"})->body;
    }

    std::filesystem::path folder_;
    ManualClock clock_{instant_of(1'767'225'600'000)};
    SystemRandom random_;
    std::unique_ptr<store::Store> store_;
};

TEST_F(MonitoringTest, IsReadyOnceTheSchemaIsThereAndWhileTheDatabaseAnswers) {
    Readiness readiness(*store_, clock_);
    const Monitoring monitoring(*store_, readiness);
    EXPECT_EQ(status_of(monitoring, "/healthz"), 200U);
    readiness.look();
    EXPECT_EQ(status_of(monitoring, "/readyz"), 503U) << "there is no schema yet";
    ASSERT_TRUE(store::migrate(*store_, all_migrations()));
    readiness.look();
    EXPECT_EQ(status_of(monitoring, "/readyz"), 200U);
    clock_.advance(Readiness::answer_age_max + Duration{1});
    EXPECT_EQ(status_of(monitoring, "/readyz"), 503U) << "the last answer is too old";
    readiness.look();
    EXPECT_EQ(status_of(monitoring, "/readyz"), 200U);
    readiness.set_stopping();
    EXPECT_EQ(status_of(monitoring, "/readyz"), 503U);
    EXPECT_EQ(status_of(monitoring, "/healthz"), 200U);
    EXPECT_EQ(status_of(monitoring, "/other"), 0U);
}

TEST_F(MonitoringTest, CountsJobsThatAreOpen) {
    ASSERT_TRUE(store::migrate(*store_, all_migrations()));
    ASSERT_TRUE(store_->run_write(Scope::system("test"),
                                  [&](store::Unit& unit) { return unit.schedule({"a.b", "1", clock_.now(), "{}"}); }));
    Readiness readiness(*store_, clock_);
    readiness.look();
    EXPECT_EQ(readiness.jobs(store::JobStatus::waiting), 1);
    EXPECT_EQ(readiness.jobs(store::JobStatus::failed), 0);
    const Monitoring monitoring(*store_, readiness);
    EXPECT_NE(metrics_of(monitoring).find("\ndengyun_jobs_waiting 1\n"), std::string::npos);
}

TEST_F(MonitoringTest, TellsRequestsByRouteAndNeverByPath) {
    Readiness readiness(*store_, clock_);
    Monitoring monitoring(*store_, readiness);
    RequestLog requests(monitoring.metrics());
    const http::Request request{.path = "/api/v1/sites/42"};
    for (int i = 0; i < 3; ++i)
        requests.observe({&request, "/api/v1/sites/{id}", 200, std::chrono::microseconds{700}, nullptr, ""});
    requests.observe({&request, "/api/v1/sites/{id}", 404, std::chrono::microseconds{700}, nullptr, ""});
    const auto text = metrics_of(monitoring);
    EXPECT_NE(
        text.find(R"(dengyun_http_request_seconds_count{method="GET",route="/api/v1/sites/{id}",status="200"} 3)"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find(R"(status="404"} 1)"), std::string::npos);
    EXPECT_NE(text.find(R"(le="0.001"} 3)"), std::string::npos);
    EXPECT_EQ(text.find("sites/42"), std::string::npos);
    EXPECT_NE(text.find("process_resident_memory_bytes"), std::string::npos);
}

TEST_F(MonitoringTest, ShowsMetricsToThisMachineOrWithTheToken) {
    Readiness readiness(*store_, clock_);
    const auto status = [&](const Monitoring& monitoring, std::string from, std::vector<http::Header> headers) {
        return monitoring
            .respond({.path = "/metrics", .headers = std::move(headers), .remote_address = std::move(from)})
            ->status;
    };
    const Monitoring local(*store_, readiness);
    EXPECT_EQ(status(local, "127.0.0.1", {}), 200U);
    EXPECT_EQ(status(local, "::1", {}), 200U);
    EXPECT_EQ(status(local, "192.0.2.1", {}), 401U);
    EXPECT_EQ(status(local, "192.0.2.1", {{"Authorization", "Bearer "}}), 401U);
    EXPECT_EQ(status(local, "127.0.0.1", {{"X-Forwarded-For", "192.0.2.1"}}), 401U) << "through a proxy";
    EXPECT_EQ(local.respond({.path = "/healthz", .remote_address = "192.0.2.1"})->status, 200U);

    const Monitoring guarded(*store_, readiness, "open sesame");
    EXPECT_EQ(status(guarded, "127.0.0.1", {}), 401U);
    EXPECT_EQ(status(guarded, "192.0.2.1", {{"Authorization", "Bearer open sesam"}}), 401U);
    EXPECT_EQ(status(guarded, "192.0.2.1", {{"Authorization", "Basic open sesame"}}), 401U);
    EXPECT_EQ(status(guarded, "192.0.2.1", {{"Authorization", "Bearer open sesame"}}), 200U);
    EXPECT_EQ(status(guarded, "192.0.2.1", {{"Authorization", "Bearer open sesame"}, {"Via", "1.1 proxy"}}), 200U);
}

}  // namespace
}  // namespace dengyun::server
