#pragma once
// InfluxDB from Debian's package as a second process on loopback, on a folder of its own. It ends with this object, and
// with the test program however that ends.
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::test {

class Influx {
  public:
    Influx();
    ~Influx();
    Influx(const Influx&) = delete;
    Influx& operator=(const Influx&) = delete;

    [[nodiscard]] static bool is_installed();
    [[nodiscard]] bool started() const { return client_ != nullptr; }
    void create(const std::string& database);
    [[nodiscard]] Answer write(const std::string& database, const std::string& precision, const std::string& lines);
    // What is stored, as described().
    [[nodiscard]] std::set<std::string> stored(const std::string& database);

  private:
    std::string query(const std::string& database, const std::string& text);
    TemporaryFolder folder_;
    pid_t pid_ = 0;
    int output_ = -1;
    std::thread draining_;  // what it prints
    std::unique_ptr<HttpClient> client_;
};

// A stored value as text, the same for both sides: names without escapes, tags in their order.
struct StoredValue {
    std::string measurement;
    std::map<std::string, std::string> tags;
    std::string field;
    std::string type;   // float, integer, boolean, string
    std::string value;  // floats as the bits of the double
    std::int64_t time;
};
[[nodiscard]] std::string described(const StoredValue& value);

}  // namespace dengyun::test
