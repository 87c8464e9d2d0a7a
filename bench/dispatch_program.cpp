#include "bench/dispatch_program.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <map>

#include "engines/dispatch/candidates.h"
#include "engines/dispatch/quantities.h"

namespace dengyun::dispatch {
namespace {

constexpr double hour = 3.6e6;

struct Slot {
    std::size_t candidate;
    double begin, end;  // hours from now
};

// One lot of an operation in the program.
struct Place {
    std::size_t operation, lot;
    [[nodiscard]] std::string name(const char* kind) const { return fmt::format("{}_{}_{}", kind, operation, lot); }
};

class Program {
  public:
    explicit Program(const Problem& problem)
        : problem_(problem),
          network_(problem),
          order_(problem.orders[0]),
          needs_(*needs_of(order_)),
          latest_(static_cast<double>(problem.horizon_ms - problem.now_ms) / hour) {
        for (std::size_t o = 0; o < order_.operations.size(); ++o) {
            candidates_.push_back(find_candidates(network_, {.operation = &order_.operations[o],
                                                             .input_milli = needs_.input_milli[o],
                                                             .from_ms = problem.now_ms})
                                      .able);
            slots_.emplace_back();
            for (std::size_t c = 0; c < candidates_[o].size(); ++c) gaps(o, c);
        }
    }

    std::string text() {
        for (std::size_t o = 0; o < order_.operations.size(); ++o) {
            std::string sum;
            for (std::size_t l = 0; l < lots(o); ++l) {
                place({o, l});
                for (std::size_t c = 0; c < candidates_[o].size(); ++c) sum += fmt::format(" + q_{}_{}_{}", o, l, c);
            }
            row(sum, "=", pieces(needs_.input_milli[o]));
            for (const auto& link : order_.operations[o].predecessors) flows(at(link.operation), o);
        }
        once_on_a_machine();
        std::string out = "Minimize\n obj:" + objective_ + "\nSubject To\n" + rows_ + "Binary\n";
        for (const auto& one : binaries_) out += " " + one + "\n";
        out += "General\n";
        for (const auto& one : integers_) out += " " + one + "\n";
        return out + "End\n";
    }

  private:
    static double pieces(std::int64_t milli) { return static_cast<double>(milli) / 1000; }
    [[nodiscard]] std::size_t lots(std::size_t o) const {
        return static_cast<std::size_t>(order_.operations[o].lots_max);
    }
    void row(const std::string& terms, const char* sense, double value) {
        rows_ += fmt::format(" r{}:{} {} {:.9f}\n", ++count_, terms, sense, value);
    }
    [[nodiscard]] std::string y(const Place& one, std::size_t slot) const {
        return fmt::format("y_{}_{}_{}", one.operation, one.lot, slot);
    }
    // All slots of a candidate, with a factor in front.
    [[nodiscard]] std::string on(const Place& one, std::size_t candidate, const char* factor) const {
        std::string out;
        for (std::size_t s = 0; s < slots_[one.operation].size(); ++s)
            if (slots_[one.operation][s].candidate == candidate) out += fmt::format(" {} {}", factor, y(one, s));
        return out;
    }

    void gaps(std::size_t o, std::size_t c) {
        const auto machine = candidates_[o][c].machine;
        Tick from = 0;
        auto booked = std::vector<Interval>(network_.booked(machine).begin(), network_.booked(machine).end());
        booked.push_back({network_.calendar(machine).total(), 0});
        for (const auto& one : booked) {
            if (one.begin > from)
                slots_[o].push_back({c, static_cast<double>(from) / hour, static_cast<double>(one.begin) / hour});
            from = std::max(from, one.end);
        }
    }

    void place(const Place& one) {
        const auto& operation = order_.operations[one.operation];
        const double setup = static_cast<double>(operation.setup_ms) / hour;
        std::string used, begin, ends, charge, least, duration;
        for (std::size_t s = 0; s < slots_[one.operation].size(); ++s) {
            const auto& slot = slots_[one.operation][s];
            const auto& candidate = candidates_[one.operation][slot.candidate];
            const auto& rate = network_.rate(candidate.machine, candidate.capability);
            const auto name = y(one, s);
            binaries_.push_back(name);
            used += " + " + name;
            begin += fmt::format(" - {:.9f} {}", slot.begin, name);
            ends += fmt::format(" - {:.9f} {}", slot.end, name);
            duration += fmt::format(" + {:.9f} {}", setup, name);
            charge += fmt::format(" - {} {}", rate.setup_fen, name);
            least += fmt::format(" - {} {}", rate.minimum_fen, name);
            if (static_cast<Index>(one.operation) == needs_.last) {
                const auto site = network_.site(candidate.machine);
                if (site != order_.destination)
                    objective_ += fmt::format(" + {} {}", way_fen(site, order_.destination), name);
            }
        }
        for (std::size_t c = 0; c < candidates_[one.operation].size(); ++c) {
            const auto& candidate = candidates_[one.operation][c];
            const auto& rate = network_.rate(candidate.machine, candidate.capability);
            const auto quantity = fmt::format("q_{}_{}_{}", one.operation, one.lot, c);
            const double unit = static_cast<double>(candidate.unit_us) / 1e6 / 3600;
            duration += fmt::format(" + {:.12f} {}", unit, quantity);
            charge += fmt::format(
                " - {:.9f} {}",
                unit * static_cast<double>(rate.hour_fen) + static_cast<double>(rate.piece_micro_yuan) / 1e4, quantity);
            const double most = std::min(pieces(candidate.lot_max_milli), pieces(needs_.input_milli[one.operation]));
            row(fmt::format(" {}", quantity) + on(one, c, fmt::format("- {:.3f}", most).c_str()), "<=", 0);
            row(fmt::format(" {}", quantity) +
                    on(one, c, fmt::format("- {:.3f}", pieces(candidate.lot_min_milli)).c_str()),
                ">=", 0);
        }
        // Whole steps; the sum of an operation is one, so that none of its lots needs an odd rest.
        std::string quantities;
        for (std::size_t c = 0; c < candidates_[one.operation].size(); ++c)
            quantities += fmt::format(" + q_{}_{}_{}", one.operation, one.lot, c);
        integers_.push_back(one.name("n"));
        row(quantities + fmt::format(" - {:.3f} {}", pieces(operation.lot_step_milli), one.name("n")), "=", 0);
        row(used, one.lot == 0 ? "=" : "<=", 1);
        row(" " + one.name("s") + begin, ">=", 0);
        row(" " + one.name("d") + negated(duration), "=", 0);
        row(" " + one.name("s") + " + " + one.name("d") + ends + fmt::format(" + {:.3f} ", latest_) + one.name("u"),
            "<=", latest_);
        row(" " + one.name("u") + negated(used), "=", 0);
        row(" " + one.name("c") + charge, ">=", 0);
        row(" " + one.name("c") + least, ">=", 0);
        objective_ += " + " + one.name("c");
        if (static_cast<Index>(one.operation) != needs_.last) return;
        std::string lag;
        for (std::size_t s = 0; s < slots_[one.operation].size(); ++s) {
            const auto site = network_.site(candidates_[one.operation][slots_[one.operation][s].candidate].machine);
            if (site != order_.destination)
                lag += fmt::format(" + {:.9f} {}", way_hours(site, order_.destination), y(one, s));
        }
        const double due = static_cast<double>(order_.due_ms - problem_.now_ms) / hour;
        row(" " + one.name("s") + " + " + one.name("d") + lag + fmt::format(" + {:.3f} ", latest_) + one.name("u"),
            "<=", due + latest_);
    }
    static std::string negated(std::string terms) {
        std::ranges::replace(terms, '+', '-');
        return terms;
    }
    [[nodiscard]] std::int64_t way_fen(Index from, Index to) const {
        return shipment_fen(problem_.transport, network_.metres(from, to), 1000, 0);
    }
    [[nodiscard]] double way_hours(Index from, Index to) const {
        return static_cast<double>(way_ms(problem_.transport, network_.metres(from, to))) / hour;
    }

    void flows(std::size_t p, std::size_t o) {
        const double yield = static_cast<double>(order_.operations[p].yield_ppm) / 1e6;
        for (std::size_t a = 0; a < lots(p); ++a) {
            std::string sent;
            for (std::size_t b = 0; b < lots(o); ++b) sent += fmt::format(" + f_{}_{}_{}_{}", p, a, o, b);
            for (std::size_t c = 0; c < candidates_[p].size(); ++c)
                sent += fmt::format(" - {:.9f} q_{}_{}_{}", yield, p, a, c);
            row(sent, "<=", 0);
            for (std::size_t b = 0; b < lots(o); ++b) pair({p, a}, {o, b});
        }
        for (std::size_t b = 0; b < lots(o); ++b) {
            std::string got;
            for (std::size_t a = 0; a < lots(p); ++a) got += fmt::format(" + f_{}_{}_{}_{}", p, a, o, b);
            for (std::size_t c = 0; c < candidates_[o].size(); ++c) got += fmt::format(" - q_{}_{}_{}", o, b, c);
            row(got, "=", 0);
        }
    }

    // Whether anything goes between two lots, on which machines, how long it takes and what that costs.
    void pair(const Place& from, const Place& to) {
        const auto key = fmt::format("{}_{}_{}_{}", from.operation, from.lot, to.operation, to.lot);
        binaries_.push_back("x_" + key);
        row(fmt::format(" f_{} - {:.3f} x_{}", key, pieces(needs_.input_milli[from.operation]), key), "<=", 0);
        std::string lag;
        const auto& senders = candidates_[from.operation];
        const auto& receivers = candidates_[to.operation];
        for (std::size_t a = 0; a < senders.size(); ++a)
            for (std::size_t b = 0; b < receivers.size(); ++b) {
                const auto w = fmt::format("w_{}_{}_{}", key, a, b);
                row(" " + w + on(from, a, "-"), "<=", 0);
                row(" " + w + on(to, b, "-"), "<=", 0);
                const auto one = network_.site(senders[a].machine), other = network_.site(receivers[b].machine);
                if (one == other) continue;
                objective_ += fmt::format(" + {} {}", way_fen(one, other), w);
                lag += fmt::format(" - {:.9f} {}", way_hours(one, other), w);
            }
        for (std::size_t a = 0; a < senders.size(); ++a) {
            std::string sum;
            for (std::size_t b = 0; b < receivers.size(); ++b) sum += fmt::format(" + w_{}_{}_{}", key, a, b);
            row(sum + on(from, a, "-") + " - x_" + key, ">=", -1);
        }
        for (std::size_t b = 0; b < receivers.size(); ++b) {
            std::string sum;
            for (std::size_t a = 0; a < senders.size(); ++a) sum += fmt::format(" + w_{}_{}_{}", key, a, b);
            row(sum + on(to, b, "-") + " - x_" + key, ">=", -1);
        }
        const double setup = static_cast<double>(order_.operations[to.operation].setup_ms) / hour;
        row(" " + to.name("s") + " - " + from.name("s") + " - " + from.name("d") + lag + run_before(from, to) +
                fmt::format(" - {:.3f} x_{}", 2 * latest_, key),
            ">=", -setup - 2 * latest_);
    }

    // How long the receiver runs on what it uses before this sender's goods: on all of the other sender's where those
    // are used first. Nothing where there is no other sender.
    std::string run_before(const Place& from, const Place& to) {
        if (lots(from.operation) < 2) return "";
        const auto lot = [&](const Place& sender) {
            return fmt::format("{}_{}_{}_{}", sender.operation, sender.lot, to.operation, to.lot);
        };
        const Place other{from.operation, 1 - from.lot};
        const auto wait = "t_" + lot(from);
        const auto is_first = fmt::format("o_{}_{}_{}", from.operation, to.operation, to.lot);  // sender 0 is
        if (from.lot == 0) binaries_.push_back(is_first);
        // At the pace of the machine that the receiver is on.
        std::string run, parts;
        const auto& receivers = candidates_[to.operation];
        for (std::size_t c = 0; c < receivers.size(); ++c) {
            const auto part = fmt::format("g_{}_{}", lot(other), c);
            parts += " + " + part;
            run += fmt::format(" - {:.12f} {}", static_cast<double>(receivers[c].unit_us) / 1e6 / 3600, part);
            row(" " + part + on(to, c, fmt::format("- {:.3f}", pieces(needs_.input_milli[to.operation])).c_str()),
                "<=", 0);
        }
        row(parts + " - f_" + lot(other), "=", 0);
        row(" " + wait + run, "<=", 0);
        if (from.lot == 0)
            row(fmt::format(" {} + {:.3f} {}", wait, latest_, is_first), "<=", latest_);
        else
            row(fmt::format(" {} - {:.3f} {}", wait, latest_, is_first), "<=", 0);
        return " + " + wait;
    }

    // Two lots in one gap of a machine follow each other.
    void once_on_a_machine() {
        std::map<std::pair<Index, double>, std::vector<std::pair<Place, std::string>>> users;
        for (std::size_t o = 0; o < slots_.size(); ++o)
            for (std::size_t l = 0; l < lots(o); ++l)
                for (std::size_t s = 0; s < slots_[o].size(); ++s)
                    users[{candidates_[o][slots_[o][s].candidate].machine, slots_[o][s].begin}].push_back(
                        {Place{o, l}, y({o, l}, s)});
        const double much = 2 * latest_;
        for (const auto& [gap, list] : users)
            for (std::size_t i = 0; i < list.size(); ++i)
                for (std::size_t j = i + 1; j < list.size(); ++j) {
                    const auto& [a, y_a] = list[i];
                    const auto& [b, y_b] = list[j];
                    const auto first = fmt::format("b_{}_{}", y_a, y_b);
                    binaries_.push_back(first);
                    const auto both = fmt::format(" - {0:.3f} {1} - {0:.3f} {2}", much, y_a, y_b);
                    row(" " + b.name("s") + " - " + a.name("s") + " - " + a.name("d") + both +
                            fmt::format(" - {:.3f} {}", much, first),
                        ">=", -3 * much);
                    row(" " + a.name("s") + " - " + b.name("s") + " - " + b.name("d") + both +
                            fmt::format(" + {:.3f} {}", much, first),
                        ">=", -2 * much);
                }
    }

    const Problem& problem_;
    Network network_;
    const Order& order_;
    Needs needs_;
    double latest_;
    std::vector<std::vector<Candidate>> candidates_;
    std::vector<std::vector<Slot>> slots_;
    std::string objective_, rows_;
    std::vector<std::string> binaries_, integers_;
    int count_ = 0;
};

}  // namespace

Exact solve_exactly(const Problem& problem, const std::filesystem::path& folder) {
    const auto program = folder / "program.lp", solution = folder / "solution.txt";
    std::ofstream(program) << Program(problem).text();
    std::filesystem::remove(solution);
    const auto command = fmt::format("cbc {} sec 60 ratio 0 integerTolerance 1e-9 solve solution {} > {}/log.txt 2>&1",
                                     program.string(), solution.string(), folder.string());
    if (std::system(command.c_str()) != 0) return {"failed"};
    std::ifstream file(solution);
    std::string line;
    std::getline(file, line);
    Exact out{line.substr(0, line.find_first_of(" -"))};
    if (line.starts_with("Integer infeasible")) out.state = "Infeasible";
    const auto value = line.rfind("value ");
    if (value != std::string::npos) out.objective = std::strtod(line.c_str() + value + 6, nullptr);
    return out;
}

}  // namespace dengyun::dispatch
