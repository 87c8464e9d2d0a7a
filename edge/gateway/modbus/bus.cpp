#include "edge/gateway/modbus/bus.h"

#include <cerrno>
#include <modbus.h>

namespace dengyun::gateway {
namespace {

_modbus* context_for(const acquisition::ModbusConnection& connection) {
    if (const auto* tcp = std::get_if<acquisition::TcpAddress>(&connection.address))
        return modbus_new_tcp_pi(tcp->host.c_str(), std::to_string(tcp->port).c_str());
    const auto& line = std::get<acquisition::SerialLine>(connection.address);
    return modbus_new_rtu(line.path.c_str(), line.baud, line.parity, line.data_bits, line.stop_bits);
}

std::unexpected<BusFailure> broken(int code) {
    return std::unexpected(BusFailure{BusFailure::Kind::connection, modbus_strerror(code)});
}

}  // namespace

void Bus::Free::operator()(_modbus* context) const { modbus_free(context); }

Bus::Bus(const acquisition::ModbusConnection& connection) : connection_(connection) {}
Bus::Bus(Bus&&) noexcept = default;
Bus::~Bus() { close(); }

bool Bus::is_open() const { return is_open_; }

void Bus::close() {
    if (is_open_) modbus_close(context_.get());
    is_open_ = false;
    context_.reset();
}

BusResult<void> Bus::open() {
    if (is_open_) return {};
    constexpr std::int64_t milli = 1'000;
    context_.reset(context_for(connection_));
    if (!context_) return broken(errno);
    const auto seconds = static_cast<std::uint32_t>(connection_.timeout_ms / milli);
    const auto rest_us = static_cast<std::uint32_t>(connection_.timeout_ms % milli * milli);
    if (modbus_set_slave(context_.get(), connection_.unit) != 0 ||
        modbus_set_response_timeout(context_.get(), seconds, rest_us) != 0 || modbus_connect(context_.get()) != 0) {
        const int code = errno;
        context_.reset();
        return broken(code);
    }
    is_open_ = true;
    return {};
}

// An answer that comes late would be taken for that of the next request, so that all but exceptions end the connection.
BusResult<void> Bus::outcome(int answered, std::size_t expected) {
    if (answered == static_cast<int>(expected)) return {};
    const int code = answered < 0 ? errno : EMBBADDATA;
    switch (code) {
        case EMBXILFUN:
        case EMBXILADD:
        case EMBXILVAL:
            return std::unexpected(BusFailure{BusFailure::Kind::refused, modbus_strerror(code)});
        case EMBXSFAIL:
        case EMBXACK:
        case EMBXSBUSY:
        case EMBXNACK:
        case EMBXMEMPAR:
        case EMBXGPATH:
        case EMBXGTAR:
            return std::unexpected(BusFailure{BusFailure::Kind::busy, modbus_strerror(code)});
        default:
            close();
            return broken(code);
    }
}

BusResult<void> Bus::read_words(acquisition::Table table, std::int32_t address, std::span<std::uint16_t> out) {
    if (auto opened = open(); !opened) return opened;
    const auto read = table == acquisition::Table::input_register ? modbus_read_input_registers : modbus_read_registers;
    return outcome(read(context_.get(), address, static_cast<int>(out.size()), out.data()), out.size());
}

BusResult<void> Bus::read_bits(acquisition::Table table, std::int32_t address, std::span<std::uint8_t> out) {
    if (auto opened = open(); !opened) return opened;
    const auto read = table == acquisition::Table::discrete_input ? modbus_read_input_bits : modbus_read_bits;
    return outcome(read(context_.get(), address, static_cast<int>(out.size()), out.data()), out.size());
}

BusResult<void> Bus::write_words(std::int32_t address, std::span<const std::uint16_t> words) {
    if (auto opened = open(); !opened) return opened;
    if (words.size() == 1) return outcome(modbus_write_register(context_.get(), address, words.front()), 1);
    return outcome(modbus_write_registers(context_.get(), address, static_cast<int>(words.size()), words.data()),
                   words.size());
}

BusResult<void> Bus::write_coil(std::int32_t address, bool value) {
    if (auto opened = open(); !opened) return opened;
    return outcome(modbus_write_bit(context_.get(), address, value ? 1 : 0), 1);
}

}  // namespace dengyun::gateway
