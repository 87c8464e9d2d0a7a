// Goal: two real servers on one PostgreSQL take in one device's values at once by HTTP; one is killed in the middle:
// nothing that either has acknowledged is lost, and the other shows all of it.
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <mutex>
#include <set>
#include <thread>

#include "kernel/store/test/harness.h"
#include "modules/telemetry/shelves/database_store.h"
#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::test {
namespace {

constexpr std::int64_t first_ms = 1'772'323'200'000;

class Acknowledged {
  public:
    void add(std::int64_t number) {
        const std::lock_guard lock(mutex_);
        numbers_.insert(number);
    }
    [[nodiscard]] std::size_t size() {
        const std::lock_guard lock(mutex_);
        return numbers_.size();
    }
    [[nodiscard]] std::set<std::int64_t> all() {
        const std::lock_guard lock(mutex_);
        return numbers_;
    }

  private:
    std::mutex mutex_;
    std::set<std::int64_t> numbers_;
};

// Number `n` is the value of the n-th millisecond. Two writers have every other one.
void write_numbers(std::uint16_t port, const std::string& token, std::int64_t from, std::int64_t to,
                   Acknowledged& acknowledged) {
    HttpClient client(port);
    for (auto number = from; number < to; number += 2) {
        const auto answer = client.post("/write?precision=ms&p=" + token,
                                        fmt::format("telemetry count={}i {}", number, first_ms + number));
        if (answer.status != 204) return;
        acknowledged.add(number);
    }
}

TEST(Cluster, TwoServersTakeInOneDeviceAndOneIsKilled) {
    const TemporaryFolder folder;
    const store::test::Database database(store::test::Kind::postgresql);
    const std::vector<std::string> arguments{"--database",
                                             database.url(),
                                             "--secret-key-file",
                                             (folder.path() / "secret.key").string(),
                                             "--requests-per-second-key",
                                             "0",
                                             "--requests-per-second-address",
                                             "0",
                                             "--password-memory-kib",
                                             "8192",
                                             "--password-passes",
                                             "1"};
    ServerProcess one(folder.path() / "one", arguments);
    ASSERT_TRUE(one.started());
    ServerProcess other(folder.path() / "other", arguments);
    ASSERT_TRUE(other.started());

    HttpClient client(other.port());
    const auto session = client.post(
        "/api/v1/registrations",
        R"({"enterprise_name":"双机试验厂","login":"cluster-test","display_name":"试验员","password":"a long enough phrase"})");
    ASSERT_EQ(session.status, 201U) << session.body;
    client.keep_session(session);
    const auto device = client.post("/api/v1/devices", R"({"name":"press"})");
    ASSERT_EQ(device.status, 201U) << device.body;
    const auto token = json_member(device.body, "token");
    const auto id = json_member(device.body, "id");

    constexpr std::int64_t most = 4'000;
    Acknowledged by_one;
    Acknowledged by_other;
    {
        const std::jthread first([&] { write_numbers(one.port(), token, 0, most, by_one); });
        const std::jthread second([&] { write_numbers(other.port(), token, 1, most, by_other); });
        while (by_one.size() < 150) std::this_thread::yield();
        one.kill();
    }
    ASSERT_EQ(by_other.size(), static_cast<std::size_t>(most / 2)) << "the other one takes all of its own";

    // Read as a third process does: all that was acknowledged, and nothing that nobody sent.
    SystemClock clock;
    SystemRandom random;
    const auto opened = store::Store::open({.url = database.url()}, clock, random);
    ASSERT_TRUE(opened);
    const auto organisation =
        (*opened)->read<std::int64_t>(Scope::system("test"), [](store::Reader& reader) -> Result<std::int64_t> {
            std::int64_t found = 0;
            DENGYUN_CHECK(reader.query("SELECT organisation_id FROM series_shelf", {},
                                       [&](const store::Row& row) { found = row.integer(0); }));
            return found;
        });
    ASSERT_TRUE(organisation);
    const auto shelf = telemetry::DatabaseStore::open(**opened, {*organisation}, {});
    ASSERT_TRUE(shelf);
    const auto group = (*shelf)->catalogue().find_group(id + "/telemetry");
    ASSERT_TRUE(group);
    const auto column = (*shelf)->catalogue().find_column(*group, "count");
    ASSERT_TRUE(column);
    const std::array columns{*column};
    for (int flushed = 0; flushed < 2; flushed++) {
        const auto rows = (*shelf)->read(*group, columns, 0, timeseries::time_max, {.rows_max = 10'000});
        ASSERT_TRUE(rows) << rows.error().detail;
        std::set<std::int64_t> found;
        for (const auto cell : rows->columns.front().cells)
            found.insert(static_cast<std::int64_t>((*shelf)->catalogue().columns(*group)[*column].type ==
                                                           timeseries::ColumnType::integer
                                                       ? static_cast<double>(static_cast<std::int64_t>(cell))
                                                       : std::bit_cast<double>(cell)));
        for (const auto number : by_one.all()) ASSERT_TRUE(found.contains(number)) << number;
        for (const auto number : by_other.all()) ASSERT_TRUE(found.contains(number)) << number;
        ASSERT_LE(found.size(), by_one.size() + by_other.size() + 1);
        if (flushed == 0) ASSERT_TRUE((*shelf)->flush());
    }
    // And the one that is left shows it.
    const auto values = client.get("/api/v1/devices/" + id + "/values");
    ASSERT_EQ(values.status, 200U) << values.body;
    const auto shown = boost::json::parse(values.body);
    ASSERT_EQ(shown.at("values").as_array().size(), 1U) << values.body;
    EXPECT_EQ(shown.at("values").as_array().front().at("value").to_number<double>(), static_cast<double>(most - 1));
    EXPECT_EQ(other.stop(), 0);
}

}  // namespace
}  // namespace dengyun::test
