#include "engines/sparkplug/payload.h"

#include "engines/sparkplug/wire.h"
#include "kernel/base/utf8.h"

namespace dengyun::sparkplug {
namespace {

// Numbers of the fields, of Payload and of Metric.
namespace payload_field {
constexpr std::uint32_t timestamp = 1, metrics = 2, sequence = 3, uuid = 4, body = 5;
}
namespace metric_field {
constexpr std::uint32_t name = 1, alias = 2, timestamp = 3, data_type = 4, is_historical = 5, is_transient = 6,
                        is_null = 7, int_value = 10, long_value = 11, float_value = 12, double_value = 13,
                        boolean_value = 14, string_value = 15, bytes_value = 16, data_set_value = 17,
                        extension_value = 19;
}
constexpr std::uint64_t sequence_max = 255;

std::unexpected<Error> malformed() { return fail(ErrorKind::invalid, "sparkplug.malformed"); }

void set(Metric& metric, Carrier carrier, std::uint64_t bits, std::string_view bytes = {}) {
    metric.carrier = carrier;
    metric.bits = bits;
    metric.bytes = bytes;
}

void read_value(Metric& metric, const WireReader& field) {
    namespace f = metric_field;
    if (field.is(f::int_value, WireType::varint))
        set(metric, Carrier::int_, field.bits() & UINT32_MAX);
    else if (field.is(f::long_value, WireType::varint))
        set(metric, Carrier::long_, field.bits());
    else if (field.is(f::float_value, WireType::fixed32))
        set(metric, Carrier::float_, field.bits());
    else if (field.is(f::double_value, WireType::fixed64))
        set(metric, Carrier::double_, field.bits());
    else if (field.is(f::boolean_value, WireType::varint))
        set(metric, Carrier::boolean, field.bits() != 0 ? 1 : 0);
    else if (field.is(f::string_value, WireType::bytes))
        set(metric, Carrier::string, 0, field.bytes());
    else if (field.is(f::bytes_value, WireType::bytes))
        set(metric, Carrier::bytes, 0, field.bytes());
    else if (field.type() == WireType::bytes && field.number() >= f::data_set_value &&
             field.number() <= f::extension_value)
        set(metric, Carrier::composite, field.number(), field.bytes());
}

bool read_metric(std::string_view bytes, Metric& metric) {
    namespace f = metric_field;
    WireReader field(bytes);
    while (field.next()) {
        if (field.is(f::name, WireType::bytes))
            metric.name = field.bytes();
        else if (field.is(f::alias, WireType::varint))
            metric.alias = field.bits();
        else if (field.is(f::timestamp, WireType::varint))
            metric.timestamp_ms = field.bits();
        else if (field.is(f::data_type, WireType::varint))
            metric.data_type = static_cast<std::uint32_t>(field.bits());
        else if (field.is(f::is_historical, WireType::varint))
            metric.is_historical = field.bits() != 0;
        else if (field.is(f::is_transient, WireType::varint))
            metric.is_transient = field.bits() != 0;
        else if (field.is(f::is_null, WireType::varint))
            metric.is_null = field.bits() != 0;
        else
            read_value(metric, field);
    }
    return field.ok() && is_utf8(metric.name) && (metric.carrier != Carrier::string || is_utf8(metric.bytes));
}

std::string written(const Metric& metric) {
    namespace f = metric_field;
    std::string out;
    if (!metric.name.empty()) put_bytes(out, f::name, metric.name);
    if (metric.alias) put_varint(out, f::alias, *metric.alias);
    if (metric.timestamp_ms) put_varint(out, f::timestamp, *metric.timestamp_ms);
    if (metric.data_type) put_varint(out, f::data_type, *metric.data_type);
    if (metric.is_historical) put_varint(out, f::is_historical, 1);
    if (metric.is_transient) put_varint(out, f::is_transient, 1);
    if (metric.is_null) put_varint(out, f::is_null, 1);
    switch (metric.carrier) {
        case Carrier::none:
            break;
        case Carrier::int_:
            put_varint(out, f::int_value, metric.bits);
            break;
        case Carrier::long_:
            put_varint(out, f::long_value, metric.bits);
            break;
        case Carrier::float_:
            put_fixed32(out, f::float_value, static_cast<std::uint32_t>(metric.bits));
            break;
        case Carrier::double_:
            put_fixed64(out, f::double_value, metric.bits);
            break;
        case Carrier::boolean:
            put_varint(out, f::boolean_value, metric.bits);
            break;
        case Carrier::string:
            put_bytes(out, f::string_value, metric.bytes);
            break;
        case Carrier::bytes:
            put_bytes(out, f::bytes_value, metric.bytes);
            break;
        case Carrier::composite:
            put_bytes(out, static_cast<std::uint32_t>(metric.bits), metric.bytes);
            break;
    }
    return out;
}

}  // namespace

DataType data_type_of(const Metric& metric) {
    const auto number = metric.data_type.value_or(0);
    return number > static_cast<std::uint32_t>(DataType::template_) ? DataType::template_
                                                                    : static_cast<DataType>(number);
}

Result<Payload> read_payload(std::string_view bytes) {
    namespace f = payload_field;
    Payload payload;
    WireReader field(bytes);
    while (field.next()) {
        if (field.is(f::timestamp, WireType::varint)) {
            payload.timestamp_ms = field.bits();
        } else if (field.is(f::metrics, WireType::bytes)) {
            if (payload.metrics.size() == metrics_max) return fail(ErrorKind::invalid, "sparkplug.too_many_metrics");
            if (!read_metric(field.bytes(), payload.metrics.emplace_back())) return malformed();
        } else if (field.is(f::sequence, WireType::varint)) {
            if (field.bits() > sequence_max) return malformed();
            payload.sequence = field.bits();
        } else if (field.is(f::uuid, WireType::bytes)) {
            payload.uuid = field.bytes();
        } else if (field.is(f::body, WireType::bytes)) {
            payload.body = field.bytes();
        }
    }
    if (!field.ok()) return malformed();
    return payload;
}

std::string write_payload(const Payload& payload) {
    namespace f = payload_field;
    std::string out;
    if (payload.timestamp_ms) put_varint(out, f::timestamp, *payload.timestamp_ms);
    for (const auto& metric : payload.metrics) put_bytes(out, f::metrics, written(metric));
    if (payload.sequence) put_varint(out, f::sequence, *payload.sequence);
    if (!payload.uuid.empty()) put_bytes(out, f::uuid, payload.uuid);
    if (!payload.body.empty()) put_bytes(out, f::body, payload.body);
    return out;
}

}  // namespace dengyun::sparkplug
