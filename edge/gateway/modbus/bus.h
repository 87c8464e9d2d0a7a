#pragma once
// One Modbus device by TCP or a serial line, through libmodbus. One thread at a time.
#include <memory>
#include <span>

#include "engines/acquisition/model.h"
#include "kernel/base/result.h"

struct _modbus;

namespace dengyun::gateway {

// What went wrong with one request.
struct BusFailure {
    enum class Kind {
        connection,  // nothing came, or nothing that is an answer: the connection is closed
        refused,     // the device says that there is no such register or function
        busy,        // it says that it cannot just now
    };
    Kind kind{};
    std::string why;
};
template <class T>
using BusResult = std::expected<T, BusFailure>;

class Bus {
  public:
    explicit Bus(const acquisition::ModbusConnection& connection);
    ~Bus();
    Bus(Bus&&) noexcept;

    // Opens the connection where it is not open.
    [[nodiscard]] BusResult<void> open();
    [[nodiscard]] bool is_open() const;
    void close();

    // `out` has room for all of them. Opens where needed.
    [[nodiscard]] BusResult<void> read_words(acquisition::Table table, std::int32_t address,
                                             std::span<std::uint16_t> out);
    [[nodiscard]] BusResult<void> read_bits(acquisition::Table table, std::int32_t address,
                                            std::span<std::uint8_t> out);
    [[nodiscard]] BusResult<void> write_words(std::int32_t address, std::span<const std::uint16_t> words);
    [[nodiscard]] BusResult<void> write_coil(std::int32_t address, bool value);

  private:
    [[nodiscard]] BusResult<void> outcome(int answered, std::size_t expected);
    struct Free {
        void operator()(_modbus* context) const;
    };
    acquisition::ModbusConnection connection_;
    std::unique_ptr<_modbus, Free> context_;
    bool is_open_ = false;
};

}  // namespace dengyun::gateway
