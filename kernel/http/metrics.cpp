#include "kernel/http/metrics.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/base/assert.h"

namespace dengyun::http {
namespace {

std::string escaped(std::string_view text, bool quotes_too) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '\n')
            out += "\\n";
        else if (c == '"' && quotes_too)
            out += "\\\"";
        else
            out += c;
    }
    return out;
}

bool is_metric_name(std::string_view name) {
    return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
    });
}

std::string label_text(const Labels& labels) {
    std::string out;
    for (const auto& [name, value] : labels) {
        DENGYUN_ASSERT(is_metric_name(name));
        if (!out.empty()) out += ',';
        out.append(name).append("=\"").append(escaped(value, true)).append("\"");
    }
    return out;
}

std::string braced(std::string_view labels) { return labels.empty() ? std::string() : fmt::format("{{{}}}", labels); }

void write_histogram(std::string& out, std::string_view name, std::string_view labels, const Histogram& histogram) {
    const auto counts = histogram.counts();
    const std::string before = labels.empty() ? std::string() : std::string(labels) + ",";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        sum += counts[i];
        const auto bound =
            i < histogram.bounds().size() ? fmt::format("{}", histogram.bounds()[i]) : std::string("+Inf");
        out += fmt::format("{}_bucket{{{}le=\"{}\"}} {}\n", name, before, bound, sum);
    }
    out +=
        fmt::format("{}_sum{} {}\n{}_count{} {}\n", name, braced(labels), histogram.sum(), name, braced(labels), sum);
}

}  // namespace

Histogram::Histogram(std::span<const double> bounds)
    : bounds_(bounds.begin(), bounds.end()),
      counts_(std::make_unique<std::atomic<std::uint64_t>[]>(bounds.size() + 1)) {
    DENGYUN_ASSERT(std::ranges::is_sorted(bounds_));
}

void Histogram::observe(double value) {
    const auto at = static_cast<std::size_t>(std::ranges::lower_bound(bounds_, value) - bounds_.begin());
    counts_[at].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
}

std::vector<std::uint64_t> Histogram::counts() const {
    std::vector<std::uint64_t> counts(bounds_.size() + 1);
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = counts_[i].load(std::memory_order_relaxed);
    return counts;
}

Metrics::Series& Metrics::series(std::string_view name, std::string_view help, Type type, const Labels& labels) {
    auto found = families_.find(name);
    if (found == families_.end()) {
        DENGYUN_ASSERT(is_metric_name(name));
        found = families_.emplace(std::string(name), Family{type, std::string(help), {}}).first;
    }
    auto& family = found->second;
    DENGYUN_ASSERT(family.type == type);
    auto text = label_text(labels);
    if (!family.series.contains(text) && family.series.size() >= series_max) {
        Labels other = labels;
        for (auto& label : other) label.second = "other";
        text = label_text(other);
    }
    auto& series = family.series[text];
    series.labels = text;
    return series;
}

Counter& Metrics::counter(std::string_view name, std::string_view help, Labels labels) {
    const std::lock_guard lock(mutex_);
    auto& made = series(name, help, Type::counter, labels);
    if (!made.counter) made.counter = std::make_unique<Counter>();
    return *made.counter;
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, Labels labels) {
    const std::lock_guard lock(mutex_);
    auto& made = series(name, help, Type::gauge, labels);
    if (!made.gauge) made.gauge = std::make_unique<Gauge>();
    return *made.gauge;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help, std::span<const double> bounds,
                              Labels labels) {
    const std::lock_guard lock(mutex_);
    auto& made = series(name, help, Type::histogram, labels);
    if (!made.histogram) made.histogram = std::make_unique<Histogram>(bounds);
    return *made.histogram;
}

void Metrics::watch(std::string_view name, std::string_view help, bool counts_up, std::function<double()> read) {
    const std::lock_guard lock(mutex_);
    series(name, help, counts_up ? Type::watch_counter : Type::watch_gauge, {}).read = std::move(read);
}

void Metrics::write(std::string& out, std::string_view name, const Family& family) {
    const bool counts_up = family.type == Type::counter || family.type == Type::watch_counter;
    const auto* type = family.type == Type::histogram ? "histogram" : counts_up ? "counter" : "gauge";
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, escaped(family.help, false), name, type);
    for (const auto& [key, one] : family.series) {
        if (one.histogram)
            write_histogram(out, name, one.labels, *one.histogram);
        else if (one.counter)
            out += fmt::format("{}{} {}\n", name, braced(one.labels), one.counter->value());
        else if (one.gauge)
            out += fmt::format("{}{} {}\n", name, braced(one.labels), one.gauge->value());
        else if (one.read)
            out += fmt::format("{}{} {}\n", name, braced(one.labels), one.read());
    }
}

std::string Metrics::text() const {
    const std::lock_guard lock(mutex_);
    std::string out;
    for (const auto& [name, family] : families_) write(out, name, family);
    return out;
}

}  // namespace dengyun::http
