// The anomaly detectors on public data: bench_anomaly FOLDER, where FOLDER holds nab/ and skab/ (CSV files, gzip or
// plain, combined_windows.json). Parameters were chosen on every second file, in the order of their names, and are
// reported on the others and on all.
//
// NAB (A. Lavin, S. Ahmad: "Evaluating real-time anomaly detection algorithms", 2015), standard profile: the first
// detection in a window counts 1 falling to 0 at its end, a missed window -1, a false one up to -0.11; normalised so
// that silence is 0 and perfect 100. One threshold for all files. SKAB: first 400 rows of each file are learnt, all
// later rows pooled, binary F1.
#include <boost/json.hpp>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <zlib.h>

#include "engines/anomaly/detector.h"
#include "engines/anomaly/drift.h"

using namespace dengyun;
namespace fs = std::filesystem;

namespace {

// Plain and gzip alike.
std::string read_file(const fs::path& path) {
    gzFile file = gzopen(path.c_str(), "rb");
    if (file == nullptr) return {};
    std::string text;
    char space[65'536];
    for (int size = 0; (size = gzread(file, space, sizeof space)) > 0;)
        text.append(space, static_cast<std::size_t>(size));
    gzclose(file);
    return text;
}

std::vector<std::vector<std::string>> read_rows(const fs::path& path) {
    std::istringstream text(read_file(path));
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(text, line);  // names
    while (std::getline(text, line)) {
        auto& row = rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    }
    return rows;
}

double seconds_of(const std::string& text) {
    std::tm moment{};
    strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &moment);
    return static_cast<double>(timegm(&moment));
}

// ---- NAB

struct Stream {
    std::vector<double> times, values, scores;
    std::vector<std::pair<std::size_t, std::size_t>> windows;  // first and last row
};

std::vector<Stream> load_nab(const fs::path& folder) {
    const auto labels = boost::json::parse(read_file(folder / "combined_windows.json")).as_object();
    std::map<std::string, boost::json::array> by_name;
    for (const auto& [name, windows] : labels) by_name[name] = windows.as_array();
    std::vector<Stream> streams;
    for (const auto& [name, windows] : by_name) {
        auto path = folder / name;
        if (!fs::exists(path)) path += ".gz";
        if (!fs::exists(path)) continue;
        auto& stream = streams.emplace_back();
        for (const auto& row : read_rows(path)) {
            stream.times.push_back(seconds_of(row.at(0)));
            stream.values.push_back(std::stod(row.at(1)));
        }
        const auto begin = stream.times.begin();
        for (const auto& window : windows) {
            const auto from = seconds_of(std::string(window.at(0).as_string()));
            const auto to = seconds_of(std::string(window.at(1).as_string()));
            const auto first = std::lower_bound(begin, stream.times.end(), from) - begin;
            const auto last = std::upper_bound(begin, stream.times.end(), to) - begin - 1;
            stream.windows.emplace_back(first, last);
        }
        anomaly::Detector detector;
        for (std::size_t i = 0; i < stream.values.size(); i++)
            stream.scores.push_back(detector.score(stream.times[i], stream.values[i]));
    }
    return streams;
}

double weight_at(double position) { return position > 3 ? -1 : 2 / (1 + std::exp(5 * position)) - 1; }

// What the detections of one stream score, beside -1 for each window.
double score_nab(const Stream& stream, double threshold) {
    constexpr double false_weight = 0.11;
    const auto probation =
        std::min(static_cast<std::size_t>(0.15 * static_cast<double>(stream.values.size())), std::size_t{750});
    std::vector<bool> found(stream.windows.size());
    double sum = -static_cast<double>(stream.windows.size());
    std::size_t quiet_until = 0;
    for (std::size_t i = 0; i < stream.scores.size(); i++) {
        if (i < quiet_until || stream.scores[i] < threshold) continue;
        quiet_until = i + 1 + anomaly::event_values;
        if (i < probation) continue;
        double gained = -false_weight;
        for (std::size_t k = 0; k < stream.windows.size(); k++) {
            const auto [first, last] = stream.windows[k];
            const auto length = static_cast<double>(last - first + 1);
            if (i > last) gained = false_weight * weight_at(static_cast<double>(i - last) / (length - 1));
            if (i < first || i > last) continue;
            gained = found[k] ? 0 : 1 + weight_at(-static_cast<double>(last - i + 1) / length) / weight_at(-1);
            found[k] = true;
            break;
        }
        sum += gained;
    }
    return sum;
}

enum class Half { chosen, held, all };
bool is_in(Half half, std::size_t index) { return half == Half::all || (index % 2 == 0) == (half == Half::chosen); }

double normalised_nab(const std::vector<Stream>& streams, double threshold, Half half) {
    double sum = 0;
    double windows = 0;
    for (std::size_t i = 0; i < streams.size(); i++) {
        if (!is_in(half, i)) continue;
        sum += score_nab(streams[i], threshold);
        windows += static_cast<double>(streams[i].windows.size());
    }
    return 100 * (sum + windows) / (2 * windows);
}

// ---- SKAB

struct Experiment {
    std::vector<double> scores;
    std::vector<bool> is_anomaly;
};

std::vector<Experiment> load_skab(const fs::path& folder) {
    constexpr std::size_t learnt = 400;
    constexpr std::size_t series = 8;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().string().contains(".csv") && !entry.path().string().contains("anomaly-free") &&
            !entry.path().string().contains("reference"))
            paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<Experiment> experiments;
    for (const auto& path : paths) {
        std::vector<std::vector<double>> values;
        std::vector<bool> labels;
        for (const auto& row : read_rows(path)) {
            auto& one = values.emplace_back();
            for (std::size_t i = 1; i <= series; i++) one.push_back(std::stod(row.at(i)));
            labels.push_back(std::stod(row.at(series + 1)) != 0);
        }
        auto drift = anomaly::Drift::learn(std::span(values).first(learnt)).value();
        auto& experiment = experiments.emplace_back();
        for (std::size_t i = learnt; i < values.size(); i++) {
            experiment.scores.push_back(drift.score(values[i]));
            experiment.is_anomaly.push_back(labels[i]);
        }
    }
    return experiments;
}

struct Confusion {
    double hits = 0, alarms = 0, misses = 0, quiet = 0;
    [[nodiscard]] double f1() const { return 2 * hits / (2 * hits + alarms + misses); }
    [[nodiscard]] double false_percent() const { return 100 * alarms / (alarms + quiet); }
    [[nodiscard]] double missed_percent() const { return 100 * misses / (hits + misses); }
};

Confusion confuse(const std::vector<Experiment>& experiments, double threshold, Half half) {
    Confusion sum;
    for (std::size_t k = 0; k < experiments.size(); k++) {
        if (!is_in(half, k)) continue;
        for (std::size_t i = 0; i < experiments[k].scores.size(); i++) {
            const bool is_told = experiments[k].scores[i] >= threshold;
            if (experiments[k].is_anomaly[i])
                (is_told ? sum.hits : sum.misses)++;
            else
                (is_told ? sum.alarms : sum.quiet)++;
        }
    }
    return sum;
}

// The threshold that is best on the half it is chosen on.
template <class Score>
double best_threshold(double from, double factor, double to, Score score) {
    double best = from;
    for (double threshold = from; threshold < to; threshold *= factor)
        if (score(threshold) > score(best)) best = threshold;
    return best;
}

}  // namespace

int main(int count, char** given) {
    if (count != 2) {
        fmt::print(stderr, "usage: bench_anomaly FOLDER\n");
        return 2;
    }
    const fs::path folder = given[1];
    const auto started = std::chrono::steady_clock::now();
    const auto streams = load_nab(folder / "nab");
    std::size_t rows = 0;
    for (const auto& stream : streams) rows += stream.values.size();
    const auto nab = anomaly::unusual_score;
    fmt::print("| data | ours | held-out half |\n|---|---|---|\n");
    fmt::print(
        "| NAB standard, {} files ({} rows), threshold {:.2f} (half it was chosen on: {:.1f}; best there {:.2f}) | "
        "{:.1f} | {:.1f} |\n",
        streams.size(), rows, nab, normalised_nab(streams, nab, Half::chosen),
        best_threshold(1.8, 1.02, 15, [&](double t) { return normalised_nab(streams, t, Half::chosen); }),
        normalised_nab(streams, nab, Half::all), normalised_nab(streams, nab, Half::held));
    const auto experiments = load_skab(folder / "skab");
    const auto skab =
        best_threshold(0.1, 1.05, 100, [&](double t) { return confuse(experiments, t, Half::chosen).f1(); });
    for (const auto threshold : {skab, 1.0}) {
        const auto all = confuse(experiments, threshold, Half::all);
        fmt::print(
            "| SKAB F1, {} files, threshold {:.2f} (half it was chosen on: {:.3f}); FAR {:.1f} %, MAR {:.1f} % | "
            "{:.3f} | {:.3f} |\n",
            experiments.size(), threshold, confuse(experiments, threshold, Half::chosen).f1(), all.false_percent(),
            all.missed_percent(), all.f1(), confuse(experiments, threshold, Half::held).f1());
    }
    fmt::print("{:.1f} s, reading included\n",
               std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    return 0;
}
