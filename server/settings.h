#pragma once
// Every setting of the program, described once: name, default, bounds and meaning. Flags, environment variables, the
// configuration file and docs/settings.md follow from the description. Precedence: flag, environment, file, default.
#include <string>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::server {

struct Settings {
    std::string data = "data";
    std::string listen = "127.0.0.1:8080";
    std::string database;
    std::string secret_key_file;
    std::string public_url;
    std::string log_level = "info";

    std::int64_t network_threads = 2;
    std::int64_t workers = 8;
    std::int64_t worker_queue_max = 2048;
    std::int64_t connections_max = 8192;
    std::int64_t connections_per_address_max = 8192;
    std::int64_t header_bytes_max = 16 * 1024;
    std::int64_t body_bytes_max = 1024 * 1024;
    std::int64_t upload_bytes_max = 20 * 1024 * 1024;
    std::int64_t header_time_ms_max = 10'000;
    std::int64_t body_time_ms_max = 60'000;
    std::int64_t idle_time_ms_max = 75'000;
    std::int64_t shutdown_time_ms_max = 15'000;
    std::int64_t requests_per_second_key = 200;
    std::int64_t requests_per_second_address = 400;
    std::string tls_certificate;
    std::string tls_key;
    std::string trusted_proxies;
    std::string metrics_token;

    std::int64_t database_connections = 4;
    std::int64_t write_queue_max = 4096;
    std::int64_t write_group_max = 128;
    std::int64_t statement_time_ms_max = 5'000;
    std::int64_t job_threads = 4;
    std::int64_t job_days_kept = 7;
    std::int64_t webhook_threads = 2;
    std::int64_t replan_hour = 2;

    std::string mqtt_listen;
    bool mqtt_tls = false;
    std::int64_t mqtt_connections_max = 20'000;
    std::string telemetry_shelf = "auto";
    std::int64_t telemetry_memory_mib = 192;
    std::int64_t telemetry_quota_mib = 4'096;
    std::int64_t telemetry_raw_days = 400;
    std::int64_t telemetry_minute_days = 1'100;
    std::int64_t telemetry_hour_days = 3'650;

    std::int64_t session_idle_minutes = 720;
    std::int64_t session_days_max = 30;
    std::int64_t password_memory_kib = 65'536;
    std::int64_t password_passes = 2;
    std::string mail_smtp_url;
    std::string mail_smtp_user;
    std::string mail_smtp_password;
    bool mail_smtp_tls = true;
    std::string mail_smtp_ca_file;
    std::string mail_from = "dengyun@localhost";
    bool webhooks_allow_private_addresses = false;
    std::string payments_url;
    std::string payments_merchant;
    std::string payments_key;
    std::string payments_partner_key;
    std::string payments_secret;

    static const meta::Entity description;
};

// Where to listen. Error: invalid "settings.bad_listen".
struct Address {
    std::string host;
    std::uint16_t port = 0;
};
[[nodiscard]] Result<Address> address_of(std::string_view listen);

}  // namespace dengyun::server
