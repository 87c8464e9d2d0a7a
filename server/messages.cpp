#include "server/demonstration.h"

namespace dengyun::server {

std::span<const Message> messages() {
    static constexpr Message list[] = {
        {"migration.pending",
         {"数据库结构落后于程序，请先运行 dengyun migrate。",
          "The database is behind this program. Run dengyun migrate first."}},
        {"settings.bad_log_level",
         {"日志级别只能是 debug、info、warn、error。", "The log level is one of debug, info, warn, error."}},
        {"settings.bad_listen", {"监听地址应为 主机:端口。", "The address to listen on is HOST:PORT."}},
        {"settings.bad_telemetry_shelf",
         {"telemetry_shelf 应为 auto、files 或 database；database 须用 PostgreSQL。",
          "telemetry_shelf is auto, files or database; database needs PostgreSQL."}},
        {"settings.mqtt_without_certificate",
         {"mqtt_tls 需要 tls_certificate 和 tls_key。", "mqtt_tls needs tls_certificate and tls_key."}},
        {"settings.unusable_data", {"数据目录不可用。", "The data directory cannot be used."}},
        {"demonstration.loaded",
         {"数据库里已有数据，演示数据只能载入空数据库。",
          "The database holds data already; demonstration data goes into an empty one only."}},
    };
    return list;
}

}  // namespace dengyun::server
