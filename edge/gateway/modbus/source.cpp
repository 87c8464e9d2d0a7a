#include "edge/gateway/modbus/source.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/acquisition/words.h"

namespace dengyun::gateway {
namespace {

using acquisition::Binding;
using acquisition::Request;
using acquisition::Table;

constexpr std::chrono::milliseconds first_pause{500};
constexpr std::chrono::milliseconds longest_pause{60'000};
constexpr std::chrono::minutes refused_pause{1};

std::string place_of(const acquisition::ModbusConnection& connection, const Binding& binding) {
    constexpr std::array names{"coil", "discrete_input", "input_register", "holding_register"};
    return connection.name + ": " + names[static_cast<std::size_t>(binding.table)] + ' ' +
           std::to_string(binding.address);
}

std::vector<const acquisition::Point*> points_of(const Binding& binding) {
    std::vector<const acquisition::Point*> points{&binding.point};
    for (const auto& derived : binding.derived) points.push_back(&derived);
    return points;
}

}  // namespace

ModbusSource::ModbusSource(const acquisition::ModbusConnection& connection, SourceNeeds needs)
    : connection_(connection),
      needs_(needs),
      condition_(connection.name, needs.journal),
      bus_(connection),
      backoff_(first_pause, longest_pause) {
    for (const auto& described : connection_.groups) {
        auto& group = groups_.emplace_back(&described);
        for (auto& request : acquisition::merged(
                 described.bindings, {.gap_max = connection_.gap_max, .registers_max = connection_.registers_max}))
            group.planned.push_back({std::move(request)});
        for (const auto& binding : described.bindings) group.tellers.emplace_back(points_of(binding));
    }
}

Moment ModbusSource::pass(Moment now) {
    auto next = now + longest_pause;
    if (now < silent_until_) return silent_until_;
    for (auto& group : groups_) {
        if (group.due_at <= now) {
            poll(group, now);
            const std::chrono::milliseconds period(group.described->period_ms);
            // In step with the first poll; what was missed is not made up for.
            if (group.due_at == Moment{}) group.due_at = now;
            group.due_at += period * ((now - group.due_at) / period + 1);
            if (now < silent_until_) return silent_until_;
        }
        next = std::min(next, group.due_at);
    }
    return next;
}

void ModbusSource::poll(Group& group, Moment now) {
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < group.planned.size();) {
        if (now < group.planned[i].asleep_until) {
            ++i;
            continue;
        }
        // By value: halving changes the plan.
        const auto request = group.planned[i].request;
        const auto outcome = ask(group, request, samples);
        if (outcome == Outcome::broken) {
            silent_until_ = now + backoff_.next();
            break;
        }
        if (outcome == Outcome::refused) {
            refused(group, i, now);
            if (request.bindings.size() > 1) continue;  // the halves come at once
        }
        ++i;
    }
    // What cannot be kept is counted there; the device goes on.
    static_cast<void>(needs_.recorder.add(samples));
}

ModbusSource::Outcome ModbusSource::ask(Group& group, const Request& request, std::vector<Sample>& samples) {
    const std::lock_guard lock(bus_mutex_);
    const auto answered = read(group, request, samples, group.tellers);
    if (answered) {
        condition_.succeeded();
        backoff_.reset();
        return Outcome::read;
    }
    if (answered.error().kind == BusFailure::Kind::connection) {
        condition_.failed("gateway.connection_lost", answered.error().why);
        return Outcome::broken;
    }
    condition_.excepted();
    backoff_.reset();
    return answered.error().kind == BusFailure::Kind::refused ? Outcome::refused : Outcome::busy;
}

BusResult<void> ModbusSource::read(const Group& group, const Request& request, std::vector<Sample>& samples,
                                   std::vector<Teller>& tellers) {
    const auto count = static_cast<std::size_t>(request.count);
    std::array<std::uint16_t, 125> words{};
    std::array<std::uint8_t, acquisition::bits_per_request_max> bits{};
    const bool reads_bits = acquisition::is_bits(request.table);
    auto answered = reads_bits ? bus_.read_bits(request.table, request.address, std::span(bits).first(count))
                               : bus_.read_words(request.table, request.address, std::span(words).first(count));
    if (!answered) return answered;
    const auto at_ms = milliseconds_of(needs_.clock.now());
    for (const auto member : request.bindings) {
        const auto& binding = group.described->bindings[member];
        const auto place = static_cast<std::size_t>(binding.address - request.address);
        acquisition::Value value = reads_bits && bits[place] != 0;
        if (!reads_bits) {
            const auto own =
                std::span(words).subspan(place, static_cast<std::size_t>(acquisition::words_of(binding.type)));
            std::visit([&](auto number) { value = number; }, acquisition::number_in(own, binding.type, binding.order));
        }
        tellers[member].tell(value, at_ms, samples);
    }
    return {};
}

void ModbusSource::refused(Group& group, std::size_t place, Moment now) {
    auto& planned = group.planned[place];
    const auto& bindings = group.described->bindings;
    if (planned.request.bindings.size() > 1) {
        auto [low, high] = acquisition::halves(planned.request, bindings);
        planned.request = std::move(low);
        group.planned.insert(group.planned.begin() + static_cast<std::ptrdiff_t>(place) + 1, {std::move(high)});
        return;
    }
    if (planned.asleep_until == Moment{})
        needs_.journal.say(Severity::warning, "gateway.register_refused",
                           place_of(connection_, bindings[planned.request.bindings.front()]));
    planned.asleep_until = now + refused_pause;
}

const Binding* ModbusSource::writable(std::string_view device, std::string_view point) const {
    for (const auto& group : connection_.groups)
        for (const auto& binding : group.bindings)
            if (binding.is_writable && binding.point.device == device && binding.point.name == point) return &binding;
    return nullptr;
}

bool ModbusSource::writes(std::string_view device, std::string_view point) const {
    return writable(device, point) != nullptr;
}

Result<double> ModbusSource::write(std::string_view device, std::string_view point, double value) {
    const auto* binding = writable(device, point);
    if (binding == nullptr) return fail(ErrorKind::invalid, "gateway.not_writable");
    if (!std::isfinite(value) || (binding->write_min && value < *binding->write_min) ||
        (binding->write_max && value > *binding->write_max))
        return fail(ErrorKind::invalid, "gateway.value_out_of_range");
    const auto raw = (value - binding->point.offset) / binding->point.scale;
    const bool fits = acquisition::is_bits(binding->table)
                          ? raw == 0 || raw == 1
                          : acquisition::words_for(raw, binding->type, binding->order).has_value();
    if (!fits) return fail(ErrorKind::invalid, "gateway.value_out_of_range");
    const auto read_back = write_and_read(*binding, raw);
    if (!read_back) {
        const bool is_refused = read_back.error().kind == BusFailure::Kind::refused;
        return fail(ErrorKind::unavailable, is_refused ? "gateway.device_refused" : "gateway.device_silent", {},
                    read_back.error().why);
    }
    return *read_back * binding->point.scale + binding->point.offset;
}

BusResult<double> ModbusSource::write_and_read(const Binding& binding, double raw) {
    const std::lock_guard lock(bus_mutex_);
    if (acquisition::is_bits(binding.table)) {
        std::array<std::uint8_t, 1> bit{};
        if (auto written = bus_.write_coil(binding.address, raw != 0); !written)
            return std::unexpected(written.error());
        if (auto read = bus_.read_bits(binding.table, binding.address, bit); !read)
            return std::unexpected(read.error());
        return bit[0] != 0 ? 1.0 : 0.0;
    }
    const auto count = static_cast<std::size_t>(acquisition::words_of(binding.type));
    auto words = *acquisition::words_for(raw, binding.type, binding.order);
    const auto own = std::span(words).first(count);
    if (auto written = bus_.write_words(binding.address, own); !written) return std::unexpected(written.error());
    if (auto read = bus_.read_words(binding.table, binding.address, own); !read) return std::unexpected(read.error());
    return std::visit([](auto number) { return static_cast<double>(number); },
                      acquisition::number_in(own, binding.type, binding.order));
}

}  // namespace dengyun::gateway
