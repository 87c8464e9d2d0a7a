// What a transfer costs, with fsync, against peers in the same run on the same disk:
//   one caller against a bare one-row commit; 64 callers against the same schema with a transaction per transfer; the
//   batched interface; 95 % of the transfers on one account; a balance and a statement page over many transfers.
//   bench_ledger [folder [transfers for the last part, 1000000]]
// Answers 1 where a promised ratio is missed. With `--transfers-max N` the last part ends at N transfers.
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>
#include <unistd.h>

#include "kernel/store/migrations.h"
#include "modules/ledger/api.h"

namespace dengyun::ledger {
namespace {

using SteadyClock = std::chrono::steady_clock;
namespace fs = std::filesystem;

template <class T>
T must(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{} {}\n", result.error().code, result.error().detail);
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double seconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

int missed = 0;
void expect(std::string_view what, double got, double at_least, std::string_view unit) {
    const bool kept = got >= at_least;
    if (!kept) ++missed;
    fmt::print("{:<62} {:>12.2f} {:<12} (promised >= {:g}){}\n", what, got, unit, at_least, kept ? "" : "  MISSED");
}

constexpr int account_count = 10'000;

class Bench {
  public:
    Bench(const fs::path& file, std::size_t group_max);
    ~Bench() { store_->stop(); }

    // Random accounts; with `hot` 95 of 100 are paid from account 0.
    std::vector<VoucherRequest> vouchers(int count, bool hot);
    double one_by_one(int count);
    double own_units(int count, int callers);
    double through_poster(int count, int callers);
    double batched(int count, bool hot);
    double bare_commits(int count);
    // Microseconds: a balance, a past balance, a page of 50, of account 0.
    struct Reads {
        double balance, past, page;
    };
    Reads reads();
    [[nodiscard]] std::int64_t transfers() const { return last_id_; }

  private:
    template <class Work>
    double in_parallel(int count, int callers, Work work);

    const SystemClock clock_;
    SystemRandom system_random_;
    std::mt19937_64 random_{7};
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<Poster> poster_;
    std::vector<Id<Account>> accounts_;
    std::atomic<std::int64_t> last_id_ = 0;
    const Scope scope_ = Scope::system("bench").entering(custody_book);
};

Bench::Bench(const fs::path& file, std::size_t group_max) {
    store_ = must(store::Store::open({.url = "sqlite:" + file.string(),
                                      .group_max = group_max,
                                      .statement_time_max = std::chrono::milliseconds(60'000),
                                      .queue_time_max = std::chrono::milliseconds(60'000)},
                                     clock_, system_random_));
    std::vector<store::Migration> all(store::migrations().begin(), store::migrations().end());
    for (auto one : migrations()) {
        one.number = static_cast<int>(all.size()) + 1;
        all.push_back(one);
    }
    must(store::migrate(*store_, all));
    must(store_->run_write(scope_, [&](store::Unit& unit) -> Result<> {
        for (int i = 0; i < account_count; ++i) {
            DENGYUN_TRY(
                account,
                open_account(unit, custody_book,
                             {.code = std::to_string(i), .name = "x", .holder = {5}, .balance_min = std::nullopt}));
            accounts_.push_back(account.id);
        }
        DENGYUN_CHECK(unit.execute("CREATE TABLE bare (organisation_id INTEGER PRIMARY KEY, value TEXT)", {}));
        return {};
    }));
    poster_ = std::make_unique<Poster>(*store_, custody_book);
}

std::vector<VoucherRequest> Bench::vouchers(int count, bool hot) {
    std::vector<VoucherRequest> list;
    list.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        auto from = static_cast<std::size_t>(random_() % accounts_.size());
        const auto to = static_cast<std::size_t>(1 + random_() % (accounts_.size() - 1));
        if (hot && random_() % 100 < 95) from = 0;
        if (from == to) from = (to + 1) % accounts_.size();
        list.push_back({.transfers = {{.id = {++last_id_},
                                       .debit_account_id = accounts_[from],
                                       .credit_account_id = accounts_[to],
                                       .amount = {static_cast<std::int64_t>(1 + random_() % 100'000)}}}});
    }
    return list;
}

double Bench::bare_commits(int count) {
    const auto start = SteadyClock::now();
    for (int i = 0; i < count; ++i)
        must(store_->run_write(scope_, [&](store::Unit& unit) -> Result<> {
            const meta::Scalar row[] = {std::string_view("a row of an ordinary length, as one would have it")};
            DENGYUN_CHECK(unit.execute("INSERT INTO bare (value) VALUES (?)", row));
            return {};
        }));
    return count / seconds_since(start);
}

double Bench::one_by_one(int count) {
    auto list = vouchers(count, false);
    const auto start = SteadyClock::now();
    for (auto& voucher : list) must(std::move(must(poster_->post({std::move(voucher)})).front()));
    return count / seconds_since(start);
}

template <class Work>
double Bench::in_parallel(int count, int callers, Work work) {
    auto list = vouchers(count, false);
    std::atomic<std::size_t> next = 0;
    const auto start = SteadyClock::now();
    std::vector<std::thread> threads;
    for (int t = 0; t < callers; ++t)
        threads.emplace_back([&] {
            for (auto i = next++; i < list.size(); i = next++) work(std::move(list[i]));
        });
    for (auto& thread : threads) thread.join();
    return count / seconds_since(start);
}

double Bench::own_units(int count, int callers) {
    return in_parallel(count, callers, [&](VoucherRequest voucher) {
        must(store_->write<Posted>(scope_, [&](store::Unit& unit) { return post(unit, custody_book, voucher); }));
    });
}

double Bench::through_poster(int count, int callers) {
    return in_parallel(count, callers, [&](VoucherRequest voucher) {
        must(std::move(must(poster_->post({std::move(voucher)})).front()));
    });
}

double Bench::batched(int count, bool hot) {
    double seconds = 0;
    for (int left = count; left > 0; left -= static_cast<int>(batch_transfers_max)) {
        auto list = vouchers(std::min(left, static_cast<int>(batch_transfers_max)), hot);
        const auto start = SteadyClock::now();
        for (auto& outcome : must(poster_->post(std::move(list)))) must(std::move(outcome));
        seconds += seconds_since(start);
    }
    return count / seconds;
}

Bench::Reads Bench::reads() {
    constexpr int rounds = 300;
    const auto timed = [&](const std::function<Result<>(store::Reader&)>& work) {
        const auto start = SteadyClock::now();
        for (int i = 0; i < rounds; ++i) must(store_->run_read(scope_, work));
        return seconds_since(start) / rounds * 1e6;
    };
    const auto account = accounts_[0];
    std::int64_t entries = 0;
    Instant first{};
    must(store_->run_read(scope_, [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(balance, read_balance(reader, custody_book, account));
        entries = balance.entries;
        DENGYUN_TRY(oldest, read_entries(reader, custody_book, account, 2, 1));
        first = oldest.at(0).at;
        return {};
    }));
    const auto last = clock_.now();
    const auto some = [&] { return 1 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(entries)); };
    return {timed([&](store::Reader& reader) -> Result<> {
                DENGYUN_TRY(balance, read_balance(reader, custody_book, account));
                return balance.entries > 0 ? Result<>{} : fail(ErrorKind::invalid, "internal");
            }),
            timed([&](store::Reader& reader) -> Result<> {
                const auto span = static_cast<std::uint64_t>((last - first).count());
                DENGYUN_TRY(entry, entry_at(reader, custody_book, account,
                                            first + Duration(static_cast<std::int64_t>(random_() % span))));
                return entry ? Result<>{} : fail(ErrorKind::invalid, "internal");
            }),
            timed([&](store::Reader& reader) -> Result<> {
                DENGYUN_TRY(page, read_entries(reader, custody_book, account, some() + 1, 50));
                return !page.empty() ? Result<>{} : fail(ErrorKind::invalid, "internal");
            })};
}

void measure(const fs::path& folder, std::int64_t transfers_max) {
    {
        Bench single(folder / "single.db", 1);
        // Alternating, because the disk's mood changes.
        double bare = 0;
        double one = 0;
        for (int round = 0; round < 5; ++round) {
            bare += single.bare_commits(300);
            one += single.one_by_one(300);
        }
        fmt::print("one caller: {:.0f} transfers/s; bare one-row commits: {:.0f}/s\n", one / 5, bare / 5);
        expect("one caller against a bare one-row commit", one / bare, 0.9, "x");
        Bench many(folder / "many.db", 128);
        const auto peer = single.own_units(1'500, 64);
        const auto units = many.own_units(10'000, 64);
        const auto poster = many.through_poster(30'000, 64);
        fmt::print(
            "64 callers: {:.0f} transfers/s through the poster, {:.0f} in units of their own; "
            "a transaction per transfer: {:.0f}/s\n",
            poster, units, peer);
        expect("64 callers against one transaction per transfer", poster / peer, 10, "x");
    }
    Bench bench(folder / "batched.db", 128);
    bench.batched(50'000, false);
    const auto spread = bench.batched(400'000, false);
    expect("batched", spread, 60'000, "transfers/s");
    const auto hot = bench.batched(400'000, true);
    fmt::print("95 % on one account: {:.0f} transfers/s\n", hot);
    expect("95 % on one account against spread", hot / spread, 0.7, "x");
    for (std::int64_t target = 1'000'000; target <= transfers_max;
         target = target < transfers_max ? transfers_max : target + 1) {
        while (bench.transfers() < target)
            bench.batched(static_cast<int>(std::min<std::int64_t>(target - bench.transfers(), 100'000)), true);
        const auto reads = bench.reads();
        fmt::print("over {:>9} transfers: balance {:.0f} us, past balance {:.0f} us, statement page {:.0f} us\n",
                   bench.transfers(), reads.balance, reads.past, reads.page);
    }
}

}  // namespace
}  // namespace dengyun::ledger

int main(int argc, char** argv) {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(argc > 1 ? argv[1] : ".") / fmt::format("bench-ledger-{}", getpid());
    const std::int64_t transfers_max = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
    fs::create_directories(folder);
    dengyun::ledger::measure(folder, transfers_max);
    fs::remove_all(folder);
    return dengyun::ledger::missed == 0 ? 0 : 1;
}
