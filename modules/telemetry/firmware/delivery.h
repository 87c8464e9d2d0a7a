#pragma once
// Chunks of firmware for the devices that ask for them, any chunk at any time, so that a device goes on where the power
// has failed. Thread-safe; may wait for the database.
#include <list>
#include <mutex>

#include "kernel/store/store.h"
#include "modules/telemetry/firmware/campaign.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t firmware_chunk_bytes_max = 64 * 1024;

class Delivery {
  public:
    explicit Delivery(store::Store& store) : store_(store) {}
    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    // The chunk `number` (from 0) of the firmware that the device was offered last, in chunks of `size` bytes; the last
    // one is shorter, behind it they are empty. Errors: invalid "firmware.bad_chunk" (size not from 1 to
    // firmware_chunk_bytes_max); not_found "firmware.none_offered"; of the store.
    [[nodiscard]] Result<std::string> chunk(Id<Organisation> organisation, Id<Device> device, std::int64_t number,
                                            std::int64_t size);

  private:
    struct Offered {
        Id<FirmwareUpdate> update{};
        Id<store::StoredFile> file{};
        std::int64_t size_bytes = 0;
        std::int64_t received_bytes = 0;
    };
    using Bytes = std::shared_ptr<const std::string>;
    struct Part {
        std::int64_t file;
        std::int64_t number;
        Bytes bytes;
    };
    [[nodiscard]] static Result<Offered> offered_to(store::Reader& reader, Id<Device> device);
    [[nodiscard]] Result<Bytes> part(const Scope& scope, Id<store::StoredFile> file, std::int64_t number);
    void note_progress(const Scope& scope, const Offered& offered, std::int64_t received);

    store::Store& store_;
    std::mutex mutex_;
    std::list<Part> parts_;  // the one used last in front; at most parts_kept
};

}  // namespace dengyun::telemetry
