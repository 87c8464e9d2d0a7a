#pragma once
// A PLC for tests: a real libmodbus server on a thread, by TCP on a free port or on one end of a pseudo-terminal, with
// faults that a test turns on.
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct _modbus;
struct _modbus_mapping_t;

namespace dengyun::gateway::test {

class ModbusDevice {
  public:
    static constexpr int registers = 400;
    enum class Way { tcp, serial };
    explicit ModbusDevice(Way way = Way::tcp, std::uint16_t port = 0);
    ~ModbusDevice();
    ModbusDevice(const ModbusDevice&) = delete;
    ModbusDevice& operator=(const ModbusDevice&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] const std::string& path() const { return path_; }  // of the gateway's end of the line

    void set(int address, std::vector<std::uint16_t> words);
    [[nodiscard]] std::uint16_t word(int address);
    void set_coil(int address, bool value);
    void set_input(int address, bool value);

    // Faults.
    std::atomic<bool> is_silent = false;    // takes requests and answers none
    std::atomic<bool> drops = false;        // closes the connection instead of an answer
    std::atomic<bool> is_busy = false;      // answers "slave device busy"
    std::atomic<int> missing_register{-1};  // requests that hold it are refused

    struct Asked {
        int function, address, count;
    };
    [[nodiscard]] std::vector<Asked> asked();
    [[nodiscard]] std::size_t requests();

  private:
    void serve_tcp();
    void serve_serial();
    // Answers one request; false: the connection is over.
    bool answer(_modbus* context, const std::uint8_t* query, int length);

    std::mutex mutex_;  // of the registers
    _modbus_mapping_t* mapping_;
    std::vector<Asked> asked_;
    int listener_ = -1;
    int line_ = -1;
    int other_end_ = -1;  // held open, so that the line stands while the gateway has not opened it
    std::uint16_t port_ = 0;
    std::string path_;
    std::atomic<bool> is_stopping_ = false;
    std::thread thread_;
};

}  // namespace dengyun::gateway::test
