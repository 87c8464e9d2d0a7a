#include "test/payments/bank_world.h"

#include <boost/json.hpp>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel/base/assert.h"
#include "test/key_pair.h"

namespace dengyun::payments::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BankWorld::BankWorld(store::test::Kind kind) {
    for (const auto part : {ledger::migrations(), payments::migrations()})
        migrations_.insert(migrations_.end(), part.begin(), part.end());
    database_ = std::make_unique<store::test::Database>(kind, migrations_, std::span<const meta::Entity* const>{});
    auto opened = store::Store::open({.url = database_->url()}, clock, random_);
    DENGYUN_ASSERT(opened.has_value());
    store_ = std::move(*opened);
    make_keys();
    start_bank();
    jobs_ = std::make_unique<store::JobRunner>(*store_, clock, random_, 1);
    add_jobs(*jobs_, partner_.get());
}

BankWorld::~BankWorld() {
    jobs_.reset();
    store_->stop();
    kill_bank();
}

void BankWorld::make_keys() {
    dengyun::test::write_key_pair(keys_.path() / "bank.pem", keys_.path() / "bank.pub.pem");
    dengyun::test::write_key_pair(keys_.path() / "merchant.pem", keys_.path() / "merchant.pub.pem");
    std::ofstream(keys_.path() / "secret") << "0123456789abcdef0123456789ABCDEF";
}

void BankWorld::start_bank(std::uint16_t port) {
    const auto started =
        dengyun::test::start_program(DENGYUN_BANK_SIMULATOR, {keys_.path().string(), std::to_string(port)}, false);
    bank_ = started.pid;
    port_ = static_cast<std::uint16_t>(std::atoi(dengyun::test::read_line(started.output).c_str()));
    close(started.output);
    close(started.input);
    DENGYUN_ASSERT(port_ != 0);
    tell("clock", fmt::format(R"({{"milliseconds":{}}})", milliseconds_of(clock.now())));
    if (partner_) return;
    auto partner = http_partner({.url = fmt::format("http://127.0.0.1:{}", port_),
                                 .merchant = "1900000001",
                                 .private_key = read_file(keys_.path() / "merchant.pem"),
                                 .partner_key = read_file(keys_.path() / "bank.pub.pem"),
                                 .secret = read_file(keys_.path() / "secret"),
                                 .time_max = std::chrono::milliseconds(700)},
                                clock, random_);
    DENGYUN_ASSERT(partner.has_value());
    partner_ = std::move(*partner);
}

void BankWorld::kill_bank() {
    if (bank_ == 0) return;
    kill(bank_, SIGKILL);
    waitpid(bank_, nullptr, 0);
    bank_ = 0;
}

std::string BankWorld::tell(std::string_view what, std::string_view body) {
    dengyun::test::HttpClient client(port_);
    const bool reads = what == "log" || what == "notifications";
    const auto target = fmt::format("/control/{}", what);
    const auto answer = reads ? client.get(target) : client.post(target, body);
    EXPECT_EQ(answer.status, 200U) << what;
    return answer.body;
}

void BankWorld::advance(Duration by) {
    clock.advance(by);
    if (bank_ != 0) tell("clock", fmt::format(R"({{"milliseconds":{}}})", milliseconds_of(clock.now())));
}

Payment BankWorld::pay(PaymentKind kind, std::int64_t fen, std::optional<Id<Payment>> original) {
    const auto made = store_->write<Payment>(scope_, [&](store::Unit& unit) {
        Payment payment{.kind = kind, .amount = {fen}, .bank_account = "6222020200112233445", .original_id = original};
        if (kind == PaymentKind::split) payment.parts = {{{201}, "6222", {fen / 3}}, {{202}, "6223", {fen - fen / 3}}};
        payment.organisation_id = workshop;
        return create_payment(unit, std::move(payment));
    });
    EXPECT_TRUE(made) << (made ? "" : made.error().code + made.error().detail);
    return made.value_or(Payment{});
}

Payment BankWorld::find(Id<Payment> id) {
    const auto found = store_->read<Payment>(scope_, [&](store::Reader& reader) { return reader.find(id); });
    EXPECT_TRUE(found);
    return found.value_or(Payment{});
}

void BankWorld::work() {
    while (jobs_->run_due() > 0) {
    }
}

void BankWorld::notify(int times, const std::function<void(std::vector<std::size_t>&)>& order) {
    const auto list = json::parse(tell("notifications")).as_array();
    std::vector<std::size_t> turns;
    for (int i = 0; i < times; ++i)
        for (std::size_t n = 0; n < list.size(); ++n) turns.push_back(n);
    if (order) order(turns);
    for (const auto n : turns) {
        std::vector<Partner::Header> headers;
        for (const auto& header : list[n].at("headers").as_object())
            headers.push_back({std::string(header.key()), std::string(header.value().as_string())});
        const std::string body(list[n].at("body").as_string());
        const auto answer = partner_->read_notification(headers, body, clock.now());
        ASSERT_TRUE(answer);
        const auto concluded = store_->write<Payment>(
            scope_, [&](store::Unit& unit) { return conclude(unit, payment_of(answer->id).value(), *answer); });
        ASSERT_TRUE(concluded) << concluded.error().code;
    }
}

std::int64_t BankWorld::balance(std::string_view code) {
    const auto read = store_->read<ledger::Balance>(scope_, [&](store::Reader& reader) -> Result<ledger::Balance> {
        DENGYUN_TRY(account, ledger::find_account(reader, ledger::custody_book, code));
        if (!account) return ledger::Balance{};
        return ledger::read_balance(reader, ledger::custody_book, account->id);
    });
    EXPECT_TRUE(read);
    return read ? read->balance : 0;
}

std::int64_t BankWorld::available(std::string_view code) {
    const auto read = store_->read<std::int64_t>(scope_, [&](store::Reader& reader) -> Result<std::int64_t> {
        DENGYUN_TRY(account, ledger::find_account(reader, ledger::custody_book, code));
        if (!account) return 0;
        DENGYUN_TRY(balance, ledger::read_balance(reader, ledger::custody_book, account->id));
        return balance.balance - balance.debits_pending;
    });
    EXPECT_TRUE(read);
    return read.value_or(0);
}

int BankWorld::submissions(Id<Payment> id) {
    const auto all = json::parse(tell("log")).as_object();
    const auto* one = all.if_contains(instruction_id(id));
    return one == nullptr ? 0 : static_cast<int>(one->at("submissions").as_int64());
}

std::vector<std::string> BankWorld::differences() {
    std::vector<std::string> found;
    const auto read = store_->run_read(scope_, [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(page, reader.list<Difference>({.filters = {{"status", "open"}}, .sort = "id", .limit = 200}));
        for (const auto& one : page.items)
            found.push_back(fmt::format("{} {}", meta::name_of(one.kind), one.reference));
        return {};
    });
    EXPECT_TRUE(read);
    return found;
}

Reconciliation BankWorld::reconcile_today() {
    const auto run = reconcile(*store_, *partner_, china_date(clock.now()));
    EXPECT_TRUE(run) << (run ? "" : run.error().code + run.error().detail);
    return run.value_or(Reconciliation{});
}

}  // namespace dengyun::payments::test
