// ledger_writer FILE FIRST: posts transfers into the book of an SQLite file from eight threads until it is killed, and
// prints the id of each when it has been acknowledged. Ids begin at FIRST.
#include <cstdlib>
#include <thread>
#include <unistd.h>

#include "modules/ledger/api.h"

namespace dengyun::ledger {
namespace {

int run(const std::string& file, std::int64_t first) {
    const SystemClock clock;
    SystemRandom random;
    const auto opened = store::Store::open({.url = "sqlite:" + file}, clock, random);
    if (!opened) return 1;
    auto& store = **opened;
    std::vector<store::Migration> all(store::migrations().begin(), store::migrations().end());
    for (auto one : migrations()) {
        one.number = static_cast<int>(all.size()) + 1;
        all.push_back(one);
    }
    if (!store::migrate(store, all)) return 1;
    const auto open = [&](std::string code, std::optional<Money> min) {
        return store.write<Account>(Scope::system("writer"), [&](store::Unit& unit) {
            return open_account(unit, custody_book, {.code = code, .name = code, .holder = {5}, .balance_min = min});
        });
    };
    const auto bank = open("bank", std::nullopt);
    const auto buyer = open("buyer", Money{0});
    if (!bank || !buyer) return 1;
    Poster poster(store, custody_book);
    std::atomic<std::int64_t> next = first;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (;;) {
                const auto id = next++;
                TransferRequest request{.id = {id}, .amount = {7}};
                request.debit_account_id = t % 2 == 0 ? bank->id : buyer->id;
                request.credit_account_id = t % 2 == 0 ? buyer->id : bank->id;
                if (id % 3 == 0) request.kind = TransferKind::pending;
                const auto outcomes = poster.post({{.transfers = {request}}});
                if (!outcomes) std::abort();
                if (!outcomes->front()) continue;  // the buyer has nothing to spend just now
                const auto line = fmt::format("{}\n", id);
                if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::abort();
            }
        });
    for (auto& thread : threads) thread.join();
    return 0;
}

}  // namespace
}  // namespace dengyun::ledger

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    return dengyun::ledger::run(argv[1], std::atoll(argv[2]));
}
