#include "server/settings.h"

#include <charconv>

namespace dengyun::server {
namespace {

using meta::field;

constexpr meta::Options bounds(std::int64_t min, std::int64_t max, Label help = {}) {
    return {.min = min, .max = max, .help = help};
}

constexpr auto fields = meta::fields(
    field<&Settings::data>("data",
                           {"数据目录：SQLite 数据库、密钥和发件箱", "Data directory: SQLite database, keys, outbox"},
                           {.length_max = 1000}),
    field<&Settings::listen>("listen", {"监听地址，主机:端口；端口 0 表示任一空闲端口",
                                        "Address to listen on, HOST:PORT; port 0 is any free one"}),
    field<&Settings::database>("database",
                               {"数据库地址；空则用数据目录里的 SQLite；或 postgresql://…",
                                "Database; empty: SQLite in the data directory; or postgresql://…"},
                               {.length_max = 1000}),
    field<&Settings::secret_key_file>(
        "secret_key_file",
        {"密钥文件，用于密封数据库里的机密，没有则新建；共用一个数据库的各进程须用同一密钥；空则为数据目录里的 "
         "secret.key",
         "Key file that seals secrets in the database, made where it is missing; processes on one database need the "
         "same; empty: secret.key in the data directory"},
        {.length_max = 1000}),
    field<&Settings::public_url>("public_url",
                                 {"用户看到的网址，用于邮件里的链接；空则取监听地址",
                                  "Address as people see it, for links in mail; empty: the listening address"},
                                 {.length_max = 500}),
    field<&Settings::log_level>("log_level",
                                {"日志级别：debug、info、warn、error", "Log level: debug, info, warn, error"}),

    field<&Settings::network_threads>("network_threads", {"网络线程数", "Network threads"}, bounds(1, 64)),
    field<&Settings::workers>("workers", {"处理请求的线程数", "Threads that run handlers"}, bounds(1, 256)),
    field<&Settings::worker_queue_max>(
        "worker_queue_max", {"等待处理的请求上限，超出答 503", "Requests waiting for a worker; more are answered 503"},
        bounds(1, 100'000)),
    field<&Settings::connections_max>("connections_max", {"连接数上限", "Open connections"}, bounds(1, 100'000)),
    field<&Settings::connections_per_address_max>(
        "connections_per_address_max", {"每个地址的连接数上限", "Open connections of one address"}, bounds(1, 100'000)),
    field<&Settings::header_bytes_max>("header_bytes_max", {"请求头字节上限", "Bytes of a request's header"},
                                       bounds(1024, 65'536)),
    field<&Settings::body_bytes_max>("body_bytes_max", {"请求正文字节上限", "Bytes of a request's body"},
                                     bounds(1024, 16 * 1024 * 1024)),
    field<&Settings::upload_bytes_max>("upload_bytes_max", {"上传文件字节上限", "Bytes of an uploaded file"},
                                       bounds(1024, 20 * 1024 * 1024)),
    field<&Settings::header_time_ms_max>(
        "header_time_ms_max", {"收完请求头的时限（毫秒）", "Time for a whole request header, in milliseconds"},
        bounds(100, 600'000)),
    field<&Settings::body_time_ms_max>("body_time_ms_max",
                                       {"收完请求正文的时限（毫秒）", "Time for a whole request body, in milliseconds"},
                                       bounds(100, 3'600'000)),
    field<&Settings::idle_time_ms_max>(
        "idle_time_ms_max", {"空闲连接的时限（毫秒）", "Time that a connection may be idle, in milliseconds"},
        bounds(100, 3'600'000)),
    field<&Settings::shutdown_time_ms_max>(
        "shutdown_time_ms_max",
        {"停机时等待已接受请求的时限（毫秒）", "Time to finish accepted requests on shutdown, in milliseconds"},
        bounds(0, 600'000)),
    field<&Settings::requests_per_second_key>(
        "requests_per_second_key",
        {"每个用户或密钥每秒请求数；0 不限", "Requests a second of one user or key; 0: no limit"},
        bounds(0, 1'000'000)),
    field<&Settings::requests_per_second_address>(
        "requests_per_second_address", {"每个地址每秒请求数；0 不限", "Requests a second of one address; 0: no limit"},
        bounds(0, 1'000'000)),
    field<&Settings::tls_certificate>(
        "tls_certificate", {"TLS 证书文件（PEM）；空则不用 TLS", "TLS certificate file (PEM); empty: no TLS"},
        {.length_max = 1000}),
    field<&Settings::tls_key>("tls_key", {"TLS 私钥文件（PEM）", "TLS key file (PEM)"}, {.length_max = 1000}),
    field<&Settings::trusted_proxies>("trusted_proxies",
                                      {"可信代理的地址，逗号分隔", "Addresses of trusted proxies, separated by commas"},
                                      {.length_max = 2000}),
    field<&Settings::metrics_token>(
        "metrics_token",
        {"读取 /metrics 所需的令牌（Authorization: Bearer …）；空则只限本机直接访问",
         "Token for /metrics (Authorization: Bearer …); empty: this machine only, and not through a proxy"},
        {.format = meta::Format::password}),

    field<&Settings::database_connections>("database_connections", {"数据库连接数", "Database connections"},
                                           bounds(1, 64)),
    field<&Settings::write_queue_max>("write_queue_max", {"等待写入的单元上限", "Units of work waiting for the writer"},
                                      bounds(1, 100'000)),
    field<&Settings::write_group_max>("write_group_max",
                                      {"SQLite 一次提交最多合并的单元数", "Units of work in one commit on SQLite"},
                                      bounds(1, 1024)),
    field<&Settings::statement_time_ms_max>("statement_time_ms_max",
                                            {"一条语句的时限（毫秒）", "Time of one statement, in milliseconds"},
                                            bounds(10, 600'000)),
    field<&Settings::job_threads>("job_threads", {"后台任务线程数", "Threads that run jobs"}, bounds(1, 64)),
    field<&Settings::job_days_kept>(
        "job_days_kept", {"已完成的后台任务保留天数", "Days for which finished jobs are kept"}, bounds(1, 365)),
    field<&Settings::webhook_threads>(
        "webhook_threads",
        {"另加的线程数，用于 Webhook 投递；对方再慢也不占用其他任务的线程",
         "Further threads, for webhook deliveries: a slow receiver holds up no other job"},
        bounds(1, 32)),

    field<&Settings::replan_hour>(
        "replan_hour",
        {"每夜重新规划在产订单的钟点（北京时间 0–23）；-1 不做",
         "Hour of the night at which running orders are planned anew (China, 0-23); -1: never"},
        bounds(-1, 23)),

    field<&Settings::mqtt_listen>("mqtt_listen",
                                  {"设备用 MQTT 接入的监听地址，主机:端口，如 0.0.0.0:1883；空则不监听",
                                   "Address where devices connect by MQTT, HOST:PORT, like 0.0.0.0:1883; empty: none"}),
    field<&Settings::mqtt_tls>("mqtt_tls",
                               {"MQTT 用 tls_certificate 的证书加密（常用端口 8883）",
                                "MQTT is encrypted, with the certificate of tls_certificate (usually port 8883)"}),
    field<&Settings::mqtt_connections_max>("mqtt_connections_max", {"MQTT 连接数上限", "Open MQTT connections"},
                                           bounds(1, 1'000'000)),
    field<&Settings::telemetry_shelf>(
        "telemetry_shelf",
        {"时序数据存放处：files 为数据目录里的文件（只限一个进程），database 为 PostgreSQL（多个进程共用），auto "
         "随数据库而定",
         "Where measured values lie: files in the data directory (of one process), database (PostgreSQL, of several "
         "processes), auto: as the database is"}),
    field<&Settings::telemetry_memory_mib>(
        "telemetry_memory_mib",
        {"时序数据写入磁盘前占用的内存（MiB，各单位合计）",
         "Memory for measured values before they are written out, in MiB, of all organisations"},
        bounds(16, 16'384)),
    field<&Settings::telemetry_quota_mib>(
        "telemetry_quota_mib",
        {"每个单位的时序数据磁盘配额（MiB）；满了先清理最旧的原始数据",
         "Disk quota for measured values of one organisation, in MiB; the oldest rows make room"},
        bounds(64, 16'777'216)),
    field<&Settings::telemetry_raw_days>("telemetry_raw_days",
                                         {"原始数据保留天数", "Days for which measured values are kept as they are"},
                                         bounds(1, 36'500)),
    field<&Settings::telemetry_minute_days>("telemetry_minute_days",
                                            {"分钟汇总保留天数", "Days for which summaries of minutes are kept"},
                                            bounds(1, 36'500)),
    field<&Settings::telemetry_hour_days>(
        "telemetry_hour_days", {"小时汇总保留天数", "Days for which summaries of hours are kept"}, bounds(1, 36'500)),

    field<&Settings::session_idle_minutes>("session_idle_minutes",
                                           {"会话空闲多久后失效（分钟）", "Minutes after which an idle session ends"},
                                           bounds(1, 43'200)),
    field<&Settings::session_days_max>("session_days_max", {"会话最长天数", "Days after which every session ends"},
                                       bounds(1, 365)),
    field<&Settings::password_memory_kib>("password_memory_kib", {"Argon2id 内存（KiB）", "Memory of Argon2id, in KiB"},
                                          bounds(8'192, 1'048'576)),
    field<&Settings::password_passes>("password_passes", {"Argon2id 轮数", "Passes of Argon2id"}, bounds(1, 16)),
    field<&Settings::mail_smtp_url>(
        "mail_smtp_url",
        {"发信服务器 smtp://主机:端口；空则写入数据目录的 outbox",
         "Mail server smtp://HOST:PORT; empty: mail is written to outbox/ in the data directory"},
        {.length_max = 500}),
    field<&Settings::mail_smtp_user>("mail_smtp_user", {"发信服务器用户", "User at the mail server"}),
    field<&Settings::mail_smtp_password>("mail_smtp_password", {"发信服务器密码", "Password at the mail server"},
                                         {.format = meta::Format::password}),
    field<&Settings::mail_smtp_tls>(
        "mail_smtp_tls",
        {"smtp:// 必须先转为 TLS（STARTTLS）；发信服务器在本机且无 TLS 时可关闭",
         "Over smtp:// nothing is sent without TLS (STARTTLS); false for a server on this machine that has none"}),
    field<&Settings::mail_smtp_ca_file>(
        "mail_smtp_ca_file",
        {"发信服务器证书的根证书文件（PEM）；空则用系统的",
         "Root certificates of the mail server's certificate (PEM file); empty: the system's"},
        {.length_max = 1000}),
    field<&Settings::mail_from>("mail_from", {"发件人地址", "Sender of mail"}),
    field<&Settings::webhooks_allow_private_addresses>(
        "webhooks_allow_private_addresses", {"允许 webhook 指向内网地址", "Let webhooks point to private addresses"}),
    field<&Settings::payments_url>("payments_url",
                                   {"支付机构的网址；空则未接入", "Address of the payment partner; empty: none"},
                                   {.length_max = 500}),
    field<&Settings::payments_merchant>("payments_merchant",
                                        {"在支付机构的商户号", "Who we are to the payment partner"}),
    field<&Settings::payments_key>("payments_key", {"我方签名私钥文件（PEM）", "File of our signing key (PEM)"},
                                   {.length_max = 1000}),
    field<&Settings::payments_partner_key>("payments_partner_key",
                                           {"支付机构公钥文件（PEM）", "File of the partner's public key (PEM)"},
                                           {.length_max = 1000}),
    field<&Settings::payments_secret>("payments_secret",
                                      {"解密通知的 32 字节密钥文件", "File of the 32 bytes that open notifications"},
                                      {.length_max = 1000}));

}  // namespace

constinit const meta::Entity Settings::description{
    .name = "settings", .label = {"设置", "Settings"}, .fields = fields, .stored = false};

Result<Address> address_of(std::string_view listen) {
    const auto colon = listen.rfind(':');
    const auto wrong = [] { return fail(ErrorKind::invalid, "settings.bad_listen"); };
    if (colon == std::string_view::npos || colon == 0) return wrong();
    Address address{std::string(listen.substr(0, colon)), 0};
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    const auto port = listen.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc{} || end != port.data() + port.size()) return wrong();
    return address;
}

}  // namespace dengyun::server
