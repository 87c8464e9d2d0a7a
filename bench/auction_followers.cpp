// A live auction with everybody who takes part in it: auction_followers PORT SESSIONS SERVER.
//
// SESSIONS is what make_sessions prints: a line for the buyer, then one for each bidder; SERVER is the server's
// process. Posts an English auction, lets everybody enter, opens a WebSocket each, and makes offers at a steady pace.
// Measures how long each takes from the moment its request is sent, and from the moment its answer is there, until each
// follower has it. Prints a Markdown row, and what the server worked and how busy the machine was; ends with 1 where an
// offer is lost or the p99 from its sending is not below 200 ms. BENCH_OFFERS (100), BENCH_OFFERS_PER_SECOND (10),
// BENCH_ASKING (1: the pages ask how they stand, as they do; 0: they do not), BENCH_LEAD_S (60: for everybody to
// enter).
#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <unistd.h>

#include "bench/auction_crowd.h"
#include "kernel/base/instant.h"

namespace dengyun::bench {
namespace {

using std::chrono::steady_clock;

constexpr double p99_ms_max = 200;
constexpr std::int64_t start_fen = 100'000'000;
constexpr std::int64_t step_fen = 100;

int setting(const char* name, int otherwise) {
    const char* given = std::getenv(name);
    return given != nullptr ? std::atoi(given) : otherwise;
}

std::vector<Person> people_in(const std::string& path) {
    std::ifstream file(path);
    std::vector<Person> people;
    std::string profile;
    for (Person one; file >> one.token >> one.csrf >> profile;) people.push_back(one);
    return people;
}

std::string text_of(const boost::json::value& answer, std::string_view name) {
    return std::string(answer.at(name).as_string());
}

// Everybody has entered and the auction runs; answers its id.
std::string prepare(Caller& caller, const Person& buyer, std::span<const Person> bidders) {
    const auto begin = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) +
                       std::chrono::seconds(setting("BENCH_LEAD_S", 60));
    const auto rfx = caller.call(
        buyer, "POST", "/api/v1/rfxs",
        fmt::format(
            R"({{"title":"benchmark","format":"english","closes_at":"{0}","auction_at":"{0}","start_price":{1},)"
            R"("price_step":{2},"length_minutes":30,)"
            R"("lines":[{{"description_text":"plate","quantity":1000,"unit":"pc"}}]}})",
            to_text(Instant(begin.time_since_epoch())), start_fen, step_fen));
    const auto path = "/api/v1/rfxs/" + text_of(rfx, "id");
    caller.call(buyer, "POST", path + "/actions", R"({"action":"publish"})");
    for (const auto& bidder : bidders) caller.call(bidder, "POST", path + "/entries", R"({"terms_version":1})");
    auto auction = caller.call(buyer, "GET", path + "/auction");
    while (text_of(auction, "status") != "running") {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        auction = caller.call(buyer, "GET", "/api/v1/auctions/" + text_of(auction, "id"));
    }
    return text_of(auction, "id");
}

// What a process has worked so far, in milliseconds.
double worked_ms(const std::string& process) {
    std::ifstream file("/proc/" + process + "/stat");
    std::string text;
    std::getline(file, text);
    std::istringstream rest(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    constexpr int before_times = 11;
    std::string skipped;
    for (int i = 0; i < before_times; ++i) rest >> skipped;
    double user = 0;
    double system = 0;
    rest >> user >> system;
    return (user + system) * 1'000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::string load_average() {
    std::ifstream file("/proc/loadavg");
    std::string load;
    file >> load;
    return load;
}

double at(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(static_cast<double>(sorted.size()) * share))];
}

std::vector<double> sorted_times(const std::vector<Offered>& offers, SteadyTime Offered::* since) {
    std::vector<double> times;
    for (const auto& offer : offers)
        for (const auto arrived : offer.arrived)
            times.push_back(std::chrono::duration<double, std::milli>(arrived - offer.*since).count());
    std::ranges::sort(times);
    return times;
}

void make_offers(Caller& caller, const std::string& auction, std::span<const Person> bidders,
                 std::vector<Offered>& offers) {
    const auto pause = std::chrono::microseconds(1'000'000 / std::max(1, setting("BENCH_OFFERS_PER_SECOND", 10)));
    const auto begin = steady_clock::now();
    constexpr std::size_t stride = 7;  // so that offers come from all over the crowd
    for (std::size_t i = 0; i < offers.size(); ++i) {
        std::this_thread::sleep_until(begin + static_cast<int>(i) * pause);
        offers[i].sent = steady_clock::now();
        caller.call(bidders[i * stride % bidders.size()], "POST", "/api/v1/auctions/" + auction + "/offers",
                    fmt::format(R"({{"amount":{}}})", offers[i].fen));
        offers[i].answered = steady_clock::now();
    }
}

// Until everything has arrived, or nothing more does.
void wait_for_all(const Crowd& crowd, std::size_t expected) {
    std::size_t before = 0;
    for (auto quiet_until = steady_clock::now() + std::chrono::seconds(10);
         crowd.arrived() < expected && steady_clock::now() < quiet_until;) {
        if (const auto now = crowd.arrived(); now != std::exchange(before, now))
            quiet_until = steady_clock::now() + std::chrono::seconds(10);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

int measure(std::uint16_t port, const std::string& sessions, const std::string& server) {
    const auto everybody = people_in(sessions);
    if (everybody.size() < 2) return 2;
    const auto& buyer = everybody.front();
    const std::vector<Person> bidders(everybody.begin() + 1, everybody.end());
    Caller caller(port);
    const auto auction = prepare(caller, buyer, bidders);

    std::vector<Offered> offers(static_cast<std::size_t>(std::max(1, setting("BENCH_OFFERS", 100))));
    for (std::size_t i = 0; i < offers.size(); ++i) {
        offers[i].fen = start_fen - static_cast<std::int64_t>(i + 1) * step_fen;
        offers[i].arrived.reserve(bidders.size());
    }
    std::optional<Asking> asking;
    constexpr unsigned connections = 4;
    if (setting("BENCH_ASKING", 1) != 0)
        asking.emplace(port, "/api/v1/auctions/" + auction + "/standing", bidders, connections);
    Crowd crowd(offers, start_fen, step_fen, asking ? &*asking : nullptr);
    crowd.join(port, "/api/v1/feed?entity=auction&entity_id=" + auction, bidders);
    crowd.start();

    const auto worked_before = worked_ms(server);
    make_offers(caller, auction, bidders, offers);
    wait_for_all(crowd, offers.size() * bidders.size());
    const auto worked = worked_ms(server) - worked_before;
    if (asking) asking->stop();
    crowd.stop();

    const auto since_sent = sorted_times(offers, &Offered::sent);
    const auto since_answer = sorted_times(offers, &Offered::answered);
    const auto lost = offers.size() * bidders.size() - since_sent.size();
    const bool kept = at(since_sent, 0.99) < p99_ms_max && lost == 0;
    fmt::print(
        "| {} bidders, {} offers, {} messages | from its sending p50 {:.0f} ms, p99 {:.0f} ms, most {:.0f} ms; from "
        "its answer p99 {:.0f} ms | < {:.0f} ms p99, none lost | {} |\n",
        bidders.size(), offers.size(), since_sent.size(), at(since_sent, 0.5), at(since_sent, 0.99), at(since_sent, 1),
        at(since_answer, 0.99), p99_ms_max, kept ? "kept" : "MISSED");
    fmt::print("load average {}; the server worked {:.1f} ms for each offer; lost {}", load_average(),
               worked / static_cast<double>(offers.size()), lost);
    if (asking) {
        auto took = asking->took_ms();
        std::ranges::sort(took);
        fmt::print("; {} questions how one stands, p50 {:.1f} ms, p99 {:.1f} ms", took.size(), at(took, 0.5),
                   at(took, 0.99));
    }
    fmt::print("\n");
    return kept ? 0 : 1;
}

}  // namespace
}  // namespace dengyun::bench

int main(int count, char** arguments) {
    if (count != 4) {
        fmt::print(stderr, "usage: auction_followers PORT SESSIONS SERVER\n");
        return 2;
    }
    return dengyun::bench::measure(static_cast<std::uint16_t>(std::atoi(arguments[1])), arguments[2], arguments[3]);
}
