#include "edge/gateway/test/modbus_device.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <modbus.h>
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "kernel/base/assert.h"

namespace dengyun::gateway::test {
namespace {

constexpr int look_every_ms = 20;

bool has_input(int file) {
    pollfd waiting{.fd = file, .events = POLLIN, .revents = 0};
    return poll(&waiting, 1, look_every_ms) > 0;
}

int listen_on(std::uint16_t& port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    DENGYUN_ASSERT(bind(listener, raw, size) == 0 && listen(listener, 8) == 0);
    DENGYUN_ASSERT(getsockname(listener, raw, &size) == 0);
    port = ntohs(address.sin_port);
    return listener;
}

}  // namespace

ModbusDevice::ModbusDevice(Way way, std::uint16_t port)
    : mapping_(modbus_mapping_new(registers, registers, registers, registers)), port_(port) {
    DENGYUN_ASSERT(mapping_ != nullptr);
    if (way == Way::tcp) {
        listener_ = listen_on(port_);
        thread_ = std::thread([this] { serve_tcp(); });
        return;
    }
    char name[64];
    termios raw{};
    cfmakeraw(&raw);
    DENGYUN_ASSERT(openpty(&line_, &other_end_, name, &raw, nullptr) == 0);
    path_ = name;
    thread_ = std::thread([this] { serve_serial(); });
}

ModbusDevice::~ModbusDevice() {
    is_stopping_ = true;
    thread_.join();
    if (listener_ >= 0) close(listener_);
    if (line_ >= 0) close(line_);
    if (other_end_ >= 0) close(other_end_);
    modbus_mapping_free(mapping_);
}

void ModbusDevice::set(int address, std::vector<std::uint16_t> words) {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < words.size(); ++i) {
        mapping_->tab_registers[address + static_cast<int>(i)] = words[i];
        mapping_->tab_input_registers[address + static_cast<int>(i)] = words[i];
    }
}
std::uint16_t ModbusDevice::word(int address) {
    const std::lock_guard lock(mutex_);
    return mapping_->tab_registers[address];
}
void ModbusDevice::set_coil(int address, bool value) {
    const std::lock_guard lock(mutex_);
    mapping_->tab_bits[address] = value ? 1 : 0;
}
void ModbusDevice::set_input(int address, bool value) {
    const std::lock_guard lock(mutex_);
    mapping_->tab_input_bits[address] = value ? 1 : 0;
}

std::vector<ModbusDevice::Asked> ModbusDevice::asked() {
    const std::lock_guard lock(mutex_);
    return std::exchange(asked_, {});
}
std::size_t ModbusDevice::requests() {
    const std::lock_guard lock(mutex_);
    return asked_.size();
}

bool ModbusDevice::answer(_modbus* context, const std::uint8_t* query, int length) {
    const std::lock_guard lock(mutex_);
    const int head = modbus_get_header_length(context);
    const auto pair = [&](int at) { return query[at] << 8 | query[at + 1]; };
    const Asked asked{query[head], pair(head + 1), pair(head + 3)};
    asked_.push_back(asked);
    if (drops) return false;
    if (is_silent) return true;
    const int missing = missing_register;
    const bool is_missing = missing >= asked.address && missing < asked.address + asked.count && asked.function <= 4;
    int sent = 0;
    if (is_busy)
        sent = modbus_reply_exception(context, query, MODBUS_EXCEPTION_SLAVE_OR_SERVER_BUSY);
    else if (is_missing)
        sent = modbus_reply_exception(context, query, MODBUS_EXCEPTION_ILLEGAL_DATA_ADDRESS);
    else
        sent = modbus_reply(context, query, length, mapping_);
    return sent >= 0;
}

void ModbusDevice::serve_tcp() {
    std::uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
    while (!is_stopping_) {
        if (!has_input(listener_)) continue;
        const int connection = accept(listener_, nullptr, nullptr);
        auto* context = modbus_new_tcp("127.0.0.1", port_);
        modbus_set_socket(context, connection);
        for (bool goes_on = true; goes_on && !is_stopping_;) {
            // A new connection takes the place of one that nobody closes.
            if (has_input(listener_)) break;
            if (!has_input(connection)) continue;
            const int length = modbus_receive(context, query);
            goes_on = length > 0 && answer(context, query, length);
        }
        modbus_free(context);
        close(connection);
    }
}

void ModbusDevice::serve_serial() {
    std::uint8_t query[MODBUS_RTU_MAX_ADU_LENGTH];
    auto* context = modbus_new_rtu(path_.c_str(), 9600, 'N', 8, 1);
    modbus_set_slave(context, 1);
    modbus_set_socket(context, line_);
    while (!is_stopping_) {
        if (!has_input(line_)) continue;
        const int length = modbus_receive(context, query);
        if (length > 0) answer(context, query, length);
    }
    modbus_free(context);
}

}  // namespace dengyun::gateway::test
