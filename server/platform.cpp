#include "server/platform.h"

#include <filesystem>
#include <fstream>

#include "flows/evaluating/evaluating.h"
#include "flows/fulfilment/fulfilment.h"
#include "flows/purchasing/purchasing.h"
#include "flows/witnessing/witnessing.h"
#include "kernel/api/flow_routes.h"
#include "kernel/store/idempotency.h"
#include "kernel/store/jobs.h"
#include "modules/circles/api.h"
#include "modules/notifications/api.h"
#include "modules/sourcing/api.h"
#include "modules/webhooks/api.h"
#include "server/log.h"

namespace dengyun::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view sweep_kind = "platform.sweep";
constexpr Duration minute{60'000};
constexpr Duration hour{3'600'000};

store::StoreOptions store_options(const Settings& settings, Platform::Access access) {
    store::StoreOptions options;
    options.read_only = access == Platform::Access::read;
    options.url =
        settings.database.empty() ? "sqlite:" + (fs::path(settings.data) / "dengyun.db").string() : settings.database;
    options.connections = static_cast<unsigned>(settings.database_connections);
    options.write_queue_max = static_cast<std::size_t>(settings.write_queue_max);
    options.group_max = static_cast<std::size_t>(settings.write_group_max);
    options.statement_time_max = std::chrono::milliseconds(settings.statement_time_ms_max);
    return options;
}

identity::IdentityOptions identity_options(const Settings& settings) {
    identity::IdentityOptions options;
    options.session_idle_max = std::chrono::minutes(settings.session_idle_minutes);
    options.session_life_max = std::chrono::days(settings.session_days_max);
    options.password_hash.memory_bytes = static_cast<std::size_t>(settings.password_memory_kib) * 1024;
    options.password_hash.passes = static_cast<unsigned>(settings.password_passes);
    options.public_url = settings.public_url.empty() ? "http://" + settings.listen : settings.public_url;
    return options;
}

Result<telemetry::ShelfKind> shelf_kind(const Settings& settings, bool is_sqlite) {
    using enum telemetry::ShelfKind;
    if (settings.telemetry_shelf == "auto") return is_sqlite ? files : database;
    if (settings.telemetry_shelf == "files") return files;
    if (settings.telemetry_shelf == "database" && !is_sqlite) return database;
    return fail(ErrorKind::invalid, "settings.bad_telemetry_shelf");
}

Result<telemetry::Options> telemetry_options(const Settings& settings, bool is_sqlite) {
    constexpr std::uint64_t mib = 1 << 20;
    telemetry::Options options;
    DENGYUN_TRY(kind, shelf_kind(settings, is_sqlite));
    options.shelves = {.kind = kind,
                       .folder = fs::path(settings.data) / "telemetry",
                       .memory_bytes_max = static_cast<std::uint64_t>(settings.telemetry_memory_mib) * mib,
                       .quota_bytes = static_cast<std::uint64_t>(settings.telemetry_quota_mib) * mib,
                       .raw_days = settings.telemetry_raw_days,
                       .minute_days = settings.telemetry_minute_days,
                       .hour_days = settings.telemetry_hour_days};
    if (settings.mqtt_listen.empty()) return options;
    DENGYUN_TRY(address, address_of(settings.mqtt_listen));
    auto& endpoint = options.mqtt.emplace();
    endpoint.host = address.host;
    endpoint.port = address.port;
    endpoint.connections_max = static_cast<std::size_t>(settings.mqtt_connections_max);
    endpoint.connections_per_address_max = endpoint.connections_max;
    if (settings.mqtt_tls) {
        endpoint.tls_certificate_file = settings.tls_certificate;
        endpoint.tls_key_file = settings.tls_key;
        if (settings.tls_certificate.empty()) return fail(ErrorKind::invalid, "settings.mqtt_without_certificate");
    }
    return options;
}

Result<> make_data_directory(const Settings& settings) {
    std::error_code error;
    fs::create_directories(settings.data, error);
    if (!error) fs::permissions(settings.data, fs::perms::owner_all, error);
    if (error) return fail(ErrorKind::unavailable, "settings.unusable_data", {}, error.message());
    return {};
}

Result<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file || bytes.empty()) return fail(ErrorKind::invalid, "payment.bad_key", {}, path);
    return bytes;
}

Result<std::unique_ptr<payments::Partner>> connect_partner(const Settings& settings, const Clock& clock,
                                                           Random& random) {
    if (settings.payments_url.empty()) return nullptr;
    DENGYUN_TRY(own_key, read_file(settings.payments_key));
    DENGYUN_TRY(partner_key, read_file(settings.payments_partner_key));
    DENGYUN_TRY(secret, read_file(settings.payments_secret));
    return payments::http_partner({.url = settings.payments_url,
                                   .merchant = settings.payments_merchant,
                                   .private_key = own_key,
                                   .partner_key = partner_key,
                                   .secret = secret},
                                  clock, random);
}

// Drops what is past its time, and comes back in an hour.
Result<> sweep(store::Store& store) {
    constexpr unsigned rows_max = 10'000;
    return store.run_write(Scope::system(sweep_kind), [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(answers, store::drop_old_answers(unit, rows_max));
        static_cast<void>(answers);
        return identity::Identity::sweep(unit, rows_max);
    });
}

}  // namespace

Surroundings present_surroundings() {
    static const SystemClock clock;
    return {clock, {.iterations = 20'000, .seconds = 1.5, .start_stopwatch = [] {
                        return [begin = std::chrono::steady_clock::now()] {
                            return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
                        };
                    }}};
}

struct Platform::Work {
    Work(Platform& platform, unsigned threads, Duration kept_for)
        : jobs(platform.store(), platform.clock(), platform.random(), threads, kept_for),
          fan_out(platform.store(), platform.clock()),
          notifier(platform.store(), platform.clock(), platform.routes(), platform.identity()),
          watch(platform.store(), platform.clock()),
          scoring(platform.store(), platform.clock()),
          purchase_scoring(platform.store(), platform.clock()),
          witness(platform.store(), platform.clock()) {}
    store::JobRunner jobs;
    webhooks::FanOut fan_out;
    notifications::Notifier notifier;
    dispatching::Watch watch;
    fulfilment::Scoring scoring;
    purchasing::Scoring purchase_scoring;
    witnessing::Witness witness;
};

Platform::Platform(const Settings& settings, const Clock& clock)
    : settings_(settings), clock_(clock), messages_(all_messages()) {}

Platform::~Platform() {
    stop_work();
    telemetry_.reset();
    if (identity_) identity_->stop();
    if (store_) store_->stop();
}

Result<std::unique_ptr<Platform>> Platform::open(const Settings& settings, Schema schema, Access access,
                                                 const Surroundings& surroundings) {
    DENGYUN_CHECK(set_log_level(settings.log_level));
    // Who only reads a database that is not there is told so, and leaves no folder behind.
    if (access == Access::write || !settings.database.empty()) DENGYUN_CHECK(make_data_directory(settings));
    std::unique_ptr<Platform> platform(new Platform(settings, surroundings.clock));
    DENGYUN_CHECK(platform->prepare(schema, access, surroundings.planning));
    return platform;
}

Result<> Platform::prepare(Schema schema, Access access, const plans::Effort& planning) {
    DENGYUN_TRY(opened, store::Store::open(store_options(settings_, access), clock_, random_));
    store_ = std::move(opened);
    const auto migrations = all_migrations();
    if (schema == Schema::migrate) {
        DENGYUN_TRY(applied, store::migrate(*store_, migrations));
        if (!applied.empty()) log(LogLevel::info, "migrated", {{"scripts", static_cast<std::int64_t>(applied.size())}});
    } else if (schema == Schema::require) {
        DENGYUN_TRY(pending, store::pending_migrations(*store_, migrations));
        if (!pending.empty()) return fail(ErrorKind::conflict, "migration.pending");
    }
    const fs::path data(settings_.data);
    const auto key_file = settings_.secret_key_file.empty() ? data / "secret.key" : fs::path(settings_.secret_key_file);
    DENGYUN_TRY(key, load_or_create_key(key_file, random_));
    vault_.emplace(key);
    if (schema == Schema::migrate) DENGYUN_CHECK(webhooks::seal_open_secrets(*store_, *vault_, random_));
    mail_ = settings_.mail_smtp_url.empty()
                ? identity::outbox_mail(data / "outbox", settings_.mail_from, clock_, random_)
                : identity::smtp_mail({.url = settings_.mail_smtp_url,
                                       .user = settings_.mail_smtp_user,
                                       .password = settings_.mail_smtp_password,
                                       .from = settings_.mail_from,
                                       .tls_required = settings_.mail_smtp_tls,
                                       .ca_file = settings_.mail_smtp_ca_file},
                                      clock_, random_);
    identity_ = std::make_unique<identity::Identity>(identity::Identity::Needs{*store_, clock_, random_, *mail_, key},
                                                     identity_options(settings_));
    capacity_ = std::make_unique<capacity::Index>(*store_);
    planner_ = std::make_unique<plans::Planner>(*capacity_, plans::Policy{}, planning);
    scores_ = std::make_unique<scores::Index>(*store_);
    solver_ = std::make_unique<dispatching::Solver>(*planner_, *capacity_, *scores_);
    poster_ = std::make_unique<ledger::Poster>(*store_, ledger::custody_book);
    DENGYUN_TRY(partner, connect_partner(settings_, clock_, random_));
    partner_ = std::move(partner);
    DENGYUN_TRY(telemetry, telemetry_options(settings_, store_->is_sqlite()));
    telemetry.zone_of = [this](Id<Organisation> organisation) {
        const auto row = store_->read<Organisation>(Scope::system("telemetry").entering(organisation),
                                                    [&](store::Reader& reader) { return reader.find(organisation); });
        return row ? TimeZone::find(row->time_zone) : nullptr;
    };
    telemetry_ = std::make_unique<telemetry::Hub>(*store_, clock_, random_, std::move(telemetry));
    add_all_routes(routes_, {*store_, *identity_, random_, clock_, *vault_, settings_, *poster_, partner_.get(),
                             *capacity_, *solver_, *telemetry_});
    return {};
}

void Platform::add_jobs(store::JobRunner& runner) {
    identity_->add_jobs(runner);
    circles::add_jobs(runner, {*mail_, random_, identity_options(settings_).public_url});
    sourcing::add_jobs(runner, {*mail_, random_, identity_options(settings_).public_url});
    runner.add(std::string(api::timer_job_kind), api::timer_job(routes_));
    runner.add(std::string(sweep_kind), {.handle = [this](store::Store& store, const store::Job&) -> Result<> {
                   DENGYUN_CHECK(sweep(store));
                   return store.run_write(Scope::system(sweep_kind), [&](store::Unit& unit) {
                       return unit.schedule({std::string(sweep_kind), "hourly", clock_.now() + hour, "{}"});
                   });
               }});
    webhooks::add_jobs(runner, *vault_,
                       {.allow_private_addresses = settings_.webhooks_allow_private_addresses,
                        .threads_max = static_cast<unsigned>(settings_.webhook_threads)});
    ledger::add_jobs(runner);
    payments::add_jobs(runner, partner_.get());
    witnessing::add_jobs(runner, *store_, *telemetry_);
    evaluating::add_jobs(runner);
    dispatching::add_jobs(runner, *solver_, {.hour = static_cast<int>(settings_.replan_hour)});
}

void Platform::start_work() {
    // Deliveries have threads of their own number, so that they never hold those of timers.
    work_ = std::make_unique<Work>(*this, static_cast<unsigned>(settings_.job_threads + settings_.webhook_threads),
                                   std::chrono::days(settings_.job_days_kept));
    add_jobs(work_->jobs);
    if (auto nights = dispatching::start_nights(*store_, {.hour = static_cast<int>(settings_.replan_hour)}); !nights)
        log(LogLevel::error, "cannot schedule the night's plan", {{"code", nights.error().code}});
    for (const auto start : {ledger::start_expiring, payments::start_reconciling})
        if (auto started = start(*store_); !started)
            log(LogLevel::error, "cannot schedule the ledger's work", {{"code", started.error().code}});
    const auto scheduled = store_->run_write(Scope::system(sweep_kind), [&](store::Unit& unit) {
        return unit.schedule({std::string(sweep_kind), "hourly", clock_.now() + minute, "{}"});
    });
    if (!scheduled) log(LogLevel::error, "cannot schedule the sweep", {{"code", scheduled.error().code}});
    if (auto months = evaluating::start_months(*store_); !months)
        log(LogLevel::error, "cannot schedule the evaluation of the month", {{"code", months.error().code}});
    if (auto tidying = webhooks::start_tidying(*store_); !tidying)
        log(LogLevel::error, "cannot schedule tidying", {{"code", tidying.error().code}});
    work_->jobs.start();
}

void Platform::stop_work() {
    if (!work_) return;
    work_->fan_out.stop();
    work_->watch.stop();
    work_->scoring.stop();
    work_->purchase_scoring.stop();
    work_->witness.stop();
    work_->notifier.stop();
    work_->jobs.stop();
    work_.reset();
}

}  // namespace dengyun::server
