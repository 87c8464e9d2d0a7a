#include "modules/telemetry/intake/intake.h"

#include <boost/json.hpp>

#include "kernel/base/digest.h"
#include "kernel/meta/json.h"
#include "modules/telemetry/firmware/service.h"
#include "modules/telemetry/parameters/service.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

Scope own_scope(Id<Organisation> organisation) {
    return Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"});
}

}  // namespace

Intake::Intake(Needs needs) : needs_(needs) {
    listening_ = needs_.store.listen([this](Id<Organisation> organisation) {
        const std::unique_lock lock(mutex_);
        ++generations_[organisation.value];
    });
}

std::uint64_t Intake::generation(Id<Organisation> organisation) const {
    const std::shared_lock lock(mutex_);
    const auto found = generations_.find(organisation.value);
    return found == generations_.end() ? 0 : found->second;
}

LivePtr Intake::live(Id<Organisation> organisation, Id<Device> device) {
    const std::unique_lock lock(mutex_);
    auto& known = by_id_[device.value];
    if (!known) known = std::make_shared<LiveDevice>(device, organisation);
    return known;
}

// The row as it is now; read again when something has happened in its organisation.
Result<> Intake::refresh(LiveDevice& device) {
    const auto now = generation(device.organisation);
    if (device.row() && device.row_generation() == now) return {};
    DENGYUN_TRY(row, read_row(device));
    device.set_row(std::make_shared<const Device>(std::move(row)), now);
    return {};
}

Result<Device> Intake::read_row(const LiveDevice& device) {
    return needs_.store.read<Device>(own_scope(device.organisation),
                                     [&](store::Reader& reader) { return reader.find(device.id); });
}

Result<LivePtr> Intake::find_by_hint(std::string_view hint) {
    {
        const std::shared_lock lock(mutex_);
        if (const auto found = by_hint_.find(std::string(hint)); found != by_hint_.end()) return found->second;
    }
    const std::array<meta::Scalar, 1> values{hint};
    DENGYUN_TRY(row, needs_.store.read<std::optional<Device>>(Scope::system("telemetry"), [&](store::Reader& reader) {
        return reader.find_by<Device>("device_token_hint", values);
    }));
    if (!row) return LivePtr{};
    auto device = live(row->organisation_id, row->id);
    const std::unique_lock lock(mutex_);
    by_hint_[std::string(hint)] = device;
    return device;
}

Result<LivePtr> Intake::admit(std::string_view token, Way way) {
    const auto unknown = [] { return fail(ErrorKind::unauthenticated, "device.unknown_token"); };
    const auto hint = hint_of(token);
    if (hint.empty()) return unknown();
    DENGYUN_TRY(device, find_by_hint(hint));
    if (!device) return unknown();
    if (const auto known = refresh(*device); !known) {
        if (known.error().kind == ErrorKind::not_found) return unknown();
        return std::unexpected(known.error());
    }
    const auto row = device->row();
    if (!row->token_hash || !equal_in_constant_time(sha256_hex(token), *row->token_hash)) {
        device->refuse({needs_.clock.now(), way, "device.unknown_token", {}});
        return unknown();
    }
    if (!row->is_active) {
        device->refuse({needs_.clock.now(), way, "device.inactive", {}});
        return fail(ErrorKind::forbidden, "device.inactive");
    }
    return std::move(device);
}

Result<LivePtr> Intake::child(const LiveDevice& gateway, std::string_view name) {
    constexpr std::size_t name_bytes_max = 200;
    if (name.empty() || name.size() > name_bytes_max) return fail(ErrorKind::invalid, "device.bad_name");
    const std::pair key{gateway.id.value, std::string(name)};
    LivePtr known;
    {
        const std::shared_lock lock(mutex_);
        if (const auto found = children_.find(key); found != children_.end()) known = found->second;
    }
    // Renamed, removed or switched off meanwhile: looked for again.
    if (known && refresh(*known) && known->row()->name == name && known->row()->gateway_id == gateway.id) {
        if (!known->row()->is_active) return fail(ErrorKind::forbidden, "device.inactive");
        return known;
    }
    const std::array<meta::Scalar, 1> values{name};
    DENGYUN_TRY(row,
                needs_.store.write<Device>(own_scope(gateway.organisation), [&](store::Unit& unit) -> Result<Device> {
                    DENGYUN_TRY(found, unit.find_by<Device>("device_name", values));
                    if (found) return std::move(*found);
                    DENGYUN_CHECK(check_room(unit));
                    Device made;
                    made.name = name;
                    made.gateway_id = gateway.id;
                    made.token_hint = new_token_hint(needs_.random);
                    return unit.insert(std::move(made));
                }));
    if (row.gateway_id != gateway.id) return fail(ErrorKind::conflict, "device.not_behind_gateway");
    auto device = live(gateway.organisation, row.id);
    DENGYUN_CHECK(refresh(*device));
    const std::unique_lock lock(mutex_);
    children_[key] = device;
    return std::move(device);
}

Result<> Intake::prepare(LiveDevice& device, timeseries::Catalogue& catalogue) {
    auto& telemetry = device.telemetry;
    if (telemetry.is_ready) return {};
    DENGYUN_TRY(group, catalogue.group(group_prefix(device.id) + std::string(telemetry_series)));
    telemetry.group = group;
    // Where a column has another type already it stays as it is.
    for (const auto& point : profile_or_generic(device.row()->profile).points) {
        const auto made = catalogue.column(group, column_of(point));
        if (!made && made.error().code != "timeseries.type_conflict") return std::unexpected(made.error());
    }
    const auto columns = catalogue.columns(group);
    for (std::size_t i = 0; i < columns.size(); i++)
        telemetry.columns[columns[i].name] = {static_cast<timeseries::ColumnNumber>(i), columns[i].type};
    telemetry.is_ready = true;
    return {};
}

Result<timeseries::LinesWritten> Intake::write_lines(const LivePtr& device, std::string_view text,
                                                     timeseries::Precision precision) {
    DENGYUN_TRY(shelf, needs_.shelves.open(device->organisation));
    {
        const std::lock_guard lock(device->telemetry.mutex);
        DENGYUN_CHECK(prepare(*device, shelf->store().catalogue()));
    }
    auto writer = device->take_writer();
    if (!writer)
        writer = std::make_unique<timeseries::LineWriter>(
            shelf->store(),
            timeseries::LineWriterOptions{.prefix = group_prefix(device->id),
                                          .converts = true,
                                          .series_max = series_max,
                                          .on_written = [this, owner = device->organisation](
                                                            const timeseries::Batch& batch) { tell(owner, batch); }});
    const auto now = needs_.clock.now();
    auto outcome = writer->write(text, precision, time_of(now));
    device->give_back(std::move(writer));
    if (!outcome) {
        device->refuse({now, Way::line_protocol, outcome.error().code, {}});
        return outcome;
    }
    refused_ += outcome->refused;
    for (const auto& issue : outcome->issues)
        device->refuse({now, Way::line_protocol, "issue." + issue.code, issue.field});
    if (outcome->rows > 0) written(device, Way::line_protocol, outcome->values);
    return outcome;
}

// The value as its column takes it; the column is made where it is new. Errors: codes of the issue in `error.code`.
Result<timeseries::Value> Intake::value_for(LiveDevice& device, timeseries::Catalogue& catalogue,
                                            const ReadValue& read) {
    using timeseries::ColumnType;
    auto type = ColumnType::real;  // of untyped numbers: the next one may have a fraction
    timeseries::Cell cell = 0;
    if (const auto* real = std::get_if<double>(&read.value)) {
        cell = timeseries::real_cell(*real);
    } else if (const auto* integer = std::get_if<std::int64_t>(&read.value)) {
        type = ColumnType::integer;
        cell = timeseries::integer_cell(*integer);
    } else if (const auto* truth = std::get_if<bool>(&read.value)) {
        type = ColumnType::boolean;
        cell = static_cast<timeseries::Cell>(*truth);
    } else {
        type = ColumnType::text;
        DENGYUN_TRY(symbol, catalogue.symbol(std::get<std::string>(read.value)));
        cell = symbol;
    }
    auto& telemetry = device.telemetry;
    auto found = telemetry.columns.find(read.name);
    if (found == telemetry.columns.end()) {
        const auto made = type == ColumnType::integer && !read.is_typed ? ColumnType::real : type;
        const auto number = catalogue.column(telemetry.group, {.name = read.name, .type = made});
        if (number) {
            found = telemetry.columns.emplace(read.name, LiveDevice::Column{*number, made}).first;
        } else {
            // Another process may have made it of another type since we looked.
            const auto there = catalogue.find_column(telemetry.group, read.name);
            if (!there) return std::unexpected(number.error());
            const auto known = catalogue.columns(telemetry.group)[*there].type;
            found = telemetry.columns.emplace(read.name, LiveDevice::Column{*there, known}).first;
        }
    }
    const auto converted = timeseries::converted_cell(cell, type, found->second.type);
    if (!converted) return fail(ErrorKind::conflict, "timeseries.type_conflict");
    return timeseries::Value{found->second.number, *converted};
}

// In the order of their coming, and before they are acknowledged.
Result<> Intake::take_firmware_words(const LiveDevice& device, const Readings& readings) {
    for (const auto& reading : readings.readings) {
        FirmwareWord word;
        for (const auto& told : reading.values) {
            const auto& name = told.name;
            const auto* text = std::get_if<std::string>(&told.value);
            if (text == nullptr || (!name.starts_with("fw_") && !name.starts_with("current_fw_"))) continue;
            if (name == "fw_state") word.state = *text;
            if (name == "fw_error") word.error = *text;
            if (name == "current_fw_title") word.title = *text;
            if (name == "current_fw_version") word.version = *text;
        }
        if (!word.says_something()) continue;
        DENGYUN_CHECK(needs_.store.run_write(own_scope(device.organisation), [&](store::Unit& unit) {
            return take_firmware_word(unit, device.id, word);
        }));
    }
    return {};
}

Result<std::size_t> Intake::add_readings(LiveDevice& device, Readings& readings, Way way, timeseries::Batch& batch) {
    DENGYUN_CHECK(take_firmware_words(device, readings));
    DENGYUN_TRY(shelf, needs_.shelves.open(device.organisation));
    auto& catalogue = shelf->store().catalogue();
    const auto now = needs_.clock.now();
    const auto horizon = catalogue.horizon(timeseries::Level::raw);
    const auto refuse = [&](const std::string& name, std::string code) {
        if (readings.refused++ < reading_issues_max) readings.issues.push_back({name, std::move(code)});
    };
    std::size_t added = 0;
    std::vector<timeseries::Value> values;
    {
        const std::lock_guard lock(device.telemetry.mutex);
        DENGYUN_CHECK(prepare(device, catalogue));
        for (const auto& reading : readings.readings) {
            auto& arrived = device.telemetry.arrived_at;
            if (!reading.at) arrived = std::max(time_of(now), arrived + 1);
            const auto time = reading.at.value_or(arrived);
            values.clear();
            for (const auto& read : reading.values) {
                if (time < horizon) {
                    refuse(read.name, "line_too_late");
                    continue;
                }
                const auto value = value_for(device, catalogue, read);
                if (value) {
                    values.push_back(*value);
                    continue;
                }
                if (value.error().kind == ErrorKind::unavailable) return std::unexpected(value.error());
                refuse(read.name, "line_" + value.error().code.substr(std::string_view("timeseries.").size()));
            }
            if (!values.empty()) batch.add({.group = device.telemetry.group, .time = time}, values);
            added += values.size();
        }
    }
    refused_ += readings.refused;
    for (const auto& issue : readings.issues) device.refuse({now, way, "issue." + issue.code, issue.field});
    return added;
}

Result<Readings> Intake::write_json(const LivePtr& device, std::string_view text) {
    const auto told = [&](const Error& error) {
        device->refuse({needs_.clock.now(), Way::json, error.code, {}});
        return std::unexpected(error);
    };
    auto readings = read_readings(text);
    if (!readings) return told(readings.error());
    timeseries::Batch batch;
    const auto values = add_readings(*device, *readings, Way::json, batch);
    if (!values) return told(values.error());
    DENGYUN_TRY(shelf, needs_.shelves.open(device->organisation));
    if (const auto appended = shelf->store().append(batch); !appended) return told(appended.error());
    if (*values > 0) {
        written(device, Way::json, *values);
        tell(device->organisation, batch);
    }
    return readings;
}

void Intake::tell(Id<Organisation> organisation, const timeseries::Batch& batch) const {
    if (needs_.on_written) needs_.on_written(organisation, batch);
}

void Intake::written(const LivePtr& device, Way way, std::size_t values) {
    messages_++;
    values_ += values;
    device->note_message(needs_.clock.now(), way, values);
    device->stamp++;
}

void Intake::store_attributes(const LiveDevice& device, std::string json, store::Store::Done done) {
    auto told = meta::parse_json(json);
    if (!told || !told->is_object()) return done(fail(ErrorKind::invalid, "telemetry.bad_json"));
    const auto id = device.id;
    needs_.store.submit_write(
        own_scope(device.organisation),
        [id, told = std::move(*told)](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(row, unit.find(id));
            DENGYUN_TRY(kept, meta::parse_json(row.client_attributes));
            const auto before = kept.as_object();
            for (const auto& [name, value] : told.get_object()) kept.as_object()[name] = value;
            const auto text = boost::json::serialize(kept);
            if (text.size() > attributes_length_max) return fail(ErrorKind::limit, "device.attributes_too_long");
            // Without an event and a new version: a machine that tells how it is has changed nothing of ours.
            const std::array<meta::Scalar, 3> values{std::string_view(text), row.organisation_id.value, id.value};
            DENGYUN_TRY(
                touched,
                unit.execute("UPDATE device SET client_attributes = ? WHERE organisation_id = ? AND id = ?", values));
            static_cast<void>(touched);
            return take_read_back(unit, row, told.get_object(), before);
        },
        std::move(done));
}

IntakeStatistics Intake::statistics() const { return {messages_.load(), values_.load(), refused_.load()}; }

}  // namespace dengyun::telemetry
